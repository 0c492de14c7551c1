// What `detect` says about one draw: `docs/formats/detection.md` is the same content as a file.
// A number that could not be computed is absent, never 0.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"

namespace tidemark {

/// Below this a p-value is dominated by rounding: it is told as "at most so much".
inline constexpr double smallest_p_value = 1e-12;
/// Signatures and panels of other patients with a p-value up to this count as false positives.
inline constexpr double positive_alpha = 0.01;
/// Signatures tell the rate of false positives at an alpha where so many positive ones are expected: 200 at 0.01, 2,000 at 0.001.
inline constexpr double fewest_expected_signatures = 2;

enum class SampleStatus { detected, not_detected, indeterminate, not_evaluable };

/// DETECTED, NOT_DETECTED, INDETERMINATE, NOT_EVALUABLE.
[[nodiscard]] constexpr char const* to_text(SampleStatus status) {
    switch (status) {
        case SampleStatus::detected: return "DETECTED";
        case SampleStatus::not_detected: return "NOT_DETECTED";
        case SampleStatus::indeterminate: return "INDETERMINATE";
        case SampleStatus::not_evaluable: return "NOT_EVALUABLE";
    }
    return "NOT_EVALUABLE";
}

/// One tracked locus in one draw, classes summed.
struct VariantResult {
    Variant variant;
    std::string evidence_class;              ///< semicolon list of the classes that have depth
    std::int64_t depth = 0;
    std::int64_t alt_molecules = 0;
    double background = 0;                   ///< expected background molecules, sum of depth x rate
    std::optional<double> weight;            ///< weight of one molecule in the test statistic
    std::string state;                       ///< evaluable, outlier, absent, inconsistent_with_copy_state, ch, origin_unknown, germline, no_depth, set_aside
    std::string reason;
    std::optional<double> white_cells_hi;    ///< 95 % upper limit of the allele's share in white cells; absent: not compared
    std::optional<double> signal;            ///< expected VAF per unit of tumor fraction, v(f)/f, at the draw's estimate;
                                             ///< absent where no copy state was used
    bool operator==(VariantResult const&) const = default;
};

struct DetectionResult {
    std::string sample;
    std::string use;                         ///< landmark or monitoring
    std::int64_t loci_designed = 0;
    std::int64_t loci_evaluable = 0;
    std::int64_t loci_excluded = 0;
    std::int64_t molecules_n = 0;            ///< sum of depth over evaluable loci, outliers included
    std::int64_t molecules_alt = 0;
    std::optional<double> background_expected;
    std::optional<double> background_dispersion;
    std::optional<double> alpha;
    std::optional<double> p_detect;
    std::optional<double> p_pooled;
    std::optional<double> pooled_quantity;
    SampleStatus status = SampleStatus::not_evaluable;
    std::vector<std::string> reasons;        ///< codes of readout reason list, in fixed order
    std::optional<double> tumor_fraction_cell;
    std::optional<double> tumor_fraction_cell_lo;    ///< 95 % limits; they allow for lost loci where the counts cannot tell how many.
    std::optional<double> tumor_fraction_cell_hi;    ///< NOT_DETECTED: one-sided 95 % bound, if all tracked loci are there, as LoD95
    std::optional<double> tumor_fraction_mass;
    std::optional<double> vaf_mean;
    std::optional<double> vaf_max;
    std::optional<double> lob_tumor_fraction;
    std::optional<double> lod95_tumor_fraction;
    std::optional<double> loq_tumor_fraction;
    std::optional<double> loo_min_tumor_fraction;
    std::optional<double> loo_max_tumor_fraction;
    std::optional<double> lob_vaf;           ///< the limits as mean expected VAF over evaluable loci
    std::optional<double> lod95_vaf;
    std::optional<double> loq_vaf;
    std::optional<std::int64_t> critical_count;
    std::optional<double> presence_probability;      ///< posterior chance of any tumor DNA; only on request
    std::optional<double> dropout_share;             ///< fitted share of trunk loci that the draw lost, with limits
    std::optional<double> dropout_share_lo;
    std::optional<double> dropout_share_hi;
    std::optional<double> p_detect_model;            ///< p before the sample's own calibration was taken into account
    std::optional<std::int64_t> signatures;          ///< synthetic signatures drawn from the sample's own bases
    std::string signatures_missing;                  ///< why none were drawn (missing_signatures.hpp); empty where some were
    std::optional<std::int64_t> signatures_loci;     ///< of each signature: tracked loci that found a like position
    std::optional<double> signatures_independent;    ///< about so many share no position, at most their number
    std::optional<std::int64_t> signatures_positive; ///< of these, with p <= 0.01
    std::optional<double> signatures_rate;           ///< share of these: empirical false-positive rate, with 95 % limits
    std::optional<double> signatures_rate_lo;
    std::optional<double> signatures_rate_hi;
    std::optional<std::int64_t> signatures_positive_at_alpha; ///< signatures with p <= alpha of this result
    std::optional<double> signatures_rate_at_alpha;  ///< share of these, with 95 % limits; absent where too few were drawn to tell
    std::optional<double> signatures_rate_at_alpha_lo;
    std::optional<double> signatures_rate_at_alpha_hi;
    std::optional<double> signatures_inflation;      ///< inflation factor of their p-values, with 95 % limits
    std::optional<double> signatures_inflation_lo;
    std::optional<double> signatures_inflation_hi;
    std::vector<double> signatures_p;                ///< their p-values, ascending
    std::optional<double> length_p_detect;           ///< second result: the test with fragment lengths
    std::optional<double> length_ratio;              ///< likelihood ratio of the alt molecules' lengths, tumor over normal
    std::optional<std::int64_t> length_molecules;    ///< alt molecules whose length was used
    std::string length_source;                       ///< where the length laws came from; empty: not asked for
    std::optional<std::int64_t> fingerprint_called;
    std::optional<std::int64_t> fingerprint_mismatch;
    std::optional<double> contamination_hi;
    std::optional<std::int64_t> ch_loci;
    std::string panel_hash;
    std::string model_hash;                  ///< of the background table; empty where none was given
    std::string input_hash;                  ///< SHA-256 of the evidence rows of this sample
    std::string failure_reason;              ///< rule by which the sample's own file failed; empty where it was counted
    std::string failure_message;             ///< what happened to it and what to do
    std::vector<VariantResult> variants;     ///< panel order
    bool operator==(DetectionResult const&) const = default;
};

}  // namespace tidemark
