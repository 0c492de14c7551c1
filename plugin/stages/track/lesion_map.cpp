#include "stages/track/lesion_map.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "values/model/lesion_map_rank.hpp"
#include "values/patient/clonal.hpp"

namespace tidemark {
namespace {

/// What one lesion's tissue says of one variant.
struct TissueWord {
    bool present = false;
    LesionCopies copies;         ///< where it lacks the variant, the copies it has all the same
    std::optional<double> ccf;   ///< share of its cells that hold it, where stated
    double absence_power = 0;
    bool lost_copies = false;   ///< the copy that could carry it may be gone
};

/// Words of all sampled lesions on one variant.
struct LocusWords {
    Variant variant;
    double normal_copies = 2;
    std::optional<bool> trunk;   ///< by the panel; decides where one lesion was sampled
    std::string phase_group;
    std::map<std::string, TissueWord> by_lesion;
};

MapLocus judged(LocusWords const& words, std::vector<MapLesion> const& lesions) {
    MapLocus locus{.shown = {.variant = words.variant, .role = "left_out", .lesions = {}, .reason = {}},
                   .normal_copies = words.normal_copies,
                   .copies = {},
                   .phase_group = words.phase_group};
    bool uncertain = false;
    bool lost = false;
    std::optional<LesionCopies> trunk_copies;
    std::size_t const sampled = lesions.size() - 1;
    for (std::size_t index = 0; index < sampled; ++index) {
        auto const found = words.by_lesion.find(lesions[index].name);
        if (found != words.by_lesion.end() && found->second.present) {
            locus.shown.lesions.push_back(lesions[index].name);
            locus.copies.push_back(found->second.copies);
            trunk_copies = trunk_copies.value_or(found->second.copies);
            continue;
        }
        locus.copies.push_back({.mutated = 0, .total = found == words.by_lesion.end() ? words.normal_copies : found->second.copies.total});
        lost = lost || (found != words.by_lesion.end() && found->second.lost_copies);
        uncertain = uncertain || found == words.by_lesion.end() || found->second.absence_power < private_absence_power;
    }
    bool const in_all = locus.shown.lesions.size() == sampled;
    if (locus.shown.lesions.empty() || lost || uncertain) {
        locus.shown.reason = locus.shown.lesions.empty() ? "lesion_unknown" : lost ? "lost_copies" : "private_uncertain";
        locus.copies.clear();
        return locus;
    }
    bool const subclonal = std::ranges::any_of(words.by_lesion, [](auto const& word) { return word.second.present && is_subclonal(word.second.ccf); });
    if (in_all && subclonal && sampled > 1) {
        locus.shown.reason = "subclonal";
        locus.copies.clear();
        return locus;
    }
    bool const trunk = in_all && words.trunk.value_or(!subclonal);
    locus.copies.push_back(trunk ? *trunk_copies : LesionCopies{.mutated = 0, .total = words.normal_copies});
    locus.shown.role = trunk ? "trunk" : locus.shown.lesions.size() == 1 ? "private" : "shared";
    return locus;
}

LesionMap named_map(std::string source, std::set<std::string> const& sampled, LesionKnowledge const& knowledge,
                    LesionPatient const& patient) {
    LesionMap map;
    map.source = std::move(source);
    for (auto const& name : sampled) {
        map.lesions.push_back({name, place_of(name, knowledge, patient)});
    }
    if (!sampled.empty()) {
        map.lesions.push_back({"unsampled", {}});
    }
    for (auto const& name : known_lesions(knowledge, patient)) {
        if (!sampled.contains(name)) {
            map.not_sampled.push_back({name, place_of(name, knowledge, patient)});
        }
    }
    return map;
}

TissueWord word_of(LesionMapRow const& row, double normal_copies) {
    TissueWord word;
    double const total = row.total_copies.value_or(2);
    word.present = row.ccf ? *row.ccf > 0 : !row.absence_power;
    word.ccf = row.ccf;
    word.copies = {.mutated = row.ccf.value_or(1) * row.multiplicity.value_or(1),
                   .total = word.present ? total : row.total_copies.value_or(normal_copies)};
    word.lost_copies = row.total_copies && total < normal_copies;
    if (row.absence_power) {
        word.absence_power = *row.absence_power;
    } else if (row.depth && row.purity) {
        word.absence_power = absence_power({.depth = *row.depth, .alt = 0, .purity = *row.purity, .multiplicity = 1,
                                            .total_copies = total, .normal_copies = normal_copies},
                                           private_ccf);
    }
    return word;
}

std::map<Variant, PanelEntry const*> entries_by_variant(Panel const* panel) {
    std::map<Variant, PanelEntry const*> entries;
    if (panel != nullptr) {
        for (auto const& entry : panel->entries) {
            entries.emplace(entry.variant, &entry);
        }
    }
    return entries;
}

LesionMap map_of_table(LesionKnowledge const& knowledge, LesionPatient const& patient) {
    std::set<std::string> sampled;
    std::map<Variant, LocusWords> words;
    auto const entries = entries_by_variant(knowledge.panel);
    for (auto const& row : knowledge.map) {
        if (row.patient != patient.id) {
            continue;
        }
        auto const found = entries.find(row.variant);
        auto const* const entry = found == entries.end() ? nullptr : found->second;
        sampled.insert(row.lesion);
        auto& locus = words[row.variant];
        locus.variant = row.variant;
        if (entry != nullptr) {
            locus.normal_copies = entry->normal_copies.value_or(2);
            locus.trunk = entry->trunk;
            locus.phase_group = entry->phase_group;
        }
        locus.by_lesion.emplace(row.lesion, word_of(row, locus.normal_copies));
    }
    auto map = named_map("table", sampled, knowledge, patient);
    // With several lesions the table decides what is trunk; a panel made from other tissues does not.
    for (auto& [variant, locus] : words) {
        locus.trunk = sampled.size() > 1 ? std::nullopt : locus.trunk;
        map.loci.push_back(judged(locus, map.lesions));
    }
    return map;
}

/// Reads of one tissue at one variant, all molecule classes together.
struct TissueCounts {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
};

struct Tissue {
    std::optional<double> purity;
    std::map<Variant, TissueCounts> counts;
    std::vector<CopySegment> const* segments = nullptr;
};

std::map<std::string, Tissue> tissues_of(LesionKnowledge const& knowledge, LesionPatient const& patient) {
    std::map<std::string, Tissue> tissues;
    for (auto const& row : patient.samples) {
        if (row.patient == patient.id && row.type == SampleType::tumor && !row.lesion.empty() && !row.tumor_vcf.empty()) {
            tissues[row.lesion].purity = row.purity;
        }
    }
    for (auto const& evidence : knowledge.tissue) {
        auto const row = std::ranges::find(patient.samples, evidence.facts.sample, &SampleRow::sample);
        if (row == patient.samples.end() || row->lesion.empty()) {
            continue;
        }
        auto& tissue = tissues[row->lesion];
        tissue.purity = row->purity;
        for (auto const& locus : evidence.loci) {
            auto& counts = tissue.counts[locus.variant];
            counts.depth += locus.counts.depth;
            counts.alt += locus.counts.alt;
        }
    }
    for (auto const& each : knowledge.segments) {
        tissues[each.lesion].segments = &each.segments;
    }
    return tissues;
}

TissueWord absent_word(PanelEntry const& entry, Tissue const& tissue) {
    TissueWord word;
    double const normal = entry.normal_copies.value_or(2);
    double total = entry.total_copies.value_or(2);
    word.copies = {.mutated = 0, .total = normal};
    if (tissue.segments != nullptr) {
        auto const segment = std::ranges::find_if(*tissue.segments, [&](CopySegment const& each) {
            return each.contig == entry.variant.contig && each.span.contains(entry.variant.position);
        });
        if (segment != tissue.segments->end()) {
            total = segment->major_copies + segment->minor_copies;
            word.copies.total = total;
            word.lost_copies = total < normal || (normal > 1 && segment->minor_copies < 1);
        }
    }
    auto const counts = tissue.counts.find(entry.variant);
    if (counts != tissue.counts.end() && tissue.purity) {
        // The variant itself would stand on one copy; more copies of it would only show it better.
        word.absence_power = absence_power({.depth = counts->second.depth, .alt = counts->second.alt, .purity = *tissue.purity,
                                            .multiplicity = 1, .total_copies = total, .normal_copies = normal},
                                           private_ccf);
    }
    return word;
}

LesionMap map_of_panel(LesionKnowledge const& knowledge, LesionPatient const& patient) {
    auto const tissues = tissues_of(knowledge, patient);
    std::set<std::string> sampled;
    for (auto const& entry : knowledge.panel->entries) {
        sampled.insert(entry.lesions.begin(), entry.lesions.end());
    }
    for (auto const& [lesion, tissue] : tissues) {
        sampled.insert(lesion);
    }
    auto map = named_map(sampled.empty() ? "" : "tissue", sampled, knowledge, patient);
    for (auto const& entry : knowledge.panel->entries) {
        if (entry.state != LocusState::tracked || sampled.empty()) {
            continue;
        }
        LocusWords words{.variant = entry.variant,
                         .normal_copies = entry.normal_copies.value_or(2),
                         .trunk = sampled.size() > 1 ? std::nullopt : entry.trunk,
                         .phase_group = entry.phase_group,
                         .by_lesion = {}};
        for (auto const& lesion : sampled) {
            auto const tissue = tissues.find(lesion);
            if (std::ranges::find(entry.lesions, lesion) != entry.lesions.end()) {
                words.by_lesion[lesion] = {.present = true,
                                           .copies = {.mutated = entry.ccf.value_or(1) * entry.multiplicity.value_or(1),
                                                      .total = entry.total_copies.value_or(2)},
                                           .ccf = entry.ccf};
            } else if (tissue != tissues.end()) {
                words.by_lesion[lesion] = absent_word(entry, tissue->second);
            }
        }
        map.loci.push_back(judged(words, map.lesions));
    }
    return map;
}

}  // namespace

std::string MapLesion::compartment_on(int day) const {
    if (name == "unsampled") {
        return name;
    }
    switch (place.on(day)) {
        case Compartment::irradiated: return "irradiated";
        case Compartment::nonirradiated: return "nonirradiated";
        case Compartment::unknown: break;
    }
    return "unknown";
}

LesionMap make_lesion_map(LesionKnowledge const& knowledge, LesionPatient const& patient) {
    bool const has_table =
        std::ranges::any_of(knowledge.map, [&](LesionMapRow const& row) { return row.patient == patient.id; });
    if (has_table) {
        return map_of_table(knowledge, patient);
    }
    if (knowledge.panel != nullptr) {
        return map_of_panel(knowledge, patient);
    }
    return named_map("", {}, knowledge, patient);
}

}  // namespace tidemark
