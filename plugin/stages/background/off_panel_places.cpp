#include "stages/background/off_panel_places.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// Depth of all samples: from `begin` on, up to the next step.
struct Step {
    std::int64_t begin = 0;
    std::int64_t depth = 0;
};
using Steps = std::map<std::string, std::vector<Step>>;   // by contig, ascending

void add_up(std::vector<Step>& steps) {
    std::ranges::sort(steps, {}, &Step::begin);
    std::vector<Step> sums;
    std::int64_t depth = 0;
    for (auto const& step : steps) {
        depth += step.depth;
        if (!sums.empty() && sums.back().begin == step.begin) {
            sums.back().depth = depth;
        } else {
            sums.push_back({step.begin, depth});
        }
    }
    steps = std::move(sums);
}

void add_positions(OffPanelPlaces& places, double positions, double depth) {
    if (depth >= 1 && positions > 0) {
        auto& bin = places.depths[depth_bin(depth)];
        bin.positions += positions;
        bin.molecules += positions * depth;
    }
}

std::int64_t depth_at(Steps const& steps, std::string const& contig, std::int64_t position) {
    auto const found = steps.find(contig);
    if (found == steps.end()) {
        return 0;
    }
    auto const next = std::ranges::upper_bound(found->second, position, {}, &Step::begin);
    return next == found->second.begin() ? 0 : std::prev(next)->depth;
}

}  // namespace

int depth_bin(double depth) { return static_cast<int>(std::lround(8 * std::log2(depth))); }

std::map<MoleculeGroup, OffPanelPlaces> off_panel_places(std::span<PooledSample const> samples) {
    std::map<MoleculeGroup, Steps> depths;
    std::map<LocusKind, ErrorTally> mismatches;
    std::map<LocusKind, ErrorTally> rows;
    for (auto const& sample : samples) {
        for (auto const& run : sample.depths) {
            auto& steps = depths[run.group][run.contig];
            steps.push_back({run.begin.value, run.depth});
            steps.push_back({run.end.value, -run.depth});
        }
        for (auto const& [alleles, sums] : {std::pair{&sample.mismatches, &mismatches}, std::pair{&sample.rows, &rows}}) {
            for (auto const& allele : *alleles) {
                auto& sum = (*sums)[{allele.variant, allele.group}];
                sum.errors += allele.errors;
                sum.molecules += allele.depth;
            }
        }
    }
    std::map<MoleculeGroup, OffPanelPlaces> groups;
    for (auto& [group, contigs] : depths) {
        for (auto& [contig, steps] : contigs) {
            add_up(steps);
            for (std::size_t index = 0; index + 1 < steps.size(); ++index) {
                add_positions(groups[group], static_cast<double>(steps[index + 1].begin - steps[index].begin),
                              static_cast<double>(steps[index].depth));
            }
        }
    }
    for (auto const& [place, tally] : mismatches) {
        auto const depth = depth_at(depths[place.group], place.variant.contig, place.variant.position.value);
        groups[place.group].mismatches.push_back(
            {place.variant, place.group, std::max(depth, tally.molecules), tally.errors});
    }
    for (auto const& [place, tally] : rows) {
        add_positions(groups[place.group], 1.0 / 3, static_cast<double>(tally.molecules));
        if (tally.errors > 0) {
            groups[place.group].mismatches.push_back({place.variant, place.group, tally.molecules, tally.errors});
        }
    }
    return groups;
}

}  // namespace tidemark
