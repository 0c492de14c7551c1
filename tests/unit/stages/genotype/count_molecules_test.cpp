#include "stages/genotype/count_molecules.hpp"

#include <gtest/gtest.h>

#include "unit/stages/genotype/plan_builder.hpp"

namespace tidemark::test {
namespace {

std::string const& contig = plain_contig();
Variant const locus = snv_at(contig, 200);

CountParameters collapsed() {
    CountParameters parameters;
    parameters.declared = DeclaredEvidence::deduplicated;
    return parameters;
}

void show(ReadText& read, std::int64_t place, char base) {
    read.bases[static_cast<std::size_t>(place - read.position)] = base;
}

void hide(ReadText& read, std::int64_t place) {
    read.low.resize(read.bases.size(), 'I');
    read.low[static_cast<std::size_t>(place - read.position)] = '!';
}

TEST(CountMolecules, every_reason_to_leave_a_read_out_has_its_count) {
    auto const good = pair_over(contig, "good", 150, 100)[0];
    std::vector<ReadText> reads;
    auto const add = [&](auto change) {
        auto read = good;
        read.name = "r" + std::to_string(reads.size());
        change(read);
        reads.push_back(read);
    };
    add([](ReadText& read) { read.flags |= 0x100; });
    add([](ReadText& read) { read.flags |= 0x800; });
    add([](ReadText& read) { read.flags |= 0x200; });
    add([](ReadText& read) { read.flags |= 0x400; });
    add([](ReadText& read) { read.flags |= 0x4; });
    add([](ReadText& read) { read.mapping_quality = 19; });
    add([](ReadText& read) { read.cigar = "99M"; });
    add([](ReadText& read) { read.tags = {'c', 'D', 'i', 1}; });
    add([](ReadText&) {});
    auto const evidence = count_reads(plan_on(contig, {locus}), reads, collapsed());
    for (auto const* const reason : {"secondary", "supplementary", "qc_fail", "duplicate_flag", "unmapped",
                                     "mapping_quality_low"}) {
        EXPECT_EQ(evidence.losses.at(reason), 1) << reason;
    }
    EXPECT_EQ(evidence.losses.at("malformed"), 2);
    EXPECT_EQ(evidence.totals.at("reads_seen"), 9);
    EXPECT_EQ(evidence.totals.at("reads_used"), 1);
    EXPECT_EQ(counts_at(evidence, locus).depth, 1);
}

TEST(CountMolecules, missing_qualities_are_a_loss_and_reads_elsewhere_are_counted_as_such) {
    auto far = pair_over(contig, "far", 300, 50)[0];
    auto const plan = plan_on(contig, {locus});
    CountParameters const parameters;
    MoleculeCounter counter{plan, parameters, {{0}, {400}}};
    BuiltRead const built{pair_over(contig, "blind", 150, 100)[0]};
    auto read = built.read();
    std::vector<std::uint8_t> const missing(100, 0xff);
    read.qualities = missing.data();
    counter.add(read);
    BuiltRead const other{far};
    counter.add(other.read());
    counter.finish();
    auto const evidence = counter.take_evidence();
    EXPECT_EQ(evidence.losses.at("no_base_quality"), 1);
    EXPECT_EQ(evidence.losses.at("elsewhere"), 1);
    EXPECT_EQ(evidence.totals.at("reads_used"), 0);
}

TEST(CountMolecules, overlapping_mates_that_agree_are_one_witness) {
    auto reads = pair_over(contig, "m", 150, 100);
    show(reads[0], 200, locus.alt[0]);
    show(reads[1], 200, locus.alt[0]);
    auto const evidence = count_reads(plan_on(contig, {locus}), reads, collapsed());
    auto const counts = counts_at(evidence, locus);
    EXPECT_EQ(counts.depth, 1);
    EXPECT_EQ(counts.alt, 1);
    EXPECT_EQ(counts.depth_mates_agreed, 1);
    EXPECT_EQ(counts.alt_mates_agreed, 1);
    EXPECT_EQ(evidence.totals.at("molecules"), 1);
    EXPECT_EQ(evidence.loci.front().counts.alt_lengths, std::vector{100});
}

TEST(CountMolecules, lengths_of_molecules_with_the_reference_are_counted) {
    auto reads = pair_over(contig, "r1", 150, 100);
    for (auto const& other : {pair_over(contig, "r2", 150, 100), pair_over(contig, "r3", 140, 120)}) {
        reads.insert(reads.end(), other.begin(), other.end());
    }
    auto shows = pair_over(contig, "alt", 160, 90);
    show(shows[0], 200, locus.alt[0]);
    show(shows[1], 200, locus.alt[0]);
    reads.insert(reads.end(), shows.begin(), shows.end());
    auto const evidence = count_reads(plan_on(contig, {locus}), reads, collapsed());
    EXPECT_EQ(evidence.reference_lengths, (std::map<std::int32_t, std::int64_t>{{100, 2}, {120, 1}}));
}

TEST(CountMolecules, overlapping_mates_that_disagree_are_neither_depth_nor_unreadable) {
    auto reads = pair_over(contig, "m", 150, 100);
    show(reads[0], 200, locus.alt[0]);
    auto const counts = counts_at(count_reads(plan_on(contig, {locus}), reads, collapsed()), locus);
    EXPECT_EQ(counts.mate_disagreement, 1);
    EXPECT_EQ(counts.depth, 0);
    EXPECT_EQ(counts.unreadable, 0);
}

TEST(CountMolecules, a_base_that_one_mate_cannot_read_is_taken_from_the_other) {
    auto reads = pair_over(contig, "m", 150, 100);
    show(reads[0], 200, locus.alt[0]);
    hide(reads[1], 200);
    auto counts = counts_at(count_reads(plan_on(contig, {locus}), reads, collapsed()), locus);
    EXPECT_EQ(counts.alt, 1);
    EXPECT_EQ(counts.alt_mates_agreed, 0);
    hide(reads[0], 200);
    counts = counts_at(count_reads(plan_on(contig, {locus}), reads, collapsed()), locus);
    EXPECT_EQ(counts.unreadable, 1);
    EXPECT_EQ(counts.depth, 0);
}

TEST(CountMolecules, a_third_base_and_a_deletion_are_other) {
    auto reads = pair_over(contig, "m", 150, 100);
    std::string third{"ACGT"};
    std::erase_if(third, [](char base) { return base == locus.ref[0] || base == locus.alt[0]; });
    show(reads[0], 200, third[0]);
    show(reads[1], 200, third[0]);
    ReadText deleting{.name = "d", .position = 190, .cigar = "5M10D45M",
                      .bases = contig.substr(190, 5) + contig.substr(205, 45)};
    reads.push_back(deleting);
    auto const counts = counts_at(count_reads(plan_on(contig, {locus}), reads, collapsed()), locus);
    EXPECT_EQ(counts.depth, 2);
    EXPECT_EQ(counts.other, 2);
}

TEST(CountMolecules, a_mate_on_its_own_and_a_single_end_read_count_without_the_proper_pair_flag) {
    auto const pair = pair_over(contig, "m", 150, 100);
    ReadText const single{.name = "s", .position = 150, .bases = contig.substr(150, 100)};
    auto chimeric = pair[0];
    chimeric.name = "c";
    chimeric.mate_contig = 7;
    EXPECT_EQ(counts_at(count_reads(plan_on(contig, {locus}), {pair[0], single, chimeric}, collapsed()), locus).depth, 3);
}

TEST(CountMolecules, a_second_copy_of_a_record_is_counted_once_and_reported) {
    auto reads = pair_over(contig, "m", 150, 100);
    reads.push_back(reads[0]);
    reads.push_back(reads[1]);
    ReadText const single{.name = "s", .position = 150, .bases = contig.substr(150, 100)};
    reads.push_back(single);
    reads.push_back(single);
    auto const evidence = count_reads(plan_on(contig, {locus}), reads, collapsed());
    EXPECT_EQ(counts_at(evidence, locus).depth, 2);
    EXPECT_EQ(evidence.losses.at("duplicate_record"), 3);
}

TEST(CountMolecules, stale_mate_positions_do_not_make_two_witnesses_of_one_molecule) {
    auto reads = pair_over(contig, "m", 150, 100);
    reads[1].position = 160;
    reads[1].bases = contig.substr(160, 90);
    reads[0].mate_position = 900;   // the aligner moved the mate, the field stayed
    reads[1].mate_position = 120;
    EXPECT_EQ(counts_at(count_reads(plan_on(contig, {locus}), reads, collapsed()), locus).depth, 1);
}

TEST(CountMolecules, an_MNV_is_one_haplotype_and_mixed_molecules_are_other) {
    Variant const mnv{"chr1", Position{200}, contig.substr(200, 3),
                      std::string{snv_at(contig, 200).alt[0], contig[201], snv_at(contig, 202).alt[0]}};
    auto whole = pair_over(contig, "w", 150, 100);
    auto mixed = pair_over(contig, "x", 150, 100);
    for (auto* const read : {&whole[0], &whole[1]}) {
        show(*read, 200, mnv.alt[0]);
        show(*read, 202, mnv.alt[2]);
    }
    for (auto* const read : {&mixed[0], &mixed[1]}) {
        show(*read, 200, mnv.alt[0]);
    }
    ReadText const partial{.name = "p", .position = 201, .bases = contig.substr(201, 50)};
    std::vector<ReadText> reads{whole[0], whole[1], mixed[0], mixed[1], partial};
    auto const counts = counts_at(count_reads(plan_on(contig, {mnv}), reads, collapsed()), mnv);
    EXPECT_EQ(counts.depth, 2) << "a molecule that covers only part of it could not have shown it";
    EXPECT_EQ(counts.alt, 1);
    EXPECT_EQ(counts.other, 1);
}

TEST(CountMolecules, zero_is_written_for_every_locus_and_group) {
    auto const far = snv_at(contig, 380);
    auto const evidence = count_reads(plan_on(contig, {locus, far}), pair_over(contig, "m", 150, 100), collapsed());
    ASSERT_EQ(evidence.loci.size(), 2U);
    EXPECT_EQ(evidence.loci[1].variant, far);
    EXPECT_EQ(evidence.loci[1].group, (MoleculeGroup{EvidenceClass::collapsed, MoleculeStrand::forward}));
    EXPECT_EQ(evidence.loci[1].counts, LocusCounts{});
    auto const nothing = count_reads(plan_on(contig, {locus}), {});
    ASSERT_EQ(nothing.loci.size(), 1U);
    EXPECT_EQ(nothing.loci[0].group.evidence_class, EvidenceClass::position);
}

TEST(CountMolecules, haplotype_rows_say_what_molecules_show_together) {
    auto const second = snv_at(contig, 210);
    auto reads = pair_over(contig, "m", 150, 100);
    for (auto& read : reads) {
        show(read, 200, locus.alt[0]);
    }
    auto const evidence = count_reads(plan_on(contig, {locus, second}), reads, collapsed());
    ASSERT_EQ(evidence.haplotypes.size(), 1U);
    EXPECT_EQ(evidence.haplotypes[0].pattern, to_text(locus) + "=1," + to_text(second) + "=0");
    EXPECT_EQ(evidence.haplotypes[0].molecules, 1);
}

TEST(CountMolecules, each_molecule_is_of_one_kind_by_what_it_says_of_all_loci) {
    auto const second = snv_at(contig, 210);
    std::vector<ReadText> reads;
    auto const add = [&](std::string const& name, std::int64_t start, auto change) {
        auto pair = pair_over(contig, name, start, 100);
        change(pair);
        reads.insert(reads.end(), pair.begin(), pair.end());
    };
    add("informative", 150, [](auto&) {});
    add("at_one_of_two", 150, [](auto& pair) { hide(pair[0], 210), hide(pair[1], 210); });
    add("unreadable", 150, [](auto& pair) {
        for (auto& read : pair) {
            hide(read, 200);
            hide(read, 210);
        }
    });
    add("disagree", 150, [&](auto& pair) { show(pair[0], 200, locus.alt[0]), show(pair[0], 210, second.alt[0]); });
    add("both", 150, [&](auto& pair) { show(pair[0], 200, locus.alt[0]), hide(pair[0], 210), hide(pair[1], 210); });
    add("off", 20, [](auto&) {});
    auto const evidence = count_reads(plan_on(contig, {locus, second}, {{"chr1", Interval{Position{0}, Position{400}}}}), reads, collapsed());
    auto const& totals = evidence.totals;
    EXPECT_EQ(totals.at("molecules"), 6);
    EXPECT_EQ(totals.at("molecules_off_loci"), 1);
    EXPECT_EQ(totals.at("molecules_at_loci"), 5);
    EXPECT_EQ(totals.at("molecules_informative"), 2);
    EXPECT_EQ(totals.at("molecules_unreadable"), 2) << "unreadable at one and of mates that disagree at the other";
    EXPECT_EQ(totals.at("molecules_mate_disagreement"), 1);
    EXPECT_EQ(totals.at("molecules_paired"), 6);
    EXPECT_EQ(totals.at("reads_used"), 12);
    EXPECT_EQ(counts_at(evidence, locus).depth + counts_at(evidence, second).depth, 3) << "a molecule counts at each locus in depth";
}

TEST(CountMolecules, copies_with_the_same_ends_and_strand_are_one_position_molecule_by_majority) {
    std::vector<ReadText> reads;
    for (int copy = 0; copy < 3; ++copy) {
        auto pair = pair_over(contig, "copy" + std::to_string(copy), 150, 100);
        if (copy < 2) {
            show(pair[0], 200, locus.alt[0]);
            show(pair[1], 200, locus.alt[0]);
        }
        reads.insert(reads.end(), pair.begin(), pair.end());
    }
    auto const other_end = pair_over(contig, "other", 150, 101);
    reads.insert(reads.end(), other_end.begin(), other_end.end());
    auto const evidence = count_reads(plan_on(contig, {locus}), reads);
    auto const counts = counts_at(evidence, locus);
    EXPECT_EQ(counts.depth, 2);
    EXPECT_EQ(counts.alt, 1) << "two of three copies";
    EXPECT_EQ(evidence.loci.front().counts.alt_family_sizes, std::vector{3});
    EXPECT_EQ(evidence.totals.at("molecules"), 2);
}

TEST(CountMolecules, a_tied_position_molecule_is_unreadable_and_never_the_reference) {
    auto reads = pair_over(contig, "a", 150, 100);
    auto const plain = pair_over(contig, "b", 150, 100);
    show(reads[0], 200, locus.alt[0]);
    show(reads[1], 200, locus.alt[0]);
    reads.insert(reads.end(), plain.begin(), plain.end());
    auto const counts = counts_at(count_reads(plan_on(contig, {locus}), reads), locus);
    EXPECT_EQ(counts.depth, 0);
    EXPECT_EQ(counts.unreadable, 1);
}

TEST(CountMolecules, a_leading_clip_does_not_split_copies_of_one_molecule) {
    auto clipped = ReadText{.name = "c", .position = 155, .cigar = "5S95M", .bases = contig.substr(150, 100)};
    ReadText const whole{.name = "w", .position = 150, .bases = contig.substr(150, 100)};
    EXPECT_EQ(counts_at(count_reads(plan_on(contig, {locus}), {clipped, whole}), locus).depth, 1);
}

TEST(CountMolecules, strands_of_the_same_place_stay_apart) {
    auto forward = pair_over(contig, "f", 150, 100);
    auto backward = pair_over(contig, "b", 150, 100);
    backward[0].flags = 0x1 | 0x20 | 0x80;
    backward[1].flags = 0x1 | 0x10 | 0x40;
    std::vector<ReadText> reads{forward[0], forward[1], backward[0], backward[1]};
    auto const evidence = count_reads(plan_on(contig, {locus}), reads);
    ASSERT_EQ(evidence.loci.size(), 2U);
    EXPECT_EQ(evidence.loci[0].group.strand, MoleculeStrand::forward);
    EXPECT_EQ(evidence.loci[1].group.strand, MoleculeStrand::reverse);
    EXPECT_EQ(evidence.loci[0].counts.depth, 1);
    EXPECT_EQ(evidence.loci[1].counts.depth, 1);
}

TEST(CountMolecules, shards_of_a_file_join_to_what_one_counter_says) {
    std::string long_contig;
    while (long_contig.size() < 20'000) {
        long_contig += plain_contig();
    }
    auto const early = snv_at(long_contig, 200);
    auto const late = snv_at(long_contig, 15'200);
    auto const plan = plan_on(long_contig, {early, late});
    auto const parameters = collapsed();
    auto const first = pair_over(long_contig, "a", 150, 100);
    auto const second = pair_over(long_contig, "b", 15'150, 100);
    auto const count = [&](std::vector<ReadText> const& reads) {
        MoleculeCounter counter{plan, parameters, {{0}, {1'000'000}}};
        for (auto const& text : reads) {
            BuiltRead const built{text};
            counter.add(built.read());
        }
        counter.finish();
        return counter;
    };
    auto joined = count(first);
    joined.append(count(second));
    auto whole = count({first[0], first[1], second[0], second[1]});
    EXPECT_EQ(joined.take_evidence(), whole.take_evidence());
}

}  // namespace
}  // namespace tidemark::test
