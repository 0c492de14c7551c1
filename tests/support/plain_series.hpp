// A patient as counts: so many loci of one depth and rate, draws with a tumor fraction each, drawn by the standard library.
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "values/model/thinned_draw.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark::test {

struct PlainTube {
    std::int64_t loci = 10;
    std::int64_t depth = 2000;
    double rate = 1e-5;            ///< background molecules per molecule
};

/// Molecules at each locus: Poisson of depth x (f/2 + rate).
inline DetectionResult plain_counts(PlainTube const& tube, double fraction, std::mt19937_64& random) {
    DetectionResult result;
    result.use = "monitoring";
    result.alpha = 0.001;
    result.background_dispersion = 0;
    result.status = SampleStatus::not_detected;
    result.panel_hash = "p";
    for (std::int64_t locus = 0; locus < tube.loci; ++locus) {
        VariantResult row;
        row.variant = {"chr1", Position::from_one_based(1000 * (locus + 1)), "C", "T"};
        row.evidence_class = "duplex";
        row.depth = tube.depth;
        double const mean = static_cast<double>(tube.depth) * (fraction / 2 + tube.rate);
        row.alt_molecules = std::poisson_distribution<std::int64_t>{mean}(random);
        row.background = static_cast<double>(tube.depth) * tube.rate;
        row.signal = 0.5;
        row.state = "evaluable";
        result.variants.push_back(row);
    }
    return result;
}

/// Draws at days 0, 42, 84, …, judged by their own counts. The required limit is not asked for.
inline Timeline plain_series(std::string const& patient, PlainTube const& tube, std::vector<double> const& fractions,
                             std::mt19937_64& random) {
    Timeline timeline;
    timeline.patient = patient;
    int day = 0;
    for (double const fraction : fractions) {
        Draw draw;
        draw.row.patient = patient;
        draw.row.sample = patient + "_d" + std::to_string(day);
        draw.row.day = day;
        draw.day = day;
        draw.result = judge_counts(plain_counts(tube, fraction, random));
        draw.result.sample = draw.row.sample;
        timeline.draws.push_back(draw);
        day += 42;
    }
    timeline.draws.front().baseline = true;
    timeline.baseline = timeline.draws.front().row.sample;
    timeline.baselines = {{"", 0, timeline.baseline, true}};
    timeline.baseline_assumed = true;
    return timeline;
}

}  // namespace tidemark::test
