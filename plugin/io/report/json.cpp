#include "io/report/json.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "io/report/json_strata.hpp"
#include "io/report/json_values.hpp"
#include "io/report/survival_json.hpp"

namespace tidemark {
namespace {

/// Keys keep the order in which they are written here: the same bytes every time.
using Json = nlohmann::ordered_json;

Json failed_json(FailedSample const& failed) {
    return {{"patient", text_or_null(failed.patient)}, {"sample", failed.sample}, {"type", text_or_null(failed.type)},
            {"day", value_or_null(failed.day)},
            {"reason", text_or_null(failed.reason)}, {"sentence", failed.sentence}};
}

Json cross_rate_json(CrossRate const& rate) {
    return {{"loci_from", rate.loci_from}, {"loci_to", value_or_null(rate.loci_to)}, {"tests", rate.tests},
            {"positive", rate.positive}, {"positive_rate", rate.positive_rate},
            {"positive_rate_lo", rate.positive_rate_lo}, {"positive_rate_hi", rate.positive_rate_hi},
            {"detected", rate.detected}, {"detected_rate", rate.detected_rate},
            {"detected_rate_lo", rate.detected_rate_lo}, {"detected_rate_hi", rate.detected_rate_hi}};
}

Json cross_test_json(CrossTest const& test) {
    return {{"patient", test.patient}, {"sample", test.sample}, {"panel_patient", text_or_null(test.panel_patient)},
            {"loci_evaluable", test.loci_evaluable}, {"p_detect", value_or_null(test.p_detect)},
            {"status", to_text(test.status)}};
}

Json patient_json(PatientSummary const& patient, std::string const& timeline) {
    Json conflicts = Json::array();
    for (auto const& conflict : patient.conflicts) {
        conflicts.push_back({{"from", conflict.from.empty() ? Json{} : Json(conflict.from)}, {"to", conflict.to}, {"kind", conflict.kind},
                             {"sentence", conflict.sentence}});
    }
    RowMembers row;
    row("patient", patient.patient);
    row("baseline_day", patient.course.baseline_day);
    for_each_later_field(patient.course, row);
    row.object.update({{"headline", patient.headline}, {"sentences", patient.sentences}, {"conflicts", std::move(conflicts)},
                       {"variants_left_out", patient.variants_left_out}, {"timeline", Json::parse(timeline)}});
    return std::move(row.object);
}

}  // namespace

std::string cohort_json_text(CohortSummary const& summary, std::span<std::string const> timelines,
                             std::string const& producer, SurvivalReport const& survival) {
    if (timelines.size() != summary.patients.size()) {
        throw std::logic_error{"a cohort needs one timeline for each patient"};
    }
    Json document{{"schema", cohort_schema}, {"producer", producer}, {"fixed_texts", summary.fixed_texts},
                  {"failed", Json::array()}, {"leads", Json::array()}, {"cross_rates", Json::array()},
                  {"cross_tests", Json::array()}};
    for (auto const& failed : summary.failed) {
        document["failed"].push_back(failed_json(failed));
    }
    document["leads"] = array_of(summary.leads);
    add_strata(document, summary.strata);
    for (auto const& rate : summary.cross_rates) {
        document["cross_rates"].push_back(cross_rate_json(rate));
    }
    for (auto const& test : summary.cross_tests) {
        document["cross_tests"].push_back(cross_test_json(test));
    }
    document["survival"] = survival_json(survival);
    document["patients"] = Json::array();
    for (std::size_t index = 0; index < timelines.size(); ++index) {
        document["patients"].push_back(patient_json(summary.patients[index], timelines[index]));
    }
    // Bytes that are not UTF-8 cannot stand in JSON; letters outside ASCII stay readable.
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tidemark
