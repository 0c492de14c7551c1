// Records of molecules as htslib reads them: flags, mates, lengths and every tag.
#include "stages/consensus/consensus_record.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/record_text.hpp"
#include "unit/stages/consensus/consensus_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::uint16_t paired = 0x1, reverse = 0x10, read_one = 0x40, read_two = 0x80;

using Cells = std::vector<std::string>;

std::vector<Cells> encoded(ConsensusMolecule const& molecule, RecordFacts const& facts) {
    RecordEncoder encoder;
    std::vector<Cells> records;
    for (auto const& record : encoder.encode(molecule, facts)) {
        records.push_back(record_cells(record));
    }
    return records;
}

Cells tags_of(Cells const& cells) { return {cells.begin() + 11, cells.end()}; }

ConsensusMolecule facing_pair(std::int64_t forward = 100, std::int64_t backward = 200) {
    return pair_of(called_read({.position = forward, .flags = paired | read_one}),
                   called_read({.position = backward, .flags = paired | read_two | reverse}));
}

}  // namespace

TEST(ConsensusRecord, a_molecule_that_was_not_called_has_no_record) {
    ConsensusMolecule molecule;
    EXPECT_TRUE(encoded(molecule, {.id = "m"}).empty());
}

TEST(ConsensusRecord, a_single_read_has_no_mate) {
    auto const records = encoded(single(called_read({})), {.id = "m", .umi = "ACG", .read_group = "1", .mapping_quality = {60, 3}});
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0], (Cells{"m", "0", "c0", "101", "60", "5M", "*", "0", "0", "ACGTA", "?@ABC", "RG:Z:1", "MI:Z:m",
                                 "RX:Z:ACG", "cD:i:0", "cM:i:0", "cE:f:0"}));
}

TEST(ConsensusRecord, mapping_quality_is_that_of_the_reads_of_its_direction) {
    auto const records = encoded(facing_pair(), {.id = "m", .mapping_quality = {60, 17}});
    EXPECT_EQ(records[0][4], "60");
    EXPECT_EQ(records[1][4], "17");
}

TEST(ConsensusRecord, mates_know_each_other_and_the_length_between_their_outer_ends) {
    auto const records = encoded(facing_pair(), {.id = "m"});
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0][1], "99");     // paired, proper, mate reverse, read 1
    EXPECT_EQ(records[1][1], "147");    // paired, proper, reverse, read 2
    EXPECT_EQ((Cells{records[0].begin() + 5, records[0].begin() + 9}), (Cells{"5M", "=", "201", "105"}));
    EXPECT_EQ((Cells{records[1].begin() + 5, records[1].begin() + 9}), (Cells{"5M", "=", "101", "-105"}));
}

TEST(ConsensusRecord, the_leftmost_read_has_the_positive_length_read_1_where_both_start_together) {
    auto const outward = encoded(facing_pair(200, 100), {.id = "m"});
    EXPECT_EQ(outward[0][8], "-105");
    EXPECT_EQ(outward[1][8], "105");
    auto const together = encoded(facing_pair(100, 100), {.id = "m"});
    EXPECT_EQ(together[0][8], "5");
    EXPECT_EQ(together[1][8], "-5");
}

TEST(ConsensusRecord, mates_of_one_direction_are_no_proper_pair) {
    auto const records = encoded(pair_of(called_read({.flags = paired | read_one}),
                                         called_read({.position = 200, .flags = paired | read_two})), {.id = "m"});
    EXPECT_EQ(records[0][1], "65");
    EXPECT_EQ(records[1][1], "129");
}

TEST(ConsensusRecord, a_far_mate_stays_where_it_is) {
    auto const read = called_read({.flags = paired | read_one});
    auto const records = encoded(single(read), {.id = "m", .far_mate = FarMate{2, 700, true}});
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0][1], "97");     // paired, mate reverse, read 1
    EXPECT_EQ((Cells{records[0].begin() + 6, records[0].begin() + 9}), (Cells{"c2", "701", "0"}));
}

TEST(ConsensusRecord, a_mate_that_is_unmapped_or_was_not_called_is_unmapped_at_the_same_place) {
    auto const read = called_read({.flags = paired | read_one | 0x20});
    auto const records = encoded(single(read), {.id = "m"});
    EXPECT_EQ(records[0][1], "73");     // paired, mate unmapped, read 1
    EXPECT_EQ((Cells{records[0].begin() + 6, records[0].begin() + 9}), (Cells{"=", "101", "0"}));
}

TEST(ConsensusRecord, numbers_take_the_bytes_they_need_and_read_back_as_they_are) {
    for (int const depth : {0, 1, 255, 256, 65'535, 65'536, 2'000'000}) {
        auto read = called_read({});
        read.total = {.maximum_depth = depth, .minimum_depth = depth / 2, .error_rate = 0.125F};
        auto const cells = encoded(single(read), {.id = "m"}).at(0);
        EXPECT_EQ(tag_of(cells, "cD"), "cD:i:" + std::to_string(depth));
        EXPECT_EQ(tag_of(cells, "cM"), "cM:i:" + std::to_string(depth / 2));
        EXPECT_EQ(tag_of(cells, "cE"), "cE:f:0.125");
    }
}

TEST(ConsensusRecord, support_of_strands_is_written_where_the_UMI_tells_them_apart_also_of_one_that_was_not_seen) {
    auto read = called_read({});
    read.total = read.a = {.maximum_depth = 4, .minimum_depth = 3, .error_rate = 0.5F};
    EXPECT_EQ(tags_of(encoded(single(read), {.id = "m", .two_strands = true}).at(0)),
              (Cells{"MI:Z:m", "cD:i:4", "cM:i:3", "cE:f:0.5", "aD:i:4", "aM:i:3", "aE:f:0.5", "bD:i:0", "bM:i:0", "bE:f:0"}));
    EXPECT_EQ(tags_of(encoded(single(read), {.id = "m"}).at(0)), (Cells{"MI:Z:m", "cD:i:4", "cM:i:3", "cE:f:0.5"}));
}

TEST(ConsensusRecord, evidence_that_was_left_out_is_written_where_there_is_some) {
    auto molecule = single(called_read({}));
    molecule.losses = {.alignment = 2, .clipping = 1, .quality = 300,
                       .minority_indels = {{.position = 12'345, .kind = CigarKind::deletion, .length = 2},
                                           {.position = 12'399, .kind = CigarKind::insertion, .length = 3},
                                           {.position = 12'500, .kind = CigarKind::skip, .length = 40}},
                       .minority_reads = {4, 1}};
    EXPECT_EQ(tags_of(encoded(molecule, {.id = "m"}).at(0)),
              (Cells{"MI:Z:m", "cD:i:0", "cM:i:0", "cE:f:0", "xa:i:2", "xc:i:1", "xq:i:300", "xi:Z:12346D2;12400I3;12501N40:4:1"}));
    molecule.losses.minority_indels.clear();
    EXPECT_EQ(tag_of(encoded(molecule, {.id = "m"}).at(0), "xi"), "xi:Z:=:4:1") << "alignments without an indel are the minority";
    molecule.losses.minority_reads = {0, 0};
    EXPECT_EQ(tag_of(encoded(molecule, {.id = "m"}).at(0), "xi"), "");
}

TEST(ConsensusRecord, per_base_tags_are_fgbios) {
    auto read = called_read({.bases = "ACG"});
    read.arrays = {.depth = {3, 3, 32'767}, .errors = {0, 1, 0}, .a_depth = {2, 2, 1}, .a_errors = {0, 0, 0},
                   .b_depth = {1, 1, 1}, .b_errors = {0, 1, 0}, .a_bases = {'A', 'C', 'G'}, .b_bases = {'A', 'T', 'N'},
                   .a_qualities = {30, 40, 93}, .b_qualities = {2, 20, 0}};
    auto const duplex = encoded(single(read), {.id = "m", .two_strands = true}).at(0);
    EXPECT_EQ(tag_of(duplex, "cd"), "cd:B:s,3,3,32767");
    EXPECT_EQ(tag_of(duplex, "ce"), "ce:B:s,0,1,0");
    EXPECT_EQ(tag_of(duplex, "ad"), "ad:B:s,2,2,1");
    EXPECT_EQ(tag_of(duplex, "ae"), "ae:B:s,0,0,0");
    EXPECT_EQ(tag_of(duplex, "bd"), "bd:B:s,1,1,1");
    EXPECT_EQ(tag_of(duplex, "be"), "be:B:s,0,1,0");
    EXPECT_EQ(tag_of(duplex, "ac"), "ac:Z:ACG");
    EXPECT_EQ(tag_of(duplex, "bc"), "bc:Z:ATN");
    EXPECT_EQ(tag_of(duplex, "aq"), "aq:Z:?I~");
    EXPECT_EQ(tag_of(duplex, "bq"), "bq:Z:#5!");
    auto const simplex = encoded(single(read), {.id = "m"}).at(0);
    EXPECT_EQ(tag_of(simplex, "cd"), "cd:B:s,3,3,32767");
    EXPECT_EQ(tag_of(simplex, "ad"), "");
    EXPECT_EQ(tag_of(simplex, "bq"), "");
}

TEST(ConsensusRecord, arrays_of_a_strand_that_was_not_seen_are_left_out) {
    auto read = called_read({.bases = "A"});
    read.arrays = {.depth = {3}, .errors = {0}, .a_depth = {3}, .a_errors = {0}, .b_depth = {}, .b_errors = {},
                   .a_bases = {'A'}, .b_bases = {}, .a_qualities = {30}, .b_qualities = {}};
    auto const cells = encoded(single(read), {.id = "m", .two_strands = true}).at(0);
    EXPECT_EQ(tag_of(cells, "ac"), "ac:Z:A");
    EXPECT_EQ(tag_of(cells, "bc"), "");
}

TEST(ConsensusRecord, differences_from_the_reference_come_last_and_only_where_there_is_one) {
    auto const molecule = single(called_read({.bases = "ACGTA", .position = 102}));
    EXPECT_EQ(tags_of(encoded(molecule, {.id = "m", .reference = {100, "TTACCTATT"}}).at(0)),
              (Cells{"MI:Z:m", "cD:i:0", "cM:i:0", "cE:f:0", "NM:i:1", "MD:Z:2C2"}));
}

TEST(ConsensusRecord, one_encoder_forgets_the_molecule_before) {
    RecordEncoder encoder;
    auto full = facing_pair();
    full.losses.alignment = 3;
    static_cast<void>(encoder.encode(full, {.id = "a_long_name", .umi = "ACG", .read_group = "1", .two_strands = true}));
    auto const small = single(called_read({}));
    auto const records = encoder.encode(small, {.id = "m"});
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(record_cells(records[0]), encoded(small, {.id = "m"}).at(0));
}

}  // namespace tidemark::test
