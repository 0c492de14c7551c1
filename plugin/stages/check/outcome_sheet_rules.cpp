#include "stages/check/outcome_sheet_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "stages/check/notes.hpp"
#include "values/patient/id.hpp"
#include "values/survival/outcome_rules.hpp"

namespace tidemark {
namespace {

/// Patients of the sample sheet; whether they have plasma, and so a series.
std::map<std::string, bool> patients_of(SheetSet const& sheets) {
    std::map<std::string, bool> patients;
    for (auto const& row : sheets.samples) {
        if (!row.patient.empty()) {
            patients[row.patient] |= row.type == SampleType::plasma;
        }
    }
    return patients;
}

/// Rows whose cells are all as their columns ask.
std::vector<OutcomeRow> sound_rows(SheetSet const& sheets, Findings const& of_cells) {
    std::set<std::size_t> faulty;
    for (auto const& finding : of_cells) {
        if (finding.file == sheets.names.outcomes && finding.severity != Severity::warning) {
            faulty.insert(finding.line);
        }
    }
    std::vector<OutcomeRow> rows;
    std::ranges::copy_if(sheets.outcomes, std::back_inserter(rows), [&](OutcomeRow const& row) { return !faulty.contains(row.line); });
    return rows;
}

}  // namespace

Findings check_outcomes(SheetSet const& sheets, Findings const& of_cells) {
    auto const patients = patients_of(sheets);
    std::vector<std::string> names;
    std::ranges::transform(patients, std::back_inserter(names), [](auto const& each) { return each.first; });
    auto findings = outcome_faults(sound_rows(sheets, of_cells), names, sheets.names.outcomes);
    Notes notes{sheets.names.outcomes};
    auto const warn_of_person = [&](OutcomeRow const& row, char const* column, std::string const& text) {
        if (auto const what = looks_personal(text); !what.empty()) {
            notes.add(Severity::warning, "possible_phi", row.line, column, fmt::format("this looks like {}; use a pseudonym", what));
        }
    };
    for (auto const& row : sheets.outcomes) {
        auto const patient = patients.find(row.patient);
        bool const known = patient != patients.end();
        if (!row.patient.empty() && row.group.empty() && !(known && patient->second)) {
            notes.add(Severity::warning, "outcome_of_nobody", row.line, "patient",
                      fmt::format("patient {} {} and the row has no group: {} of this patient is in no comparison", row.patient,
                                  known ? "has no plasma sample in the sample sheet" : "is not in the sample sheet", row.endpoint));
        }
        if (!known) {   // else the sample sheet says it
            warn_of_person(row, "patient", row.patient);
        }
        warn_of_person(row, "group", row.group);
    }
    auto more = notes.take();
    findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return findings;
}

}  // namespace tidemark
