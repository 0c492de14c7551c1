// Beta binomial and Fisher tails, and exact limits of odds ratios, against SciPy (clones.py made clones.tsv).
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "support/places.hpp"
#include "support/text_cells.hpp"
#include "values/model/set_contrast.hpp"
#include "values/probability/beta_binomial.hpp"

namespace tidemark::test {
namespace {

void expect_near_relative(double value, double expected, double tolerance, std::string const& line) {
    EXPECT_NEAR(value, expected, tolerance * expected) << line;
}

}  // namespace

TEST(ClonesOracle, every_row_of_scipy_is_met) {
    std::ifstream file{source_folder() + "/tests/oracles/clones.tsv"};
    std::string line;
    std::getline(file, line);
    int rows = 0;
    for (; std::getline(file, line); ++rows) {
        auto const cells = cells_of(line, '\t');
        auto const whole = [&](std::size_t index) { return std::stoll(cells.at(index)); };
        double const expected = std::stod(cells.at(5));
        if (cells[0] == "beta_binomial") {
            BetaBinomial const law{whole(1), std::stod(cells[2]), std::stod(cells[3])};
            expect_near_relative(beta_binomial_at_least(law, whole(4)), expected, 1e-9, line);
        } else if (cells[0] == "hypergeometric") {
            expect_near_relative(hypergeometric_at_least(whole(1), whole(2), whole(3), whole(4)), expected, 1e-9, line);
        } else {
            auto const number = [&](std::size_t index) { return static_cast<double>(whole(index)); };
            // 1,000 molecules in every cell: the ratio is that of the counts. The profile may be wider, never narrower.
            auto const counts = [](double reference, double set) {
                return SetCounts{{.alt = reference, .molecules = 1000, .background = 0},
                                 {.alt = set, .molecules = 1000, .background = 0}};
            };
            auto const interval = set_ratio_change(counts(number(1), number(3)), counts(number(2), number(4)));
            EXPECT_NEAR(*interval.ratio, expected, 1e-12) << line;
            expect_near_relative(interval.lo, std::stod(cells[6]), 1e-5, line);
            expect_near_relative(*interval.hi, std::stod(cells[7]), 1e-5, line);
        }
    }
    EXPECT_EQ(rows, 15);
}

}  // namespace tidemark::test
