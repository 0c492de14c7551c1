#include "stages/select/freeze_panel.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "stages/select/phase_groups.hpp"
#include "stages/select/possible_copies.hpp"
#include "values/patient/clonal.hpp"

namespace tidemark {
namespace {

/// State and reason by white cells alone.
std::pair<LocusState, std::string> judged_by_white_cells(WhiteCellCounts const& counts, WhiteCellParameters const& parameters) {
    switch (label_white_cells(counts, parameters)) {
        case WhiteCellLabel::clear:
            return {LocusState::tracked, ""};
        case WhiteCellLabel::unresolved:
            return {LocusState::tracked, fmt::format("white_cells_unresolved:{:.3g}", white_cell_bound(counts))};
        case WhiteCellLabel::ch:
            return {LocusState::set_aside, "ch"};
        case WhiteCellLabel::origin_unknown:
            return {LocusState::set_aside, "origin_unknown"};
        case WhiteCellLabel::germline:
            return {LocusState::set_aside, "germline"};
    }
    return {LocusState::tracked, ""};
}

std::string filter_names(LocusCandidate const& locus) {
    std::set<std::string> names;
    for (auto const& sighting : locus.sightings) {
        names.insert(sighting.filters.begin(), sighting.filters.end());
    }
    names.erase("PASS");
    return fmt::format("{}", fmt::join(names, ","));
}

/// Lesions whose VCF has the variant with PASS; of a variant that passed nowhere, all that list it. Sorted.
std::vector<std::string> lesions_of(LocusCandidate const& locus, std::vector<TumorTissue> const& tissues) {
    bool const passed = std::ranges::any_of(locus.sightings, &Sighting::passed);
    std::set<std::string> lesions;
    for (auto const& sighting : locus.sightings) {
        if (auto const& lesion = tissues[sighting.source].lesion; !lesion.empty() && (sighting.passed() || !passed)) {
            lesions.insert(lesion);
        }
    }
    return {lesions.begin(), lesions.end()};
}

/// Summed in ascending order, so that the order of the files cannot change the last digit.
std::optional<double> mean_vaf(LocusCandidate const& locus) {
    std::vector<double> values;
    for (auto const& sighting : locus.sightings) {
        if (sighting.tumor_vaf) {
            values.push_back(*sighting.tumor_vaf);
        }
    }
    std::ranges::sort(values);
    return values.empty()
               ? std::nullopt
               : std::optional{std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size())};
}

/// METHOD: a clone is named where all VCFs that name one for the variant agree; names of different files that differ are no
/// clone. The CCF is their mean, and only stated beside a clone.
void add_clone(PanelEntry& entry, LocusCandidate const& locus) {
    std::set<std::string> names;
    std::vector<double> shares;
    for (auto const& sighting : locus.sightings) {
        names.insert(sighting.clone);
        if (sighting.ccf) {
            shares.push_back(*sighting.ccf);
        }
    }
    names.erase("");
    if (names.size() != 1) {
        return;
    }
    entry.clone = *names.begin();
    std::ranges::sort(shares);
    if (!shares.empty()) {
        entry.ccf = std::accumulate(shares.begin(), shares.end(), 0.0) / static_cast<double>(shares.size());
    }
}

std::size_t lesion_count(std::vector<TumorTissue> const& tissues) {
    std::set<std::string> lesions;
    for (auto const& tissue : tissues) {
        lesions.insert(tissue.lesion);
    }
    lesions.erase("");
    return lesions.size();
}

PanelEntry entry_of(LocusCandidate const& locus, SelectKnowledge const& knowledge, SelectParameters const& parameters) {
    PanelEntry entry;
    entry.variant = locus.variant;
    entry.reason = exclusion(locus, knowledge, parameters.filtered);
    if (!entry.reason.empty()) {
        entry.state = LocusState::set_aside;
    } else if (knowledge.white_cells) {
        auto const counts = knowledge.white_cells->at(locus.variant, locus.context);
        std::tie(entry.state, entry.reason) = judged_by_white_cells(counts, parameters.white_cells);
    }
    entry.lesions = lesions_of(locus, knowledge.tissues);
    entry.tumor_vaf = mean_vaf(locus);
    add_clone(entry, locus);
    if (auto const lesions = lesion_count(knowledge.tissues); lesions > 1) {
        entry.trunk = entry.lesions.size() == lesions && !is_subclonal(entry.ccf);
    }
    if (locus.unsupported.empty()) {
        auto const copies = agreed_copy_state(locus, knowledge.tissues);
        entry.multiplicity = copies.multiplicity;
        entry.total_copies = copies.total_copies;
        entry.normal_copies = copies.normal_copies;
        entry.copy_states = possible_copies(locus, knowledge.tissues);
    }
    return entry;
}

/// Groups are made of tracked loci only: what is set aside is not read in plasma.
void name_phase_groups(std::span<LocusCandidate const> loci, std::vector<PanelEntry>& entries) {
    std::vector<LocusCandidate> tracked;
    std::vector<std::size_t> places;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        if (entries[index].state == LocusState::tracked) {
            tracked.push_back(loci[index]);
            places.push_back(index);
        }
    }
    auto const names = phase_groups(tracked);
    for (std::size_t index = 0; index < places.size(); ++index) {
        entries[places[index]].phase_group = names[index];
    }
}

}  // namespace

std::string exclusion(LocusCandidate const& locus, SelectKnowledge const& knowledge, FilteredRecords filtered) {
    if (locus.unsupported == "indel_too_long") {
        return locus.unsupported;
    }
    if (!locus.unsupported.empty()) {
        return "unsupported:" + locus.unsupported;
    }
    if (filtered == FilteredRecords::set_aside && std::ranges::none_of(locus.sightings, &Sighting::passed)) {
        return "filter_not_pass:" + filter_names(locus);
    }
    return knowledge.common.contains(locus.variant) ? "common_snp" : "";
}

Panel freeze_panel(std::span<LocusCandidate const> loci, SelectKnowledge const& knowledge,
                   SelectParameters const& parameters, ContigTable const& contigs) {
    Panel panel;
    for (auto const& locus : loci) {
        panel.entries.push_back(entry_of(locus, knowledge, parameters));
    }
    name_phase_groups(loci, panel.entries);
    std::map<std::string, std::size_t> rank;
    for (auto const& contig : contigs.contigs) {
        rank.emplace(contig.name, rank.size());
    }
    std::ranges::stable_sort(panel.entries, {}, [&](PanelEntry const& entry) {
        return std::pair{rank.at(entry.variant.contig), entry.variant};
    });
    panel.hash = panel_hash(panel.entries);
    return panel;
}

}  // namespace tidemark
