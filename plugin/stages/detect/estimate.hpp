// Tumor cell fraction by maximum likelihood over witnesses, with its interval (statistics.md 7).
#pragma once
#include <optional>
#include <span>

#include "stages/detect/witnesses.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {

/// log likelihood of f, binomial in every cell, background rates taken as known.
/// METHOD: witnesses joined by places may share molecules. Each place gives an unbiased view of f, but so many molecules
/// are not there: `distinct_share`, different molecules over the sum of depths (1 where none is shared), scales the
/// information of the interval and the counts of the Feldman-Cousins limits.
class FractionLikelihood {
public:
    explicit FractionLikelihood(std::span<Witness const> witnesses, double distinct_share = 1);

    [[nodiscard]] double log_likelihood(double fraction) const;
    /// Fraction with the highest likelihood, 0..1; 0 without molecules.
    [[nodiscard]] double best() const;
    /// 95 % profile limits around `best`.
    [[nodiscard]] Limits profile(double best) const;
    /// Fraction whose expected different tumor molecules, distinct_share x sum of d v(f), are `net`; 1 where no fraction has so many.
    [[nodiscard]] double fraction_of_net(double net) const;
    /// Different molecules: counts and background by `distinct_share`.
    [[nodiscard]] double molecules_alt() const { return static_cast<double>(alt_) * distinct_share_; }
    [[nodiscard]] double background() const { return background_ * distinct_share_; }
    /// Highest and lowest `best` with one witness left out, which says how much hangs on a single place. Nothing with
    /// fewer than two witnesses. METHOD: one Newton step ranks the witnesses, the eight at either end are then exact.
    [[nodiscard]] std::optional<Limits> leave_one_out(double best) const;

private:
    struct Cell {
        double depth;
        double alt;
        double rate;
        CopyState copies;
        std::size_t witness;
    };
    struct Slope {
        double score = 0;
        double information = 0;
    };
    [[nodiscard]] double best_without(std::size_t left_out) const;
    [[nodiscard]] Slope slope(Cell const& cell, double fraction) const;

    std::vector<Cell> cells_;
    std::size_t witnesses_ = 0;
    double distinct_share_ = 1;
    std::int64_t alt_ = 0;
    double background_ = 0;
};

/// METHOD: profile likelihood above 20 alt molecules; up to 20 the Feldman-Cousins interval of the net count, mapped to f
/// through sum of d v(f). Widened where needed to hold the estimate itself.
[[nodiscard]] Limits fraction_interval(FractionLikelihood const& likelihood, double best);

/// One-sided 95 % upper bound for a sample that is not detected.
[[nodiscard]] double fraction_upper_bound(FractionLikelihood const& likelihood);

}  // namespace tidemark
