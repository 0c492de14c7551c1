#include "io/report/json.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace tidemark {
namespace {

/// Keys keep the order in which they are written here: the same bytes every time.
using Json = nlohmann::ordered_json;

Json text_or_null(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json failed_json(FailedSample const& failed) {
    return {{"patient", failed.patient}, {"sample", failed.sample}, {"day", failed.day},
            {"reason", text_or_null(failed.reason)}, {"sentence", failed.sentence}};
}

Json rate_json(RateRow const& rate) {
    return {{"definition", rate.definition}, {"metric", rate.metric}, {"arm", text_or_null(rate.arm)},
            {"patients", rate.patients}, {"met", rate.met}, {"not_met", rate.not_met},
            {"undetermined", rate.undetermined}, {"not_applicable", rate.not_applicable}};
}

Json patient_json(PatientSummary const& patient, std::string const& timeline) {
    Json conflicts = Json::array();
    for (auto const& conflict : patient.conflicts) {
        conflicts.push_back({{"from", conflict.from}, {"to", conflict.to}, {"kind", conflict.kind},
                             {"sentence", conflict.sentence}});
    }
    return {{"patient", patient.patient}, {"headline", patient.headline}, {"sentences", patient.sentences},
            {"conflicts", std::move(conflicts)}, {"variants_left_out", patient.variants_left_out},
            {"timeline", Json::parse(timeline)}};
}

}  // namespace

std::string cohort_json_text(CohortSummary const& summary, std::span<std::string const> timelines,
                             std::string const& producer) {
    if (timelines.size() != summary.patients.size()) {
        throw std::logic_error{"a cohort needs one timeline for each patient"};
    }
    Json document{{"schema", cohort_schema}, {"producer", producer}, {"fixed_texts", summary.fixed_texts},
                  {"failed", Json::array()}, {"rates", Json::array()}, {"patients", Json::array()}};
    for (auto const& failed : summary.failed) {
        document["failed"].push_back(failed_json(failed));
    }
    for (auto const& rate : summary.rates) {
        document["rates"].push_back(rate_json(rate));
    }
    for (std::size_t index = 0; index < timelines.size(); ++index) {
        document["patients"].push_back(patient_json(summary.patients[index], timelines[index]));
    }
    // Bytes that are not UTF-8 cannot stand in JSON; letters outside ASCII stay readable.
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tidemark
