// The exact law of the weighted statistic and Feldman-Cousins limits against SciPy (detection.py made detection.tsv).
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "values/model/exact_null.hpp"
#include "support/places.hpp"
#include "support/text_cells.hpp"
#include "values/probability/feldman_cousins.hpp"

namespace tidemark::test {
namespace {

struct OracleRow {
    std::string kind;
    std::string units;
    double kappa = 0;
    double fraction = 0;
    std::int64_t t = 0;
    double value = 0;
};

std::vector<OracleRow> rows() {
    std::ifstream file{source_folder() + "/tests/oracles/detection.tsv"};
    std::vector<OracleRow> list;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        auto const cells = cells_of(line, '\t');
        list.push_back({cells.at(0), cells.at(1), std::stod(cells.at(2)), std::stod(cells.at(3)), std::stoll(cells.at(4)),
                        std::stod(cells.at(5))});
    }
    return list;
}

StatisticLaw law_of(OracleRow const& row) {
    std::vector<WitnessUnit> units;
    Scores scores;
    for (auto const& unit : cells_of(row.units, '|')) {
        units.emplace_back();
        scores.cells.emplace_back();
        for (auto const& cell : cells_of(unit, ';')) {
            auto const parts = cells_of(cell, ':');
            units.back().cells.push_back({.depth = std::stod(parts.at(0)), .background = std::stod(parts.at(1)),
                                          .dispersion = std::stod(parts.at(2)), .copies = {}});
            if (parts.size() > 5) {
                units.back().cells.back().hot_share = std::stod(parts.at(5));
                units.back().cells.back().hot_background = std::stod(parts.at(6));
                units.back().cells.back().hot_dispersion = std::stod(parts.at(7));
            }
            scores.cells.back().push_back({std::stoll(parts.at(3)), std::stoll(parts.at(4))});
        }
    }
    return StatisticLaw{units, scores, row.kappa};
}

double value_of(OracleRow const& row) {
    if (row.kind.starts_with("feldman_cousins")) {
        auto const limits = feldman_cousins(std::stoll(row.units), row.fraction, 0.95);
        return row.kind.ends_with("lower") ? limits.lower : limits.upper;
    }
    auto const law = law_of(row);
    if (row.kind == "null_tail" || row.kind == "dense_tail") {
        return law.null_tail(row.t);
    }
    return law.power(row.fraction, row.t, row.kind == "two_places" ? Breadth::two_places : Breadth::two_molecules);
}

}  // namespace

TEST(DetectionOracle, every_row_of_scipy_is_met) {
    auto const list = rows();
    ASSERT_GT(list.size(), 50U);
    for (auto const& row : list) {
        // Gauss quadrature over the noise level: capped counts make the integrand less smooth, 7e-7 of the value was seen.
        double const null_accuracy = 1e-6 * row.value;
        double const accuracy = row.kind.starts_with("feldman") ? 1e-6 : row.kind.ends_with("_tail") ? null_accuracy : 2e-5;
        EXPECT_NEAR(value_of(row), row.value, accuracy) << row.kind << " " << row.units << " " << row.fraction;
    }
}

}  // namespace tidemark::test
