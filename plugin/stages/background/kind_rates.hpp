// Rates of one class by substitution and context, hot loci told apart from ordinary ones.
#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "stages/background/control_pool.hpp"
#include "stages/background/hot_loci.hpp"
#include "stages/background/off_panel_places.hpp"
#include "values/evidence/background_rate.hpp"

namespace tidemark {

/// Defaults that stand in where the samples say too little. All dispersions are squared coefficients of variation.
struct LearningParameters {
    double sample_dispersion = 0.25;          ///< kappa without three controls: a CV of 25 % (statistics.md 3)
    double substitution_dispersion = 1.0;     ///< substitutions within a class
    double context_dispersion = 0.5;          ///< contexts within a substitution
    double repeat_dispersion = 4.0;           ///< repeat classes within insertions and deletions
    HotPrior loci = {};                       ///< loci within a context: shape 2 (statistics.md 5.2), and hot ones
};

/// All samples of one canonical group, and its single places.
struct GroupTallies {
    struct Place {
        std::string context;         ///< empty where unknown
        std::string substitution;
        double depth = 0;
        double errors = 0;
    };
    std::map<std::string, std::map<std::string, ErrorTally>> substitutions;   ///< substitution -> context -> tally
    std::map<std::string, std::map<std::string, ErrorTally>> events;          ///< ins, del, mnv -> context -> tally
    std::map<int, DepthBin> depths;     ///< all off-panel positions
    std::vector<Place> mismatches;      ///< off-panel alleles with errors
    std::vector<Place> loci;            ///< panel loci of controls, with errors or without
};

/// Class and context rows of a group, from the class' usual rate of the field where nothing was seen.
/// METHOD: rates are shrunk level by level (any substitution, substitution, context); then two kinds of loci are fitted to
/// the single places, errors that belong to hot ones are taken off the tallies, and rates are learnt again, twice. `rate` of a
/// row is the mean over both kinds. ins, del and mnv, of which no places are known, keep the prior's hot part in proportion to
/// their rate. Where no place has a context (no reference), places are fitted round their substitution and the spread of contexts is
/// not stacked on top: it would count twice, and a prior too wide lets a locus follow the luck of its own controls.
[[nodiscard]] std::vector<BackgroundRate> kind_rates(MoleculeGroup group, GroupTallies const& tallies,
                                                     LearningParameters const& parameters);

/// A rate of ordinary loci with a hot part: mean over both.
[[nodiscard]] BackgroundRate with_hot_part(BackgroundRate row, LocusMixture const& loci);

}  // namespace tidemark
