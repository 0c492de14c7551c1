// What the patient's white cells say about a tumor variant: germline, clonal haematopoiesis, clear, or not to be told.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/evidence/sample_evidence.hpp"
#include "values/model/background_law.hpp"

namespace tidemark {

/// Molecules of a locus in white cells, and what background alone would show there.
struct WhiteCellCounts {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    double expected = 0;            ///< alt molecules expected from background; of an ordinary locus, unless it is likely hot
    double dispersion = 0;          ///< squared coefficient of variation of `expected`
    double ordinary_expected = 0;   ///< alt molecules expected of an ordinary locus
};

enum class WhiteCellLabel { clear, unresolved, ch, origin_unknown, germline };

struct WhiteCellParameters {
    double alpha = 0.001;        ///< chance per locus that background alone is taken for a variant
    double germline_vaf = 0.30;  ///< from here on germline (Abraham et al. 2025)
    double unknown_vaf = 0.20;   ///< from here to germline_vaf the origin is unknown; below, clonal haematopoiesis
    double excluded_vaf = 0.02;  ///< a locus is clear where the upper 95 % limit of its share is no higher
};

/// METHOD: white cells show an allele where background alone would give as many molecules with a chance below alpha: negative
/// binomial of an ordinary locus, of both kinds together where it is hot with more than `likely_hot`. What only an unknown hot
/// locus could explain is no tumor either.
[[nodiscard]] bool show_allele(WhiteCellCounts const& counts, WhiteCellParameters const& parameters);

/// METHOD: thresholds of the published scheme (Abraham et al. 2025, docs/methods/select.md). Absent is believed only where the
/// depth excludes `excluded_vaf`.
[[nodiscard]] WhiteCellLabel label_white_cells(WhiteCellCounts const& counts, WhiteCellParameters const& parameters);

/// Upper 95 % limit of the allele's share in white cells (Clopper-Pearson): what their depth leaves open; 1 without depth.
/// 0 of 30 gives 0.1157.
[[nodiscard]] double white_cell_bound(WhiteCellCounts const& counts);

/// What white cells say about a locus once plasma was counted there too.
struct WhiteCellComparison {
    WhiteCellLabel label = WhiteCellLabel::clear;
    double upper = 1;   ///< 95 % upper limit of the allele's share in white cells
};

/// METHOD: white cells and plasma are compared by Clopper-Pearson 95 % limits (Abraham et al. 2025), not by presence. Where
/// white cells have the allele beyond background: `germline` from 30 %; else `clear` (tumor) where plasma's lower limit is
/// above their upper one, a trace of tumor cells among them; else `origin_unknown` from 20 %, `ch` below. Where they do not:
/// `clear` where plasma shows nothing or lies above, `unresolved` where their depth could not have shown what plasma has.
[[nodiscard]] WhiteCellComparison compare_white_cells(WhiteCellCounts const& white_cells, std::int64_t plasma_depth,
                                                      std::int64_t plasma_alt, WhiteCellParameters const& parameters);

/// METHOD (statistics.md 11): white cells are one more sample at fraction zero, so they update a locus' rate as a control does
/// (gamma: shape + alt, expected + theirs; the chance of being hot by how well either kind foretold them). What makes a locus
/// noisier does so in every class of molecules, and as much more where it is hot. Each part may only rise: white cells are another material than plasma, and
/// showing nothing must not speak for tumor. A rate without dispersion is exact and stays.
/// (rate 1e-5, dispersion 0.5, never hot) with 2 alt where 0.05 were expected: rate (2 + 2)/(2 + 0.05) x 1e-5, dispersion 1/4.
[[nodiscard]] AppliedRate with_white_cells(AppliedRate rate, WhiteCellCounts const& white_cells);

/// Whether a label says that the allele is not the tumor's.
[[nodiscard]] constexpr bool is_other_origin(WhiteCellLabel label) {
    return label == WhiteCellLabel::ch || label == WhiteCellLabel::origin_unknown || label == WhiteCellLabel::germline;
}

/// clear, white_cells_unresolved, ch, origin_unknown, germline.
[[nodiscard]] constexpr char const* to_text(WhiteCellLabel label) {
    switch (label) {
        case WhiteCellLabel::clear: return "clear";
        case WhiteCellLabel::unresolved: return "white_cells_unresolved";
        case WhiteCellLabel::ch: return "ch";
        case WhiteCellLabel::origin_unknown: return "origin_unknown";
        case WhiteCellLabel::germline: return "germline";
    }
    return "clear";
}

/// The background that plasma is judged with, and where white cells stand in it.
struct RunBackground {
    BackgroundLaw const* law = nullptr;     ///< nullptr: there is no plasma yet
    std::span<double const> levels = {};    ///< noise level of each white-cell sample against it, in their order
};

/// Molecules of all white-cell samples of a patient, pooled by allele.
class WhiteCells {
public:
    /// `own`: learnt on the samples' own off-panel molecules; must cover each of their classes (usual rates where nothing was seen).
    WhiteCells(std::span<SampleEvidence const> samples, BackgroundModel const& own);

    /// `context`: reference trinucleotide of an SNV, repeat class of an insertion or deletion; may be empty. A locus without
    /// rows has depth 0.
    /// METHOD: a rate that the table states stands. Else it is that of the run, by locus, context, class and strand as in plasma,
    /// times the sample's level; of a class that the run does not know, that of their own off-panel molecules.
    [[nodiscard]] WhiteCellCounts at(Variant const& variant, std::string const& context, RunBackground const& run = {}) const;

private:
    struct LocusGroup {
        std::size_t sample = 0;
        MoleculeGroup group;
        std::int64_t depth = 0;
        std::int64_t alt = 0;
        std::optional<double> rate;
    };

    [[nodiscard]] AppliedRate rate_of(LocusGroup const& row, Variant const& variant, std::string const& context,
                                      RunBackground const& run) const;

    BackgroundLaw own_;
    std::map<Variant, std::vector<LocusGroup>> loci_;
};

}  // namespace tidemark
