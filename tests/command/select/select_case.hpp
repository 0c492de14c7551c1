// A small genome and VCFs on it, for the tests of `select`.
#pragma once
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "support/alignment_text.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

//                                 1        10        20        30        40
inline std::string const chr1 = "GATTACACACACGGTTTTTCAGCATCGATCGGGATATCCA";
inline std::string const chr2 = "CCCGATCAAAAAAAGTCTAGCTAGGATTTACCGCGTACGT";

inline std::string const vcf_head =
    "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=40>\n##contig=<ID=chr2,length=40>\n"
    "##FILTER=<ID=weak,Description=\"d\">\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"d\">\n"
    "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"d\">\n##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"d\">"
    "\n";

/// One VCF line: "chr1 1 G A" becomes a record that passed; a fifth word is FILTER, a sixth a genotype in GT:AD:PS.
inline std::string record(std::string const& words) {
    std::istringstream in{words};
    std::string contig, position, ref, alt, filter{"PASS"}, genotype{"0/1:5,5:."};
    in >> contig >> position >> ref >> alt >> filter;
    if (filter.empty()) {
        filter = "PASS";
    }
    in >> genotype;
    if (genotype.empty()) {
        genotype = "0/1:5,5:.";
    }
    return contig + "\t" + position + "\t.\t" + ref + "\t" + alt + "\t.\t" + filter + "\t.\tGT:AD:PS\t" + genotype +
           "\n";
}

inline std::string vcf(std::vector<std::string> const& records) {
    auto text = vcf_head + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";
    for (auto const& words : records) {
        text += record(words);
    }
    return text;
}

/// A scratch folder with the reference in it.
struct SelectCase {
    Scratch scratch;
    std::string reference = write_reference(scratch, "genome.fa", ">chr1\n" + chr1 + "\n>chr2\n" + chr2 + "\n");
    std::string output = scratch / "panel.tsv";

    /// Runs select with these arguments added; the panel is `output`.
    CommandResult run(std::vector<std::string> const& arguments) const {
        std::vector<std::string> all{"select", "-f", reference, "-o", output};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return tidemark(all);
    }
    CommandResult run_vcf(std::string const& text, std::vector<std::string> arguments = {}) const {
        arguments.insert(arguments.begin(), {"--vcf", scratch.write("tumor.vcf", text)});
        return run(arguments);
    }
    [[nodiscard]] bool has_panel() const { return std::filesystem::exists(output); }
    /// Rows of the panel as "contig:position:ref>alt state reason", one a line.
    [[nodiscard]] std::string rows() const {
        std::istringstream lines{read_file(output)};
        std::string text;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with('#') || line.starts_with("contig\t")) {
                continue;
            }
            auto const row = cells(line);
            text += row[0] + ":" + row[1] + ":" + row[2] + ">" + row[3] + " " + row[13] +
                    (row[14].empty() ? "" : " " + row[14]) + "\n";
        }
        return text;
    }
    /// Cell of the first row whose position is `position`, by column name.
    [[nodiscard]] std::string cell(std::string const& position, std::string const& column) const {
        std::istringstream lines{read_file(output)};
        std::vector<std::string> header;
        for (std::string line; std::getline(lines, line);) {
            auto const row = cells(line);
            if (line.starts_with("contig\t")) {
                header = row;
            } else if (!header.empty() && row[1] == position) {
                auto const place = std::find(header.begin(), header.end(), column);
                return place == header.end() ? "no such column" : row[static_cast<std::size_t>(place - header.begin())];
            }
        }
        return "no such row";
    }
    [[nodiscard]] std::string fact(std::string const& key) const {
        auto const text = read_file(output);
        auto const place = text.find("#" + key + "=");
        return place == std::string::npos
                   ? "no such fact"
                   : text.substr(place + key.size() + 2, text.find('\n', place) - place - key.size() - 2);
    }

private:
    static std::vector<std::string> cells(std::string const& line) {
        std::vector<std::string> row(1);
        for (char const letter : line) {
            if (letter == '\t') {
                row.emplace_back();
            } else {
                row.back() += letter;
            }
        }
        return row;
    }
};

/// Rule of the machine-readable line.
inline std::string rule_of(CommandResult const& result) {
    auto const place = result.err.find("\"rule\":\"");
    return place == std::string::npos ? "none"
                                      : result.err.substr(place + 8, result.err.find('"', place + 8) - place - 8);
}

}  // namespace tidemark::test
