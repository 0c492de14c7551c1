// Columns of one base: the golden values of consensus.md 6, ties, and the tables behind the fast paths.
#include "stages/consensus/base_column.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "stages/consensus/fgbio_column.hpp"
#include "support/slow_consensus.hpp"

namespace tidemark::test {
namespace {

struct Bases {
    char base;
    int quality;
    int times;
};
struct Golden {
    std::vector<Bases> column;
    char base;
    int quality;
};

/// Computed with fgbio's formula, pre 45, post 40; 6.1 of the design page.
std::vector<Golden> const golden{
    {{{'A', 30, 1}}, 'A', 29},
    {{{'A', 30, 2}}, 'A', 44},
    {{{'A', 30, 3}}, 'A', 45},
    {{{'A', 30, 9}}, 'A', 45},
    {{{'A', 20, 2}}, 'A', 41},
    {{{'A', 10, 2}}, 'A', 23},
    {{{'A', 10, 3}}, 'A', 37},
    {{{'A', 37, 1}}, 'A', 34},
    {{{'A', 30, 3}, {'C', 30, 1}}, 'A', 44},
    {{{'A', 30, 2}, {'C', 30, 1}}, 'A', 33},
    {{{'A', 37, 2}, {'C', 37, 1}}, 'A', 38},
    {{{'A', 37, 5}, {'C', 37, 2}}, 'A', 45},
    {{{'A', 37, 1}, {'C', 20, 1}}, 'A', 15},
    {{{'A', 20, 2}, {'C', 30, 1}}, 'A', 15},
    {{{'A', 30, 1}, {'C', 30, 1}}, 'N', 2},
};

std::uint8_t code(char base) {
    return static_cast<std::uint8_t>(1U << std::string_view{"ACGT"}.find(base));
}

template <typename Column, typename Model>
BaseCall called(std::vector<Bases> const& bases, Model const& model) {
    Column column;
    for (auto const& each : bases) {
        for (int time = 0; time < each.times; ++time) {
            column.add(code(each.base), static_cast<std::uint8_t>(each.quality), model);
        }
    }
    return column.call(model, 1, 2);
}

}  // namespace

TEST(BaseColumn, a_tie_at_equal_quality_is_N_at_any_size) {
    ErrorModel const model{{}};
    for (int times : {1, 2, 3, 7, 500}) {
        auto const call = called<BaseColumn>({{'C', 37, times}, {'T', 37, times}}, model);
        EXPECT_EQ(call.code, 0) << times;
        EXPECT_EQ(call.quality, 2) << times;
        EXPECT_EQ(call.errors, 2U * static_cast<unsigned>(times));
    }
}

TEST(BaseColumn, a_tie_of_three_bases_is_N) {
    ErrorModel const model{{}};
    EXPECT_EQ(called<BaseColumn>({{'A', 30, 1}, {'C', 30, 1}, {'G', 30, 1}}, model).code, 0);
}

TEST(BaseColumn, fewer_bases_than_min_reads_are_N_at_Q0) {
    ErrorModel const model{{}};
    BaseColumn column;
    column.add(1, 37, model);
    auto const call = column.call(model, 2, 2);
    EXPECT_EQ(call.code, 0);
    EXPECT_EQ(call.quality, 0);
    EXPECT_EQ(call.depth, 1U);
}

TEST(BaseColumn, a_consensus_below_its_minimum_is_N_at_Q2) {
    ErrorModel const model{{}};
    BaseColumn column;
    column.add(1, 30, model);
    auto const call = column.call(model, 1, 30);
    EXPECT_EQ(call.code, 0);
    EXPECT_EQ(call.quality, 2);
}

TEST(BaseColumn, gives_the_golden_values) {
    ErrorModel const model{{}};
    for (auto const& row : golden) {
        auto const call = called<BaseColumn>(row.column, model);
        EXPECT_EQ(call.code, row.base == 'N' ? 0 : code(row.base));
        EXPECT_EQ(int{call.quality}, row.quality)
            << row.column[0].quality << " x" << row.column[0].times << " and " << row.column.size() - 1 << " other";
    }
}

TEST(FgbioColumn, gives_the_golden_values) {
    FgbioModel const model{{}};
    for (auto const& row : golden) {
        auto const call = called<FgbioColumn>(row.column, model);
        EXPECT_EQ(call.code, row.base == 'N' ? 0 : code(row.base));
        EXPECT_EQ(int{call.quality}, row.quality);
    }
}

TEST(FgbioColumn, calls_the_two_two_split_that_rounding_decides) {
    // fgumi PR 666, an IDT cfDNA set: C, C, T, T at Q37 is T at Q3 in fgbio 4.1 and its port; exact arithmetic says N.
    FgbioModel const model{{}};
    auto const call = called<FgbioColumn>({{'C', 37, 2}, {'T', 37, 2}}, model);
    EXPECT_EQ(call.code, 8);
    EXPECT_EQ(int{call.quality}, 3);
}

TEST(ErrorModel, one_read_families_have_the_values_of_the_contract) {
    ErrorModel const model{{}};
    FgbioModel const fgbio{{}};
    for (auto const& [quality, ours, theirs] :
         std::vector<std::array<int, 3>>{{10, 9, 10}, {20, 19, 19}, {30, 29, 29}, {37, 35, 35}, {40, 36, 36}}) {
        EXPECT_EQ(int{model.quality_of_one_read(static_cast<std::uint8_t>(quality))}, ours);
        EXPECT_EQ(int{fgbio.quality_of_one_read(static_cast<std::uint8_t>(quality))}, theirs);
    }
}

TEST(ErrorModel, every_pair_of_qualities_agrees_with_the_plain_formula) {
    ErrorModel const model{{}};
    int near_ties = 0;
    for (int one = 2; one <= 93; ++one) {
        for (int two = 2; two <= 93; ++two) {
            auto const slow = slow_column({{'A', one}, {'A', two}});
            near_ties += slow.near_tie ? 1 : 0;
            EXPECT_EQ(int{model.quality_of_pair(static_cast<std::uint8_t>(one), static_cast<std::uint8_t>(two))},
                      slow.quality)
                << one << ' ' << two;
        }
    }
    EXPECT_EQ(near_ties, 0);
}

TEST(ErrorModel, every_triple_agrees_with_the_plain_formula) {
    ErrorModel const model{{}};
    for (int one = 10; one <= 45; ++one) {
        for (int two = one; two <= 45; ++two) {
            for (int three = two; three <= 45; ++three) {
                auto const slow = slow_column({{'A', one}, {'A', two}, {'A', three}});
                EXPECT_EQ(int{model.quality_of_gap(model.weight(static_cast<std::uint8_t>(one)) +
                                                   model.weight(static_cast<std::uint8_t>(two)) +
                                                   model.weight(static_cast<std::uint8_t>(three)))},
                          slow.quality)
                    << one << ' ' << two << ' ' << three;
            }
        }
    }
}

TEST(ErrorModel, the_coarse_sum_never_promises_too_much) {
    for (int pre : {20, 30, 45, 60, 93}) {
        for (int post : {10, 20, 30, 40, 60, 93}) {
            ConsensusParameters parameters;
            parameters.error_pre_umi = static_cast<std::uint8_t>(pre);
            parameters.error_post_umi = static_cast<std::uint8_t>(post);
            ErrorModel const model{parameters};
            if (model.coarse_threshold() > ErrorModel::coarse_limit) {
                continue;
            }
            // The weakest way to reach the sum: equal bases of each quality, just enough of them.
            for (int quality = 10; quality <= 93; ++quality) {
                auto const each = std::min<int>(quality, ErrorModel::coarse_cap);
                auto const times = (model.coarse_threshold() + each - 1) / each;
                SlowColumn const column(static_cast<std::size_t>(times), {'A', quality});
                EXPECT_EQ(slow_column(column, pre, post).quality, int{model.best_quality()})
                    << pre << ' ' << post << ' ' << quality << " x" << times;
            }
        }
    }
}

}  // namespace tidemark::test
