// Small tails of the exact null, and LoB, LoD95, LoQ by their definitions, against sums of positive terms (exact_tails.py made exact_tails.tsv).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/text_cells.hpp"
#include "values/evidence/detection_result.hpp"
#include "values/model/detection_limit.hpp"

namespace tidemark::test {
namespace {

struct Row {
    std::string kind;
    std::string units;
    double kappa = 0;
    std::string x;        ///< T, or alpha
    double value = 0;
};

std::vector<Row> rows() {
    std::ifstream file{source_folder() + "/tests/oracles/exact_tails.tsv"};
    std::vector<Row> list;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        auto const cells = cells_of(line, '\t');
        list.push_back({cells.at(0), cells.at(1), std::stod(cells.at(2)), cells.at(3), std::stod(cells.at(4))});
    }
    return list;
}

struct Tube {
    std::vector<WitnessUnit> units;
    Scores scores;
};

Tube tube_of(std::string const& text) {
    Tube tube;
    for (auto const& kind : cells_of(text, '|')) {
        auto const times = kind.find('x');
        WitnessUnit unit;
        std::vector<CellScore> scores;
        for (auto const& cell : cells_of(kind.substr(times + 1), ';')) {
            auto const parts = cells_of(cell, ':');
            auto& counted = unit.cells.emplace_back();
            counted.depth = std::stod(parts.at(0));
            counted.background = std::stod(parts.at(1));
            counted.dispersion = std::stod(parts.at(2));
            if (parts.size() > 5) {
                counted.hot_share = std::stod(parts.at(5));
                counted.hot_background = std::stod(parts.at(6));
                counted.hot_dispersion = std::stod(parts.at(7));
            }
            scores.push_back({std::stoll(parts.at(3)), std::stoll(parts.at(4))});
        }
        for (int each = std::stoi(kind.substr(0, times)); each > 0; --each) {
            tube.units.push_back(unit);
            tube.scores.cells.push_back(scores);
        }
    }
    return tube;
}

double value_of(Row const& row) {
    auto const tube = tube_of(row.units);
    if (row.kind == "quantification") {
        return quantification_limit(tube.units, row.kappa).value();
    }
    StatisticLaw const law{tube.units, tube.scores, row.kappa};
    if (row.kind.ends_with("_tail")) {
        return law.null_tail(std::stoll(row.x));
    }
    auto const limits = tube_limits(law, {.alpha = std::stod(row.x)}, std::ssize(tube.units));
    return row.kind == "critical" ? static_cast<double>(limits.critical_value)
           : row.kind == "blank"  ? limits.blank.value()
                                  : limits.detection95.value();
}

/// Relative. A tail is a sum of probabilities that are known to 1e-15 or so: the smaller it is the fewer digits it has, 3e-4 of
/// the value at 1e-11. Sparse nulls lose less, for their probabilities come from a recursion of small terms.
double tolerance(Row const& row) {
    if (row.kind == "null_tail") {
        return 1e-9 + std::min(3e-15 / row.value, 3e-7);
    }
    return row.kind == "dense_tail" ? 1e-11 + 3e-15 / row.value : row.kind == "blank" ? 1e-12 : 1e-6;
}

}  // namespace

TEST(ExactTailsOracle, tails_and_limits_have_the_relative_accuracy_that_is_promised) {
    int tails_below_a_billionth = 0;
    int checked = 0;
    for (auto const& row : rows()) {
        double const value = value_of(row);
        auto const name = ::testing::Message() << row.kind << " kappa " << row.kappa << " x " << row.x << " " << row.units.substr(0, 60);
        ++checked;
        if (row.kind.ends_with("_tail") && row.value < smallest_p_value) {
            EXPECT_LT(value, smallest_p_value) << name << ": below the floor that is printed";
        } else if (row.value == 0 || row.kind == "critical") {
            EXPECT_EQ(value, row.value) << name;
        } else {
            EXPECT_NEAR(value / row.value, 1, tolerance(row)) << name;
            tails_below_a_billionth += row.kind.ends_with("_tail") && row.value < 1e-9 ? 1 : 0;
        }
    }
    EXPECT_GE(checked, 117);
    EXPECT_GE(tails_below_a_billionth, 21);
}

}  // namespace tidemark::test
