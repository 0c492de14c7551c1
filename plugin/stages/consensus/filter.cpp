#include "stages/consensus/filter.hpp"

#include <algorithm>

#include "stages/consensus/error_model.hpp"

namespace tidemark {
namespace {

struct Strands {
    std::uint64_t a_depth = 0, b_depth = 0, a_errors = 0, b_errors = 0, errors = 0;
};

bool too_shallow(Strands const& strands, MinimumReads const& least) {
    auto const below = [](std::uint64_t depth, std::int32_t threshold) {
        return threshold > 0 && depth < static_cast<std::uint64_t>(threshold);
    };
    return below(strands.a_depth + strands.b_depth, least.total) ||
           below(std::max(strands.a_depth, strands.b_depth), least.better_strand) ||
           below(std::min(strands.a_depth, strands.b_depth), least.worse_strand);
}

double rate_of(std::uint64_t errors, std::uint64_t depth) {
    return depth == 0 ? 0 : static_cast<double>(errors) / static_cast<double>(depth);
}

bool too_wrong(Strands const& strands, MaximumErrorRates const& most) {
    auto const a = rate_of(strands.a_errors, strands.a_depth), b = rate_of(strands.b_errors, strands.b_depth);
    bool const both = strands.a_depth > 0 && strands.b_depth > 0;
    auto const lower = both ? std::min(a, b) : std::max(a, b);
    return rate_of(strands.errors, strands.a_depth + strands.b_depth) > most.total || lower > most.better_strand ||
           (both && std::max(a, b) > most.worse_strand);
}

Strands at(MoleculeColumns const& columns, std::size_t index) {
    Strands strands{columns.a->depth[index], 0, columns.a->errors[index], 0, columns.errors[index]};
    if (columns.b != nullptr) {
        strands.b_depth = columns.b->depth[index];
        strands.b_errors = columns.b->errors[index];
    }
    return strands;
}

bool is_masked(MoleculeColumns const& columns, Strands const& strands, std::size_t index,
               FilterThresholds const& thresholds) {
    bool const split = thresholds.strand_agreement == StrandAgreement::required && columns.b != nullptr &&
                       columns.a->codes[index] != columns.b->codes[index];
    return split || columns.qualities[index] < thresholds.min_base_quality ||
           too_shallow(strands, thresholds.min_reads) || too_wrong(strands, thresholds.max_base_error_rate);
}

FilterThresholds with_fgbio_defaults(MinimumReads min_reads) {
    FilterThresholds thresholds;
    thresholds.min_reads = min_reads;
    thresholds.max_base_error_rate = {0.1, 0.1, 0.1};
    thresholds.max_read_error_rate = {0.025, 0.025, 0.025};
    thresholds.max_no_calls = 0.2;
    return thresholds;
}

}  // namespace

std::optional<FilterThresholds> filter_preset(std::string_view name) {
    if (name == "fastquorum") {
        return with_fgbio_defaults({3, 1, 1});
    }
    if (name == "liquid_biopsy") {
        auto thresholds = with_fgbio_defaults({3, 2, 2});
        thresholds.max_base_error_rate = {0.05, 0.05, 0.05};
        thresholds.strand_agreement = StrandAgreement::required;
        return thresholds;
    }
    if (name == "high_specificity") {
        return with_fgbio_defaults({10, 5, 3});
    }
    if (name == "simplex") {
        auto thresholds = with_fgbio_defaults({3, 3, 0});
        thresholds.max_base_error_rate = {0.2, 0.2, 0.2};
        thresholds.min_base_quality = 45;
        return thresholds;
    }
    if (name == "washu") {
        auto thresholds = with_fgbio_defaults({10, 5, 3});
        thresholds.min_base_quality = 50;
        return thresholds;
    }
    return std::nullopt;
}

ConsensusOutcome filter(MoleculeColumns const& columns, FilterThresholds const& thresholds) {
    Strands read, deepest;
    std::uint64_t qualities = 0;
    std::int32_t no_calls = 0;
    auto const length = columns.extent.end - columns.extent.begin;
    for (auto column = columns.extent.begin; column < columns.extent.end; ++column) {
        auto const index = static_cast<std::size_t>(column);
        auto const strands = at(columns, index);
        read.a_depth += strands.a_depth;
        read.b_depth += strands.b_depth;
        read.a_errors += strands.a_errors;
        read.b_errors += strands.b_errors;
        read.errors += strands.errors;
        deepest.a_depth = std::max(deepest.a_depth, strands.a_depth);
        deepest.b_depth = std::max(deepest.b_depth, strands.b_depth);
        qualities += columns.qualities[index];
        bool const lost = columns.codes[index] == 0 || is_masked(columns, strands, index, thresholds);
        no_calls += lost ? 1 : 0;
    }
    if (too_shallow(deepest, thresholds.min_reads)) {
        return ConsensusOutcome::filtered_depth;
    }
    if (too_wrong(read, thresholds.max_read_error_rate)) {
        return ConsensusOutcome::filtered_errors;
    }
    if (static_cast<double>(qualities) < thresholds.min_mean_quality * length) {
        return ConsensusOutcome::filtered_quality;
    }
    if (thresholds.max_no_calls && no_calls > *thresholds.max_no_calls * (*thresholds.max_no_calls < 1 ? length : 1)) {
        return ConsensusOutcome::filtered_no_calls;
    }
    return ConsensusOutcome::called;
}

void mask_bases(MoleculeColumns const& columns, FilterThresholds const& thresholds) {
    for (auto column = columns.extent.begin; column < columns.extent.end; ++column) {
        auto const index = static_cast<std::size_t>(column);
        if (columns.codes[index] != 0 && is_masked(columns, at(columns, index), index, thresholds)) {
            columns.codes[index] = 0;
            columns.qualities[index] = no_call_quality;
        }
    }
}

}  // namespace tidemark
