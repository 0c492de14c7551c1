// A patient with a draw of every status, for tests of pages: radiotherapy before immunotherapy, a fall, an
// indeterminate draw, two without detection, a failed file, one whose limit is too high, and a return.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark::test {

struct ExampleDraw {
    int day = 0;
    SampleStatus status = SampleStatus::detected;
    std::optional<double> fraction;
    std::optional<double> lo;
    std::optional<double> hi;
    std::optional<double> lod95;
    std::int64_t alt = 0;
    std::int64_t depth = 0;   ///< of each of the eight loci
    std::optional<double> p;
    std::vector<std::string> reasons;
};

inline Draw example_draw(std::string const& patient, ExampleDraw const& facts) {
    Draw draw;
    draw.row.patient = patient;
    draw.row.sample = patient + "_d" + (facts.day < 0 ? "m" + std::to_string(-facts.day) : std::to_string(facts.day));
    draw.row.day = facts.day;
    draw.row.batch = "B1";
    draw.row.evidence = "consensus";
    draw.day = facts.day;
    draw.anchor = "pre_io";
    auto& result = draw.result;
    result.sample = draw.row.sample;
    result.use = "monitoring";
    result.status = facts.status;
    result.reasons = facts.reasons;
    result.tumor_fraction_cell = facts.fraction;
    result.tumor_fraction_cell_lo = facts.lo;
    result.tumor_fraction_cell_hi = facts.hi;
    result.lod95_tumor_fraction = facts.lod95;
    result.p_detect = facts.p;
    result.alpha = 0.001;
    if (facts.depth == 0) {
        return draw;
    }
    result.loci_designed = 9;
    result.loci_evaluable = 8;
    result.loci_excluded = 1;
    result.molecules_n = 8 * facts.depth;
    result.molecules_alt = facts.alt;
    result.background_expected = 0.21;
    result.lob_tumor_fraction = facts.lod95 ? std::optional{*facts.lod95 / 3} : std::nullopt;
    result.critical_count = 3;
    result.panel_hash = "9f2c51d07ab34e6688aa1f0b9f2c51d07ab34e6688aa1f0b9f2c51d07ab34e66";
    result.model_hash = "41d07ab34e6688aa1f0b9f2c51d07ab34e6688aa1f0b9f2c51d07ab34e6688aa";
    result.input_hash = "b34e6688aa1f0b9f2c51d07ab34e6688aa1f0b9f2c51d07ab34e6688aa1f0b9f";
    double const total = static_cast<double>(8 * facts.depth);
    result.vaf_mean = static_cast<double>(facts.alt) / total;
    std::int64_t left = facts.alt;
    for (int locus = 0; locus < 9; ++locus) {
        VariantResult row;
        row.variant = {"chr" + std::to_string(locus + 1), Position::from_one_based(1000000 + 7919 * locus), "C",
                       locus == 3 ? "CTTA" : "T"};
        row.evidence_class = "duplex";
        row.state = locus == 8 ? "set_aside" : "evaluable";
        row.reason = locus == 8 ? "common_snp" : "";
        if (locus < 8) {
            row.depth = facts.depth;
            row.alt_molecules = locus == 7 ? left : std::min<std::int64_t>(left, (facts.alt + 7 - locus) / 8);
            left -= row.alt_molecules;
            row.background = 0.026;
            double const vaf = static_cast<double>(row.alt_molecules) / static_cast<double>(facts.depth);
            result.vaf_max = std::max(result.vaf_max.value_or(0), vaf);
        }
        result.variants.push_back(row);
    }
    return draw;
}

inline EventRow example_event(int day, EventKind kind, std::string label, std::string lesion = {},
                              std::optional<double> value = {}, std::string unit = {}) {
    EventRow event;
    event.day = day;
    event.kind = kind;
    event.label = std::move(label);
    event.lesion = std::move(lesion);
    event.value = value;
    event.unit = std::move(unit);
    return event;
}

inline void add_pair(Timeline& timeline, std::size_t from, std::size_t to, std::optional<double> ratio,
                     std::optional<double> lo, std::optional<double> hi, std::array<Verdict, 3> const& verdicts,
                     std::string const& metric = "tumor_fraction_cell", std::string const& reason = {}) {
    std::array<char const*, 3> const definitions{"decrease_50", "decrease_90", "demonstrated_clearance"};
    for (std::size_t index = 0; index < definitions.size(); ++index) {
        timeline.pairs.push_back({timeline.draws[from].row.sample, timeline.draws[to].row.sample, metric, ratio, lo, hi,
                                  definitions[index], verdicts[index], reason});
    }
}

inline Timeline example_timeline(std::string const& patient = "P01") {
    using enum SampleStatus;
    using enum Verdict;
    Timeline timeline;
    timeline.patient = patient;
    timeline.anchor = "pre_io";
    timeline.attributes = PatientRow{0, patient, "female", "RT + IO", {{"stratum_pdl1", "negative"}}, {}};
    for (auto const& facts :
         {ExampleDraw{0, detected, 0.0304, 0.0283, 0.0326, 0.00021, 482, 2003, 1e-12, {"identity_unchecked"}},
          ExampleDraw{21, detected, 0.0031, 0.0025, 0.0038, 0.00019, 49, 2010, 3.2e-41, {"identity_unchecked"}},
          ExampleDraw{42,
                      indeterminate,
                      0.00022,
                      0.00006,
                      0.0005,
                      0.00024,
                      3,
                      1705,
                      0.0004,
                      {"single_locus", "identity_unchecked"}},
          ExampleDraw{63, not_detected, 0, 0, 0.00022, 0.00025, 0, 1650, 1, {"identity_unchecked"}},
          ExampleDraw{84, not_detected, 0, 0, 0.00035, 0.0004, 0, 1024, 1, {"identity_unchecked"}},
          ExampleDraw{105, not_evaluable, {}, {}, {}, {}, 0, 0, {}, {"input_failed"}},
          ExampleDraw{126, not_evaluable, {}, {}, {}, 0.0061, 0, 81, 1, {"lod_above_required", "identity_unchecked"}},
          ExampleDraw{168, detected, 0.0005, 0.00025, 0.0009, 0.0002, 8, 1998, 1.4e-9, {"identity_unchecked"}}}) {
        timeline.draws.push_back(example_draw(patient, facts));
    }
    timeline.draws[0].baseline = true;
    timeline.draws[0].flare_window = true;
    timeline.draws[5].failure_reason = "truncated_file";
    timeline.draws[5].failure_message =
        "the alignment file ends in the middle of a block: it is incomplete; copy it again";
    timeline.draws[7].trajectory_class = "recrudescence";
    timeline.baseline = timeline.draws[0].row.sample;
    add_pair(timeline, 0, 1, 0.102, 0.081, 0.127, {met, undetermined, not_met});
    add_pair(timeline, 0, 2, 0.0072, 0.0018, 0.019, {met, met, not_applicable});
    add_pair(timeline, 1, 2, 0.071, 0.018, 0.19, {met, undetermined, not_applicable});
    add_pair(timeline, 0, 3, 0.0, 0.0, 0.0078, {met, met, met});
    add_pair(timeline, 2, 3, 0.0, 0.0, 3.1, {undetermined, undetermined, undetermined});
    add_pair(timeline, 0, 4, 0.0, 0.0, 0.0124, {met, met, met});
    add_pair(timeline, 0, 7, 0.0164, 0.008, 0.0305, {met, met, not_met});
    add_pair(timeline, 0, 1, 1.21, 0.95, 1.6, {not_met, not_met, not_met}, "hge_per_ml");
    timeline.events = {example_event(-7, EventKind::radiotherapy_fraction, "SBRT", "L1", 8.0, "Gy"),
                       example_event(-5, EventKind::radiotherapy_fraction, "SBRT", "L1", 8.0, "Gy"),
                       example_event(-3, EventKind::radiotherapy_fraction, "SBRT", "L1", 8.0, "Gy"),
                       example_event(0, EventKind::systemic_start, "pembrolizumab"),
                       example_event(40, EventKind::imaging, "CT", "L2", 31.0, "mm"),
                       example_event(82, EventKind::imaging, "CT", "L2", 24.0, "mm"),
                       example_event(147, EventKind::systemic_stop, "pembrolizumab"),
                       example_event(170, EventKind::progression, "CT")};
    timeline.events[3].anchor = "pre_io";
    return timeline;
}

}  // namespace tidemark::test
