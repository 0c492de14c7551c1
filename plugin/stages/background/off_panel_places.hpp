// Off-panel places of all samples together: a place that is hot is so in every sample, and many samples see it better.
#pragma once
#include <map>
#include <span>
#include <vector>

#include "stages/background/control_pool.hpp"

namespace tidemark {

/// Positions of about the same depth.
struct DepthBin {
    double positions = 0;    ///< a foreign row is one allele of three
    double molecules = 0;    ///< sum of their depths
};
/// Bin of a depth: eight to a doubling. depth >= 1.
[[nodiscard]] int depth_bin(double depth);

/// Places of molecules of one group, counts of all samples added up.
struct OffPanelPlaces {
    std::map<int, DepthBin> depths;             ///< all of them
    std::vector<OffPanelAllele> mismatches;     ///< alleles there with errors, with the molecules of all samples
};

[[nodiscard]] std::map<MoleculeGroup, OffPanelPlaces> off_panel_places(std::span<PooledSample const> samples);

}  // namespace tidemark
