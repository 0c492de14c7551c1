#include "stages/detect/length_law.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tidemark {
namespace {

constexpr std::int32_t bin_width = 10;
constexpr std::int32_t first_bin_end = 60;

struct AlleleLengths {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    std::vector<std::int32_t> lengths;
};

bool is_tumor(AlleleLengths const& allele) {
    constexpr std::int64_t fewest = 3;
    constexpr double least_share = 0.005;
    constexpr double largest_share = 0.35;
    auto const depth = static_cast<double>(allele.depth);
    auto const alt = static_cast<double>(allele.alt);
    return allele.alt >= fewest && alt >= least_share * depth && alt <= largest_share * depth;
}

double total(LengthBins const& bins) { return std::accumulate(bins.begin(), bins.end(), 0.0); }

}  // namespace

std::size_t length_bin(std::int32_t length) {
    if (length <= 0) {
        return 0;
    }
    auto const bin = 1 + std::max(length - first_bin_end + bin_width, 0) / bin_width;
    return std::min(static_cast<std::size_t>(bin), length_bin_count - 1);
}

LengthBins length_bins(std::map<std::int32_t, std::int64_t> const& lengths) {
    LengthBins bins{};
    for (auto const& [length, molecules] : lengths) {
        bins[length_bin(length)] += static_cast<double>(molecules);
    }
    return bins;
}

std::optional<LengthLaw> learn_length_law(std::span<SampleEvidence const> plasma) {
    constexpr double fewest_tumor = 100;
    constexpr double fewest_normal = 1000;
    constexpr double fewest_of_length = 20;
    constexpr double pull = 50;
    LengthBins tumor{};
    LengthBins normal{};
    LengthLaw law;
    for (auto const& sample : plasma) {
        law.samples.push_back(sample.facts.sample);
        auto const reference = length_bins(sample.reference_lengths);
        std::ranges::transform(normal, reference, normal.begin(), std::plus{});
        std::map<Variant, AlleleLengths> alleles;
        for (auto const& row : sample.loci) {
            auto& allele = alleles[row.variant];
            allele.depth += row.counts.depth;
            allele.alt += row.counts.alt;
            allele.lengths.insert(allele.lengths.end(), row.counts.alt_lengths.begin(), row.counts.alt_lengths.end());
        }
        for (auto const& [variant, allele] : alleles) {
            for (auto const length : allele.lengths) {
                tumor[length_bin(length)] += is_tumor(allele) ? 1 : 0;
            }
        }
    }
    std::ranges::sort(law.samples);
    tumor[0] = normal[0] = 0;   // unknown lengths say nothing
    double const all_tumor = total(tumor);
    double const all_normal = total(normal);
    if (all_tumor < fewest_tumor || all_normal < fewest_normal) {
        return std::nullopt;
    }
    law.tumor_molecules = static_cast<std::int64_t>(all_tumor);
    for (std::size_t bin = 1; bin < length_bin_count; ++bin) {
        if (normal[bin] >= fewest_of_length) {
            double const share = normal[bin] / all_normal;
            double const ratio = (tumor[bin] + pull * share) / ((all_tumor + pull) * share);
            law.log_ratio[bin] = std::log(std::clamp(ratio, 1.0 / 3, 3.0));
        }
    }
    return law;
}

}  // namespace tidemark
