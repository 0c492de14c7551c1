#include "stages/track/lesion_knowledge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tidemark {
namespace {

void contradict(Findings& findings, std::string rule, std::string file, std::size_t line, std::string message) {
    findings.push_back({Severity::contradiction, std::move(rule), std::move(file), line, {}, std::move(message)});
}

std::set<std::string> names_of(LesionKnowledge const& knowledge, LesionPatient const& patient) {
    std::set<std::string> names;
    for (auto const& row : knowledge.lesions) {
        if (row.patient == patient.id) {
            names.insert(row.lesion);
        }
    }
    for (auto const& row : patient.samples) {
        if (row.patient == patient.id && row.type == SampleType::tumor && !row.lesion.empty()) {
            names.insert(row.lesion);
        }
    }
    return names;
}

class KnowledgeRules {
public:
    KnowledgeRules(LesionKnowledge const& knowledge, LesionPatient const& patient, Findings& findings)
        : knowledge_{knowledge}, patient_{patient}, findings_{findings}, names_{names_of(knowledge, patient)} {}

    void check() {
        check_lesions();
        check_map();
        check_panel();
        check_tissue();
        for (auto const& each : knowledge_.segments) {
            must_know(each.lesion, "segments", 0);
        }
        // An events sheet may name lesions that nothing else speaks of; it contradicts only where names are known.
        for (auto const& event : patient_.events) {
            if (!event.lesion.empty() && !names_.empty()) {
                must_know(event.lesion, "events sheet", event.line);
            }
        }
    }

private:
    void must_know(std::string const& lesion, std::string const& file, std::size_t line) {
        if (!names_.contains(lesion)) {
            contradict(findings_, "unknown_lesion", file, line,
                       fmt::format("neither the lesions sheet nor a tumor row knows lesion {} of patient {}; ids are compared "
                                   "letter by letter", lesion, patient_.id));
        }
    }

    void check_lesions() {
        std::set<std::string> listed;
        for (auto const& row : knowledge_.lesions) {
            if (row.patient != patient_.id) {
                continue;
            }
            if (!listed.insert(row.lesion).second) {
                contradict(findings_, "duplicate_lesion", "lesions sheet", row.line,
                           fmt::format("lesion {} of patient {} stands twice", row.lesion, row.patient));
            }
            auto const treated = std::ranges::find_if(patient_.events, [&](EventRow const& event) {
                return event.kind == EventKind::radiotherapy_fraction && event.lesion == row.lesion &&
                       (!patient_.first_follow_up || event.day <= *patient_.first_follow_up);
            });
            if (row.compartment == Compartment::nonirradiated && treated != patient_.events.end()) {
                contradict(findings_, "irradiated_nonirradiated", "events sheet", treated->line,
                           fmt::format("the lesions sheet calls lesion {} nonirradiated", row.lesion));
            }
        }
        if (names_.contains("unsampled")) {
            contradict(findings_, "reserved_lesion", "lesions sheet", 0,
                       "a lesion is called unsampled, which means tumor that no biopsy shows; give it another id");
        }
    }

    void check_map() {
        std::set<std::tuple<Variant, std::string>> seen;
        for (auto const& row : knowledge_.map) {
            if (row.patient != patient_.id) {
                continue;
            }
            must_know(row.lesion, "lesion map", row.line);
            if (!seen.emplace(row.variant, row.lesion).second) {
                contradict(findings_, "duplicate_map_row", "lesion map", row.line,
                           fmt::format("{} in lesion {} stands twice; keep one row", to_text(row.variant), row.lesion));
            }
        }
    }

    void check_panel() {
        if (knowledge_.panel == nullptr) {
            return;
        }
        auto const& panel = *knowledge_.panel;
        if (!panel.patient.empty() && panel.patient != patient_.id) {
            contradict(findings_, "foreign_panel", "panel", 0,
                       fmt::format("the panel is of patient {} and not of {}", panel.patient, patient_.id));
        }
        std::set<std::string> lesions;
        for (auto const& entry : panel.entries) {
            lesions.insert(entry.lesions.begin(), entry.lesions.end());
        }
        for (auto const& lesion : lesions) {
            must_know(lesion, "panel", 0);
        }
    }

    void check_tissue() {
        std::map<std::string, std::string> lesions;
        for (auto const& evidence : knowledge_.tissue) {
            auto const& sample = evidence.facts.sample;
            auto const row = std::ranges::find(patient_.samples, sample, &SampleRow::sample);
            if (row == patient_.samples.end()) {
                contradict(findings_, "unknown_sample", "tissue", 0, fmt::format("sample {} is not in the sample sheet", sample));
            } else if (row->patient != patient_.id || row->type != SampleType::tumor) {
                contradict(findings_, "foreign_sample", "tissue", 0,
                           fmt::format("sample {} is {} of patient {} and no tumor sample of {}; leave it out", sample,
                                       to_text(row->type), row->patient.empty() ? "none" : row->patient, patient_.id));
            } else if (auto const [place, added] = lesions.emplace(row->lesion, sample); !added) {
                contradict(findings_, "lesion_twice", "tissue", 0,
                           fmt::format("samples {} and {} are both of lesion {}; give one of them", place->second, sample,
                                       row->lesion.empty() ? "(no name)" : row->lesion));
            }
        }
    }

    LesionKnowledge const& knowledge_;
    LesionPatient const& patient_;
    Findings& findings_;
    std::set<std::string> names_;
};

}  // namespace

void check_lesion_knowledge(LesionKnowledge const& knowledge, LesionPatient const& patient, Findings& findings) {
    KnowledgeRules{knowledge, patient, findings}.check();
}

void refuse_other_panel(LesionKnowledge const& knowledge, std::span<Draw const> draws, Findings& findings) {
    for (auto const& draw : draws) {
        auto const& hash = draw.result.panel_hash;
        if (knowledge.panel != nullptr && !hash.empty() && hash != knowledge.panel->hash) {
            contradict(findings, "panel_differs", "panel", 0,
                       fmt::format("sample {} was detected with another panel ({:.12}) than the one given ({:.12}); give the "
                                   "panel that detect read", draw.row.sample, hash, knowledge.panel->hash));
            return;
        }
    }
}

std::vector<std::string> known_lesions(LesionKnowledge const& knowledge, LesionPatient const& patient) {
    auto const names = names_of(knowledge, patient);
    return {names.begin(), names.end()};
}

Compartment LesionPlace::on(int day) const {
    if (irradiated_later(day)) {
        return Compartment::unknown;
    }
    bool const treated = irradiated_from && *irradiated_from <= day;
    return declared == Compartment::unknown && treated ? Compartment::irradiated : declared;
}

LesionPlace place_of(std::string const& lesion, LesionKnowledge const& knowledge, LesionPatient const& patient) {
    LesionPlace place;
    for (auto const& row : knowledge.lesions) {
        if (row.patient == patient.id && row.lesion == lesion && place.declared == Compartment::unknown) {
            place.declared = row.compartment;
        }
    }
    for (auto const& event : patient.events) {
        if (event.kind == EventKind::radiotherapy_fraction && event.lesion == lesion) {
            place.irradiated_from = std::min(event.day, place.irradiated_from.value_or(event.day));
        }
    }
    return place;
}

}  // namespace tidemark
