// The good day: molecules with known bases, against the formulas written out slowly, and against samtools.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <sstream>

#include "support/consensus_case.hpp"
#include "support/slow_consensus.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

std::string tag_of(std::vector<std::string> const& record, std::string const& name) {
    auto const found = std::ranges::find_if(record, [&](auto const& cell) { return cell.starts_with(name + ":"); });
    return found == record.end() ? std::string{} : *found;
}

/// A template as both mates show it, by place.
struct SlowTemplate {
    std::map<std::int64_t, std::pair<char, int>> forward, backward;
};

using SlowBases = std::map<std::int64_t, std::pair<char, int>>;

/// One strand by the formulas: mates merged, low bases off, columns called.
SlowBases slow_strand(std::vector<SlowTemplate> const& templates) {
    std::map<std::int64_t, SlowColumn> columns;
    for (auto const& each : templates) {
        auto merged = each.forward;
        for (auto const& [place, base] : each.backward) {
            auto const [entry, fresh] = merged.try_emplace(place, base);
            entry->second = fresh ? base : slow_merge(entry->second, base);
        }
        for (auto const& [place, base] : merged) {
            if (base.first != 'N' && base.second >= 10) {
                columns[place].push_back(base);
            }
        }
    }
    SlowBases called;
    for (auto const& [place, column] : columns) {
        auto const call = templates.size() == 1 ? slow_one_read(column[0].first, column[0].second) : slow_column(column);
        called[place] = {call.base, call.quality};
    }
    return called;
}

std::pair<char, int> slow_duplex(std::pair<char, int> a, std::pair<char, int> b) {
    if (a.first == 'N' || b.first == 'N') {
        return {'N', 2};
    }
    if (a.first == b.first) {
        return {a.first, std::min(a.second + b.second, 93)};
    }
    auto const difference = std::abs(a.second - b.second);
    return difference <= 2 ? std::pair{'N', 2} : std::pair{a.second > b.second ? a.first : b.first, difference};
}

/// A random duplex molecule: its lines, and what the formulas make of it.
struct RandomMolecule {
    ConsensusCase::Lines lines;
    std::array<std::vector<SlowTemplate>, 2> strands;
    std::int64_t start = 0, end = 0;
};

constexpr int read_length = 60;

RandomMolecule random_molecule(ConsensusCase const& call, std::mt19937& random, int number) {
    RandomMolecule made;
    made.start = 100 + 20 * number;
    made.end = made.start + (number % 2 == 0 ? 90 : 190);
    for (std::size_t strand = 0; strand < 2; ++strand) {
        for (auto copies = 1 + random() % 4; copies > 0; --copies) {
            auto pair = call.pair({.name = "m" + std::to_string(number) + "." + std::to_string(strand) + "." + std::to_string(copies),
                                   .start = made.start, .end = made.end,
                                   .umi = strand == 0 ? "ACGTC-TTAGC" : "TTAGC-ACGTC", .read_one_forward = strand == 0});
            SlowTemplate slow;
            for (std::size_t mate = 0; mate < 2; ++mate) {
                auto cells = cells_of(pair[mate].text, '\t');
                for (std::size_t base = 0; base < read_length; ++base) {
                    if (random() % 25 == 0) {
                        cells[9][base] = "ACGTN"[random() % 5];
                    }
                    int const quality = std::array{2, 11, 25, 37}[random() % 4];
                    cells[10][base] = static_cast<char>(33 + quality);
                    (mate == 0 ? slow.forward : slow.backward)[pair[mate].position + static_cast<std::int64_t>(base)] = {cells[9][base], quality};
                }
                std::string text;
                for (auto const& cell : cells) {
                    text += (text.empty() ? "" : "\t") + cell;
                }
                pair[mate].text = text;
            }
            made.strands[strand].push_back(slow);
            made.lines.insert(made.lines.end(), pair.begin(), pair.end());
        }
    }
    return made;
}

}  // namespace

TEST(Consensus, a_duplex_of_three_templates_a_strand_has_the_golden_values) {
    ConsensusCase const call;
    ASSERT_EQ(call.run(call.bam("b", {call.duplex(3)})).exit_code, 0);
    auto const records = call.records();
    ASSERT_EQ(records.size(), 2U);
    std::vector<std::string> const forward{"chr1:1001-1200:0", "99", "chr1", "1001", "60", "60M", "=", "1141", "200",
                                           call.bases.substr(1000, 60), std::string(60, '!' + 90), "RG:Z:1", "MI:Z:chr1:1001-1200:0",
                                           "RX:Z:ACGTC-TTAGC", "cD:i:6", "cM:i:6", "cE:f:0", "aD:i:3", "aM:i:3", "aE:f:0",
                                           "bD:i:3", "bM:i:3", "bE:f:0", "NM:i:0", "MD:Z:60"};
    EXPECT_EQ(records[0], forward);
    EXPECT_EQ(records[1][1], "147");
    EXPECT_EQ(records[1][3], "1141");
    EXPECT_EQ(records[1][8], "-200");
    EXPECT_EQ(records[1][9], call.bases.substr(1140, 60));
}

TEST(Consensus, bases_and_qualities_of_random_duplexes_are_those_of_the_formulas) {
    ConsensusCase const call;
    std::mt19937 random{20261128};
    std::vector<RandomMolecule> molecules;
    std::vector<ConsensusCase::Lines> parts;
    for (int number = 0; number < 60; ++number) {
        molecules.push_back(random_molecule(call, random, number));
        parts.push_back(molecules.back().lines);
    }
    ASSERT_EQ(call.run(call.bam("random", parts)).exit_code, 0);
    std::map<std::string, std::vector<std::vector<std::string>>> by_name;
    for (auto const& record : call.records()) {
        by_name[record[0]].push_back(record);
    }
    int compared = 0, disagreeing = 0;
    for (auto const& molecule : molecules) {
        auto const a = slow_strand(molecule.strands[0]), b = slow_strand(molecule.strands[1]);
        auto const& records = by_name.at("chr1:" + std::to_string(molecule.start + 1) + "-" + std::to_string(molecule.end) + ":0");
        ASSERT_EQ(records.size(), 2U);
        for (auto const& record : records) {
            auto const start = std::stoll(record[3]) - 1;
            for (std::size_t base = 0; base < record[9].size(); ++base) {
                auto const place = start + static_cast<std::int64_t>(base);
                auto const of_a = a.contains(place) ? a.at(place) : std::pair{'N', 0};
                auto const of_b = b.contains(place) ? b.at(place) : std::pair{'N', 0};
                auto const expected = slow_duplex(of_a, of_b);
                EXPECT_EQ(record[9][base], expected.first) << record[0] << " at " << place;
                EXPECT_EQ(record[10][base] - 33, expected.second) << record[0] << " at " << place;
                ++compared;
                disagreeing += record[9][base] != call.bases[static_cast<std::size_t>(place)] ? 1 : 0;
            }
        }
    }
    EXPECT_GT(compared, 6'000);
    EXPECT_GT(disagreeing, 200) << "too little was tried";
}

TEST(Consensus, NM_and_MD_are_those_of_samtools_calmd) {
    ConsensusCase const call;
    std::mt19937 random{1};
    std::vector<ConsensusCase::Lines> parts;
    for (int number = 0; number < 40; ++number) {
        parts.push_back(random_molecule(call, random, number).lines);
    }
    for (int number = 0; number < 20; ++number) {   // indels
        auto const at = static_cast<std::size_t>(2000 + 70 * number);
        auto const gap = static_cast<std::size_t>(1 + number % 5);
        auto const name = "i" + std::to_string(number);
        auto const bases = number % 2 == 0 ? call.bases.substr(at, 25) + call.bases.substr(at + 25 + gap, 35)
                                           : call.bases.substr(at, 25) + std::string(gap, 'T') + call.bases.substr(at + 25, 35 - gap);
        auto const cigar = number % 2 == 0 ? "25M" + std::to_string(gap) + "D35M"
                                           : "25M" + std::to_string(gap) + "I" + std::to_string(35 - gap) + "M";
        parts.push_back({ConsensusCase::line(static_cast<std::int64_t>(at), name + "\t0\tchr1\t" + std::to_string(at + 1) + "\t60\t" + cigar +
                                             "\t*\t0\t0\t" + bases + "\t" + std::string(60, '?') + "\tRG:Z:1\tRX:Z:ACGTC-TTAGC")});
    }
    ASSERT_EQ(call.run(call.bam("random", parts)).exit_code, 0);
    auto const again = run({"samtools", "calmd", "--no-PG", call.output(), call.reference});
    ASSERT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(again.err.find("different"), std::string::npos) << again.err;
    std::string records;
    std::istringstream lines{again.out};
    int gaps = 0;
    for (std::string line; std::getline(lines, line);) {
        records += line.starts_with('@') ? "" : line + "\n";
        gaps += line.find("M\t*") != std::string::npos && line.find("60M") == std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(records, call.record_text());
    EXPECT_GT(gaps, 15);
}

TEST(Consensus, the_BAM_is_sorted_indexed_and_its_mates_agree) {
    ConsensusCase const call;
    std::mt19937 random{2};
    std::vector<ConsensusCase::Lines> parts;
    for (int number = 0; number < 50; ++number) {
        parts.push_back(random_molecule(call, random, number).lines);
    }
    ASSERT_EQ(call.run(call.bam("random", parts)).exit_code, 0);
    EXPECT_EQ(run({"samtools", "quickcheck", "-v", call.output()}).exit_code, 0);
    EXPECT_EQ(run({"samtools", "index", call.output(), call.scratch / "again.bai"}).exit_code, 0) << "sorted";
    EXPECT_EQ(read_file(call.scratch / "again.bai").size(), read_file(call.output() + ".bai").size());
    auto const stored = run({"samtools", "sort", "-n", "--no-PG", "-o", call.scratch / "names.bam", call.output()});
    ASSERT_EQ(stored.exit_code, 0) << stored.err;
    ASSERT_EQ(run({"samtools", "fixmate", "--no-PG", call.scratch / "names.bam", call.scratch / "fixed.bam"}).exit_code, 0);
    auto const mates = [](std::string const& text) {
        std::vector<std::string> rows;
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with('@')) {
                auto const cells = cells_of(line, '\t');
                rows.push_back(cells[0] + " " + cells[1] + " " + cells[6] + " " + cells[7] + " " + cells[8]);
            }
        }
        return rows;
    };
    EXPECT_EQ(mates(alignments_as_text(call.scratch / "fixed.bam")), mates(alignments_as_text(call.scratch / "names.bam")));
}

TEST(Consensus, single_reads_give_one_record_a_molecule) {
    ConsensusCase const call;
    ConsensusCase::Lines const lines{call.single("a", 500, "\tRX:Z:ACGTC"), call.single("b", 500, "\tRX:Z:ACGTC"),
                                     call.single("c", 500, "\tRX:Z:ACGTC", 0x10), call.single("d", 500, "\tRX:Z:GGATT")};
    ASSERT_EQ(call.run(call.bam("single", {lines})).exit_code, 0);
    auto const records = call.records();
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[0][0], "chr1:501+:0");
    EXPECT_EQ(records[0][1], "0");
    EXPECT_EQ(records[0][10], std::string(60, static_cast<char>(33 + slow_column({{'A', 30}, {'A', 30}}).quality)));
    EXPECT_EQ(tag_of(records[0], "aD"), "") << "one UMI tells no strand";
    EXPECT_EQ(records[1][0], "chr1:501+:1");
    EXPECT_EQ(records[1][10], std::string(60, static_cast<char>(33 + slow_one_read('A', 30).quality)));
    EXPECT_EQ(records[2][0], "chr1:560-:0");
    EXPECT_EQ(records[2][1], "16");
}

TEST(Consensus, molecule_ids_of_the_file_are_the_molecules_where_all_reads_have_one_or_it_is_asked_for) {
    ConsensusCase const call;
    auto const with = [&](std::string const& name, std::string const& umi, std::string const& molecule, bool forward = true) {
        return call.pair({.name = name, .umi = umi, .read_one_forward = forward, .tags = "\tMI:Z:" + molecule});
    };
    // By UMI: a, b and c are one duplex, d another molecule. By id: a and d, b and c.
    auto const bam = call.bam("ids", {with("a", "ACGTC-TTAGC", "1/A"), with("b", "ACGTC-TTAGC", "2/A"),
                                      with("c", "TTAGC-ACGTC", "2/B", false), with("d", "GGGGG-CCCCC", "1/A")});
    ASSERT_EQ(call.run(bam).exit_code, 0);
    auto const by_id = call.record_text();
    auto const depths = [&] {
        std::multimap<std::string, std::string> found;
        for (auto const& record : call.records()) {
            found.emplace(tag_of(record, "aD"), tag_of(record, "bD"));
        }
        return found;
    };
    using Depths = std::multimap<std::string, std::string>;
    EXPECT_EQ(depths(), (Depths{{"aD:i:1", "bD:i:1"}, {"aD:i:1", "bD:i:1"}, {"aD:i:2", "bD:i:0"}, {"aD:i:2", "bD:i:0"}}));
    ASSERT_EQ(call.run(bam, {"--evidence", "grouped"}).exit_code, 0);
    EXPECT_EQ(call.record_text(), by_id);
    ASSERT_EQ(call.run(bam, {"--evidence", "raw"}).exit_code, 0);
    EXPECT_EQ(depths(), (Depths{{"aD:i:2", "bD:i:1"}, {"aD:i:2", "bD:i:1"}, {"aD:i:1", "bD:i:0"}, {"aD:i:1", "bD:i:0"}}));
}

TEST(Consensus, unaligned_records_are_the_aligned_ones_as_a_sequencer_would_give_them) {
    ConsensusCase const call;
    auto const bam = call.bam("b", {call.duplex(3), call.duplex(1, {.name = "late", .start = 1010, .end = 1090})});
    ASSERT_EQ(call.run(bam).exit_code, 0);
    std::map<std::string, std::vector<std::string>> aligned;
    for (auto const& record : call.records()) {
        aligned[record[0] + ((std::stoi(record[1]) & 0x40) != 0 ? "/1" : "/2")] = record;
    }
    std::filesystem::remove(call.output() + ".bai");
    ASSERT_EQ(call.run(bam, {"--unaligned"}).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(call.output() + ".bai"));
    auto const text = alignments_as_text(call.output());
    EXPECT_EQ(text.find("@SQ"), std::string::npos);
    EXPECT_NE(text.find("SO:unsorted\tGO:query"), std::string::npos);
    auto const records = call.records();
    ASSERT_EQ(records.size(), 4U);
    for (std::size_t number = 0; number < records.size(); ++number) {
        auto const& record = records[number];
        bool const first = number % 2 == 0;
        EXPECT_EQ(record[1], first ? "77" : "141");
        EXPECT_EQ(record[0], records[number - number % 2][0]) << "mates stand together";
        EXPECT_EQ((std::vector<std::string>{record.begin() + 2, record.begin() + 9}),
                  (std::vector<std::string>{"*", "0", "0", "*", "*", "0", "0"}));
        auto const& before = aligned.at(record[0] + (first ? "/1" : "/2"));
        std::string bases = before[9], qualities = before[10];
        if ((std::stoi(before[1]) & 0x10) != 0) {
            std::ranges::reverse(bases);
            std::ranges::transform(bases, bases.begin(), [](char base) { return base == 'A' ? 'T' : base == 'T' ? 'A' : base == 'C' ? 'G' : base == 'G' ? 'C' : base; });
            std::ranges::reverse(qualities);
        }
        EXPECT_EQ(record[9], bases);
        EXPECT_EQ(record[10], qualities);
        EXPECT_EQ(tag_of(record, "MI"), tag_of(before, "MI"));
        EXPECT_EQ(tag_of(record, "NM"), "");
    }
}

TEST(Consensus, per_base_tags_are_written_on_request_and_change_nothing_else) {
    ConsensusCase const call;
    auto const bam = call.bam("b", {call.duplex(2), call.pair({.name = "half", .length = 40})});
    ASSERT_EQ(call.run(bam).exit_code, 0);
    auto const plain = call.records();
    EXPECT_EQ(tag_of(plain[0], "cd"), "");
    ASSERT_EQ(call.run(bam, {"--per-base-tags"}).exit_code, 0);
    auto const tagged = call.records();
    ASSERT_EQ(tagged.size(), plain.size());
    auto const numbers = [&](std::vector<std::string> const& record, std::string const& name) {
        std::vector<int> found;
        for (auto const& cell : cells_of(tag_of(record, name).substr(7), ',')) {
            found.push_back(std::stoi(cell));
        }
        return found;
    };
    for (std::size_t number = 0; number < tagged.size(); ++number) {
        auto const& record = tagged[number];
        EXPECT_EQ((std::vector<std::string>{record.begin(), record.begin() + 11}),
                  (std::vector<std::string>{plain[number].begin(), plain[number].begin() + 11}));
        auto const depth = numbers(record, "cd"), a = numbers(record, "ad"), b = numbers(record, "bd");
        ASSERT_EQ(depth.size(), record[9].size());
        for (std::size_t base = 0; base < depth.size(); ++base) {
            EXPECT_EQ(depth[base], a[base] + b[base]);
        }
        EXPECT_EQ(tag_of(record, "cD"), "cD:i:" + std::to_string(*std::ranges::max_element(depth)));
        EXPECT_EQ(tag_of(record, "cM"), "cM:i:" + std::to_string(*std::ranges::min_element(depth)));
        EXPECT_EQ(tag_of(record, "ac"), "ac:Z:" + record[9]);
    }
    EXPECT_EQ(numbers(tagged[0], "ad").front(), 3);
}

TEST(Consensus, filters_drop_molecules_by_reason_and_mask_bases) {
    ConsensusCase const call;
    std::int64_t const place = 1010;
    char const other = call.bases[place] == 'A' ? 'C' : 'A';
    auto odd = call.pair({.name = "odd", .start = 2000, .end = 2200, .shown = {}});
    auto wrong = call.pair({.name = "wrong", .shown = {{place, other}}});
    auto const bam = call.bam("b", {call.duplex(3), wrong, odd});
    auto more = call.with_losses();
    more.insert(more.end(), {"--filter-min-reads", "3,1,1", "--max-base-error-rate", "0.1"});
    ASSERT_EQ(call.run(bam, more).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"filtered_depth", 2}, {"called", 14}}));
    auto const record = call.records().at(0);
    EXPECT_EQ(record[9][10], 'N') << "one of seven";
    EXPECT_EQ(record[9].substr(11), call.bases.substr(1011, 49));
}

TEST(Consensus, tables_say_how_many_families_there_were_and_where_the_reads_went) {
    ConsensusCase const call;
    auto const bam = call.bam("b", {call.duplex(2), call.pair({.name = "x", .start = 2000, .end = 2180}), call.pair({.name = "n", .umi = "N"})});
    ASSERT_EQ(call.run(bam, {"--metrics", call.scratch / "out/m", "--families", call.scratch / "out/families.tsv", "--losses",
                             call.scratch / "out/losses.tsv", "--summary", call.scratch / "out/summary.json"}).exit_code, 0);
    EXPECT_EQ(list_folder(call.scratch / "out"),
              "families.tsv\nlosses.tsv\nm.duplex_family_sizes.txt\nm.duplex_yield_metrics.txt\nm.family_sizes.txt\n"
              "m.tag_family_sizes.txt\nm.umi_counts.txt\ns.bam\ns.bam.bai\nsummary.json\n");
    EXPECT_EQ(read_file(call.scratch / "out/families.tsv"), "ab_size\tba_size\tfamilies\n1\t0\t1\n2\t2\t1\n");
    EXPECT_EQ(read_file(call.scratch / "out/m.tag_family_sizes.txt"),
              "family_size\tcount\tfraction\tfraction_gt_or_eq_family_size\n1\t1\t0.5\t1\n4\t1\t0.5\t0.5\n");
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"umi_has_n", 2}, {"called", 10}}));
    auto const summary = nlohmann::json::parse(read_file(call.scratch / "out/summary.json"));
    EXPECT_EQ(summary["sample"], "s1");
    EXPECT_EQ(summary["molecules_by"], "paired");
    EXPECT_EQ(summary["totals"]["molecules"], 2);
    EXPECT_EQ(summary["totals"]["molecules_duplex"], 1);
    EXPECT_EQ(summary["totals"]["molecules_single_template"], 1);
    EXPECT_EQ(summary["totals"]["records"], 4);
    EXPECT_EQ(summary["totals"]["reads_seen"], 12);
}

TEST(Consensus, a_CRAM_gives_the_records_of_the_BAM) {
    ConsensusCase const call;
    auto const bam = call.bam("b", {call.duplex(3)});
    ASSERT_EQ(call.run(bam).exit_code, 0);
    auto const expected = call.record_text();
    ASSERT_EQ(run({"samtools", "view", "--no-PG", "-C", "-T", call.reference, "-o", call.scratch / "b.cram", bam}).exit_code, 0);
    ASSERT_EQ(call.run(call.scratch / "b.cram", {"--trust-cram"}).exit_code, 0);
    EXPECT_EQ(call.record_text(), expected);
}

}  // namespace tidemark::test
