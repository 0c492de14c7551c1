// LAW of concentration: tumor haploid genome equivalents per mL of plasma (contract 7.21).
#pragma once
#include <optional>

namespace tidemark {

/// Haploid genome equivalents in one ng of DNA: 3.3 pg each.
inline constexpr double default_hge_per_ng = 303.0;

/// What the laboratory measured: mass extracted from a volume. Never the mass put into the library, which is only part.
struct PlasmaYield {
    double cfdna_ng = 0;                      ///< extracted from `plasma_ml`, > 0
    double plasma_ml = 0;                     ///< > 0
    double hge_per_ng = default_hge_per_ng;   ///< > 0
};

/// Haploid genome equivalents of cfDNA per mL, tumor or not. 42.5 ng from 4 mL: 3219.375.
[[nodiscard]] double genomes_per_ml(PlasmaYield const& yield);

/// Tumor hGE per mL: mean VAF x cfDNA mass per mL x hge_per_ng. VAF 0.01, 42.5 ng from 4 mL: 32.19375.
[[nodiscard]] double hge_per_ml(double vaf_mean, PlasmaYield const& yield);

/// The yield where both numbers were measured and are above 0; nothing where a concentration would be a guess.
[[nodiscard]] std::optional<PlasmaYield> plasma_yield(std::optional<double> cfdna_ng, std::optional<double> plasma_ml,
                                                      double hge_per_ng);

}  // namespace tidemark
