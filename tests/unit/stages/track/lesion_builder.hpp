// Patients with lesions as a test needs them: a panel, tissues that show or do not show its variants, and draws whose counts come
// from shares that each lesion sheds.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "stages/track/make_timeline.hpp"
#include "unit/stages/track/series_builder.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {

/// Share of cfDNA shed by the irradiated lesion I, the nonirradiated lesion N and unsampled tumor.
using Shed = std::array<double, 3>;

/// 8 variants private to I, 8 to N, 30 in all: loci 1..46 on chr1, 3 000 molecules each, background 1e-5 (statistics.md 9).
struct LesionPatientCase {
    int misassigned = 0;                 ///< of N's, that I really holds too
    std::int64_t tissue_depth = 300;
    std::int64_t depth = 3000;
    std::vector<LesionRow> lesions{{.line = 2, .patient = "P1", .lesion = "I", .compartment = Compartment::irradiated, .biopsied = true, .extra = {}},
                                   {.line = 3, .patient = "P1", .lesion = "N", .compartment = Compartment::nonirradiated, .biopsied = true, .extra = {}}};
    std::vector<EventRow> events{event(0, EventKind::systemic_start, "pre_io")};
    std::vector<Shed> shed{{0.01, 0.01, 0.002}, {0.001, 0.002, 0.0004}};
    std::vector<int> days{-7, 42};
    std::string later_chemistry{};       ///< of follow-ups; the baseline has none stated
    SampleStatus later_status = SampleStatus::detected;
    double later_ng = 0;                 ///< cfDNA per mL of follow-ups, the baseline's being 10; 0: of none
};

inline bool holds(int index, std::size_t lesion) {
    return index >= 16 || (lesion == 0 && index < 8) || (lesion == 1 && index >= 8);
}

inline Variant lesion_variant(int index) { return {"chr1", Position{1000 * (index + 1)}, "C", "T"}; }

inline Panel lesion_panel() {
    Panel panel;
    panel.patient = "P1";
    panel.hash = "panel";
    for (int index = 0; index < 46; ++index) {
        PanelEntry entry;
        entry.variant = lesion_variant(index);
        entry.lesions = index >= 16 ? std::vector<std::string>{"I", "N"} : std::vector<std::string>{index < 8 ? "I" : "N"};
        entry.trunk = index >= 16;
        panel.entries.push_back(entry);
    }
    return panel;
}

/// Tumor and plasma rows of the sheet.
inline std::vector<SampleRow> lesion_sheet(LesionPatientCase const& patient) {
    std::vector<SampleRow> rows;
    for (std::string const lesion : {"I", "N"}) {
        auto& row = rows.emplace_back();
        row.patient = "P1";
        row.sample = "tumor_" + lesion;
        row.type = SampleType::tumor;
        row.lesion = lesion;
        row.tumor_vcf = lesion + ".vcf";
        row.purity = 0.6;
    }
    for (std::size_t draw = 0; draw < patient.days.size(); ++draw) {
        auto& row = rows.emplace_back();
        row.patient = "P1";
        row.sample = "d" + std::to_string(draw);
        row.type = SampleType::plasma;
        row.day = patient.days[draw];
        row.chemistry = draw > 0 ? patient.later_chemistry : "";
        if (patient.later_ng > 0) {
            row.cfdna_ng = draw > 0 ? patient.later_ng : 10;
            row.plasma_ml = 1;
        }
    }
    return rows;
}

/// Tissue of a lesion that shows its own variants and is silent at the others.
inline SampleEvidence lesion_tissue(std::size_t lesion, std::int64_t depth) {
    SampleEvidence evidence;
    evidence.facts.sample = lesion == 0 ? "tumor_I" : "tumor_N";
    for (int index = 0; index < 46; ++index) {
        LocusRow row;
        row.variant = lesion_variant(index);
        row.counts.depth = depth;
        row.counts.alt = holds(index, lesion) ? depth * 3 / 10 : 0;
        evidence.loci.push_back(row);
    }
    return evidence;
}

inline DetectionResult lesion_detection(std::string sample, LesionPatientCase const& patient, Shed const& shed, Random& random) {
    DetectionResult result;
    result.sample = std::move(sample);
    result.use = "monitoring";
    result.status = SampleStatus::detected;
    result.panel_hash = "panel";
    result.tumor_fraction_cell = shed[0] + shed[1] + shed[2];
    for (int index = 0; index < 46; ++index) {
        double share = 0;
        for (std::size_t lesion = 0; lesion < 3; ++lesion) {
            bool const really = holds(index, lesion) || (lesion == 0 && index >= 8 && index < 8 + patient.misassigned);
            share += really ? shed[lesion] / 2 : 0;
        }
        auto row = locus(index + 1, random.binomial(patient.depth, share + (1 - share) * 1e-5), patient.depth);
        row.background = static_cast<double>(patient.depth) * 1e-5;
        result.variants.push_back(row);
    }
    return result;
}

/// The series that track makes of the patient.
inline Timeline lesion_timeline(LesionPatientCase const& patient, Random& random, Findings& findings,
                                Panel const& panel = lesion_panel(), std::vector<LesionMapRow> const& map = {}) {
    auto const rows = lesion_sheet(patient);
    std::vector<NamedDetection> detections;
    for (std::size_t draw = 0; draw < patient.days.size(); ++draw) {
        detections.push_back({"d.json", lesion_detection("d" + std::to_string(draw), patient, patient.shed[draw], random)});
        detections.back().result.status = draw > 0 ? patient.later_status : SampleStatus::detected;
    }
    std::vector<SampleEvidence> const tissue{lesion_tissue(0, patient.tissue_depth), lesion_tissue(1, patient.tissue_depth)};
    return make_timeline({.join = {.patient = "P1", .samples = rows, .verdicts = {}, .detections = detections},
                          .events = patient.events,
                          .patients = {},
                          .lesions = {.asked = true, .panel = &panel, .lesions = patient.lesions, .map = map, .tissue = tissue, .segments = {}}},
                         {}, findings);
}

inline LesionShed const& lesion_row(Timeline const& timeline, std::string const& sample, std::string const& lesion,
                                    std::string const& compartment = {}) {
    for (auto const& row : timeline.lesions.value().rows) {
        if (row.sample == sample && row.lesion == lesion && (compartment.empty() || row.compartment == compartment)) {
            return row;
        }
    }
    throw std::logic_error{"no row of " + lesion + " in " + sample};
}

}  // namespace tidemark::test
