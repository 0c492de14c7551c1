// Draws as a test needs them: a status and one count per locus, everything else ordinary.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark::test {

inline constexpr std::int64_t ordinary_depth = 2000;

/// A locus on chr1 with depth 2 000 and hardly any background.
inline VariantResult locus(int number, std::int64_t alt, std::int64_t depth = ordinary_depth) {
    VariantResult result;
    result.variant = {"chr1", Position{1000 * number}, "C", "T"};
    result.evidence_class = "duplex";
    result.depth = depth;
    result.alt_molecules = alt;
    result.background = static_cast<double>(depth) * 1e-6;
    result.state = "evaluable";
    return result;
}

/// A draw of patient P1 with these counts at loci 1, 2, ...; f = 2 x mean VAF with limits of half and twice that, or an
/// upper limit of three molecules where nothing was detected.
inline Draw draw(std::string sample, int day, SampleStatus status, std::vector<std::int64_t> const& alts) {
    Draw draw;
    draw.row.patient = "P1";
    draw.row.sample = sample;
    draw.row.day = day;
    draw.day = day;
    draw.result.sample = std::move(sample);
    draw.result.use = "monitoring";
    draw.result.status = status;
    draw.result.panel_hash = "panel";
    double vaf = 0;
    for (std::size_t index = 0; index < alts.size(); ++index) {
        draw.result.variants.push_back(locus(static_cast<int>(index) + 1, alts[index]));
        vaf += static_cast<double>(alts[index]) / ordinary_depth / static_cast<double>(alts.size());
    }
    if (status != SampleStatus::not_evaluable) {
        draw.result.vaf_mean = vaf;
        draw.result.tumor_fraction_cell = 2 * vaf;
        bool const below = status == SampleStatus::not_detected;
        draw.result.tumor_fraction_cell_lo = below ? 0 : vaf;
        draw.result.tumor_fraction_cell_hi =
            below ? 2 * (vaf + 3.0 / (ordinary_depth * static_cast<double>(alts.size()))) : 4 * vaf;
    }
    return draw;
}

/// Four loci sharing `total` molecules as evenly as whole molecules can.
inline std::vector<std::int64_t> spread(std::int64_t total) {
    std::vector<std::int64_t> alts;
    for (std::int64_t left = 4; left > 0; --left) {
        alts.push_back(total / left);
        total -= total / left;
    }
    return alts;
}

inline Draw detected(std::string sample, int day, std::int64_t total) {
    return draw(std::move(sample), day, SampleStatus::detected, spread(total));
}
inline Draw not_detected(std::string sample, int day, std::int64_t total = 0) {
    return draw(std::move(sample), day, SampleStatus::not_detected, spread(total));
}
inline Draw not_evaluable(std::string sample, int day) {
    return draw(std::move(sample), day, SampleStatus::not_evaluable, {});
}

inline EventRow event(int day, EventKind kind, std::string anchor = {}) {
    EventRow row;
    row.patient = "P1";
    row.day = day;
    row.kind = kind;
    row.anchor = std::move(anchor);
    return row;
}

}  // namespace tidemark::test
