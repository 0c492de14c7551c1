// The fast consensus against the plain formula of every column, over random families; order never matters.
#include <algorithm>
#include <array>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "stages/consensus/consensus_caller.hpp"
#include "support/family_builder.hpp"
#include "support/slow_consensus.hpp"

namespace tidemark::test {
namespace {

struct Drawn {
    std::vector<FamilyReadText> reads;
};

/// Reads of one place, equal in start and length, with errors, N and poor bases.
Drawn family_of(int size, int longest) {
    auto const length = static_cast<std::size_t>(*rc::gen::inRange(1, longest + 1));
    std::mt19937 numbers{*rc::gen::arbitrary<std::uint32_t>()};
    auto const errors = *rc::gen::element(0, 20, 300);   // in a thousand
    auto const few_bins = *rc::gen::arbitrary<bool>();
    std::string truth;
    for (std::size_t base = 0; base < length; ++base) {
        truth += "ACGT"[numbers() % 4];
    }
    Drawn drawn;
    for (int read = 0; read < size; ++read) {
        FamilyReadText text{.bases = truth};
        for (auto& base : text.bases) {
            base = static_cast<int>(numbers() % 1000) < errors ? "ACGTN"[numbers() % 5] : base;
            text.qualities.push_back(few_bins ? std::array{2, 12, 23, 37}[numbers() % 4] : static_cast<int>(numbers() % 94));
        }
        drawn.reads.push_back(text);
    }
    return drawn;
}

Drawn any_family(int most_reads, int longest) {
    return family_of(*rc::gen::inRange(1, most_reads + 1), longest);
}

SlowColumn column_of(std::vector<FamilyReadText> const& reads, std::size_t index) {
    SlowColumn column;
    for (auto const& read : reads) {
        if (read.bases[index] != 'N' && read.qualities[index] >= 10) {
            column.emplace_back(read.bases[index], read.qualities[index]);
        }
    }
    return column;
}

int readable_reads(std::vector<FamilyReadText> const& reads) {
    int readable = 0;
    for (auto const& read : reads) {
        bool any = false;
        for (std::size_t index = 0; index < read.bases.size(); ++index) {
            any = any || (read.bases[index] != 'N' && read.qualities[index] >= 10);
        }
        readable += any ? 1 : 0;
    }
    return readable;
}

void compare(Drawn const& drawn, ConsensusArithmetic arithmetic) {
    BuiltFamily family;
    for (auto const& read : drawn.reads) {
        family.add_single(read);
    }
    ConsensusParameters parameters;
    parameters.arithmetic = arithmetic;
    parameters.per_base_arrays = true;
    static ConsensusCaller ours{ConsensusParameters{.per_base_arrays = true}};
    ConsensusCaller fgbio{parameters};
    bool const compat = arithmetic == ConsensusArithmetic::fgbio;
    auto const& molecule =
        (compat ? fgbio : ours).call({MoleculeLayout::one_strand, family.fragments(), {}, {}});
    auto const readable = readable_reads(drawn.reads);
    RC_ASSERT((molecule.outcome == ConsensusOutcome::called) == (readable > 0));
    if (readable == 0) {
        return;
    }
    auto const& read = molecule.reads[0];
    auto const bases = bases_of(read);
    // Single-end reads all start at 100, and leading N are kept.
    RC_ASSERT(read.position == 100);
    for (std::size_t index = 0; index < bases.size(); ++index) {
        auto const column = column_of(drawn.reads, index);
        RC_ASSERT(static_cast<std::size_t>(read.arrays.depth[index]) == column.size());
        if (column.empty()) {
            RC_ASSERT(bases[index] == 'N');
            RC_ASSERT(int{read.qualities[index]} == (compat && readable == 1 ? 2 : 0));
            continue;
        }
        auto const slow = readable == 1 ? (compat ? slow_fgbio_one_read(column[0].first, column[0].second)
                                                  : slow_one_read(column[0].first, column[0].second))
                          : compat      ? slow_fgbio_column(column)
                                        : slow_column(column);
        if (slow.near_tie && (compat || slow.base != 'N')) {
            continue;
        }
        RC_ASSERT(bases[index] == slow.base);
        RC_ASSERT(int{read.qualities[index]} == slow.quality);
    }
}

}  // namespace

TEST(ConsensusLaw, every_column_agrees_with_the_plain_formula) {
    EXPECT_TRUE(rc::check([] { compare(any_family(12, 180), ConsensusArithmetic::tidemark); }));
}

TEST(ConsensusLaw, families_of_more_than_one_block_agree_too) {
    for (int size : {WitnessRows::block_rows - 1, WitnessRows::block_rows, WitnessRows::block_rows + 1,
                     2 * WitnessRows::block_rows + 1, 700}) {
        EXPECT_TRUE(rc::check([size] { compare(family_of(size, 20), ConsensusArithmetic::tidemark); }));
    }
}

TEST(ConsensusLaw, compat_agrees_with_fgbio_written_plainly) {
    EXPECT_TRUE(rc::check([] { compare(any_family(8, 60), ConsensusArithmetic::fgbio); }));
}

TEST(ConsensusLaw, overlapping_mates_agree_with_merging_base_by_base) {
    EXPECT_TRUE(rc::check([] {
        auto const length = *rc::gen::inRange(1, 150);
        auto const shift = *rc::gen::inRange(0, length);   // both mates of this length, the right one shifted
        auto const pairs = *rc::gen::inRange(2, 6);
        std::mt19937 numbers{*rc::gen::arbitrary<std::uint32_t>()};
        auto const width = static_cast<std::size_t>(length + shift);
        std::string truth;
        for (std::size_t base = 0; base < width; ++base) {
            truth += "ACGT"[numbers() % 4];
        }
        BuiltFamily family;
        std::vector<SlowColumn> columns(width);
        for (int pair = 0; pair < pairs; ++pair) {
            std::array<FamilyReadText, 2> mates;
            for (std::size_t mate = 0; mate < 2; ++mate) {
                auto const begin = mate == 0 ? 0 : shift;
                mates[mate] = {.bases = truth.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(length)),
                               .position = 100 + begin,
                               .reverse = mate == 1};
                for (auto& base : mates[mate].bases) {
                    base = numbers() % 20 == 0 ? "ACGTN"[numbers() % 5] : base;
                    mates[mate].qualities.push_back(static_cast<int>(numbers() % 45));
                }
            }
            // Ends must not be N: their extent is another rule.
            mates[0].bases.back() = truth[static_cast<std::size_t>(length - 1)];
            mates[1].bases.front() = truth[static_cast<std::size_t>(shift)];
            mates[0].qualities.back() = mates[1].qualities.front() = 60;
            family.add_pair(mates[0], mates[1]);
            for (std::size_t column = 0; column < width; ++column) {
                std::pair one{'N', 0}, two{'N', 0};
                if (column < static_cast<std::size_t>(length)) {
                    one = {mates[0].bases[column], mates[0].qualities[column]};
                }
                if (column >= static_cast<std::size_t>(shift)) {
                    auto const index = column - static_cast<std::size_t>(shift);
                    two = {mates[1].bases[index], mates[1].qualities[index]};
                }
                if (auto const merged = slow_merge(one, two); merged.first != 'N' && merged.second >= 10) {
                    columns[column].push_back(merged);
                }
            }
        }
        ConsensusCaller caller{{}};
        auto const& molecule = caller.call({MoleculeLayout::one_strand, family.fragments(), {}, {}});
        RC_ASSERT(molecule.read_count == 2);
        for (auto const& read : molecule.called()) {
            for (std::int32_t index = 0; index < read.length; ++index) {
                auto const& column = columns[static_cast<std::size_t>(read.position - 100 + index)];
                auto const slow = column.empty() ? SlowCall{} : slow_column(column);
                if (slow.near_tie && slow.base != 'N') {
                    continue;
                }
                RC_ASSERT(bases_of(read)[static_cast<std::size_t>(index)] == slow.base);
                RC_ASSERT(int{read.qualities[static_cast<std::size_t>(index)]} == slow.quality);
            }
        }
    }));
}

TEST(ConsensusLaw, the_order_of_reads_does_not_change_a_byte) {
    EXPECT_TRUE(rc::check([] {
        auto const drawn = any_family(200, 50);
        std::mt19937 numbers{*rc::gen::arbitrary<std::uint32_t>()};
        BuiltFamily family;
        for (auto read : drawn.reads) {
            // Some with an insertion or deletion, some short.
            auto const kind = numbers() % 6;
            auto const length = read.bases.size();
            if (length > 8 && kind == 0) {
                read.cigar = std::to_string(length / 2) + "M1D" + std::to_string(length - length / 2) + "M";
            } else if (length > 8 && kind == 1) {
                read.cigar = std::to_string(length / 2) + "M2I" + std::to_string(length - length / 2 - 2) + "M";
            } else if (kind == 2) {
                read.bases.resize((length + 1) / 2);
                read.qualities.resize((length + 1) / 2);
            }
            family.add_single(read);
        }
        auto fragments = family.fragments();
        ConsensusParameters parameters;
        parameters.per_base_arrays = true;
        ConsensusCaller caller{parameters};
        auto const half = static_cast<std::ptrdiff_t>(fragments.size() / 2);
        auto const as_text = [&] {
            std::span<FamilyFragment const> const all{fragments};
            return summary_of(caller.call({MoleculeLayout::two_strands, all.first(static_cast<std::size_t>(half)),
                                           all.subspan(static_cast<std::size_t>(half)), {}}));
        };
        auto const before = as_text();
        std::shuffle(fragments.begin(), fragments.begin() + half, numbers);
        std::shuffle(fragments.begin() + half, fragments.end(), numbers);
        RC_ASSERT(as_text() == before);
    }));
}

TEST(ConsensusLaw, swapping_the_strands_changes_nothing_but_their_names) {
    EXPECT_TRUE(rc::check([] {
        auto const first = any_family(6, 40), second = any_family(6, 40);
        BuiltFamily ab, ba;
        for (auto const& read : first.reads) {
            ab.add_single(read);
        }
        for (auto const& read : second.reads) {
            ba.add_single(read);
        }
        ConsensusCaller caller{{}};
        auto const one = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
        auto const two = caller.call({MoleculeLayout::two_strands, ba.fragments(), ab.fragments(), {}});
        RC_ASSERT(one.outcome == two.outcome);
        RC_ASSERT(one.read_count == two.read_count);
        if (one.read_count == 1) {
            RC_ASSERT(bases_of(one.reads[0]) == bases_of(two.reads[0]));
            RC_ASSERT(qualities_of(one.reads[0]) == qualities_of(two.reads[0]));
            RC_ASSERT(one.reads[0].total.maximum_depth == two.reads[0].total.maximum_depth);
        }
    }));
}

TEST(ConsensusLaw, records_in_are_records_used_and_records_left_out) {
    EXPECT_TRUE(rc::check([] {
        auto const drawn = any_family(30, 40);
        std::mt19937 numbers{*rc::gen::arbitrary<std::uint32_t>()};
        BuiltFamily family;
        int left_out = 0;
        for (auto read : drawn.reads) {
            bool bad = numbers() % 5 == 0;
            if (bad) {
                read.cigar = "999M";
            } else {
                bad = readable_reads({read}) == 0;
            }
            left_out += bad ? 1 : 0;
            family.add_single(read);
        }
        ConsensusCaller caller{{}};
        auto const& molecule = caller.call({MoleculeLayout::one_strand, family.fragments(), {}, {}});
        auto const& losses = molecule.losses;
        RC_ASSERT(molecule.records == static_cast<int>(drawn.reads.size()));
        RC_ASSERT(losses.alignment + losses.quality + losses.clipping == left_out);
    }));
}

}  // namespace tidemark::test
