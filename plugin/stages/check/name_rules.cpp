#include "stages/check/name_rules.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "stages/check/notes.hpp"
#include "values/patient/follow_up.hpp"

namespace tidemark {
namespace {

using LesionKey = std::pair<std::string, std::string>;   // patient, lesion

struct KnownNames {
    std::set<std::string> patients;
    std::map<std::string, std::string> samples;   ///< with their patient, empty for controls
    std::map<LesionKey, Compartment> lesions;
};

KnownNames names_of(SheetSet const& sheets) {
    KnownNames known;
    for (auto const& row : sheets.lesions) {
        known.lesions.emplace(LesionKey{row.patient, row.lesion}, row.compartment);
    }
    for (auto const& row : sheets.samples) {
        known.patients.insert(row.patient);
        known.samples.emplace(row.sample, row.patient);
        if (!row.lesion.empty()) {
            known.lesions.emplace(LesionKey{row.patient, row.lesion}, Compartment::unknown);
        }
    }
    return known;
}

void check_patient(std::string const& patient, std::size_t line, KnownNames const& known, Notes& notes) {
    if (!patient.empty() && !known.patients.contains(patient)) {
        notes.add(Severity::contradiction, "unknown_patient", line, "patient",
                  fmt::format("patient {} is not in the sample sheet", patient));
    }
}

Findings check_events(SheetSet const& sheets, KnownNames const& known) {
    Notes notes{sheets.names.events};
    for (auto const& event : sheets.events) {
        check_patient(event.patient, event.line, known, notes);
        auto const lesion = known.lesions.find({event.patient, event.lesion});
        if (event.lesion.empty() || known.lesions.empty()) {
            continue;
        }
        if (lesion == known.lesions.end()) {
            notes.add(Severity::contradiction, "unknown_lesion", event.line, "lesion",
                      fmt::format("no sheet knows lesion {} of patient {}", event.lesion, event.patient));
        } else if (event.kind == EventKind::radiotherapy_fraction && lesion->second == Compartment::nonirradiated &&
                   event.day <= first_follow_up_day(event.patient, sheets.samples, sheets.events).value_or(event.day)) {
            notes.add(Severity::contradiction, "irradiated_nonirradiated", event.line, "lesion",
                      fmt::format("the lesions sheet calls lesion {} nonirradiated", event.lesion));
        }
    }
    return notes.take();
}

Findings check_patients(SheetSet const& sheets, KnownNames const& known) {
    Notes notes{sheets.names.patients};
    std::map<std::string, std::size_t> lines;
    for (auto const& row : sheets.patients) {
        check_patient(row.patient, row.line, known, notes);
        if (auto const [place, added] = lines.emplace(row.patient, row.line); !added) {
            notes.add(Severity::contradiction, "duplicate_patient", row.line, "patient",
                      fmt::format("patient {} stands on line {} too", row.patient, place->second));
        }
    }
    return notes.take();
}

/// The tables of lesions call tumor without a biopsy so.
template <typename Rows>
void check_reserved(Rows const& rows, Notes& notes) {
    for (auto const& row : rows) {
        if (row.lesion == "unsampled") {
            notes.add(Severity::contradiction, "reserved_lesion", row.line, "lesion",
                      "unsampled means tumor that no biopsy shows; give the lesion another id");
        }
    }
}

Findings check_tumor_lesions(SheetSet const& sheets) {
    Notes notes{sheets.names.samples};
    check_reserved(sheets.samples, notes);
    return notes.take();
}

Findings check_lesions(SheetSet const& sheets, KnownNames const& known) {
    Notes notes{sheets.names.lesions};
    std::set<LesionKey> listed;
    for (auto const& row : sheets.lesions) {
        check_patient(row.patient, row.line, known, notes);
        if (!listed.emplace(row.patient, row.lesion).second) {
            notes.add(Severity::contradiction, "duplicate_lesion", row.line, "lesion",
                      fmt::format("lesion {} of patient {} stands twice", row.lesion, row.patient));
        }
    }
    check_reserved(sheets.lesions, notes);
    return notes.take();
}

Findings check_lesion_map(SheetSet const& sheets, KnownNames const& known) {
    Notes notes{sheets.names.lesion_map};
    for (auto const& row : sheets.lesion_map) {
        check_patient(row.patient, row.line, known, notes);
        if (!known.lesions.contains({row.patient, row.lesion})) {
            notes.add(Severity::contradiction, "unknown_lesion", row.line, "lesion",
                      fmt::format("no sheet knows lesion {} of patient {}", row.lesion, row.patient));
        }
    }
    return notes.take();
}

Findings check_clonotypes(SheetSet const& sheets, KnownNames const& known) {
    Notes notes{sheets.names.clonotypes};
    for (auto const& row : sheets.clonotypes) {
        auto const sample = known.samples.find(row.sample);
        if (sample == known.samples.end()) {
            notes.add(Severity::contradiction, "unknown_sample", row.line, "sample",
                      fmt::format("sample {} is not in the sample sheet", row.sample));
        } else if (sample->second.empty() || (!row.patient.empty() && row.patient != sample->second)) {
            notes.add(Severity::contradiction, "foreign_sample", row.line, "sample",
                      fmt::format("sample {} is of {} in the sample sheet", row.sample,
                                  sample->second.empty() ? "no patient" : "patient " + sample->second));
        }
    }
    return notes.take();
}

Findings check_neoantigens(SheetSet const& sheets, KnownNames const& known) {
    Notes notes{sheets.names.neoantigens};
    for (auto const& row : sheets.neoantigens) {
        check_patient(row.patient, row.line, known, notes);
    }
    return notes.take();
}

}  // namespace

Findings check_names_between_sheets(SheetSet const& sheets) {
    auto const known = names_of(sheets);
    Findings findings;
    for (auto const& part : {check_events(sheets, known), check_patients(sheets, known), check_tumor_lesions(sheets),
                             check_lesions(sheets, known), check_lesion_map(sheets, known), check_clonotypes(sheets, known),
                             check_neoantigens(sheets, known)}) {
        findings.insert(findings.end(), part.begin(), part.end());
    }
    return findings;
}

}  // namespace tidemark
