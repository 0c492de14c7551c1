// A real plasma CRAM, from the command line: its fragment lengths are the published ones. Skipped where the data are not
// beside the checkout.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "support/alignment_text.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"
#include "support/two_bit.hpp"

namespace tidemark::test {
namespace {

using Histogram = std::map<int, double>;

/// The table beside the data: read 1 of proper pairs at mapping quality 30 or more, made by another program. A fragment is met
/// at a place as often as its mates of 75 bases cover bases, so each length counts by that.
Histogram known_by_covered_bases(std::filesystem::path const& table) {
    Histogram known;
    std::istringstream lines{read_file(table)};
    std::string header;
    std::getline(lines, header);
    for (int length = 0, count = 0; lines >> length >> count;) {
        known[length] = static_cast<double>(count) * std::min(length, 150);
    }
    return known;
}

/// SNVs at every 50th place of the stretch that was sequenced. The reference lacks the first base of its chromosome, so the
/// reads, which lie at the places of the whole one, show the base before: that is the alternative here, and nearly every
/// molecule has it.
std::string panel_of_shifted_bases(std::string const& bases) {
    std::string panel{"##fileformat=VCFv4.2\n##contig=<ID=chr1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"};
    for (std::size_t place = 1'000'000; place < 6'000'000; place += 50) {
        char const base = bases[place];
        char const before = bases[place - 1];
        if (base != before && base != 'N' && before != 'N') {
            panel += "chr1\t" + std::to_string(place + 1) + "\t.\t" + base + "\t" + before + "\t.\tPASS\t.\n";
        }
    }
    return panel;
}

/// Lengths of the molecules that show an alternative, those that the known table speaks of. Read line by line: the table is long.
Histogram alternative_lengths(std::string const& table, Histogram const& known) {
    Histogram found;
    std::istringstream lines{table};
    std::size_t column = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("row\t")) {
            auto const columns = cells_of(line, '\t');
            column = static_cast<std::size_t>(std::ranges::find(columns, "alt_lengths") - columns.begin());
        } else if (line.starts_with("locus\t")) {
            std::istringstream lengths{cells_of(line, '\t').at(column)};
            for (std::string cell; std::getline(lengths, cell, ',');) {
                if (known.contains(std::stoi(cell))) {
                    found[std::stoi(cell)] += 1;
                }
            }
        }
    }
    return found;
}

double share(Histogram const& lengths, int from, int to) {
    double all = 0;
    double part = 0;
    for (auto const& [length, count] : lengths) {
        all += count;
        part += from <= length && length <= to ? count : 0;
    }
    return part / all;
}

}  // namespace

TEST(PlasmaCram, fragment_lengths_of_the_molecules_are_the_published_ones) {
    auto const data = std::filesystem::path{source_folder()} / "../shared/data/finaletoolkit_fragments";
    if (!std::filesystem::exists(data)) {
        GTEST_SKIP() << "the data folder finaletoolkit_fragments is not beside this checkout";
    }
    Scratch const scratch;
    auto const fasta = fasta_of_two_bit(data / "hg19.chr1.10Mb.2bit");
    auto const reference = write_reference(scratch, "chr1.fa", fasta);
    auto const panel = scratch.write("panel.vcf", panel_of_shifted_bases(fasta.substr(fasta.find('\n') + 1)));
    auto const targets = scratch.write("targets.bed", "chr1\t1000000\t1000100\n");   // no background is asked for
    auto const result = tidemark({"genotype", "-f", reference, "--panel", panel, "--targets", targets, "--trust-cram",
                                  "--min-mapping-quality", "30", "--access", "stream", "-o", scratch / "s.tsv",
                                  data / "hg19.chr1.6Mb.cram"});
    ASSERT_EQ(result.exit_code, 0) << result.err;

    auto const table = read_file(scratch / "s.tsv");
    EXPECT_NE(table.find("\n#total.reads_seen=125376\n"), std::string::npos);   // the data's README
    auto const known = known_by_covered_bases(data / "fragment_length_hist.derived.tsv");
    auto const found = alternative_lengths(table, known);
    auto const mode = std::ranges::max_element(found, {}, [](auto const& entry) { return entry.second; })->first;
    EXPECT_GE(mode, 166);   // the data's README: mode 166-167
    EXPECT_LE(mode, 167);
    for (auto const& [from, to] : std::map<int, int>{{90, 150}, {151, 160}, {161, 172}, {173, 190}, {191, 288}}) {
        EXPECT_NEAR(share(found, from, to), share(known, from, to), 0.01) << from << " to " << to;
    }
}

}  // namespace tidemark::test
