// What the patient's white cells say about a tumor variant: germline, clonal haematopoiesis, clear, or not to be told.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

struct WhiteCellCounts {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    double expected = 0;  ///< alt molecules expected from background alone
};

enum class WhiteCellLabel { clear, unresolved, ch, origin_unknown, germline };

struct WhiteCellParameters {
    double alpha = 0.001;        ///< chance per locus that background alone is taken for a variant
    double germline_vaf = 0.30;  ///< from here on germline (Abraham et al. 2025)
    double unknown_vaf = 0.20;   ///< from here to germline_vaf the origin is unknown; below, clonal haematopoiesis
    double excluded_vaf = 0.02;  ///< a locus is clear where the upper 95 % limit of its share is no higher
    double assumed_rate = 1e-3;  ///< background per molecule where the table carries none (raw sequencing error)
};

/// METHOD: thresholds of the published scheme (Abraham et al. 2025, docs/methods/select.md). Present means that
/// background alone would give as many alt molecules with a chance below alpha (Poisson); absent is believed only where
/// the depth excludes `excluded_vaf`.
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

/// Molecules of all white-cell samples of a patient, pooled by allele, with the background of the samples themselves.
class WhiteCells {
public:
    WhiteCells(std::span<SampleEvidence const> samples, WhiteCellParameters const& parameters);

    /// `context`: reference trinucleotide of an SNV, empty otherwise. A locus without rows has depth 0.
    [[nodiscard]] WhiteCellCounts at(Variant const& variant, std::string const& context) const;

private:
    struct Rate {
        std::int64_t errors = 0;
        std::int64_t molecules = 0;
    };
    struct LocusGroup {
        MoleculeGroup group;
        std::int64_t depth = 0;
        std::int64_t alt = 0;
        std::optional<double> rate;
    };

    [[nodiscard]] double rate_of(MoleculeGroup const& group, std::string const& context,
                                 std::string const& substitution) const;

    double assumed_rate_;
    std::map<Variant, std::vector<LocusGroup>> loci_;
    std::map<std::tuple<MoleculeGroup, std::string, std::string>, Rate> by_context_;
    std::map<std::pair<MoleculeGroup, std::string>, Rate> by_substitution_;
};

}  // namespace tidemark
