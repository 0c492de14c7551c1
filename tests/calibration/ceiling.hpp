// The best test there can be: the likelihood ratio of a tumor of known fraction under the law that the samples were drawn
// from. No test of the same counts finds more at the same false-positive rate (Neyman and Pearson).
#pragma once
#include <span>
#include <vector>

#include "calibration/cohort.hpp"

namespace tidemark::calibration {

/// METHOD: knows the true rate of each context, the law of places (gamma and hot ones), the share and VAFs of blood mutations, the
/// tumor fraction, and that noise has level 1; of a place's own rate only what the controls' counts there tell (posterior
/// of the true law). Not for noise that varies from sample to sample.
class Ceiling {
public:
    Ceiling(Cohort const& cohort, Noise noise, std::span<SampleEvidence const> controls);

    /// log P(counts | tumor fraction) - log P(counts | 0).
    [[nodiscard]] double score(PlainCounts const& counts, double fraction) const;

private:
    struct Place {
        double rate = 0;              // of its context
        double shape = 0;             // of the ordinary gamma after the controls; 0: the rate is exact
        double scale = 0;             // its inverse rate parameter
        double ordinary = 1;          // chance that it is no hot one
        std::vector<double> hot;      // chance of each of the hot rates
    };
    [[nodiscard]] double error_chance(Place const& place, std::int64_t errors, double depth) const;
    /// Chances of 0 … `alt` molecules, tumor included.
    [[nodiscard]] std::vector<double> chances(std::size_t locus, std::int64_t alt, std::int64_t depth, double fraction) const;
    [[nodiscard]] double with_blood(std::vector<double> const& chances, std::int64_t depth) const;
    [[nodiscard]] double log_chance(PlainCounts const& counts, double fraction) const;

    Cohort const& cohort_;
    bool blood_;
    std::vector<double> hot_rates_;
    std::vector<double> blood_vafs_;
    std::vector<Place> places_;
};

}  // namespace tidemark::calibration
