#include "stages/track/join.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace tidemark {
namespace {

void contradict(Findings& findings, std::string rule, std::string file, std::string message) {
    findings.push_back({Severity::contradiction, std::move(rule), std::move(file), 0, {}, std::move(message)});
}

/// The detection of each of the patient's plasma samples; everything that does not belong is a finding.
std::map<std::string, DetectionResult const*> detections_by_sample(JoinInput const& input, Findings& findings) {
    std::map<std::string, SampleRow const*> rows;
    for (auto const& row : input.samples) {
        rows.emplace(row.sample, &row);
    }
    std::map<std::string, DetectionResult const*> detections;
    for (auto const& [file, result] : input.detections) {
        auto const row = rows.find(result.sample);
        if (row == rows.end()) {
            contradict(findings, "unknown_sample", file,
                       fmt::format("sample {} is not in the sample sheet; give the sheet it was detected with",
                                   result.sample));
        } else if (row->second->patient != input.patient || row->second->type != SampleType::plasma) {
            contradict(findings, "foreign_sample", file,
                       fmt::format("sample {} is {} of patient {} and not a plasma sample of {}; leave it out",
                                   result.sample, to_text(row->second->type),
                                   row->second->patient.empty() ? "none" : row->second->patient, input.patient));
        } else if (!detections.emplace(result.sample, &result).second) {
            contradict(findings, "duplicate_detection", file,
                       fmt::format("sample {} has two detections; give one of them", result.sample));
        }
    }
    return detections;
}

void refuse_mixed_panels(std::span<Draw const> draws, Findings& findings) {
    Draw const* first = nullptr;
    for (auto const& draw : draws) {
        if (draw.result.panel_hash.empty()) {
            continue;
        }
        if (first == nullptr) {
            first = &draw;
        } else if (first->result.panel_hash != draw.result.panel_hash) {
            contradict(findings, "panel_differs", {},
                       fmt::format("samples {} and {} were detected with different panels ({:.12}, {:.12}); a series has "
                                   "one frozen panel: genotype and detect all draws with it",
                                   first->row.sample, draw.row.sample, first->result.panel_hash,
                                   draw.result.panel_hash));
        }
    }
}

DetectionResult without_detection(SampleRow const& row) {
    DetectionResult result;
    result.sample = row.sample;
    result.use = to_text(row.use);
    result.status = SampleStatus::not_evaluable;
    result.reasons = {"input_failed"};
    return result;
}

bool is_declared(SampleVerdict const& verdict) {
    auto const integrity = verdict.facts.find("integrity");
    return integrity != verdict.facts.end() && integrity->second == "declared";
}

Draw draw_of(SampleRow const& row, SampleVerdict const* verdict, DetectionResult const* detection, Findings& findings) {
    Draw draw;
    draw.row = row;
    draw.day = row.day.value_or(0);
    bool const failed_later = detection != nullptr && !detection->failure_reason.empty();
    draw.result = detection != nullptr && !failed_later ? *detection : without_detection(row);
    bool const refused = verdict != nullptr && !verdict->ok;
    if (refused && detection != nullptr) {
        contradict(findings, "detection_of_failed_sample", {},
                   fmt::format("sample {} was refused by check ({}) and has a detection all the same; run check or the "
                               "later steps again", row.sample, verdict->reason));
    } else if (refused) {
        draw.failure_reason = verdict->reason;
        draw.failure_message = verdict->message;
    } else if (failed_later) {
        // Damage that check does not look for, in the middle of a file: the same kind of row as one that check refused.
        draw.failure_reason = detection->failure_reason;
        draw.failure_message = detection->failure_message;
    } else if (detection == nullptr) {
        draw.failure_reason = "no_detection";
        draw.failure_message = "No detection result was given for this sample.";
    } else if (verdict != nullptr && is_declared(*verdict)) {
        // The counter saw the file alone; check compared it with what the sheet declares.
        std::erase(draw.result.reasons, "integrity_unverified");
    }
    return draw;
}

}  // namespace

std::vector<Draw> join_draws(JoinInput const& input, Findings& findings) {
    auto const detections = detections_by_sample(input, findings);
    std::map<std::string, Draw> draws;
    for (auto const& row : input.samples) {
        // Several rows of one sample are its lanes: one draw.
        if (row.patient != input.patient || row.type != SampleType::plasma || draws.contains(row.sample)) {
            continue;
        }
        if (!row.day) {
            findings.push_back({Severity::invalid, "missing_day", "sample sheet", row.line, "day",
                                fmt::format("plasma sample {} has no day; give the sheet that check wrote", row.sample)});
        }
        auto const verdict = std::ranges::find(input.verdicts, row.sample, &SampleVerdict::sample);
        auto const detection = detections.find(row.sample);
        draws.emplace(row.sample, draw_of(row, verdict == input.verdicts.end() ? nullptr : &*verdict,
                                          detection == detections.end() ? nullptr : detection->second, findings));
    }
    if (std::ranges::none_of(input.samples, [&](SampleRow const& row) { return row.patient == input.patient; })) {
        contradict(findings, "unknown_patient", "sample sheet",
                   fmt::format("patient {} has no row in it; ids are compared letter by letter", input.patient));
    } else if (draws.empty()) {
        contradict(findings, "no_plasma", "sample sheet",
                   fmt::format("patient {} has no plasma sample: there is no series to track", input.patient));
    }
    std::vector<Draw> sorted;
    for (auto& [sample, draw] : draws) {
        sorted.push_back(std::move(draw));
    }
    std::ranges::sort(sorted, {}, [](Draw const& draw) { return std::tie(draw.day, draw.row.sample); });
    refuse_mixed_panels(sorted, findings);
    return sorted;
}

}  // namespace tidemark
