#include "stages/genotype/locus_tally.hpp"

#include <algorithm>
#include <string_view>

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

void add_counts(LocusCounts& counts, LocusCounts const& more) {
    counts.depth += more.depth;
    counts.alt += more.alt;
    counts.other += more.other;
    counts.unreadable += more.unreadable;
    counts.mate_disagreement += more.mate_disagreement;
    counts.depth_mates_agreed += more.depth_mates_agreed;
    counts.alt_mates_agreed += more.alt_mates_agreed;
    counts.alt_lengths.insert(counts.alt_lengths.end(), more.alt_lengths.begin(), more.alt_lengths.end());
    counts.alt_family_sizes.insert(counts.alt_family_sizes.end(), more.alt_family_sizes.begin(),
                                   more.alt_family_sizes.end());
}

bool informative(Observation observation) {
    return observation == Observation::reference || observation == Observation::alternative ||
           observation == Observation::other;
}

}  // namespace

std::size_t LocusTally::HashPattern::operator()(Pattern const& pattern) const {
    return stable_hash({reinterpret_cast<char const*>(pattern.data()), pattern.size() * sizeof(pattern[0])});
}

LocusCounts& LocusTally::at(std::size_t group, std::size_t locus) {
    auto& counts = counts_[group];
    if (counts.empty()) {
        counts.resize(plan_->loci.size());
    }
    return counts[locus];
}

LociSeen LocusTally::add(MoleculeTraits const& traits, std::span<LocusObservation const> observations) {
    auto seen = LociSeen::none;
    for (auto const& [locus, observation, agreed] : observations) {
        auto& counts = at(traits.group, locus);
        if (!informative(observation)) {
            bool const no_base = observation == Observation::unreadable;
            ++(no_base ? counts.unreadable : counts.mate_disagreement);
            if (seen != LociSeen::informative && (no_base || seen == LociSeen::none)) {
                seen = no_base ? LociSeen::unreadable : LociSeen::mate_disagreement;
            }
            continue;
        }
        seen = LociSeen::informative;
        ++counts.depth;
        counts.depth_mates_agreed += agreed ? 1 : 0;
        counts.other += observation == Observation::other ? 1 : 0;
        if (observation == Observation::reference) {
            ++reference_lengths_[static_cast<std::size_t>(std::clamp(traits.fragment_length, 0, longest_told))];
        }
        if (observation == Observation::alternative) {
            ++counts.alt;
            counts.alt_mates_agreed += agreed ? 1 : 0;
            counts.alt_lengths.push_back(traits.fragment_length);
            counts.alt_family_sizes.push_back(traits.family_size);
        }
    }
    if (observations.size() > 1) {
        note_pattern(traits.group, observations);
    }
    return seen;
}

/// Only molecules that show two or more places: alleles whose windows overlap are one place and no phase.
void LocusTally::note_pattern(std::size_t group, std::span<LocusObservation const> observations) {
    pattern_.assign(1, group);
    Position end_so_far{-1};
    bool two_places = false;
    for (auto const& [locus, observation, agreed] : observations) {
        if (!informative(observation)) {
            continue;
        }
        pattern_.push_back(2 * locus + (observation == Observation::alternative ? 1 : 0));
        auto const& window = plan_->loci[locus].window;
        two_places |= end_so_far.value >= 0 && window.begin() >= end_so_far;
        end_so_far = std::max(end_so_far, window.end());
    }
    if (two_places) {
        ++patterns_[pattern_];
    }
}

void LocusTally::add(LocusTally const& other) {
    for (std::size_t group = 0; group < group_count; ++group) {
        for (std::size_t locus = 0; locus < other.counts_[group].size(); ++locus) {
            add_counts(at(group, locus), other.counts_[group][locus]);
        }
    }
    for (auto const& [pattern, molecules] : other.patterns_) {
        patterns_[pattern] += molecules;
    }
    for (std::size_t length = 0; length < reference_lengths_.size(); ++length) {
        reference_lengths_[length] += other.reference_lengths_[length];
    }
}

std::map<std::int32_t, std::int64_t> LocusTally::reference_lengths() const {
    std::map<std::int32_t, std::int64_t> lengths;
    for (std::int32_t length = 0; length <= longest_told; ++length) {
        if (auto const molecules = reference_lengths_[static_cast<std::size_t>(length)]; molecules > 0) {
            lengths.emplace(length, molecules);
        }
    }
    return lengths;
}

std::vector<LocusRow> LocusTally::rows(std::array<bool, group_count> const& present) const {
    std::vector<LocusRow> rows;
    bool const nothing = std::ranges::none_of(present, [](bool each) { return each; });
    for (std::size_t locus = 0; locus < plan_->loci.size(); ++locus) {
        auto const& variant = plan_->loci[locus].variant;
        if (nothing) {
            rows.push_back({variant, {EvidenceClass::position, MoleculeStrand::none}, {}, {}});
        }
        for (std::size_t group = 0; group < group_count; ++group) {
            if (!present[group]) {
                continue;
            }
            rows.push_back({variant, molecule_groups[group],
                            counts_[group].empty() ? LocusCounts{} : counts_[group][locus], {}});
            std::ranges::sort(rows.back().counts.alt_lengths);
            std::ranges::sort(rows.back().counts.alt_family_sizes);
        }
    }
    return rows;
}

std::vector<HaplotypeRow> LocusTally::haplotypes() const {
    std::vector<HaplotypeRow> rows;
    for (auto const& [pattern, molecules] : patterns_) {
        HaplotypeRow row{{}, molecule_groups[pattern[0]], molecules};
        for (std::size_t index = 1; index < pattern.size(); ++index) {
            row.pattern += row.pattern.empty() ? "" : ",";
            row.pattern += to_text(plan_->loci[pattern[index] / 2].variant) + (pattern[index] % 2 == 1 ? "=1" : "=0");
        }
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows);
    return rows;
}

}  // namespace tidemark
