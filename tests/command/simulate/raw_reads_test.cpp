// simulate with raw reads: files against each other, against the molecules' truth and against the laws.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "support/fastq_text.hpp"
#include "support/patient_path.hpp"
#include "support/raw_files.hpp"
#include "support/raw_scenario.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "truth_table.hpp"

namespace tidemark::test {
namespace {

std::string const raw_with_both = R"({"kind": "raw", "files": "both"})";
std::array<std::string, 2> const raw_samples{"P1_before", "N1"};   // of four: half the time
constexpr std::size_t prefix = 5;        // 3M2S

/// Simulated with seed 1, once for all tests of this program.
class RawSimulated {
public:
    RawSimulated() {
        result = tidemark({"simulate", scratch_.write("s.json", raw_scenario(raw_with_both)), "--seed", "1", "-o", scratch_ / "out"});
        for (auto const& sample : raw_samples) {
            molecules[sample] = read_molecules(*this / ("truth/" + sample + ".molecules.tsv.gz"));
            reads[sample] = {read_fastq(*this / (sample + "_R1.fastq.gz")), read_fastq(*this / (sample + "_R2.fastq.gz"))};
            records[sample] = read_bam(*this / (sample + ".bam"));
        }
        contigs = read_fasta(*this / "reference.fa");
    }
    [[nodiscard]] std::string operator/(std::string const& name) const { return (scratch_ / "out") + "/" + name; }

    CommandResult result;
    std::map<std::string, std::map<std::string, MoleculeRow>> molecules;
    std::map<std::string, std::array<std::vector<FastqRead>, 2>> reads;
    std::map<std::string, std::vector<AlignedRead>> records;
    std::map<std::string, std::string> contigs;

private:
    Scratch scratch_;
};

RawSimulated const& simulated() {
    static RawSimulated const made;
    return made;
}

double error_of(char quality) { return quality - 33 == 2 ? 1 : std::pow(10.0, -(quality - 33) / 10.0); }

/// A fragment that is plain reference: nothing carried, nothing damaged, no indel.
bool is_plain(MoleculeRow const& row) {
    return row.at("variants").empty() && row.at("errors").empty() && row.at("damage_forward").empty() &&
           row.at("damage_reverse").empty();
}

}  // namespace

TEST(SimulateRaw, plasma_and_controls_are_raw_tissue_and_white_cells_are_not) {
    ASSERT_EQ(simulated().result.exit_code, 0) << simulated().result.err;
    for (auto const& row : read_table(simulated() / "truth/samples.tsv")) {
        bool const raw = row.at("sample_type") == "plasma" || row.at("sample_type") == "control";
        EXPECT_EQ(std::filesystem::exists(simulated() / (row.at("sample") + "_R1.fastq.gz")), raw) << row.at("sample");
        EXPECT_EQ(std::filesystem::exists(simulated() / ("truth/" + row.at("sample") + ".molecules.tsv.gz")), raw);
        EXPECT_TRUE(std::filesystem::exists(simulated() / (row.at("sample") + ".bam.bai")));
    }
}

TEST(SimulateRaw, check_takes_sheet_and_files) {
    Scratch const scratch;
    auto const result = tidemark({"check", "--samples", simulated() / "samples.csv", "--reference",
                                  simulated() / "reference.fa", "-o", scratch / "check"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    for (auto const& row : read_table(scratch / "check/verdicts.tsv")) {
        EXPECT_EQ(row.at("verdict"), "ok") << row.at("sample") << ": " << row.at("reason");
    }
    auto const sheet = read_file(simulated() / "samples.csv");
    EXPECT_NE(sheet.find("P1_before_R1.fastq.gz,P1_before_R2.fastq.gz"), std::string::npos);
    EXPECT_NE(sheet.find("3M2S+T 3M2S+T,tag,,raw"), std::string::npos);
}

TEST(SimulateRaw, pairs_are_named_equally_and_counted_in_the_truth) {
    auto const samples = read_table(simulated() / "truth/samples.tsv");
    for (auto const& sample : raw_samples) {
        auto const& [first, second] = simulated().reads.at(sample);
        ASSERT_EQ(first.size(), second.size());
        ASSERT_GT(first.size(), 3'000U);
        std::map<std::string, std::array<int, 2>> pairs;
        std::set<std::string> names;
        for (std::size_t read = 0; read < first.size(); ++read) {
            ASSERT_EQ(first[read].name, second[read].name);
            EXPECT_TRUE(names.insert(first[read].name).second);
            EXPECT_EQ(first[read].bases.size(), prefix + read_length);
            auto const parts = name_parts(first[read].name);
            ++pairs[parts.molecule][static_cast<std::size_t>(parts.strand - 1)];
        }
        auto const& molecules = simulated().molecules.at(sample);
        EXPECT_EQ(pairs.size(), molecules.size());
        std::int64_t duplex = 0;
        for (auto const& [molecule, row] : molecules) {
            EXPECT_EQ(std::to_string(pairs[molecule][0]), row.at("pairs_forward"));
            EXPECT_EQ(std::to_string(pairs[molecule][1]), row.at("pairs_reverse"));
            duplex += pairs[molecule][0] > 0 && pairs[molecule][1] > 0 ? 1 : 0;
        }
        auto const row = std::ranges::find_if(samples, [&](auto const& entry) { return entry.at("sample") == sample; });
        EXPECT_EQ(row->at("molecules_duplex"), std::to_string(duplex));
        EXPECT_EQ(row->at("records"), std::to_string(2 * first.size()));
        auto const share = static_cast<double>(duplex) / static_cast<double>(molecules.size());
        EXPECT_NEAR(share, 0.6, 5 * std::sqrt(0.24 / static_cast<double>(molecules.size()))) << sample;
        // 1.6 strands of 3.2 pairs a molecule.
        EXPECT_NEAR(static_cast<double>(first.size()) / static_cast<double>(molecules.size()), 1.6 * 3.2, 0.6) << sample;
    }
}

TEST(SimulateRaw, reads_show_the_umis_of_the_truth_but_for_the_errors_of_the_law) {
    double differing = 0;
    double expected = 0;
    for (auto const& sample : raw_samples) {
        for (std::size_t number = 0; number < 2; ++number) {
            for (auto const& read : simulated().reads.at(sample)[number]) {
                auto const parts = name_parts(read.name);
                auto const& row = simulated().molecules.at(sample).at(parts.molecule);
                auto const umi = row.at(parts.strand == 1 ? "umi_forward" : "umi_reverse").substr(4 * number, 3);
                for (std::size_t base = 0; base < 3; ++base) {
                    differing += read.bases[base] != umi[base] ? 1 : 0;
                    expected += error_of(read.qualities[base]) + 5e-4;
                }
            }
        }
        for (auto const& [molecule, row] : simulated().molecules.at(sample)) {
            auto const& umi = row.at("umi_forward");
            ASSERT_EQ(umi.size(), 7U);
            EXPECT_EQ(row.at("umi_reverse"), umi.substr(4) + "-" + umi.substr(0, 3));
        }
    }
    ASSERT_GT(expected, 100);
    EXPECT_NEAR(differing, expected, 5 * std::sqrt(expected));
}

TEST(SimulateRaw, bam_is_sound_sorted_and_without_marked_duplicates) {
    for (auto const& sample : raw_samples) {
        auto const quick = run({"samtools", "quickcheck", "-v", simulated() / (sample + ".bam")});
        EXPECT_EQ(quick.exit_code, 0) << quick.out << quick.err;
        std::pair<std::string, std::int64_t> last;
        for (auto const& record : simulated().records.at(sample)) {
            auto const place = std::pair{record.contig, record.position};
            EXPECT_LE(last, place);   // chrS1 before chrS2
            last = place;
            EXPECT_EQ(record.flags & 0xf00, 0);
            EXPECT_EQ((record.flags & 0x10) != 0, (record.flags & 0x20) == 0);
            EXPECT_FALSE(record.mate_cigar.empty());
        }
    }
}

TEST(SimulateRaw, bam_and_fastq_hold_the_same_reads) {
    for (auto const& sample : raw_samples) {
        std::map<std::string, std::array<AlignedRead const*, 2>> records;
        for (auto const& record : simulated().records.at(sample)) {
            records[record.name][(record.flags & 0x40) != 0 ? 0 : 1] = &record;
        }
        auto const& reads = simulated().reads.at(sample);
        ASSERT_EQ(simulated().records.at(sample).size(), 2 * reads[0].size());
        for (std::size_t read = 0; read < reads[0].size(); ++read) {
            auto const& pair = records.at(reads[0][read].name);
            auto const umi = reads[0][read].bases.substr(0, 3) + "-" + reads[1][read].bases.substr(0, 3);
            for (std::size_t number = 0; number < 2; ++number) {
                auto const& record = *pair[number];
                auto const& fastq = reads[number][read];
                auto const length = record.bases.size();
                bool const reverse = (record.flags & 0x10) != 0;
                auto const bases = fastq.bases.substr(prefix, length);
                auto qualities = fastq.qualities.substr(prefix, length);
                if (reverse) {
                    std::ranges::reverse(qualities);
                }
                ASSERT_EQ(record.bases, reverse ? other_strand(bases) : bases);
                ASSERT_EQ(record.qualities, qualities);
                ASSERT_EQ(record.umi, umi);
                EXPECT_EQ(record.mate_position, pair[1 - number]->position);
                EXPECT_EQ(record.mate_cigar, pair[1 - number]->cigar);
                EXPECT_EQ(reverse, (name_parts(record.name).strand == 1) == (number == 1));
            }
        }
    }
}

TEST(SimulateRaw, bases_are_wrong_as_often_as_their_qualities_and_pcr_say) {
    std::map<char, double> bases;
    std::map<char, double> errors;
    for (auto const& sample : raw_samples) {
        for (auto const& record : simulated().records.at(sample)) {
            auto const& row = simulated().molecules.at(sample).at(name_parts(record.name).molecule);
            if (!is_plain(row) || record.cigar != std::to_string(record.bases.size()) + "M") {
                continue;
            }
            auto const& contig = simulated().contigs.at(record.contig);
            for (std::size_t base = 0; base < record.bases.size(); ++base) {
                ++bases[record.qualities[base]];
                errors[record.qualities[base]] +=
                    record.bases[base] != contig[static_cast<std::size_t>(record.position) + base] ? 1 : 0;
            }
        }
    }
    ASSERT_EQ(bases.size(), 4U);
    for (auto const& [quality, count] : bases) {
        double const expected = count * (quality == '#' ? 1 : error_of(quality) + 16 * 2.6e-6 / 2);
        EXPECT_NEAR(errors.at(quality), expected, quality == '#' ? 0 : 6 * std::sqrt(expected)) << quality;
    }
}

TEST(SimulateRaw, damage_is_in_all_reads_of_its_strand_and_in_none_of_the_other) {
    struct Counts {
        double shown = 0;
        double covered = 0;
    };
    std::array<Counts, 2> same_and_other;
    std::map<std::string, int> kinds;
    for (auto const& sample : raw_samples) {
        for (auto const& record : simulated().records.at(sample)) {
            auto const parts = name_parts(record.name);
            auto const& row = simulated().molecules.at(sample).at(parts.molecule);
            for (int const strand : {1, 2}) {
                auto const& cell = row.at(strand == 1 ? "damage_forward" : "damage_reverse");
                if (cell.empty() || cell.find(';') != std::string::npos ||
                    record.cigar != std::to_string(record.bases.size()) + "M") {
                    continue;
                }
                auto const colon = cell.find(':');
                auto const position = std::stoll(cell.substr(colon + 1)) - 1 - record.position;
                if (position < 0 || position >= static_cast<std::int64_t>(record.bases.size())) {
                    continue;
                }
                auto& counts = same_and_other[strand == parts.strand ? 0 : 1];
                ++counts.covered;
                counts.shown += record.bases[static_cast<std::size_t>(position)] == cell.back() ? 1 : 0;
                ++kinds[(strand == 1 ? "+" : "-") + cell.substr(cell.size() - 3)];
            }
        }
    }
    ASSERT_GT(same_and_other[0].covered, 300);
    ASSERT_GT(same_and_other[1].covered, 100);
    EXPECT_GT(same_and_other[0].shown / same_and_other[0].covered, 0.98);
    EXPECT_LT(same_and_other[1].shown / same_and_other[1].covered, 0.02);
    for (auto const& [kind, count] : kinds) {
        EXPECT_TRUE(kind == "+C>T" || kind == "+G>T" || kind == "-G>A" || kind == "-C>A") << kind << " " << count;
    }
    EXPECT_EQ(kinds.size(), 4U);
}

TEST(SimulateRaw, short_fragments_are_read_through_into_the_adapter) {
    std::array<std::string, 2> const adapters{"AGATCGGAAGAGC", "AGATCGGAAGAGC"};
    int seen = 0;
    for (auto const& sample : raw_samples) {
        auto const& reads = simulated().reads.at(sample);
        for (std::size_t pair = 0; pair < reads[0].size(); ++pair) {
            auto const& row = simulated().molecules.at(sample).at(name_parts(reads[0][pair].name).molecule);
            auto const length = static_cast<std::size_t>(std::stoll(row.at("end")) - std::stoll(row.at("start")) + 1);
            if (!is_plain(row) || length + 20 > read_length) {
                continue;
            }
            for (std::size_t number = 0; number < 2; ++number) {
                auto const wanted = other_strand(reads[1 - number][pair].bases.substr(0, prefix)) + adapters[number];
                auto const shown = reads[number][pair].bases.substr(prefix + length, wanted.size());
                int differing = 0;
                for (std::size_t base = 0; base < shown.size(); ++base) {
                    differing += shown[base] != wanted[base] ? 1 : 0;
                }
                // A slip in a homopolymer of one copy shifts all of it; no more than a few copies do.
                seen += differing <= 3 ? 1 : -20;
            }
        }
    }
    EXPECT_GT(seen, 100);
}

TEST(SimulateRaw, carriers_of_an_indel_show_it_in_their_cigar_and_counts_agree_with_the_variant_truth) {
    auto const variants = read_table(simulated() / "truth/variants.tsv");
    int compared = 0;
    for (auto const& variant : variants) {
        if (!simulated().molecules.contains(variant.at("sample"))) {
            continue;
        }
        auto const text = variant.at("contig") + ":" + variant.at("position") + ":" + variant.at("ref") + ">" + variant.at("alt");
        std::set<std::string> carriers;
        for (auto const& [molecule, row] : simulated().molecules.at(variant.at("sample"))) {
            if ((";" + row.at("variants") + ";").find(";" + text + ";") != std::string::npos) {
                carriers.insert(molecule);
            }
        }
        // Mates of 100 bases leave the middle of long fragments unread.
        EXPECT_LE(std::stoll(variant.at("alt_molecules")), static_cast<std::int64_t>(carriers.size()));
        EXPECT_GE(std::stoll(variant.at("alt_molecules")), static_cast<std::int64_t>(carriers.size()) * 9 / 10);
        if (variant.at("ref").size() == variant.at("alt").size()) {
            continue;
        }
        bool const deletion = variant.at("ref").size() > variant.at("alt").size();
        auto const gap = std::to_string(deletion ? variant.at("ref").size() - 1 : variant.at("alt").size() - 1) + (deletion ? "D" : "I");
        std::set<std::string> showing;
        for (auto const& record : simulated().records.at(variant.at("sample"))) {
            if (record.cigar.find(gap) != std::string::npos && record.contig == variant.at("contig") &&
                std::abs(record.position - std::stoll(variant.at("position"))) < 200) {
                showing.insert(name_parts(record.name).molecule);
            }
        }
        EXPECT_TRUE(std::ranges::includes(carriers, showing)) << text;
        EXPECT_GE(showing.size() * 10, carriers.size() * 8) << text;
        compared += carriers.empty() ? 0 : 1;
    }
    EXPECT_EQ(compared, 2);   // the insertion and the deletion, in P1_before
}

TEST(SimulateRaw, bytes_are_the_same_for_any_thread_count_and_choice_of_files) {
    auto const expected = tree_of(simulated() / "");
    for (auto const* const threads : {"1", "2", "4"}) {
        Scratch const scratch;
        ASSERT_EQ(tidemark({"simulate", scratch.write("x.json", raw_scenario(raw_with_both)), "--seed", "1", "-@", threads, "-o",
                            scratch / "out"}, {.folder = {}, .input = {}, .environment = {{"LC_ALL", "de_DE.UTF-8"}}})
                      .exit_code,
                  0);
        EXPECT_EQ(tree_of(scratch / "out"), expected) << threads;
    }
    for (auto const* const files : {"fastq", "bam"}) {
        Scratch const scratch;
        auto const text = raw_scenario(std::string{R"({"kind": "raw", "files": ")"} + files + "\"}");
        ASSERT_EQ(tidemark({"simulate", scratch.write("x.json", text), "--seed", "1", "-o", scratch / "out"}).exit_code, 0);
        auto const bytes = tree_of(scratch / "out");
        EXPECT_EQ(bytes.contains("N1.bam"), files == std::string{"bam"});
        EXPECT_EQ(bytes.contains("N1_R2.fastq.gz"), files == std::string{"fastq"});
        for (auto const& [name, content] : bytes) {
            EXPECT_TRUE(name == "samples.csv" || content == expected.at(name)) << name;
        }
    }
}

}  // namespace tidemark::test
