// LAW of a draw with part of its loci and molecules: what the same tube would have said with less evidence.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "values/evidence/detection_result.hpp"
#include "values/genome/variant.hpp"

namespace tidemark {

/// Names the stream of random numbers of a draw: nothing else decides which molecules stay.
struct DrawName {
    std::string patient;
    std::string sample;
};

/// What is kept of a draw.
struct KeptEvidence {
    std::set<Variant> const* loci = nullptr;   ///< none given: all
    double molecule_share = 1;                 ///< of the molecules at those loci, 0..1
};

/// Place of a locus among the patient's: by hash of patient and variant, so that neither the order of the panel nor
/// another patient decides which loci stay.
[[nodiscard]] std::uint64_t locus_rank(std::string const& patient, Variant const& variant);

/// The counts of a draw with part of its evidence, status and estimates still those of the whole. METHOD: each molecule stays
/// with chance `molecule_share` (binomial thinning, alternative and other molecules apart), seeded by (patient, sample, variant);
/// expected background molecules shrink with the depth. Loci that are not kept become `set_aside` with reason `parity`.
[[nodiscard]] DetectionResult thin_counts(DetectionResult const& result, DrawName const& name, KeptEvidence const& kept);

/// LoD95 of a draw from its own rows with part of the evidence, molecules as expected (not drawn); nothing where no fraction
/// up to 1 is found so often, or no locus has molecules. METHOD: the whole rule (exact null of the weighted statistic, breadth,
/// alpha and noise dispersion of the draw) on one cell for each locus: evidence classes summed, phase groups as single
/// loci, locus rates taken as known. It lies above detect's limit where classes of different error rates are summed.
/// `accuracy`: relative.
[[nodiscard]] std::optional<double> thinned_limit(DetectionResult const& result, KeptEvidence const& kept,
                                                  double accuracy = 1e-2);

/// Status, p-value, fraction with limits, VAFs and LoD95 of thinned counts, by the same law. METHOD: p and breadth decide as
/// detect does (single_locus, between_alphas); an INDETERMINATE for another reason stays so where the test is met; without a
/// detection the draw is NOT_DETECTED, because its limit is the common one. The fraction is (X - B) / sum of d v(f)/f over
/// loci; limits Feldman-Cousins up to 20 molecules, exact Poisson above, one-sided where not detected.
[[nodiscard]] DetectionResult judge_counts(DetectionResult result);

/// The draw without a single tumor or background molecule: the most that a response could have left. Evaluable draws become
/// NOT_DETECTED with the upper limit of a count of 0; others stay.
[[nodiscard]] DetectionResult emptied(DetectionResult result);

}  // namespace tidemark
