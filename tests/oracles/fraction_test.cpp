// Tumor fraction and profile interval against SciPy (fraction.py made fraction.tsv).
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "stages/detect/estimate.hpp"
#include "support/places.hpp"

namespace tidemark::test {
namespace {

std::vector<double> numbers(std::string text) {
    for (auto& letter : text) {
        letter = letter == ':' ? ' ' : letter;
    }
    std::istringstream stream{text};
    std::vector<double> list;
    for (double number = 0; stream >> number;) {
        list.push_back(number);
    }
    return list;
}

/// depth:alt:rate:multiplicity:total_copies:normal_copies:ccf, by |
std::vector<Witness> witnesses_of(std::string const& loci) {
    std::vector<Witness> list;
    std::istringstream stream{loci};
    for (std::string locus; std::getline(stream, locus, '|');) {
        auto const facts = numbers(locus);
        auto& witness = list.emplace_back();
        witness.loci = {list.size() - 1};
        witness.unit.cells.push_back({.depth = facts.at(0),
                                      .background = facts.at(0) * facts.at(2),
                                      .dispersion = 0,
                                      .copies = {.multiplicity = facts.at(3),
                                                 .total_copies = facts.at(4),
                                                 .normal_copies = facts.at(5),
                                                 .cancer_cell_fraction = facts.at(6)}});
        witness.alt = {static_cast<std::int64_t>(facts.at(1))};
    }
    return list;
}

}  // namespace

TEST(FractionOracle, every_row_of_scipy_is_met) {
    std::ifstream file{source_folder() + "/tests/oracles/fraction.tsv"};
    std::string line;
    std::getline(file, line);
    int rows = 0;
    while (std::getline(file, line)) {
        auto const place = line.find('\t');
        auto const expected = numbers(line.substr(place));
        auto const list = witnesses_of(line.substr(0, place));
        FractionLikelihood const likelihood{list};
        double const best = best_fraction(likelihood);
        // The maximum of a flat top is known to a part in 1e7 only, its limits to more.
        EXPECT_NEAR(best, expected.at(0), 2e-7 * expected.at(0)) << line;
        auto const limits = fraction_profile(likelihood, best);
        EXPECT_NEAR(limits.lower, expected.at(1), 1e-7 * expected.at(1)) << line;
        EXPECT_NEAR(limits.upper, expected.at(2), 1e-7 * expected.at(2)) << line;
        ++rows;
    }
    EXPECT_EQ(rows, 12);
}

}  // namespace tidemark::test
