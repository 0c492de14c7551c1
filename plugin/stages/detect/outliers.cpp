#include "stages/detect/outliers.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <string>

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

/// How much more a place may carry where all cells of its branch are what sheds: its share in tissue is not that of the draw.
double branch_margin(Witness const& witness, std::span<LocusEvidence const> loci) {
    double margin = 1;
    for (auto const locus : witness.loci) {
        double const ccf = loci[locus].copies.cancer_cell_fraction;
        margin = std::max(margin, ccf > 0 ? 1 / ccf : 1.0);
    }
    return margin;
}

/// A place with any trunk locus shows what the trunk shows.
bool is_trunk(Witness const& witness, std::span<LocusEvidence const> loci) {
    return std::ranges::any_of(witness.loci, [&](std::size_t locus) { return loci[locus].trunk; });
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

using Indices = std::vector<std::size_t>;

/// What places expect together at the level that they show.
struct Level {
    double fraction = 0;
    std::int64_t alt = 0;
    std::vector<double> expected;   ///< by member
    double all = 0;
    EmptyPlaces empty;
};

class Judging {
public:
    Judging(std::span<Witness const> witnesses, std::span<LocusEvidence const> loci, double least_fraction)
        : witnesses_{witnesses}, loci_{loci}, least_fraction_{least_fraction}, out_(witnesses.size(), false),
          limit_{outlier_level / static_cast<double>(witnesses.size())},
          // A place without molecules would hold so many that none has a chance below 0.05/number of places: it is lost.
          least_{std::log(static_cast<double>(witnesses.size()) / outlier_level)} {}

    /// The largest misfit among its own first, while there is one.
    void judge_within(Indices members) {
        while (supported(members) > 1) {
            auto const level = level_of(members);
            double smallest = limit_;
            auto worst = members.size();
            for (std::size_t each = 0; each < members.size(); ++each) {
                auto const& witness = witnesses_[members[each]];
                if (witness.total_alt() < outlier_molecules) {
                    continue;
                }
                double const own = level.expected[each] * copy_margin(witness, loci_);
                double const tail = tail_of(witness.total_alt(), level.alt - witness.total_alt(), own,
                                            {level.all - level.expected[each], &level.empty});
                if (tail < smallest) {
                    smallest = tail;
                    worst = each;
                }
            }
            if (worst == members.size()) {
                return;
            }
            out_[members[worst]] = true;
            members.erase(members.begin() + static_cast<std::ptrdiff_t>(worst));
        }
    }

    /// Sets aside those of `members` that stand above what `others` show, none of their molecules included, and all that is left of
    /// them where they do so together.
    void judge_against(Indices const& members, Indices const& others) {
        auto const kept = kept_of(others);
        auto const level = level_of(kept, molecules_of(kept) < outlier_molecules ? kept_of(members) : Indices{});
        if (level.all <= 0) {   // none of the others has molecules: they say nothing
            return;
        }
        for (auto const index : kept_of(members)) {
            out_[index] = stands_above(level, {index});
        }
        auto const left = kept_of(members);
        if (stands_above(level, left)) {
            for (auto const index : left) {
                out_[index] = true;
            }
        }
    }

    [[nodiscard]] Indices kept_of(Indices const& members) const {
        Indices kept;
        std::ranges::copy_if(members, std::back_inserter(kept), [&](std::size_t index) { return !out_[index]; });
        return kept;
    }
    [[nodiscard]] std::size_t supported(Indices const& members) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(members, [&](std::size_t index) { return witnesses_[index].total_alt() > 0; }));
    }
    [[nodiscard]] Indices outliers() const {
        Indices found;
        for (std::size_t index = 0; index < out_.size(); ++index) {
            if (out_[index]) {
                found.push_back(index);
            }
        }
        return found;
    }

private:
    struct Rest {
        double expected = 0;
        EmptyPlaces const* empty = nullptr;
    };

    /// The fraction at which places expect as many molecules as they show; 2 % are near enough for a share.
    [[nodiscard]] double matching_fraction(Indices const& members, double alt) const {
        auto const expected = [&](double fraction) {
            double sum = 0;
            for (auto const index : members) {
                sum += expected_molecules(witnesses_[index], fraction);
            }
            return sum;
        };
        if (expected(least_fraction_) >= alt) {
            return least_fraction_;
        }
        double low = least_fraction_;
        double high = 1;
        while (high > 1.02 * low) {
            double const middle = std::sqrt(low * high);
            (expected(middle) < alt ? low : high) = middle;
        }
        return low;
    }

    [[nodiscard]] std::int64_t molecules_of(Indices const& members) const {
        return std::accumulate(members.begin(), members.end(), std::int64_t{0},
                               [&](std::int64_t sum, std::size_t index) { return sum + witnesses_[index].total_alt(); });
    }

    /// `with`: others that help to find the fraction, where `members` show too few molecules to say how much of what they expect is
    /// background.
    [[nodiscard]] Level level_of(Indices const& members, Indices const& with = {}) const {
        Level level;
        level.alt = molecules_of(members);
        auto all = members;
        all.insert(all.end(), with.begin(), with.end());
        level.fraction = matching_fraction(all, static_cast<double>(molecules_of(all)));
        for (auto const index : members) {
            level.expected.push_back(expected_molecules(witnesses_[index], level.fraction));
            level.all += level.expected.back();
            if (witnesses_[index].total_alt() == 0) {
                level.empty.add(level.expected.back());
            }
        }
        level.empty.sort();
        return level;
    }

    /// Whether `parts` together show more than `level` allows for, though all their branch shed and whatever their copies.
    [[nodiscard]] bool stands_above(Level const& level, Indices const& parts) const {
        auto const alt = molecules_of(parts);
        if (alt < outlier_molecules) {
            return false;
        }
        double own = 0;
        for (auto const index : parts) {
            auto const& witness = witnesses_[index];
            own += expected_molecules(witness, level.fraction) * copy_margin(witness, loci_) * branch_margin(witness, loci_);
        }
        return tail_of(alt, level.alt, own, {level.all, &level.empty}) < limit_;
    }

    /// Chance that of all molecules `alt` or more fall on a place that expects `own`, where the rest shows `rest_alt`.
    [[nodiscard]] double tail_of(std::int64_t alt, std::int64_t rest_alt, double own, Rest rest) const {
        double const rate = rest.expected > 0 ? static_cast<double>(rest_alt) / rest.expected : 0;
        double const others = rest.expected - rest.empty->lost(rate, least_);
        return binomial_at_least(alt, alt + rest_alt, own / (own + std::max(others, 0.0)));
    }

    std::span<Witness const> witnesses_;
    std::span<LocusEvidence const> loci_;
    double least_fraction_;
    std::vector<bool> out_;
    double limit_;
    double least_;
};

Indices all_of(std::span<Witness const> witnesses) {
    Indices all(witnesses.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

struct Strata {
    Indices trunk;
    std::map<std::string, Indices> branches;
};

Strata strata_of(std::span<Witness const> witnesses, std::span<LocusEvidence const> loci) {
    Strata strata;
    for (std::size_t index = 0; index < witnesses.size(); ++index) {
        auto const& witness = witnesses[index];
        (is_trunk(witness, loci) ? strata.trunk : strata.branches[loci[witness.loci.front()].branch]).push_back(index);
    }
    return strata;
}

}  // namespace

std::vector<std::size_t> outlier_witnesses(std::span<Witness const> witnesses, std::span<LocusEvidence const> loci,
                                           double tumor_fraction) {
    Judging judging{witnesses, loci, tumor_fraction};
    auto const strata = strata_of(witnesses, loci);
    judging.judge_within(strata.trunk);
    for (auto const& [branch, members] : strata.branches) {
        judging.judge_within(members);
    }
    for (auto const& [branch, members] : strata.branches) {
        judging.judge_against(members, strata.trunk);
    }
    return judging.outliers();
}

std::vector<std::size_t> outstanding_witnesses(std::span<Witness const> witnesses, std::span<LocusEvidence const> loci,
                                               double tumor_fraction) {
    Judging judging{witnesses, loci, tumor_fraction};
    judging.judge_within(all_of(witnesses));
    return judging.outliers();
}

}  // namespace tidemark
