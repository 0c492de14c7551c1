// Synthetic signatures: panels of the same shape at places where this very sample has no tracked variant. What the test
// says about them is what it says about nothing (statistics.md 5.5).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/detect/off_panel_sites.hpp"
#include "stages/detect/statistic.hpp"
#include "stages/detect/witnesses.hpp"
#include "values/evidence/missing_signatures.hpp"
#include "values/failure/result.hpp"

namespace tidemark {

/// One locus of a signature: where its position is drawn from, and what the test expects there.
struct SignatureLocus {
    std::size_t locus = 0;             ///< index into the list of tracked loci that it stands for
    std::size_t context = 0;           ///< trinucleotide by number
    char alt = 'N';
    std::size_t first = 0;             ///< window of sites [first, first + count) of its context, nearest in depth
    std::size_t count = 0;
    WitnessUnit unit;                  ///< a witness by itself, cells by group
};

/// What a signature is drawn from.
struct SignaturePlan {
    OffPanelSites sites;
    std::vector<SignatureLocus> loci;  ///< in the order of the tracked loci
    Scores scores;                     ///< of the loci's units: weights for f0 and kappa of the sample's own test
    double independent = 0;            ///< signatures that could be drawn without sharing a position, about
};

struct SignatureSetting {
    TestMethod method = TestMethod::exact;
    double predicted_fraction = 1e-4;  ///< f0 of the sample's own test
    double sample_dispersion = 0;      ///< kappa of the sample's own test
    double window_ratio = 1.5;         ///< positions of this many times more or fewer molecules count as alike
    std::size_t fewest_sites = 5;      ///< positions that each locus of a context needs to choose from
    std::uint64_t seed = 0;
};

/// METHOD: for every tracked SNV with molecules a signature takes an off-panel position of the same reference
/// trinucleotide, chosen evenly among those whose depth differs by at most `window_ratio` (the nearest in depth, where
/// these are few); what counts is the same substitution. Insertions, deletions, MNVs, loci without a context, loci whose
/// rate the table states, and loci whose context has fewer than `fewest_sites` positions for each of its loci have no
/// place in a signature. Rates are those of the kind of error, never of a locus. A drawn position is a gamma-Poisson count
/// whose depth is itself drawn, so that the law of the statistic, averaged over what can be drawn, is the same for all
/// signatures of a sample: mean depth x rate, dispersion (1 + rate's) (1 + depth's) - 1.
/// Refused, with the cause, where fewer than half of the loci with molecules find positions.
[[nodiscard]] Result<SignaturePlan, MissingSignatures> plan_signatures(
    SampleEvidence const& evidence, Panel const& panel, std::span<LocusEvidence const> loci, RateSource const& rates,
    BaseLookup const& bases, SignatureSetting const& setting);

/// One drawn signature.
struct Signature {
    std::vector<std::size_t> sites;    ///< one for each locus of the plan, by its number in the locus's context; none twice
    std::int64_t statistic = 0;        ///< T
    double chance = 0;                 ///< uniform in [0, 1): breaks ties of the discrete statistic
};

/// Signature `number` of the plan; a signature never depends on how many others are drawn.
[[nodiscard]] Signature draw_signature(SignaturePlan const& plan, std::uint64_t seed, std::size_t number);

}  // namespace tidemark
