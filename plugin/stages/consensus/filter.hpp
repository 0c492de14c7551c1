// Thresholds users know from fgbio FilterConsensusReads, applied to the columns before a record is made of them.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "stages/consensus/consensus_parameters.hpp"
#include "stages/consensus/molecule_columns.hpp"
#include "values/molecule/consensus_read.hpp"

namespace tidemark {

/// Highest error rates: of both strands together, of the strand with the lower rate, of the one with the higher.
struct MaximumErrorRates {
    double total = 1, better_strand = 1, worse_strand = 1;
};

enum class StrandAgreement : std::uint8_t { ignored, required };

/// The defaults filter nothing.
struct FilterThresholds {
    MinimumReads min_reads{0, 0, 0};           ///< strands by support, not by name
    MaximumErrorRates max_base_error_rate;     ///< a base above it becomes N
    MaximumErrorRates max_read_error_rate;     ///< a read above it is dropped
    std::optional<double> max_no_calls;        ///< below 1: share of the bases; else their number
    std::uint8_t min_base_quality = 0;         ///< lower bases become N
    double min_mean_quality = 0;               ///< of the read, before bases are masked
    StrandAgreement strand_agreement = StrandAgreement::ignored;   ///< required: a base that the strands do not share is N
};

/// `fastquorum`, `liquid_biopsy`, `high_specificity`, `simplex`, `washu` (consensus.md 7); nothing for other names.
/// Where the guides leave error rates and no-calls to fgbio, these are its defaults: 0.025 (read), 0.1 (base), 0.2.
[[nodiscard]] std::optional<FilterThresholds> filter_preset(std::string_view name);

/// Whether the read may stay: `called`, or the reason why not. Nothing is changed. A molecule of which one read fails is
/// dropped as a whole; that is for the caller.
[[nodiscard]] ConsensusOutcome filter(MoleculeColumns const& columns, FilterThresholds const& thresholds);

/// Makes N at Q2 of the bases that fail a threshold; once for a molecule, after its reads were judged.
void mask_bases(MoleculeColumns const& columns, FilterThresholds const& thresholds);

}  // namespace tidemark
