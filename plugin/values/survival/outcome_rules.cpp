#include "values/survival/outcome_rules.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "values/patient/id.hpp"

namespace tidemark {
namespace {

Finding contradiction(char const* rule, std::string const& file, OutcomeRow const& row, char const* column, std::string message) {
    return {Severity::contradiction, rule, file, row.line, column, std::move(message)};
}

void check_patients(std::span<OutcomeRow const> outcomes, std::span<std::string const> patients, std::string const& file,
                    Findings& findings) {
    std::map<std::pair<std::string, std::string>, std::size_t> seen;
    std::map<std::string, std::string> folded;
    for (auto const& patient : patients) {
        folded.emplace(case_folded(patient), patient);
    }
    for (auto const& row : outcomes) {
        if (row.patient.empty() || row.endpoint.empty()) {
            continue;   // a fault of the cell, which its reader said
        }
        auto const [place, added] = seen.emplace(std::pair{row.endpoint, row.patient}, row.line);
        if (!added) {
            findings.push_back(contradiction("outcome_twice", file, row, "patient",
                                             fmt::format("{} of patient {} stands on line {} too; an endpoint has one row for each patient",
                                                         row.endpoint, row.patient, place->second)));
        }
        auto const [id, fresh] = folded.emplace(case_folded(row.patient), row.patient);
        if (!fresh && id->second != row.patient) {
            findings.push_back(contradiction("patient_case", file, row, "patient",
                                             fmt::format("patients {} and {} differ in case only; write one patient in one way",
                                                         id->second, row.patient)));
        }
    }
}

void check_endpoints(std::span<OutcomeRow const> outcomes, std::string const& file, Findings& findings) {
    std::map<std::string, std::string> units;
    std::map<std::string, std::set<std::string>> groups;
    for (auto const& row : outcomes) {
        auto const [unit, first] = units.emplace(row.endpoint, row.time_unit);
        if (!first && unit->second != row.time_unit) {
            findings.push_back(contradiction("two_time_units", file, row, "time_unit",
                                             fmt::format("{} is in {} above and in {} here; give one unit for each endpoint", row.endpoint,
                                                         unit->second, row.time_unit)));
        }
        auto& names = groups[row.endpoint];
        bool const fresh = !row.group.empty() && names.insert(row.group).second;
        if (fresh && names.size() == most_groups + 1) {
            findings.push_back(contradiction("too_many_groups", file, row, "group",
                                             fmt::format("{} has more than {} groups; join some of them", row.endpoint, most_groups)));
        }
    }
}

/// Nobody lives without progression after death.
void check_order(std::span<OutcomeRow const> outcomes, std::string const& file, Findings& findings) {
    std::map<std::string, OutcomeRow const*> deaths;
    for (auto const& row : outcomes) {
        if (row.endpoint == overall_survival && row.event) {
            deaths.emplace(row.patient, &row);
        }
    }
    for (auto const& row : outcomes) {
        auto const death = deaths.find(row.patient);
        if (row.endpoint == progression_free_survival && death != deaths.end() && death->second->time_unit == row.time_unit &&
            row.time > death->second->time) {
            findings.push_back(contradiction("progression_after_death", file, row, "time",
                                             fmt::format("patient {} is without progression for {} {}, but dies after {} (line {}); count "
                                                         "both from one day",
                                                         row.patient, row.time, row.time_unit, death->second->time, death->second->line)));
        }
    }
}

}  // namespace

Findings outcome_faults(std::span<OutcomeRow const> outcomes, std::span<std::string const> patients, std::string const& file) {
    Findings findings;
    check_patients(outcomes, patients, file, findings);
    check_endpoints(outcomes, file, findings);
    check_order(outcomes, file, findings);
    return findings;
}

}  // namespace tidemark
