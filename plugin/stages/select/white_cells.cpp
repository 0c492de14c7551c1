#include "stages/select/white_cells.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// As the context rows of the evidence table name it.
std::string substitution_of(Variant const& variant) {
    switch (variant.kind()) {
        case VariantKind::snv: return {variant.ref.front(), '>', variant.alt.front()};
        case VariantKind::mnv: return "mnv";
        case VariantKind::insertion: return "ins";
        case VariantKind::deletion: return "del";
        case VariantKind::complex: return variant.alt.size() > variant.ref.size() ? "ins" : "del";
    }
    return "mnv";
}

}  // namespace

double poisson_upper_tail(std::int64_t count, double expected) {
    if (count <= 0) {
        return 1;
    }
    if (expected <= 0) {
        return 0;
    }
    double below = 0;
    for (std::int64_t number = 0; number < count; ++number) {
        auto const k = static_cast<double>(number);
        below += std::exp(k * std::log(expected) - expected - std::lgamma(k + 1));
    }
    return std::max(0.0, 1 - below);
}

double wilson_upper(std::int64_t alt, std::int64_t depth) {
    if (depth <= 0) {
        return 1;
    }
    // Score interval: (p + z²/2d + z·sqrt(p(1−p)/d + z²/4d²)) / (1 + z²/d); 0 of 189 gives 0.0199.
    constexpr double z = 1.959963984540054;
    auto const d = static_cast<double>(depth);
    double const p = static_cast<double>(alt) / d;
    double const square = z * z;
    return (p + square / (2 * d) + z * std::sqrt(p * (1 - p) / d + square / (4 * d * d))) / (1 + square / d);
}

WhiteCellLabel label_white_cells(WhiteCellCounts const& counts, WhiteCellParameters const& parameters) {
    if (counts.alt == 0 || poisson_upper_tail(counts.alt, counts.expected) >= parameters.alpha) {
        return wilson_upper(counts.alt, counts.depth) > parameters.excluded_vaf ? WhiteCellLabel::unresolved
                                                                                : WhiteCellLabel::clear;
    }
    double const vaf = static_cast<double>(counts.alt) / static_cast<double>(counts.depth);
    if (vaf >= parameters.germline_vaf) {
        return WhiteCellLabel::germline;
    }
    return vaf >= parameters.unknown_vaf ? WhiteCellLabel::origin_unknown : WhiteCellLabel::ch;
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
    // Each level starts from one error at the rate of the level above: without molecules it has that rate, and a context
    // without errors has a rate that its depth could hide. 0 errors in 99,000 after an assumed 1e-3 give 1e-5.
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
