#include "io/tables/survival_table.hpp"

#include <map>
#include <optional>
#include <vector>

#include "io/tables/delimited.hpp"

namespace tidemark {
namespace {

/// Names and values side by side, so that a header cannot disagree with its rows.
struct Row {
    std::vector<std::string> names;
    std::vector<std::string> cells;

    void add(char const* name, std::string const& text) {
        names.emplace_back(name);
        cells.push_back(text);
    }
    void add(char const* name, std::optional<double> value) { add(name, number_text(value)); }
    void add(char const* name, std::size_t count) { add(name, std::to_string(count)); }
};

void add_head(Row& row, SurvivalAnalysis const& analysis) {
    row.add("endpoint", analysis.endpoint);
    row.add("source", analysis.source);
    row.add("grouping", analysis.grouping);
    row.add("metric", analysis.metric);
    row.add("time_unit", analysis.time_unit);
}

void add_curve(Row& row, GroupCurve const& curve, bool reference) {
    auto const named = [&](char const* of_reference, char const* of_compared) { return reference ? of_reference : of_compared; };
    row.add(named("reference", "compared"), curve.group);
    row.add(named("reference_patients", "compared_patients"), curve.patients);
    row.add(named("reference_events", "compared_events"), curve.events);
    row.add(named("reference_at_last_known_day", "compared_at_last_known_day"), curve.at_last_known_day);
    row.add(named("reference_median", "compared_median"), curve.curve.median);
    row.add(named("reference_median_lo", "compared_median_lo"), curve.curve.median_lo);
    row.add(named("reference_median_hi", "compared_median_hi"), curve.curve.median_hi);
}

Row contrast_row(SurvivalAnalysis const& analysis, std::size_t index) {
    auto const& contrast = analysis.contrasts[index];
    auto const& ratio = contrast.hazard_ratio;
    auto const of_ratio = [&](double HazardRatio::* member) {
        return ratio ? std::optional{(*ratio).*member} : std::nullopt;
    };
    Row row;
    add_head(row, analysis);
    row.add("anchor", analysis.anchor);
    row.add("landmark", analysis.landmark);
    row.add("landmark_day", analysis.landmark_day ? std::to_string(*analysis.landmark_day) : std::string{});
    add_curve(row, analysis.curves.front(), true);
    add_curve(row, analysis.curves[index + 1], false);
    row.add("left_out", analysis.left_out.size());
    row.add("hazard_ratio", of_ratio(&HazardRatio::ratio));
    row.add("hazard_ratio_lo", of_ratio(&HazardRatio::lo));
    row.add("hazard_ratio_hi", of_ratio(&HazardRatio::hi));
    row.add("hazard_ratio_p", of_ratio(&HazardRatio::p));
    auto const of_test = [&](double LogRankTest::* member) {
        return contrast.log_rank ? std::optional{(*contrast.log_rank).*member} : std::nullopt;
    };
    row.add("log_rank_observed", of_test(&LogRankTest::observed));
    row.add("log_rank_expected", of_test(&LogRankTest::expected));
    row.add("log_rank_chi_square", of_test(&LogRankTest::chi_square));
    row.add("log_rank_p", of_test(&LogRankTest::p));
    row.add("few_events", std::string{contrast.few_events ? "true" : "false"});
    row.add("schema", std::string{survival_schema});
    return row;
}

Row step_row(SurvivalAnalysis const& analysis, std::string const& group, SurvivalStep const& step) {
    Row row;
    add_head(row, analysis);
    row.add("group", group);
    row.add("time", std::optional{step.time});
    row.add("at_risk", step.at_risk);
    row.add("events", step.events);
    row.add("censored", step.censored);
    row.add("survival", std::optional{step.survival});
    row.add("survival_lo", step.lo);
    row.add("survival_hi", step.hi);
    row.add("schema", std::string{survival_schema});
    return row;
}

Row patient_row(SurvivalAnalysis const& analysis, FollowedPatient const& patient, std::string const& left_out) {
    Row row;
    add_head(row, analysis);
    bool const followed = left_out.empty();
    row.add("patient", patient.patient);
    row.add("group", patient.group);
    row.add("origin", patient.origin);
    row.add("time", followed ? std::optional{patient.follow_up.time} : std::nullopt);
    row.add("event", std::string{!followed ? "" : patient.follow_up.event ? "1" : "0"});
    row.add("at_last_known_day", std::string{!followed ? "" : patient.at_last_known_day ? "1" : "0"});
    row.add("left_out", left_out);
    row.add("schema", std::string{survival_schema});
    return row;
}

}  // namespace

std::string survival_rows_text(SurvivalReport const& report) {
    SurvivalAnalysis example;
    example.curves.resize(2);
    example.contrasts.resize(1);
    std::string text = tsv_line(contrast_row(example, 0).names);
    for (auto const& analysis : report.analyses) {
        for (std::size_t index = 0; index < analysis.contrasts.size(); ++index) {
            text += tsv_line(contrast_row(analysis, index).cells);
        }
    }
    return text;
}

std::string survival_step_rows_text(SurvivalReport const& report) {
    std::string text = tsv_line(step_row({}, {}, {}).names);
    for (auto const& analysis : report.analyses) {
        for (auto const& curve : analysis.curves) {
            for (auto const& step : curve.curve.steps) {
                text += tsv_line(step_row(analysis, curve.group, step).cells);
            }
        }
    }
    return text;
}

std::string survival_patient_rows_text(SurvivalReport const& report) {
    std::string text = tsv_line(patient_row({}, {}, {}).names);
    for (auto const& analysis : report.analyses) {
        std::map<std::string, std::string> lines;
        for (auto const& patient : analysis.followed) {
            lines[patient.patient] = tsv_line(patient_row(analysis, patient, {}).cells);
        }
        for (auto const& patient : analysis.left_out) {
            lines[patient.patient] = tsv_line(patient_row(analysis, {.patient = patient.patient, .group = {}, .origin = {}, .follow_up = {}, .at_last_known_day = false}, patient.reason).cells);
        }
        for (auto const& [patient, line] : lines) {
            text += line;
        }
    }
    return text;
}

}  // namespace tidemark
