#include "stages/detect/outliers.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

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

/// How much more than its expected share a place may carry because its copies are not known.
double copy_margin(Witness const& witness, std::span<LocusEvidence const> loci) {
    double margin = 1;
    for (auto const locus : witness.loci) {
        margin = std::max(margin, loci[locus].copies_assumed ? 2.0 : 1.0);
        for (auto const& state : loci[locus].copy_states) {
            margin = std::max(margin, expected_vaf_slope(no_tumor, state.copies) / expected_vaf_slope(no_tumor, loci[locus].copies));
        }
    }
    return margin;
}

/// Expected molecules of places that show none, largest first, with running sums: which of them must be lost is a stretch at
/// the front.
class EmptyPlaces {
public:
    void add(double expected) { expected_.push_back(expected); }
    void sort() {
        std::ranges::sort(expected_, std::greater<>{});
        sums_.assign(1, 0.0);
        for (double const each : expected_) {
            sums_.push_back(sums_.back() + each);
        }
    }
    /// Sum over places that would hold `least` molecules or more at `rate` molecules per expected one.
    [[nodiscard]] double lost(double rate, double least) const {
        auto const end = std::ranges::partition_point(expected_, [&](double each) { return each * rate >= least; });
        return sums_[static_cast<std::size_t>(end - expected_.begin())];
    }

private:
    std::vector<double> expected_;
    std::vector<double> sums_;
};

/// The fraction at which places expect as many molecules as they show, at least `least`; 2 % are near enough for a share.
double matching_fraction(std::span<Witness const> witnesses, std::vector<bool> const& out, double alt, double least) {
    auto const expected = [&](double fraction) {
        double sum = 0;
        for (std::size_t index = 0; index < witnesses.size(); ++index) {
            sum += out[index] ? 0 : expected_molecules(witnesses[index], fraction);
        }
        return sum;
    };
    if (expected(least) >= alt) {
        return least;
    }
    double low = least;
    double high = 1;
    while (high > 1.02 * low) {
        double const middle = std::sqrt(low * high);
        (expected(middle) < alt ? low : high) = middle;
    }
    return low;
}

/// What places that are not set aside expect together.
struct Company {
    std::vector<double> expected;   ///< by place
    double all = 0;
    EmptyPlaces empty;
};

Company company_of(std::span<Witness const> witnesses, std::vector<bool> const& out, double fraction) {
    Company company;
    for (std::size_t index = 0; index < witnesses.size(); ++index) {
        company.expected.push_back(expected_molecules(witnesses[index], fraction));
        company.all += out[index] ? 0 : company.expected.back();
        if (witnesses[index].total_alt() == 0) {
            company.empty.add(company.expected.back());
        }
    }
    company.empty.sort();
    return company;
}

}  // namespace

std::vector<std::size_t> outlier_witnesses(std::span<Witness const> witnesses, std::span<LocusEvidence const> loci,
                                           double tumor_fraction) {
    std::int64_t all_alt = 0;
    std::int64_t supporting = 0;
    for (auto const& witness : witnesses) {
        all_alt += witness.total_alt();
        supporting += witness.total_alt() > 0 ? 1 : 0;
    }
    // A place without molecules would hold so many that none has a chance below 0.05/number of places: it is lost.
    double const least = std::log(static_cast<double>(witnesses.size()) / outlier_level);
    std::vector<bool> out(witnesses.size(), false);
    while (supporting > 1) {
        auto const fraction = matching_fraction(witnesses, out, static_cast<double>(all_alt), tumor_fraction);
        auto const company = company_of(witnesses, out, fraction);
        double smallest = outlier_level / static_cast<double>(witnesses.size());
        std::size_t worst = witnesses.size();
        for (std::size_t index = 0; index < witnesses.size(); ++index) {
            auto const alt = witnesses[index].total_alt();
            if (alt < outlier_molecules || out[index]) {
                continue;
            }
            double const own = company.expected[index] * copy_margin(witnesses[index], loci);
            double const rest = company.all - company.expected[index];
            double const rate = rest > 0 ? static_cast<double>(all_alt - alt) / rest : 0;
            double const others = rest - company.empty.lost(rate, least);
            double const tail = binomial_at_least(alt, all_alt, own / (own + std::max(others, 0.0)));
            if (tail < smallest) {
                smallest = tail;
                worst = index;
            }
        }
        if (worst == witnesses.size()) {
            break;
        }
        out[worst] = true;
        all_alt -= witnesses[worst].total_alt();
        --supporting;
    }
    std::vector<std::size_t> outliers;
    for (std::size_t index = 0; index < out.size(); ++index) {
        if (out[index]) {
            outliers.push_back(index);
        }
    }
    return outliers;
}

}  // namespace tidemark
