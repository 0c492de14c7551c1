#include "unit/io/tables/timeline_example.hpp"

#include <array>
#include <string>

namespace tidemark::test {
namespace {

constexpr std::array<std::int64_t, 16> depths{2104, 1987, 2251, 1890, 2033, 2178, 1755, 2092,
                                              1940, 2210, 2015, 1871, 2063, 2149, 1808, 2001};
constexpr std::array<char const*, 16> substitutions{"CT", "GA", "CA", "TC", "CT", "GT", "AG", "CT",
                                                    "GA", "TA", "CG", "CT", "GA", "AC", "CT", "GC"};
using Counts = std::array<std::int64_t, 16>;

/// What detect would say about one tube; numbers of one line of the table below.
struct Tube {
    char const* sample;
    int day;
    SampleStatus status;
    double p_detect;
    double fraction;
    double fraction_lo;
    double fraction_hi;
    Counts alt;
};

DetectionResult result_of(Tube const& tube) {
    DetectionResult result;
    result.sample = tube.sample;
    result.use = "monitoring";
    result.loci_designed = 18;
    result.loci_evaluable = 16;
    result.loci_excluded = 2;
    double vaf_sum = 0;
    double vaf_max = 0;
    for (std::size_t locus = 0; locus < depths.size(); ++locus) {
        auto const vaf = static_cast<double>(tube.alt[locus]) / static_cast<double>(depths[locus]);
        vaf_sum += vaf;
        vaf_max = std::max(vaf_max, vaf);
        result.molecules_n += depths[locus];
        result.molecules_alt += tube.alt[locus];
        result.variants.push_back(
            {.variant = {"chr" + std::to_string(1 + locus), Position{1'000'000 + 7'919 * static_cast<int>(locus)},
                         std::string(1, substitutions[locus][0]), std::string(1, substitutions[locus][1])},
             .evidence_class = "duplex;simplex_forward;simplex_reverse",
             .depth = depths[locus],
             .alt_molecules = tube.alt[locus],
             .background = static_cast<double>(depths[locus]) * 2e-6,
             .weight = 4.25,
             .state = "evaluable",
             .reason = ""});
    }
    result.background_expected = static_cast<double>(result.molecules_n) * 2e-6;
    result.background_dispersion = 0.25;
    result.alpha = 0.001;
    result.p_detect = tube.p_detect;
    result.p_pooled = tube.p_detect;
    result.pooled_quantity = static_cast<double>(result.molecules_alt) / static_cast<double>(result.molecules_n);
    result.status = tube.status;
    result.reasons = {"cn_assumed", "identity_unchecked"};
    result.tumor_fraction_cell = tube.fraction;
    result.tumor_fraction_cell_lo = tube.fraction_lo;
    result.tumor_fraction_cell_hi = tube.fraction_hi;
    result.vaf_mean = vaf_sum / static_cast<double>(depths.size());
    result.vaf_max = vaf_max;
    result.lob_tumor_fraction = 6.2e-05;
    result.lod95_tumor_fraction = 0.00031;
    result.loq_tumor_fraction = 0.00068;
    result.lod95_vaf = 0.000155;
    result.critical_count = 2;
    result.panel_hash = std::string(64, 'a');
    result.model_hash = std::string(64, 'b');
    result.input_hash = std::string(63, 'c') + tube.sample[4];
    return result;
}

Draw draw_of(Tube const& tube, char const* trajectory_class) {
    Draw draw;
    draw.row.patient = "P1";
    draw.row.sample = tube.sample;
    draw.row.day = tube.day;
    draw.row.timepoint = tube.day == 0 ? "baseline" : "on treatment";
    draw.row.chemistry = "duplex_kit";
    draw.row.batch = "B1";
    draw.row.evidence = "consensus";
    draw.row.cfdna_ng = 42.5;
    draw.row.plasma_ml = 4;
    draw.row.input_ng = 30;
    draw.day = tube.day;
    draw.anchor = "pre_io";
    draw.result = result_of(tube);
    // 42.5 ng in 4 mL at 303 haploid genomes per ng: 3219.375 genomes per mL.
    draw.hge_per_ml = *draw.result.vaf_mean * 3219.375;
    draw.hge_per_ml_lo = tube.fraction_lo / 2 * 3219.375;
    draw.hge_per_ml_hi = tube.fraction_hi / 2 * 3219.375;
    draw.trajectory_class = trajectory_class;
    draw.baseline = tube.day == 0;
    draw.flare_window = tube.day >= -7 && tube.day <= 9;
    return draw;
}

Draw failed_draw() {
    Draw draw;
    draw.row.patient = "P1";
    draw.row.sample = "P1_d84";
    draw.row.day = 84;
    draw.row.chemistry = "duplex_kit";
    draw.row.cfdna_ng = 38;
    draw.row.plasma_ml = 4;
    draw.day = 84;
    draw.anchor = "pre_io";
    draw.result.sample = "P1_d84";
    draw.result.use = "monitoring";
    draw.result.reasons = {"input_failed"};
    draw.failure_reason = "missing_eof";
    draw.failure_message = "P1_d84.bam ends without its end-of-file block: the file is incomplete; copy it again.";
    return draw;
}

struct Change {
    char const* from;
    char const* to;
    std::optional<double> ratio;
    std::optional<double> ratio_lo;
    std::optional<double> ratio_hi;
    std::array<Verdict, 3> verdicts;
    char const* reason;
};

void add_pairs(Timeline& timeline, Change const& change) {
    static constexpr std::array<char const*, 3> definitions{"decrease_50", "decrease_90", "demonstrated_clearance"};
    for (auto const* const metric : {"tumor_fraction_cell", "vaf_mean"}) {
        for (std::size_t index = 0; index < definitions.size(); ++index) {
            timeline.pairs.push_back({change.from, change.to, metric, change.ratio, change.ratio_lo, change.ratio_hi,
                                      definitions[index], change.verdicts[index], change.reason, {}});
        }
    }
}

EventRow event_of(int day, EventKind kind, std::string anchor, std::string label) {
    EventRow event;
    event.patient = "P1";
    event.day = day;
    event.kind = kind;
    event.anchor = std::move(anchor);
    event.label = std::move(label);
    return event;
}

EventRow fraction_of(int day) {
    auto event = event_of(day, EventKind::radiotherapy_fraction, day == -7 ? "pre_rt" : "", "SBRT");
    event.lesion = "L1";
    event.value = 8;
    event.unit = "Gy";
    return event;
}

}  // namespace

Timeline example_timeline() {
    using enum SampleStatus;
    using enum Verdict;
    Timeline timeline;
    timeline.patient = "P1";
    timeline.anchor = "pre_io";
    timeline.baseline = "P1_d0";
    timeline.baselines = {{"pre_io", 0, "P1_d0", false}, {"pre_rt", -7, "P1_d0", true}};
    PatientRow attributes;
    attributes.patient = "P1";
    attributes.sex = "female";
    attributes.arm = "radiotherapy";
    attributes.strata = {{"stratum_pdl1", "negative"}, {"stratum_tmb", "low"}};
    timeline.attributes = attributes;
    timeline.definitions = {{.definition = "guardant_50", .title = "Mean VAF falls by more than 50 %", .source = "JCO PO 2021",
                             .verified = true, .note = "only above 0.3 %", .group = "guardant_50", .met_means = "response", .metric = "vaf_mean",
                             .first_day = 28, .last_day = 70, .nominal_day = 63, .to = "P1_d42", .verdict = met, .reason = {},
                             .response_class = "molecular_response"},
                            {.definition = "dynamic_mrd", .title = "Residual disease", .source = {}, .verified = false, .note = {},
                             .group = "dynamic_mrd", .met_means = "detection", .metric = "tumor_fraction_cell", .first_day = 21, .last_day = 56,
                             .nominal_day = 28, .to = {}, .verdict = not_applicable, .reason = "anchor_not_declared",
                             .response_class = {}}};
    timeline.events = {fraction_of(-7), fraction_of(-6), fraction_of(-5),
                       event_of(0, EventKind::systemic_start, "pre_io", "pembrolizumab"),
                       event_of(126, EventKind::imaging, "", "CT")};
    timeline.draws = {
        draw_of({"P1_d0", 0, detected, 1e-12, 0.0297, 0.027, 0.0326,
                 {33, 28, 35, 27, 31, 34, 24, 30, 29, 33, 30, 27, 32, 31, 26, 30}}, ""),
        draw_of({"P1_d21", 21, detected, 1e-12, 0.00303, 0.00221, 0.00405,
                 {4, 2, 5, 3, 2, 4, 1, 3, 3, 4, 2, 3, 4, 3, 2, 4}}, "response"),
        draw_of({"P1_d42", 42, detected, 0.00034, 0.000182, 3.6e-05, 0.000531,
                 {1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0}}, "response"),
        draw_of({"P1_d63", 63, not_detected, 1, 0, 0, 0.000185, {}}, "response"),
        failed_draw(),
        draw_of({"P1_d105", 105, not_detected, 0.0626, 5.8e-05, 0, 0.000289,
                 {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}, "response"),
        draw_of({"P1_d126", 126, detected, 1e-12, 0.000551, 0.000252, 0.00104,
                 {1, 1, 0, 2, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1}}, "recrudescence"),
    };
    add_pairs(timeline, {"P1_d0", "P1_d21", 0.1021, 0.0733, 0.1392, {met, undetermined, not_met}, ""});
    add_pairs(timeline, {"P1_d0", "P1_d42", 0.00612, 0.00125, 0.0181, {met, met, not_met}, ""});
    add_pairs(timeline, {"P1_d21", "P1_d42", 0.0599, 0.0117, 0.193, {met, undetermined, not_met}, ""});
    add_pairs(timeline, {"P1_d0", "P1_d63", 0, 0, 0.0077, {met, met, met}, ""});
    add_pairs(timeline, {"P1_d42", "P1_d63", 0, 0, 2.48, {undetermined, undetermined, undetermined},
                         "clearance_not_demonstrable"});
    add_pairs(timeline, {"P1_d0", "P1_d84", std::nullopt, std::nullopt, std::nullopt,
                         {not_applicable, not_applicable, not_applicable}, "to_not_evaluable"});
    add_pairs(timeline, {"P1_d63", "P1_d84", std::nullopt, std::nullopt, std::nullopt,
                         {not_applicable, not_applicable, not_applicable}, "to_not_evaluable"});
    add_pairs(timeline, {"P1_d0", "P1_d105", 0.00196, 4.9e-05, 0.0113, {met, met, met}, ""});
    add_pairs(timeline, {"P1_d84", "P1_d105", std::nullopt, std::nullopt, std::nullopt,
                         {not_applicable, not_applicable, not_applicable}, "from_not_evaluable"});
    add_pairs(timeline, {"P1_d0", "P1_d126", 0.0186, 0.0083, 0.0356, {met, met, not_met}, ""});
    add_pairs(timeline, {"P1_d105", "P1_d126", std::nullopt, std::nullopt, std::nullopt,
                         {not_applicable, not_applicable, not_applicable}, "from_not_detected"});
    timeline.draws[2].growth = {.from = "P1_d0", .per_day = RatePerDay{-0.125}, .lo = RatePerDay{-0.25}, .hi = RatePerDay{-0.0625},
                                .doubling_days = {}, .halving_days = 5.5};
    timeline.lesions = LesionSeries{
        .source = "tissue",
        .resolution = "resolved",
        .map = {{{"chr1", Position{1'000'000}, "C", "T"}, "private", {"L1"}, ""},
                {{"chr2", Position{1'007'919}, "G", "A"}, "left_out", {"L2"}, "private_uncertain"},
                {{"chr3", Position{1'015'838}, "C", "A"}, "trunk", {"L1", "L2"}, ""}},
        .rows = {{.sample = "P1_d0", .lesion = "L1", .compartment = "irradiated", .private_loci = 8, .private_molecules = 240.5, .shed = 0.02,
                  .shed_lo = 0.0175, .shed_hi = 0.0225, .change = {}, .verdict = "", .reason = "", .flare_window = true},
                 {.sample = "P1_d21", .lesion = "L1", .compartment = "irradiated", .private_loci = 8, .private_molecules = 481.25, .shed = 0.04,
                  .shed_lo = 0.0375, .shed_hi = 0.0425, .change = {Log2Fold{1}, Log2Fold{0.75}, Log2Fold{1.25}}, .verdict = "local_progression", .reason = ""},
                 {.sample = "P1_d21", .lesion = "", .compartment = "nonirradiated", .private_loci = 8, .private_molecules = 0.0, .shed = 0.0,
                  .shed_lo = 0.0, .shed_hi = 0.00025, .change = {std::nullopt, std::nullopt, Log2Fold{-4.5}}, .verdict = "distant_response",
                  .reason = "treatment_change_between"},
                 {.sample = "P1_d84", .lesion = "L2", .compartment = "nonirradiated", .private_loci = {}, .private_molecules = {}, .shed = {}, .shed_lo = {},
                  .shed_hi = {}, .change = {}, .verdict = "not_evaluable", .reason = "to_not_evaluable"}},
        .comparisons = {{.from = "P1_d0", .to = "P1_d21", .form = "linear", .rank = 3, .condition = 4.25, .merged = {"L2;L3"},
                         .trunk = {Log2Fold{0.5}, Log2Fold{-0.125}, Log2Fold{1.125}}, .abscopal = {std::nullopt, std::nullopt, Log2Fold{-4.5}},
                         .contrast = {Log2Fold{-5.5}, std::nullopt, Log2Fold{0}}, .dissociation = "met", .abscopal_compatible = true, .reason = ""}},
        .claims = {{{.claim = "distant_response", .verdict = met, .sample = "P1_d21", .day = 21, .supported_by = "P1_d63"}, "", "nonirradiated"},
                   {{.claim = "local_progression", .verdict = undetermined, .sample = "P1_d21", .day = 21,
                     .reason = "loci_disagree;not_confirmed_yet"}, "L1", "irradiated"},
                   {{.claim = "local_recrudescence", .verdict = met, .sample = "P1_d105", .day = 105, .supported_by = "P1_d126"}, "L1", "irradiated", "P1_d63"}}};
    timeline.draws[1].series_policy = "anytime";
    timeline.draws[1].series_signal = "signal";
    timeline.draws[1].e_value = 1e12;
    timeline.milestones = {{.kind = MilestoneKind::nadir, .verdict = met, .sample = "P1_d63", .day = 63},
                           {.kind = MilestoneKind::molecular_progression, .verdict = undetermined, .sample = "P1_d126", .day = 126,
                            .after_day = 105, .regimen = "pembrolizumab", .reason = "not_confirmed_yet"},
                           {.kind = MilestoneKind::lead_time, .verdict = not_met, .sample = "P1_d126", .day = 126, .after_day = 105,
                            .supported_by = "P1_d147", .lead_days = -6, .lead_days_hi = 15}};
    timeline.growth_change = {.verdict = met, .day = 63, .day_lo = 50, .day_hi = 71, .before = RatePerDay{-0.125}, .before_lo = RatePerDay{-0.25},
                              .before_hi = RatePerDay{-0.0625}, .after = RatePerDay{0.03125}, .after_lo = RatePerDay{0.015625},
                              .after_hi = RatePerDay{0.0625}};
    timeline.smoothed.draws = {{"P1_d0", {.median = 0.03, .lo = 0.027, .hi = 0.033, .mean_dropout = 0.01}},
                               {"P1_d21", {.median = 0.003, .lo = 0.0022, .hi = 0.004, .mean_dropout = 0.02, .clearance = 1e-9,
                                           .fall_half = 1, .fall_to_tenth = 0.42, .fall_to_hundredth = 0}}};
    timeline.smoothed.loci = {{timeline.draws[0].result.variants[0].variant, {.tumor = 0.9, .lost = 0.05, .flat = 0.04, .germline = 0.01}}};
    return timeline;
}

}  // namespace tidemark::test
