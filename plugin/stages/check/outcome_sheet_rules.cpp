#include "stages/check/outcome_sheet_rules.hpp"

#include <fmt/format.h>

#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "stages/check/notes.hpp"
#include "values/patient/id.hpp"
#include "values/survival/outcome_rules.hpp"

namespace tidemark {
namespace {

std::set<std::string> patients_of(SheetSet const& sheets) {
    std::set<std::string> patients;
    for (auto const& row : sheets.samples) {
        if (!row.patient.empty()) {
            patients.insert(row.patient);
        }
    }
    return patients;
}

}  // namespace

Findings check_outcomes(SheetSet const& sheets) {
    auto const patients = patients_of(sheets);
    std::vector<std::string> const names{patients.begin(), patients.end()};
    auto findings = outcome_faults(sheets.outcomes, names, sheets.names.outcomes);
    Notes notes{sheets.names.outcomes};
    auto const warn_of_person = [&](OutcomeRow const& row, char const* column, std::string const& text) {
        if (auto const what = looks_personal(text); !what.empty()) {
            notes.add(Severity::warning, "possible_phi", row.line, column, fmt::format("this looks like {}; use a pseudonym", what));
        }
    };
    for (auto const& row : sheets.outcomes) {
        if (!row.patient.empty() && row.group.empty() && !patients.contains(row.patient)) {
            notes.add(Severity::warning, "outcome_of_nobody", row.line, "patient",
                      fmt::format("patient {} is not in the sample sheet and the row has no group: {} of this patient is in no comparison",
                                  row.patient, row.endpoint));
        }
        if (!patients.contains(row.patient)) {   // else the sample sheet says it
            warn_of_person(row, "patient", row.patient);
        }
        warn_of_person(row, "group", row.group);
    }
    auto more = notes.take();
    findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return findings;
}

}  // namespace tidemark
