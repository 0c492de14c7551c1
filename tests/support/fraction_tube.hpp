// Draws of a tube whose tumor fraction is known, by a generator of our own, and how its estimates do: bias and coverage.
#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "stages/detect/estimate.hpp"
#include "stages/detect/lost_places.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {

enum class TubeCopies { heterozygous, mixed, uncertain };

struct FractionTube {
    double fraction = 0;
    int loci = 16;
    double depth = 2000;             ///< mean; each locus' own is gamma distributed with a CV of 45 %
    double rate = 1e-5;
    double rate_dispersion = 0;      ///< squared CV of each locus' rate
    double sample_dispersion = 0;    ///< CV of the sample's noise level
    double dropout = 0;              ///< chance that a locus is lost
    TubeCopies copies = TubeCopies::mixed;   ///< mixed: copies 1 to 6, multiplicity 1 to 3, known
};

struct FractionScore {
    double mean = 0;             ///< of the estimates
    double standard_error = 0;   ///< of that mean
    double covered = 0;          ///< share of 95 % intervals that hold the fraction
    double above = 0;            ///< share of them whose upper limit is below it
    double plain_covered = 0;    ///< the same were no place lost wherever the counts cannot tell
    int judged = 0;              ///< intervals counted: where loci are lost, those of tubes with a tumor molecule
    double mutant = 0;           ///< tumor molecules per tube
    double told = 0;             ///< share of tubes whose counts could tell drop-out
    double median_width = 0;     ///< upper over lower limit
    double median_growth = 1;    ///< upper limit over that of the plain interval, where the counts could not tell
};

/// The loci of a tube, without counts. Uncertain copies: two states whose weights are right, that is, the first is true with
/// the chance that it is given.
class FractionTubeMaker {
public:
    explicit FractionTubeMaker(FractionTube const& tube, std::uint64_t seed) : tube_{tube}, random_{seed, "fraction tube"} {}

    struct Draw {
        std::vector<Witness> witnesses;
        double mutant = 0;
    };
    [[nodiscard]] Draw draw() {
        Draw made;
        double const kappa = tube_.sample_dispersion;
        double const level = kappa > 0 ? random_.gamma(1 / (kappa * kappa), 1) : 1;
        for (int index = 0; index < tube_.loci; ++index) {
            double const depth = std::max(std::floor(random_.gamma(5, tube_.depth)), 1.0);
            double const expected = depth * tube_.rate;
            auto const [known, truth] = copies();
            double const noise = tube_.rate_dispersion > 0 ? random_.gamma(1 / tube_.rate_dispersion, expected * level)
                                                           : expected * level;
            bool const lost = random_.chance(tube_.dropout);
            double const share = expected_vaf(TumorFractionCell{tube_.fraction}, truth).value;
            auto const mutant = lost ? 0 : random_.binomial(static_cast<std::int64_t>(depth), share);
            made.mutant += static_cast<double>(mutant);
            auto& witness = made.witnesses.emplace_back();
            witness.loci = {static_cast<std::size_t>(index)};
            witness.unit.cells.push_back({.depth = depth, .background = expected, .dispersion = tube_.rate_dispersion,
                                          .copies = known.front().copies});
            witness.alt = {std::min(mutant + random_.poisson(noise), static_cast<std::int64_t>(depth))};
            if (known.size() > 1) {
                witness.copy_states = known;
            }
        }
        return made;
    }

private:
    [[nodiscard]] std::pair<std::vector<WeightedCopies>, CopyState> copies() {
        CopyState state;
        if (tube_.copies == TubeCopies::heterozygous) {
            return {{{state, 1}}, state};
        }
        state.total_copies = static_cast<double>(random_.between(1, 6));
        double const most = std::min(state.total_copies, 3.0);
        state.multiplicity = static_cast<double>(random_.between(1, static_cast<std::int64_t>(most)));
        if (tube_.copies == TubeCopies::mixed) {
            return {{{state, 1}}, state};
        }
        state.total_copies = 3;
        state.multiplicity = 1;
        CopyState other = state;
        other.multiplicity = 2;
        double const weight = 0.5 + random_.uniform() / 2.0001;
        bool const first_is_one = random_.chance(0.5);
        auto const first = first_is_one ? state : other;
        auto const second = first_is_one ? other : state;
        return {{{first, weight}, {second, 1 - weight}}, random_.chance(weight) ? first : second};
    }

    FractionTube tube_;
    Random random_;
};

inline FractionScore score_of(FractionTube const& tube, int draws, std::uint64_t seed) {
    FractionTubeMaker maker{tube, seed};
    FractionScore score;
    double squares = 0;
    std::vector<double> widths;
    std::vector<double> growths;
    for (int each = 0; each < draws; ++each) {
        auto const draw = maker.draw();
        FractionLikelihood const likelihood{draw.witnesses, {.sample_dispersion = tube.sample_dispersion}};
        auto const estimate = estimate_fraction(likelihood);
        score.mean += estimate.fraction / draws;
        squares += estimate.fraction * estimate.fraction / draws;
        score.mutant += draw.mutant / draws;
        score.told += estimate.dropout ? 1.0 / draws : 0;
        if (tube.dropout > 0 && draw.mutant == 0) {
            continue;   // nothing to detect: its bound is for loci that are there
        }
        auto const limits = limits_with_losses(draw.witnesses, likelihood, estimate);
        auto const holds = [&](Limits const& each_limits) {
            return each_limits.lower <= tube.fraction && tube.fraction <= each_limits.upper;
        };
        ++score.judged;
        score.covered += holds(limits) ? 1 : 0;
        score.above += tube.fraction > limits.upper ? 1 : 0;
        score.plain_covered += holds(estimate.limits) ? 1 : 0;
        widths.push_back(limits.upper / std::max(limits.lower, 1e-9));
        if (!estimate.dropout) {
            growths.push_back(limits.upper / estimate.limits.upper);
        }
    }
    for (double* const share : {&score.covered, &score.above, &score.plain_covered}) {
        *share /= std::max(score.judged, 1);
    }
    score.standard_error = std::sqrt(std::max(squares - score.mean * score.mean, 0.0) / draws);
    auto const median = [](std::vector<double>& list, double none) {
        std::ranges::sort(list);
        return list.empty() ? none : list[list.size() / 2];
    };
    score.median_width = median(widths, 0);
    score.median_growth = median(growths, 1);
    return score;
}

}  // namespace tidemark::test
