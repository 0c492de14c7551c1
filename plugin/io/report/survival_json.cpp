#include "io/report/survival_json.hpp"

#include "io/report/json_values.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;

Json step_json(SurvivalStep const& step) {
    return {{"time", step.time}, {"at_risk", step.at_risk}, {"events", step.events}, {"censored", step.censored},
            {"survival", step.survival}, {"survival_lo", value_or_null(step.lo)}, {"survival_hi", value_or_null(step.hi)}};
}

Json curve_json(GroupCurve const& curve) {
    Json steps = Json::array();
    for (auto const& step : curve.curve.steps) {
        steps.push_back(step_json(step));
    }
    return {{"group", curve.group}, {"patients", curve.patients}, {"events", curve.events},
            {"at_last_known_day", curve.at_last_known_day}, {"median", value_or_null(curve.curve.median)}, {"median_lo", value_or_null(curve.curve.median_lo)},
            {"median_hi", value_or_null(curve.curve.median_hi)}, {"steps", std::move(steps)}};
}

Json contrast_json(GroupContrast const& contrast, std::string const& reference) {
    auto const& test = contrast.log_rank;
    auto const& ratio = contrast.hazard_ratio;
    auto const of_test = [&](double LogRankTest::* member) { return test ? Json((*test).*member) : Json(nullptr); };
    auto const of_ratio = [&](double HazardRatio::* member) { return ratio ? Json((*ratio).*member) : Json(nullptr); };
    return {{"reference", reference}, {"compared", contrast.compared},
            {"hazard_ratio", of_ratio(&HazardRatio::ratio)}, {"hazard_ratio_lo", of_ratio(&HazardRatio::lo)},
            {"hazard_ratio_hi", of_ratio(&HazardRatio::hi)}, {"hazard_ratio_p", of_ratio(&HazardRatio::p)},
            {"log_rank_observed", of_test(&LogRankTest::observed)}, {"log_rank_expected", of_test(&LogRankTest::expected)},
            {"log_rank_chi_square", of_test(&LogRankTest::chi_square)}, {"log_rank_p", of_test(&LogRankTest::p)},
            {"few_events", contrast.few_events}};
}

Json analysis_json(SurvivalAnalysis const& analysis) {
    Json object{{"endpoint", analysis.endpoint}, {"source", analysis.source}, {"grouping", analysis.grouping},
                {"metric", text_or_null(analysis.metric)}, {"time_unit", analysis.time_unit},
                {"anchor", text_or_null(analysis.anchor)}, {"landmark", text_or_null(analysis.landmark)},
                {"landmark_day", value_or_null(analysis.landmark_day)}, {"curves", Json::array()},
                {"contrasts", Json::array()}, {"followed", Json::array()}, {"left_out", Json::array()}};
    for (auto const& curve : analysis.curves) {
        object["curves"].push_back(curve_json(curve));
    }
    for (auto const& contrast : analysis.contrasts) {
        object["contrasts"].push_back(contrast_json(contrast, analysis.curves.front().group));
    }
    for (auto const& patient : analysis.followed) {
        object["followed"].push_back({{"patient", patient.patient}, {"group", patient.group}, {"origin", text_or_null(patient.origin)},
                                      {"time", patient.follow_up.time}, {"event", patient.follow_up.event},
                                      {"at_last_known_day", patient.at_last_known_day}});
    }
    for (auto const& patient : analysis.left_out) {
        object["left_out"].push_back({{"patient", patient.patient}, {"reason", patient.reason}});
    }
    return object;
}

}  // namespace

Json survival_json(SurvivalReport const& report) {
    Json list = Json::array();
    for (auto const& analysis : report.analyses) {
        list.push_back(analysis_json(analysis));
    }
    return list;
}

}  // namespace tidemark
