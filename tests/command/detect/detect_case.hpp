// A panel, a foreign table and the results of one call, in three lines of a test.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

/// C>T at chr1:1000, 2000, … : `loci` of them, as a VCF.
inline std::string vcf_of(int loci) {
    std::string text = "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=1000000>\n"
                       "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    for (int index = 1; index <= loci; ++index) {
        text += "chr1\t" + std::to_string(1000 * index) + "\t.\tC\tT\t.\tPASS\t.\n";
    }
    return text;
}

/// One sample in the minimal columns of another counter; `rate` empty leaves the background column out.
struct ForeignSample {
    std::string name = "S1";
    std::vector<int> alt;
    int depth = 2000;
    std::string rate = "1e-5";
    std::string evidence_class = "duplex";
};

inline std::string foreign_table(std::vector<ForeignSample> const& samples) {
    bool const rated = !samples.front().rate.empty();
    std::string text = std::string{"sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules"} +
                       (rated ? "\tbackground_rate\n" : "\n");
    for (auto const& sample : samples) {
        for (std::size_t index = 0; index < sample.alt.size(); ++index) {
            text += sample.name + "\tchr1\t" + std::to_string(1000 * (index + 1)) + "\tC\tT\t" + sample.evidence_class +
                    "\t" + std::to_string(sample.depth) + "\t" + std::to_string(sample.alt[index]) +
                    (rated ? "\t" + sample.rate + "\n" : "\n");
        }
    }
    return text;
}

/// Runs detect on `table` with a VCF panel of `loci`, landmark use; returns the results of the JSON.
inline nlohmann::json detect_results(Scratch const& scratch, std::string const& table, int loci,
                                     std::vector<std::string> const& options = {}) {
    std::vector<std::string> arguments{"detect", "--panel", scratch.write("panel.vcf", vcf_of(loci)), "--use", "landmark",
                                       "-o", scratch / "out.json", scratch.write("table.tsv", table)};
    arguments.insert(arguments.end(), options.begin(), options.end());
    auto const result = tidemark(arguments);
    if (result.exit_code != 0) {
        return result.err;
    }
    return nlohmann::json::parse(read_file(scratch / "out.json"))["results"];
}

}  // namespace tidemark::test
