#include "stages/simulate/scenario_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "stages/simulate/plan.hpp"
#include "stages/simulate/read_layout.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

using Faults = std::vector<std::string>;

bool has_lesion(ScenarioPatient const& patient, std::string const& id) {
    return std::ranges::any_of(patient.lesions, [&](ScenarioLesion const& lesion) { return lesion.id == id; });
}

template <typename Items, typename Name>
void refuse_repeats(Items const& items, Name name, std::string const& where, Faults& faults) {
    std::set<std::string> seen;
    for (auto const& item : items) {
        if (!seen.insert(case_folded(name(item))).second) {
            faults.push_back(fmt::format("{} {} stands twice (upper and lower case count as one)", where, name(item)));
        }
    }
}

void check_variants(ScenarioPatient const& patient, Faults& faults) {
    for (auto const& variants : patient.variants) {
        auto const where = fmt::format("patient {}, variants {}", patient.id, variants.id);
        if (variants.multiplicity > variants.total_copies) {
            faults.push_back(where + ": multiplicity is above total_copies");
        }
        for (auto const& lesion : variants.lesions) {
            if (!has_lesion(patient, lesion)) {
                faults.push_back(fmt::format("{}: there is no lesion {}", where, lesion));
            }
        }
    }
    refuse_repeats(variant_ids(patient), [](std::string const& id) { return id; },
                   fmt::format("patient {}: variant", patient.id), faults);
}

void check_draw(Scenario const& scenario, ScenarioPatient const& patient, ScenarioDraw const& draw, Faults& faults) {
    auto const where = fmt::format("patient {}, draw {}", patient.id, draw.sample);
    double shed = draw.shedding.empty() ? 1 : 0;
    for (auto const& [lesion, weight] : draw.shedding) {
        shed += weight;
        if (!has_lesion(patient, lesion)) {
            faults.push_back(fmt::format("{}: shedding names lesion {}, which there is not", where, lesion));
        }
    }
    if (draw.fraction > 0 && patient.lesions.empty()) {
        faults.push_back(where + ": fraction is above 0, but the patient has no lesion");
    } else if (draw.fraction > 0 && !(shed > 0)) {
        faults.push_back(where + ": fraction is above 0, but no lesion sheds");
    }
    auto const ids = variant_ids(patient);
    for (auto const& lost : draw.dropout) {
        if (std::ranges::find(ids, lost) == ids.end()) {
            faults.push_back(fmt::format("{}: dropout names variant {}, which there is not", where, lost));
        }
    }
    if (draw.contamination) {
        auto const& other = draw.contamination->patient;
        bool const known = std::ranges::any_of(scenario.patients, [&](auto const& p) { return p.id == other; });
        if (!known || other == patient.id) {
            faults.push_back(fmt::format("{}: contamination must name another patient of the scenario", where));
        }
    }
}

}  // namespace

std::vector<std::string> scenario_faults(Scenario const& scenario) {
    Faults faults;
    if (scenario.contigs.empty()) {
        faults.push_back("the reference has no contigs");
    }
    if (scenario.patients.empty()) {
        faults.push_back("there is no patient");
    }
    if (scenario.molecules.duplex_share + scenario.molecules.simplex_share > 1) {
        faults.push_back("duplex_share and simplex_share are together above 1");
    }
    if (scenario.raw_reads) {
        if (auto fault = read_layout_fault(scenario.raw_reads->structure); !fault.empty()) {
            faults.push_back(std::move(fault));
        }
    }
    refuse_repeats(scenario.contigs, [](Contig const& contig) { return contig.name; }, "contig", faults);
    refuse_repeats(scenario.patients, [](ScenarioPatient const& patient) { return patient.id; }, "patient", faults);
    for (auto const& patient : scenario.patients) {
        if (patient.draws.empty()) {
            faults.push_back(fmt::format("patient {} has no draws", patient.id));
        }
        if (variant_ids(patient).empty()) {
            faults.push_back(fmt::format("patient {} has no variants", patient.id));
        }
        if (std::ranges::none_of(patient.lesions, [](ScenarioLesion const& lesion) { return lesion.biopsied; })) {
            faults.push_back(fmt::format("patient {} has no biopsied lesion, so nothing could be tracked", patient.id));
        }
        refuse_repeats(patient.lesions, [](ScenarioLesion const& lesion) { return lesion.id; },
                       fmt::format("patient {}: lesion", patient.id), faults);
        check_variants(patient, faults);
        for (auto const& draw : patient.draws) {
            check_draw(scenario, patient, draw, faults);
        }
        for (auto const& event : patient.events) {
            if (!event.lesion.empty() && !has_lesion(patient, event.lesion)) {
                faults.push_back(fmt::format("patient {}: an event names lesion {}, which there is not", patient.id,
                                             event.lesion));
            }
        }
    }
    for (auto const& control : scenario.controls.samples) {
        if (!is_valid_id(control)) {
            faults.push_back(fmt::format("control {} is no id", control));
        }
    }
    if (faults.empty()) {
        refuse_repeats(sample_plans(scenario), [](SamplePlan const& plan) { return plan.row.sample; }, "sample", faults);
    }
    return faults;
}

}  // namespace tidemark
