#include "stages/detect/outliers.hpp"

#include <algorithm>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr double outlier_level = 0.05;
constexpr std::int64_t outlier_molecules = 3;

double expected_molecules(Witness const& witness, double fraction) {
    double sum = 0;
    for (auto const& cell : witness.unit.cells) {
        sum += cell.background + cell.signal(fraction);
    }
    return sum;
}

bool assumes_copies(Witness const& witness, std::span<LocusEvidence const> loci) {
    return std::ranges::any_of(witness.loci, [&](std::size_t locus) { return loci[locus].copies_assumed; });
}

}  // namespace

std::vector<std::size_t> outlier_witnesses(std::span<Witness const> witnesses, std::span<LocusEvidence const> loci,
                                           double tumor_fraction) {
    std::vector<double> expected;
    double all_expected = 0;
    std::int64_t all_alt = 0;
    std::int64_t supporting = 0;
    for (auto const& witness : witnesses) {
        expected.push_back(expected_molecules(witness, tumor_fraction));
        all_expected += expected.back();
        all_alt += witness.total_alt();
        supporting += witness.total_alt() > 0 ? 1 : 0;
    }
    std::vector<std::size_t> outliers;
    while (supporting > 1) {
        double smallest = outlier_level / static_cast<double>(witnesses.size());
        std::size_t worst = witnesses.size();
        for (std::size_t index = 0; index < witnesses.size(); ++index) {
            auto const alt = witnesses[index].total_alt();
            if (alt < outlier_molecules || std::ranges::find(outliers, index) != outliers.end()) {
                continue;
            }
            double const own = expected[index] * (assumes_copies(witnesses[index], loci) ? 2 : 1);
            double const others = all_expected - expected[index];
            double const tail = binomial_at_least(alt, all_alt, own / (own + std::max(others, 0.0)));
            if (tail < smallest) {
                smallest = tail;
                worst = index;
            }
        }
        if (worst == witnesses.size()) {
            break;
        }
        outliers.push_back(worst);
        all_expected -= expected[worst];
        all_alt -= witnesses[worst].total_alt();
        --supporting;
    }
    std::ranges::sort(outliers);
    return outliers;
}

}  // namespace tidemark
