#include "values/model/white_cells.hpp"

#include <tuple>
#include <utility>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

/// As the context rows of the evidence table name it.
std::string substitution_of(Variant const& variant) {
    switch (variant.kind()) {
        case VariantKind::snv:
            return {variant.ref.front(), '>', variant.alt.front()};
        case VariantKind::mnv:
            return "mnv";
        case VariantKind::insertion:
            return "ins";
        case VariantKind::deletion:
            return "del";
        case VariantKind::complex:
            return variant.alt.size() > variant.ref.size() ? "ins" : "del";
    }
    return "mnv";
}

}  // namespace

WhiteCellLabel label_white_cells(WhiteCellCounts const& counts, WhiteCellParameters const& parameters) {
    if (poisson_at_least(counts.alt, counts.expected) >= parameters.alpha) {
        // Without any alt molecule 183 molecules exclude 2 %: 1 - 0.025^(1/183) = 0.01996.
        return white_cell_bound(counts) > parameters.excluded_vaf ? WhiteCellLabel::unresolved : WhiteCellLabel::clear;
    }
    double const vaf = static_cast<double>(counts.alt) / static_cast<double>(counts.depth);
    if (vaf >= parameters.germline_vaf) {
        return WhiteCellLabel::germline;
    }
    return vaf >= parameters.unknown_vaf ? WhiteCellLabel::origin_unknown : WhiteCellLabel::ch;
}

double white_cell_bound(WhiteCellCounts const& counts) {
    return counts.depth > 0 ? clopper_pearson(counts.alt, counts.depth, 0.95).upper : 1;
}

WhiteCellComparison compare_white_cells(WhiteCellCounts const& white_cells, std::int64_t plasma_depth,
                                        std::int64_t plasma_alt, WhiteCellParameters const& parameters) {
    auto const theirs = clopper_pearson(white_cells.alt, white_cells.depth, 0.95);
    bool const higher = plasma_alt > 0 && clopper_pearson(plasma_alt, plasma_depth, 0.95).lower > theirs.upper;
    bool const present = poisson_at_least(white_cells.alt, white_cells.expected) < parameters.alpha;
    if (!present) {
        return {plasma_alt == 0 || higher ? WhiteCellLabel::clear : WhiteCellLabel::unresolved, theirs.upper};
    }
    double const vaf = static_cast<double>(white_cells.alt) / static_cast<double>(white_cells.depth);
    if (vaf >= parameters.germline_vaf) {
        return {WhiteCellLabel::germline, theirs.upper};
    }
    if (higher) {
        return {WhiteCellLabel::clear, theirs.upper};
    }
    return {vaf >= parameters.unknown_vaf ? WhiteCellLabel::origin_unknown : WhiteCellLabel::ch, theirs.upper};
}

WhiteCells::WhiteCells(std::span<SampleEvidence const> samples, WhiteCellParameters const& parameters)
    : assumed_rate_{parameters.assumed_rate} {
    for (auto const& sample : samples) {
        for (auto const& row : sample.loci) {
            loci_[row.variant].push_back({row.group, row.counts.depth, row.counts.alt, row.background_rate});
        }
        for (auto const& row : sample.contexts) {
            for (auto* const rate : {&by_context_[{row.group, row.context, row.substitution}],
                                     &by_substitution_[{row.group, row.substitution}]}) {
                rate->errors += row.errors;
                rate->molecules += row.molecules;
            }
        }
    }
}

double WhiteCells::rate_of(MoleculeGroup const& group, std::string const& context,
                           std::string const& substitution) const {
    // Each level starts from one error at the rate of the level above: without molecules it has that rate, and a
    // context without errors has a rate that its depth could hide. 0 errors in 99,000 after an assumed 1e-3 give 1e-5.
    auto const shrunk = [](Rate const& rate, double above) {
        return (static_cast<double>(rate.errors) + 1) / (static_cast<double>(rate.molecules) + 1 / above);
    };
    auto rate = assumed_rate_;
    if (auto const found = by_substitution_.find({group, substitution}); found != by_substitution_.end()) {
        rate = shrunk(found->second, rate);
    }
    if (auto const found = by_context_.find({group, context, substitution}); found != by_context_.end()) {
        rate = shrunk(found->second, rate);
    }
    return rate;
}

WhiteCellCounts WhiteCells::at(Variant const& variant, std::string const& context) const {
    WhiteCellCounts counts;
    auto const found = loci_.find(variant);
    if (found == loci_.end()) {
        return counts;
    }
    auto const substitution = substitution_of(variant);
    for (auto const& row : found->second) {
        counts.depth += row.depth;
        counts.alt += row.alt;
        counts.expected +=
            static_cast<double>(row.depth) * (row.rate ? *row.rate : rate_of(row.group, context, substitution));
    }
    return counts;
}

}  // namespace tidemark
