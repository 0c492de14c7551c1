// A record turned back to how the sequencer would have given it: bases, qualities and per-base tags.
#include "stages/consensus/unaligned_form.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/consensus/consensus_record.hpp"
#include "support/record_text.hpp"
#include "unit/stages/consensus/consensus_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::uint16_t paired = 0x1, reverse = 0x10, read_one = 0x40, read_two = 0x80;

using Cells = std::vector<std::string>;

/// A record with per-base tags whose values count up along the record.
ConsensusRead with_arrays(CalledText const& text) {
    auto read = called_read(text);
    auto& arrays = read.arrays;
    for (std::int16_t base = 0; base < read.length; ++base) {
        for (auto* const each : {&arrays.depth, &arrays.errors, &arrays.a_depth, &arrays.a_errors, &arrays.b_depth, &arrays.b_errors}) {
            each->push_back(static_cast<std::int16_t>(base + 300));
        }
        arrays.a_qualities.push_back(static_cast<std::uint8_t>(base));
        arrays.b_qualities.push_back(static_cast<std::uint8_t>(base + 10));
    }
    arrays.a_bases.assign(text.bases.begin(), text.bases.end());
    arrays.b_bases = arrays.a_bases;
    return read;
}

Cells unaligned(ConsensusMolecule const& molecule, std::size_t which = 0) {
    RecordEncoder encoder;
    UnalignedForm form;
    auto const records = encoder.encode(molecule, {.id = "m", .umi = "ACG-TTA", .mapping_quality = {60, 60}, .two_strands = true});
    return record_cells(form(records[which]));
}

}  // namespace

TEST(UnalignedForm, place_mate_cigar_and_mapping_quality_are_gone_and_the_read_number_stays) {
    auto const molecule = pair_of(called_read({.flags = paired | read_one}),
                                  called_read({.position = 200, .flags = paired | read_two | reverse}));
    auto const first = unaligned(molecule, 0);
    auto const second = unaligned(molecule, 1);
    EXPECT_EQ((Cells{first.begin(), first.begin() + 11}),
              (Cells{"m", "77", "*", "0", "0", "*", "*", "0", "0", "ACGTA", "?@ABC"}));
    EXPECT_EQ((Cells{second.begin(), second.begin() + 11}),
              (Cells{"m", "141", "*", "0", "0", "*", "*", "0", "0", "TACGT", "CBA@?"}));
    auto const alone = unaligned(single(called_read({.flags = reverse})));
    EXPECT_EQ(alone[1], "4");
}

TEST(UnalignedForm, a_forward_read_keeps_its_per_base_tags) {
    auto const cells = unaligned(single(with_arrays({.bases = "ACGN"})));
    EXPECT_EQ(tag_of(cells, "cd"), "cd:B:s,300,301,302,303");
    EXPECT_EQ(tag_of(cells, "ac"), "ac:Z:ACGN");
    EXPECT_EQ(tag_of(cells, "aq"), "aq:Z:!\"#$");
}

TEST(UnalignedForm, per_base_tags_of_a_reverse_read_are_turned_for_even_and_for_odd_lengths) {
    for (std::string const bases : {"A", "AC", "ACG", "ACGN", "ACGTA", "ACGTAC"}) {
        auto const cells = unaligned(single(with_arrays({.bases = bases, .flags = reverse})));
        std::string numbers, complement, a_qualities, b_qualities;
        for (auto base = bases.size(); base-- > 0;) {
            numbers += "," + std::to_string(300 + base);
            complement += bases[base] == 'A' ? 'T' : bases[base] == 'C' ? 'G' : bases[base] == 'G' ? 'C' : bases[base] == 'T' ? 'A' : 'N';
            a_qualities += static_cast<char>('!' + base);
            b_qualities += static_cast<char>('!' + base + 10);
        }
        EXPECT_EQ(cells[9], complement);
        for (auto const* const name : {"cd", "ce", "ad", "ae", "bd", "be"}) {
            EXPECT_EQ(tag_of(cells, name), std::string{name} + ":B:s" + numbers) << bases;
        }
        EXPECT_EQ(tag_of(cells, "ac"), "ac:Z:" + complement);
        EXPECT_EQ(tag_of(cells, "bc"), "bc:Z:" + complement);
        EXPECT_EQ(tag_of(cells, "aq"), "aq:Z:" + a_qualities);
        EXPECT_EQ(tag_of(cells, "bq"), "bq:Z:" + b_qualities);
        EXPECT_EQ(tag_of(cells, "RX"), "RX:Z:ACG-TTA") << "no per-base tag";
    }
}

TEST(UnalignedForm, turning_twice_gives_the_read_back) {
    for (std::string const bases : {"ACGTN", "ACGT"}) {
        auto const molecule = single(with_arrays({.bases = bases, .flags = reverse}));
        RecordEncoder encoder;
        UnalignedForm once, twice;
        auto const record = encoder.encode(molecule, {.id = "m", .two_strands = true})[0];
        auto turned = once(record);
        turned.flags = reverse;
        auto const back = record_cells(twice(turned));
        auto const before = record_cells(record);
        EXPECT_EQ((Cells{back.begin() + 9, back.end()}), (Cells{before.begin() + 9, before.end()}));
    }
}

}  // namespace tidemark::test
