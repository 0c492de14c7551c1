// Raw reads of simulated molecules, whose truth is known: every family is found, and how many of its bases are wrong.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>

#include "support/consensus_case.hpp"
#include "support/raw_files.hpp"
#include "support/small_scenario.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

/// Contig and both ends, 1-based and closed.
using Place = std::tuple<std::string, std::int64_t, std::int64_t>;

/// Templates of either strand of what shows one UMI at one place, as the reads show it and not as the truth has it.
using SlowFamilies = std::map<std::pair<Place, std::string>, std::pair<std::int64_t, std::int64_t>>;

std::string swapped(std::string const& umi) {
    auto const joint = umi.find('-');
    return umi.substr(joint + 1) + "-" + umi.substr(0, joint);
}

std::int64_t number(std::vector<std::string> const& record, std::string const& name) {
    for (auto const& cell : record) {
        if (cell.starts_with(name + ":i:")) {
            return std::stoll(cell.substr(5));
        }
    }
    return 0;
}

/// UMI of a record as strand A shows it. A molecule seen on strand B alone has its tags under a, and B's read 1 as read 1,
/// which lies at the higher end.
std::string forward_umi(std::vector<std::string> const& record) {
    std::string umi;
    for (auto const& cell : record) {
        umi = cell.starts_with("RX:Z:") ? cell.substr(5) : umi;
    }
    int const flags = std::stoi(record[1]);
    bool const read_one_reverse = ((flags & 0x40) != 0) == ((flags & 0x10) != 0);
    return number(record, "bD") == 0 && read_one_reverse ? swapped(umi) : umi;
}

/// One deep control, called once for all tests.
class SimulatedTruth : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new Scratch;
        auto text = replaced(small_scenario(), "\"samples\": [\"N1\", \"N2\"], \"molecules\": 300", "\"samples\": [\"N1\"], \"molecules\": 2000");
        text = replaced(text, "\"schema\": \"tidemark.scenario/1\",",
                        "\"schema\": \"tidemark.scenario/1\",\n\"reads\": {\"kind\": \"raw\", \"files\": \"bam\", \"pairs_per_strand\": 5},");
        simulated = tidemark({"simulate", folder->write("s.json", text), "--seed", "1", "-o", *folder / "in"});
        called = tidemark({"consensus", "-f", *folder / "in/reference.fa", "-o", *folder / "s.bam", "--families", *folder / "f.tsv",
                           "--summary", *folder / "s.json.out", *folder / "in/N1.bam"});
        molecules = read_molecules(*folder / "in/truth/N1.molecules.tsv.gz");
        contigs = read_fasta(*folder / "in/reference.fa");
        std::istringstream lines{alignments_as_text(*folder / "s.bam")};
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with('@')) {
                records.push_back(cells_of(line, '\t'));
            }
        }
    }
    static void TearDownTestSuite() { delete folder; }
    void SetUp() override {
        ASSERT_EQ(simulated.exit_code, 0) << simulated.err;
        ASSERT_EQ(called.exit_code, 0) << called.err;
    }

    static Place place_of(MoleculeRow const& row) {
        return {row.at("contig"), std::stoll(row.at("start")), std::stoll(row.at("end"))};
    }
    /// Place of a record by the name of its pair, "chrS1:101-267:0".
    static Place place_of(std::string const& name) {
        auto const cells = cells_of(name, ':');
        auto const ends = cells_of(cells.at(1), '-');
        return {cells.at(0), std::stoll(ends.at(0)), std::stoll(ends.at(1))};
    }
    /// The plain way: a map over all pairs, each put to the ends that its molecule has by the truth.
    static SlowFamilies slow_families() {
        SlowFamilies families;
        for (auto const& read : read_bam(*folder / "in/N1.bam")) {
            auto const parts = name_parts(read.name);
            auto const& row = molecules.at(parts.molecule);
            if ((read.flags & 0x40) == 0 || row.at("mapping_quality") == "0" || read.umi.find('N') != std::string::npos) {
                continue;
            }
            auto& family = families[{place_of(row), parts.strand == 1 ? read.umi : swapped(read.umi)}];
            ++(parts.strand == 1 ? family.first : family.second);
        }
        return families;
    }

    static Scratch* folder;
    static CommandResult simulated, called;
    static std::map<std::string, MoleculeRow> molecules;
    static std::map<std::string, std::string> contigs;
    static std::vector<std::vector<std::string>> records;
};

Scratch* SimulatedTruth::folder = nullptr;
CommandResult SimulatedTruth::simulated, SimulatedTruth::called;
std::map<std::string, MoleculeRow> SimulatedTruth::molecules;
std::map<std::string, std::string> SimulatedTruth::contigs;
std::vector<std::vector<std::string>> SimulatedTruth::records;

}  // namespace

TEST_F(SimulatedTruth, families_and_their_strands_are_those_of_a_map_over_all_pairs) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> expected, found;
    for (auto const& [key, strands] : slow_families()) {
        ++expected[std::minmax(strands.first, strands.second)];
    }
    std::istringstream lines{read_file(*folder / "f.tsv")};
    std::string line;
    for (std::getline(lines, line); std::getline(lines, line);) {
        auto const cells = cells_of(line, '\t');
        found[{std::stoll(cells.at(1)), std::stoll(cells.at(0))}] = std::stoll(cells.at(2));
    }
    EXPECT_EQ(found, expected);
}

TEST_F(SimulatedTruth, every_molecule_that_was_sequenced_is_found_but_those_whose_UMIs_were_all_misread) {
    std::set<std::pair<Place, std::string>> called_keys;
    for (auto const& record : records) {
        called_keys.emplace(place_of(record[0]), forward_umi(record));
    }
    double there = 0, found = 0;
    for (auto const& [name, row] : molecules) {
        if (row.at("mapping_quality") != "0" && row.at("pairs_forward") + row.at("pairs_reverse") != "00") {
            ++there;
            found += called_keys.contains({place_of(row), row.at("umi_forward")}) ? 1 : 0;
        }
    }
    std::cout << found << " of " << there << " molecules found, " << static_cast<double>(called_keys.size()) - found << " more called\n";
    EXPECT_GT(there, 9'000);
    // A molecule of one pair is lost with a wrong base among its six: one in a hundred of those, and one molecule in
    // twenty has one pair.
    EXPECT_GT(found / there, 0.998);
}

TEST_F(SimulatedTruth, a_duplex_of_three_templates_a_strand_is_wrong_in_fewer_than_one_base_in_200000) {
    std::map<std::pair<Place, std::string>, MoleculeRow const*> truth;
    for (auto const& [name, row] : molecules) {
        truth[{place_of(row), row.at("umi_forward")}] = &row;
    }
    std::map<std::string, std::array<double, 3>> tally;   // bases, wrong, N
    for (auto const& record : records) {
        auto const row = truth.find({place_of(record[0]), forward_umi(record)});
        if (row == truth.end() || record[5].find_first_of("IDN") != std::string::npos) {
            continue;
        }
        auto const a = number(record, "aM"), b = number(record, "bM");
        auto const kind = std::min(a, b) >= 3 ? "duplex" : a >= 3 && number(record, "bD") == 0 ? "simplex" : "";
        if (*kind == 0) {
            continue;
        }
        auto bases = contigs.at(record[2]);
        bool plain = true;
        for (auto const* const column : {"variants", "errors"}) {
            if (row->second->at(column).empty()) {
                continue;
            }
            for (auto const& allele : cells_of(row->second->at(column), ';')) {
                auto const cells = cells_of(allele, ':');   // contig:position:ref>alt
                auto const joint = cells.at(2).find('>');
                auto const ref = cells.at(2).substr(0, joint), alt = cells.at(2).substr(joint + 1);
                plain = plain && ref.size() == alt.size();
                bases.replace(static_cast<std::size_t>(std::stoll(cells.at(1)) - 1), alt.size(), alt);
            }
        }
        auto& [all, wrong, unread] = tally[kind];
        auto const start = static_cast<std::size_t>(std::stoll(record[3]) - 1);
        for (std::size_t base = 0; plain && base < record[9].size(); ++base) {
            ++all;
            unread += record[9][base] == 'N' ? 1 : 0;
            wrong += record[9][base] != 'N' && record[9][base] != bases[start + base] ? 1 : 0;
        }
    }
    for (auto const& [kind, counts] : tally) {
        std::cout << kind << ": " << counts[1] << " wrong and " << counts[2] << " N of " << counts[0] << " bases\n";
    }
    EXPECT_GT(tally["duplex"][0], 400'000);
    EXPECT_LE(tally["duplex"][1] / tally["duplex"][0], 5e-6);
    EXPECT_LE(tally["duplex"][2] / tally["duplex"][0], 0.01);
    EXPECT_GT(tally["simplex"][0], 200'000);
    // Damage of one strand is in every copy of it: deamination and oxidation 2e-5 of their bases, PCR 2.6e-6 a cycle.
    EXPECT_LE(tally["simplex"][1] / tally["simplex"][0], 2e-4);
    EXPECT_GT(tally["simplex"][1], 0) << "the duplex would not be tried";
}

TEST_F(SimulatedTruth, reads_in_are_reads_of_families_and_reads_left_out) {
    auto const summary = nlohmann::json::parse(read_file(*folder / "s.json.out"));
    std::int64_t sum = 0;
    for (auto const* const part : {"losses", "reads_of_families"}) {
        for (auto const& [name, reads] : summary[part].items()) {
            sum += reads.get<std::int64_t>();
        }
    }
    EXPECT_EQ(summary["totals"]["reads_seen"], sum);
    EXPECT_EQ(static_cast<std::size_t>(sum), read_bam(*folder / "in/N1.bam").size());
}

}  // namespace tidemark::test
