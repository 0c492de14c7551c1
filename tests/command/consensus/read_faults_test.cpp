// Reads that are odd one by one: counted once, under one reason, never lost without trace.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "support/consensus_case.hpp"
#include "support/sanitizer.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Losses = std::map<std::string, std::int64_t>;

/// Depth of the first record.
std::string depth(ConsensusCase const& call) {
    auto const records = call.records();
    for (auto const& cell : records.at(0)) {
        if (cell.starts_with("cD:i:")) {
            return cell.substr(5);
        }
    }
    return {};
}

ConsensusCase::Line changed(ConsensusCase::Line line, std::string const& old, std::string const& replacement) {
    line.text = replaced(line.text, old, replacement);
    return line;
}

/// A pair with read 1 at `here` of chr1 and read 2 at `there` of `contig`, each grouped on its own side.
ConsensusCase::Lines far_pair(ConsensusCase const& call, std::string const& name, std::int64_t here, std::string const& contig,
                              std::int64_t there, std::string const& umi, std::string const& tags = "\tMC:Z:60M") {
    auto const bases = [&](std::int64_t at) { return call.bases.substr(static_cast<std::size_t>(at), 60) + "\t" + std::string(60, '?'); };
    bool const same = contig == "chr1";
    auto const first = name + "\t97\tchr1\t" + std::to_string(here + 1) + "\t60\t60M\t" + (same ? "=" : contig) + "\t" +
                       std::to_string(there + 1) + "\t0\t" + bases(here) + "\tRG:Z:1\tRX:Z:" + umi + tags;
    auto const second = name + "\t145\t" + contig + "\t" + std::to_string(there + 1) + "\t60\t60M\t" + (same ? "=" : "chr1") + "\t" +
                        std::to_string(here + 1) + "\t0\t" + bases(there) + "\tRG:Z:1\tRX:Z:" + umi + tags;
    return {ConsensusCase::line(here, first), ConsensusCase::line(there, second, same ? 0 : 1)};
}

}  // namespace

TEST(ConsensusReads, fault_19_a_record_that_stands_twice_counts_once) {
    ConsensusCase const call;
    auto twice = call.pair({.name = "a"});
    twice.insert(twice.begin(), twice.front());
    ASSERT_EQ(call.run(call.bam("pair", {twice}), call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (Losses{{"duplicate_record", 1}, {"called", 2}}));
    EXPECT_EQ(depth(call), "1");
    auto const one = call.single("a", 500, "\tRX:Z:ACGTC");
    auto const other = call.single("b", 500, "\tRX:Z:ACGTC");
    ASSERT_EQ(call.run(call.bam("single", {{one, other, one}}), call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (Losses{{"duplicate_record", 1}, {"called", 2}}));
    EXPECT_EQ(depth(call), "2");
}

TEST(ConsensusReads, fault_20_reads_left_out_by_flag_or_quality_are_counted_by_reason) {
    ConsensusCase const call;
    auto const read = [&](std::string const& name, int flags) { return call.single(name, 500, "\tRX:Z:ACGTC", flags); };
    auto const poor = changed(read("poor", 0), "\t60\t60M", "\t0\t60M");
    ASSERT_EQ(call.run(call.bam("flags", {{read("a", 0), read("a", 0x100), read("a", 0x800), read("q", 0x200), poor, read("d", 0x400)}}),
                       call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (Losses{{"secondary", 1}, {"supplementary", 1}, {"qc_fail", 1}, {"mapping_quality_low", 1}, {"called", 2}}));
    EXPECT_EQ(depth(call), "2") << "the mark of a duplicate means nothing";
}

TEST(ConsensusReads, fault_37_a_mate_that_never_comes_or_is_left_out_is_counted) {
    ConsensusCase const call;
    auto lonely = call.pair({.name = "lonely"});
    lonely.pop_back();
    auto poor = call.pair({.name = "poor"});
    poor[1] = changed(poor[1], "\t60\t60M", "\t0\t60M");
    ASSERT_EQ(call.run(call.bam("mates", {lonely, poor, call.pair({.name = "whole"})}), call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (Losses{{"mate_missing", 1}, {"mate_left_out", 1}, {"mapping_quality_low", 1}, {"called", 2}}));
}

TEST(ConsensusReads, fault_89_mate_tags_are_never_needed) {
    ConsensusCase const call;
    ASSERT_EQ(call.run(call.bam("without", {call.duplex(3)})).exit_code, 0);
    auto const without = call.record_text();
    ASSERT_EQ(call.run(call.bam("with", {call.duplex(3, {.tags = "\tMC:Z:60M\tMQ:i:60"})})).exit_code, 0);
    EXPECT_EQ(call.record_text(), without);
    // Where the mate's clips are not told, its first aligned base stands for its end.
    auto const far = far_pair(call, "a", 300, "chr2", 700, "ACGTC", "");
    auto const again = far_pair(call, "b", 300, "chr2", 700, "ACGTC", "");
    ASSERT_EQ(call.run(call.bam("far", {far, again})).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
}

TEST(ConsensusReads, fault_90_hard_clips_that_differ_between_copies_do_not_tell_them_apart) {
    ConsensusCase const call;
    auto clipped = call.pair({.name = "b"});
    auto const cells = cells_of(clipped[0].text, '\t');
    clipped[0] = changed(changed(changed(clipped[0], "60M", "50M10H"), cells[9], cells[9].substr(0, 50)), cells[10], cells[10].substr(0, 50));
    ASSERT_EQ(call.run(call.bam("hard", {call.pair({.name = "a"}), clipped, call.pair({.name = "c"})})).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
    EXPECT_EQ(depth(call), "3");
}

TEST(ConsensusReads, fault_91_a_leading_clip_leaves_a_copy_in_its_molecule) {
    ConsensusCase const call;
    for (int const clip : {1, 10, 55}) {
        // Another molecule starts in between, so that the stream has passed the unclipped end.
        auto const bam = call.bam("clip", {call.pair({.name = "a"}), call.pair({.name = "b", .leading_clip = clip}),
                                           call.pair({.name = "c", .start = 1005, .end = 1210})});
        ASSERT_EQ(call.run(bam, call.with_losses()).exit_code, 0);
        EXPECT_EQ(call.records().size(), 4U) << clip;
        EXPECT_EQ(depth(call), "2") << clip;
        EXPECT_EQ(call.losses(), (Losses{{"called", 6}}));
    }
}

TEST(ConsensusReads, fault_92_pairs_across_chromosomes_and_beyond_the_insert_are_called_one_end_at_a_time) {
    ConsensusCase const call;
    for (std::string const contig : {"chr2", "chr1"}) {
        std::int64_t const there = contig == "chr2" ? 700 : 4000;
        auto const bam = call.bam("far", {far_pair(call, "a", 300, contig, there, "ACGTC"), far_pair(call, "b", 300, contig, there, "ACGTC"),
                                          far_pair(call, "c", 300, contig, there, "GGAAT")});
        ASSERT_EQ(call.run(bam, call.with_losses()).exit_code, 0);
        EXPECT_EQ(call.losses(), (Losses{{"called", 6}}));
        auto const records = call.records();
        ASSERT_EQ(records.size(), 4U) << contig;
        std::multiset<std::string> names;
        for (auto const& record : records) {
            names.insert(record[0]);
            bool const first = record[3] == "301";
            EXPECT_EQ(record[1], first ? "97" : "145");
            EXPECT_EQ(record[6], contig == "chr1" ? "=" : first ? "chr2" : "chr1");
            EXPECT_EQ(record[7], first ? std::to_string(there + 1) : "301");
        }
        for (auto const& name : names) {
            EXPECT_EQ(names.count(name), 2U) << name << " must be the name of both ends";
        }
    }
}

TEST(ConsensusReads, where_a_far_mate_lies_does_not_depend_on_the_order_of_the_copies) {
    ConsensusCase const call;
    auto const whole = far_pair(call, "a", 300, "chr2", 700, "ACGTC");
    // The same end, of which this copy's aligner clipped five bases.
    auto const clipped = far_pair(call, "b", 300, "chr2", 705, "ACGTC", "\tMC:Z:5S55M");
    auto const text_of = [&](ConsensusCase::Lines const& first, ConsensusCase::Lines const& second) {
        EXPECT_EQ(call.run(call.bam("far", {{first[0], second[0]}})).exit_code, 0);
        return call.record_text();
    };
    auto const expected = text_of(whole, clipped);
    EXPECT_EQ(text_of(clipped, whole), expected);
    EXPECT_NE(expected.find("\tchr2\t701\t"), std::string::npos);
}

TEST(ConsensusReads, fault_93_two_molecules_that_share_one_end_stay_two) {
    ConsensusCase const call;
    ASSERT_EQ(call.run(call.bam("shared", {call.duplex(2, {.name = "short", .end = 1180}), call.duplex(3, {.name = "long"})})).exit_code, 0);
    auto const records = call.records();
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(records[0][0], "chr1:1001-1180:0");
    EXPECT_EQ(records[1][0], "chr1:1001-1200:0");
}

TEST(ConsensusReads, fault_94_a_kit_that_does_not_swap_its_halves_is_a_warning) {
    ConsensusCase const call;
    auto const with = [&](bool swapped) {
        std::vector<ConsensusCase::Lines> parts;
        for (int number = 0; number < 1100; ++number) {
            PairText text{.name = "t" + std::to_string(number), .start = 100 + number, .end = 300 + number};
            parts.push_back(call.pair(text));
            text.name += "b";
            text.read_one_forward = false;
            text.umi = swapped ? "TTAGC-ACGTC" : text.umi;
            parts.push_back(call.pair(text));
        }
        // A second UMI, so that they are not all alike.
        parts.push_back(call.pair({.name = "other", .umi = "GGGGG-AAAAA"}));
        return call.run(call.bam(swapped ? "swapped" : "kept", parts));
    };
    auto const kept = with(false);
    EXPECT_EQ(kept.exit_code, 0);
    EXPECT_NE(kept.err.find("no_duplex_expected: 0 of 2201"), std::string::npos) << kept.err;
    EXPECT_EQ(with(true).err, "");
}

TEST(ConsensusReads, fault_95_UMIs_of_two_to_four_bases_are_not_merged_unless_edits_are_asked_for) {
    ConsensusCase const call;
    for (auto const& [many, one] : {std::pair{"AC", "AG"}, std::pair{"ACGT", "ACGA"}, std::pair{"ACG-TTA", "ACC-TTA"}}) {
        std::vector<ConsensusCase::Lines> parts{call.pair({.name = "x", .umi = one})};
        for (int number = 0; number < 9; ++number) {
            parts.push_back(call.pair({.name = "t" + std::to_string(number), .umi = many}));
        }
        auto const bam = call.bam("short", parts);
        ASSERT_EQ(call.run(bam).exit_code, 0);
        EXPECT_EQ(call.records().size(), 4U) << many;
        bool const duplex = std::string{many}.find('-') != std::string::npos;
        ASSERT_EQ(call.run(bam, {"--strategy", duplex ? "paired" : "adjacency", "--edits", "1"}).exit_code, 0);
        EXPECT_EQ(call.records().size(), 2U) << many;
    }
}

TEST(ConsensusReads, fault_97_a_family_of_30000_reads_is_one_molecule_without_a_cap) {
    ConsensusCase const call;
    ConsensusCase::Lines lines;
    for (int number = 0; number < 30'000; ++number) {
        lines.push_back(call.single("t" + std::to_string(number), 500, "\tRX:Z:ACGTC"));
    }
    lines.push_back(call.single("other", 500, "\tRX:Z:GGAAT"));
    auto const bam = call.bam("deep", {lines});
    ASSERT_EQ(call.run(bam, call.with_losses()).exit_code, 0);
    EXPECT_EQ(depth(call), "30000");
    EXPECT_EQ(call.losses(), (Losses{{"called", 30'001}}));
    if (sanitized) {
        return;
    }
    rusage usage{};
    ASSERT_EQ(::getrusage(RUSAGE_CHILDREN, &usage), 0);
    // 30,000 reads of 60 bases are about 6 MB as they wait; the rest is the program and its libraries.
    EXPECT_LT(usage.ru_maxrss, 250'000) << "kilobytes";
}

TEST(ConsensusReads, fault_97_reads_that_need_more_memory_than_allowed_end_the_call_before_the_machine_does) {
    ConsensusCase const call;
    ConsensusCase::Lines lines;
    for (int number = 0; number < 6'000; ++number) {
        lines.push_back(call.single("t" + std::to_string(number), 500, number % 2 == 0 ? "\tRX:Z:ACGTC" : "\tRX:Z:GGAAT"));
    }
    auto const bam = call.bam("deep", {lines});
    EXPECT_EQ(call.refusal(bam, {"--max-memory", "1"}), "3 window_memory");
    ASSERT_EQ(call.run(bam, {"--max-memory", "8"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
}

TEST(ConsensusReads, fault_98_max_reads_is_of_each_strand_counted_and_chosen_by_name) {
    ConsensusCase const call;
    std::int64_t const place = 1010;
    char const wrong = call.bases[place] == 'A' ? 'C' : 'A';
    // The names decide: what stays for one order of the file stays for the other, and one template more is one more.
    auto const lines = [&](bool turned) {
        ConsensusCase::Lines all;
        for (int number = 0; number < 40; ++number) {
            int const name = turned ? 39 - number : number;
            auto const pair = call.pair({.name = "t" + std::to_string(name), .umi = name % 2 == 0 ? "ACGTC-TTAGC" : "TTAGC-ACGTC",
                                         .read_one_forward = name % 2 == 0,
                                         .shown = name % 5 == 0 ? std::map<std::int64_t, char>{{place, wrong}} : std::map<std::int64_t, char>{}});
            all.insert(all.end(), pair.begin(), pair.end());
        }
        return all;
    };
    auto words = call.with_losses();
    words.insert(words.end(), {"--max-reads", "15", "--per-base-tags"});
    ASSERT_EQ(call.run(call.bam("one", {lines(false)}), words).exit_code, 0);
    EXPECT_EQ(call.losses(), (Losses{{"max_reads", 20}, {"called", 60}}));
    EXPECT_EQ(depth(call), "30");
    auto const one = call.record_text();
    ASSERT_EQ(call.run(call.bam("other", {lines(true)}), words).exit_code, 0);
    EXPECT_EQ(call.record_text(), one);
    ASSERT_EQ(call.run(call.bam("all", {lines(true)}), call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (Losses{{"called", 80}}));
}

TEST(ConsensusReads, fault_99_a_tie_of_two_and_two_at_equal_quality_is_N) {
    ConsensusCase const call;
    std::int64_t const place = 520;
    char const other = call.bases[place] == 'A' ? 'C' : 'A';
    ConsensusCase::Lines lines;
    for (int number = 0; number < 4; ++number) {
        std::map<std::int64_t, char> shown;
        if (number % 2 == 0) {
            shown[place] = other;
        }
        lines.push_back(call.single("t" + std::to_string(number), 500, "\tRX:Z:ACGTC", 0, shown));
    }
    ASSERT_EQ(call.run(call.bam("tie", {lines})).exit_code, 0);
    auto const record = call.records().at(0);
    EXPECT_EQ(record[9], replaced(call.bases.substr(500, 60), call.bases.substr(500, 21), call.bases.substr(500, 20) + "N"));
    EXPECT_EQ(record[10][20], '#');
}

TEST(ConsensusReads, fault_102_molecules_of_one_strand_pass_only_where_the_third_number_is_0) {
    ConsensusCase const call;
    auto const bam = call.bam("one", {call.duplex(2), call.pair({.name = "x", .start = 2000, .end = 2180})});
    ASSERT_EQ(call.run(bam).exit_code, 0);
    EXPECT_EQ(call.records().size(), 4U);
    auto more = call.with_losses();
    more.insert(more.end(), {"--min-reads", "1,1,1"});
    ASSERT_EQ(call.run(bam, more).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
    EXPECT_EQ(call.losses(), (Losses{{"too_few_reads", 2}, {"called", 8}}));
}

TEST(ConsensusReads, fault_103_an_alignment_that_the_molecule_does_not_have_is_counted_with_its_indel) {
    ConsensusCase const call;
    auto deleted = call.single("d", 500, "\tRX:Z:ACGTC");
    auto const bases = call.bases.substr(500, 60);
    deleted = changed(changed(deleted, "60M", "30M3D30M"), bases, call.bases.substr(500, 30) + call.bases.substr(533, 30));
    ASSERT_EQ(call.run(call.bam("indel", {{call.single("a", 500, "\tRX:Z:ACGTC"), call.single("b", 500, "\tRX:Z:ACGTC"), deleted}}),
                       {"--summary", call.scratch / "out/s.json"}).exit_code, 0);
    auto const record = call.records().at(0);
    EXPECT_EQ(record[5], "60M");
    EXPECT_NE(std::ranges::find(record, "xa:i:1"), record.end());
    auto const signature = std::ranges::find_if(record, [](auto const& cell) { return cell.starts_with("xi:Z:"); });
    ASSERT_NE(signature, record.end());
    EXPECT_TRUE(signature->ends_with("D3:1:0")) << *signature;
    EXPECT_EQ(nlohmann::json::parse(read_file(call.scratch / "out/s.json"))["totals"]["reads_other_alignment"], 1);
}

TEST(ConsensusReads, fault_106_the_proper_pair_bit_is_not_asked_for) {
    ConsensusCase const call;
    auto lines = call.duplex(2);
    for (auto& line : lines) {
        auto const flags = cells_of(line.text, '\t')[1];
        line = changed(line, "\t" + flags + "\t", "\t" + std::to_string(std::stoi(flags) & ~0x2) + "\t");
    }
    ASSERT_EQ(call.run(call.bam("improper", {lines})).exit_code, 0);
    auto const improper = call.record_text();
    ASSERT_EQ(call.run(call.bam("proper", {call.duplex(2)})).exit_code, 0);
    EXPECT_EQ(call.record_text(), improper);
}

TEST(ConsensusReads, fault_107_base_qualities_reach_up_to_93) {
    ConsensusCase const call;
    ASSERT_EQ(call.run(call.bam("high", {call.duplex(2, {.quality = '~'})})).exit_code, 0);
    auto const records = call.records();
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0][9], call.bases.substr(1000, 60));
    EXPECT_EQ(records[0][10], std::string(60, '!' + 90)) << "45 of either strand";
}

TEST(ConsensusReads, fault_109_a_UMI_on_one_mate_only_is_that_of_the_template) {
    ConsensusCase const call;
    ASSERT_EQ(call.run(call.bam("half", {call.pair({.name = "a"}), call.pair({.name = "b", .umi = "", .second_umi = "ACGTC-TTAGC"}),
                                         call.pair({.name = "c", .second_umi = ""})}),
                       call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
    EXPECT_EQ(depth(call), "3");
    EXPECT_EQ(call.losses(), (Losses{{"called", 6}}));
    ASSERT_EQ(call.run(call.scratch / "half.bam", {"--summary", call.scratch / "half.json"}).exit_code, 0);
    EXPECT_EQ(nlohmann::json::parse(read_file(call.scratch / "half.json"))["totals"]["templates_umi_on_one_mate"], 2);
}

TEST(ConsensusReads, mates_with_different_UMIs_are_3_above_one_template_in_a_thousand_and_counted_below) {
    ConsensusCase const call;
    // Each mate carries the half that it was read with: a common mistake, and half of every UMI would be lost in silence.
    std::vector<ConsensusCase::Lines> halves;
    for (int number = 0; number < 3; ++number) {
        halves.push_back(call.pair({.name = "h" + std::to_string(number), .umi = "ACGTC", .second_umi = "TTAGC"}));
    }
    EXPECT_EQ(call.refusal(call.bam("halves", halves)), "3 umi_mates_differ");
    EXPECT_NE(call.run(call.scratch / "halves.bam").err.find("3 of 3 templates of halves.bam have another UMI in tag RX on read 2"),
              std::string::npos);
    EXPECT_EQ(failure_of(tidemark({"group", "-o", call.output(), call.scratch / "halves.bam"})), "3 umi_mates_differ");
    std::vector<ConsensusCase::Lines> few;
    for (int number = 0; number < 1000; ++number) {
        few.push_back(call.pair({.name = "t" + std::to_string(number), .start = 1000 + number, .end = 1200 + number,
                                 .umi = number % 2 == 0 ? "ACGTC-TTAGC" : "CCATG-GATTA"}));
    }
    few.push_back(call.pair({.name = "odd", .umi = "ACGTC-TTAGC", .second_umi = "ACGTC-TTAGG"}));
    auto const result = call.run(call.bam("few", few), {"--summary", call.scratch / "few.json"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("umi_mates_differ: 1 of 1001 templates of few.bam"), std::string::npos) << result.err;
    EXPECT_EQ(nlohmann::json::parse(read_file(call.scratch / "few.json"))["totals"]["templates_umi_differs"], 1);
}

TEST(ConsensusReads, fault_87_every_read_that_came_in_stands_in_one_row_of_the_losses) {
    ConsensusCase const call;
    auto lonely = call.pair({.name = "lonely", .start = 1500, .end = 1700});
    lonely.erase(lonely.begin());
    auto const bam = call.bam("all", {call.duplex(2), lonely, call.pair({.name = "n", .umi = "ACNTC-TTAGC"}),
                                      far_pair(call, "far", 4930, "chr2", 1930, "ACGTC-TTAGC"),
                                      {call.single("end", 4940, "\tRX:Z:ACGTC-TTAGC"), call.single("q", 4940, "\tRX:Z:ACGTC-TTAGC", 0x200)}});
    ASSERT_EQ(call.run(bam, call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (Losses{{"mate_missing", 1}, {"umi_has_n", 2}, {"qc_fail", 1}, {"called", 11}}));
}

}  // namespace tidemark::test
