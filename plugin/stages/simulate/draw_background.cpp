#include "stages/simulate/draw_background.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace tidemark {
namespace {

/// Number of a trinucleotide of A, C, G, T, below 64; nothing where another letter stands in it.
std::optional<std::size_t> number_of(std::string_view context) {
    constexpr std::string_view bases{"ACGT"};
    std::size_t number = 0;
    for (char const base : context) {
        auto const code = bases.find(base);
        if (code == std::string_view::npos) {
            return std::nullopt;
        }
        number = 4 * number + code;
    }
    return number;
}

/// Adds the molecule-bases of a region to its contexts: by number first, since a panel has tens of thousands of positions
/// for its 64 contexts.
template <typename Depth>
void add_context_molecules(RegionEvidenceLaw const& law, Depth const& depth, ContextSums& sums) {
    struct Sum {
        std::string const* context = nullptr;
        std::array<std::int64_t, error_layer_count> molecules{};
    };
    std::array<Sum, 64> by_number;
    for (std::size_t allele = 0; allele < law.background.size(); allele += 3) {
        auto const& [variant, context, stretch] = law.background[allele];
        auto const number = number_of(context);
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            if (number) {
                by_number[*number].context = &context;
                by_number[*number].molecules[group] += depth(stretch, group);
            } else {
                sums.molecules[{context, group}] += depth(stretch, group);
            }
        }
    }
    for (auto const& sum : by_number) {
        for (std::size_t group = 0; group < error_layer_count && sum.context != nullptr; ++group) {
            sums.molecules[{*sum.context, group}] += sum.molecules[group];
        }
    }
}

}  // namespace

void draw_background(RegionDraw const& draw, ContextSums& sums, SampleEvidence& evidence, Random& random) {
    auto const& law = draw.law;
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> mismatches;   // allele number, group
    std::array<std::int64_t, error_layer_count> drawn{};
    for (std::size_t group = 0; group < error_layer_count; ++group) {
        drawn[group] = random.poisson(draw.molecules * group_share(draw.setting.scenario.molecules, group));
        auto const& rates = law.background_sums[group];
        if (rates.empty()) {
            continue;
        }
        double const scale = static_cast<double>(drawn[group]) * draw.sample_factor;
        for (auto count = random.poisson(scale * rates.back()); count > 0; --count) {
            auto const found = std::ranges::upper_bound(rates, rates.back() * random.uniform());
            ++mismatches[{std::min(static_cast<std::size_t>(found - rates.begin()), rates.size() - 1), group}];
        }
        double const factor = scale * indel_error_factor(static_cast<ErrorLayer>(group));
        sums.events[group][0] += random.poisson(factor * law.deletion_rate);
        sums.events[group][1] += random.poisson(factor * law.insertion_rate);
    }
    auto const depth = [&](std::size_t stretch, std::size_t group) {
        return static_cast<std::int64_t>(static_cast<double>(drawn[group]) * law.stretches[stretch].cover + 0.5);
    };
    auto const& contig = law.alleles.front().variant.contig;
    for (std::size_t stretch = 0; stretch < law.stretches.size(); ++stretch) {
        auto const& [begin, end, cover] = law.stretches[stretch];
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            if (depth(stretch, group) > 0) {
                evidence.depths.push_back({contig, begin, end, simulated_groups[group], depth(stretch, group)});
                sums.covered[group] += depth(stretch, group) * (end - begin);
            }
        }
    }
    add_context_molecules(law, depth, sums);
    for (auto const& [key, count] : mismatches) {
        auto const& [variant, context, stretch] = law.background[key.first];
        auto const group = key.second;
        auto const shown = std::min(count, depth(stretch, group));
        if (shown > 0) {
            sums.errors[{context, variant.ref + ">" + variant.alt, group}] += shown;
            evidence.mismatches.push_back({variant, simulated_groups[group], depth(stretch, group), shown, false});
        }
    }
}

void add_context_rows(ContextSums const& sums, SampleEvidence& evidence) {
    for (std::size_t group = 0; group < error_layer_count; ++group) {
        if (sums.covered[group] > 0) {
            auto const& events = sums.events[group];
            auto const& all = simulated_groups[group];
            evidence.contexts.push_back({all, {}, "del", sums.covered[group], events[0]});
            evidence.contexts.push_back({all, {}, "ins", sums.covered[group], events[1]});
            evidence.contexts.push_back({all, {}, "mnv", sums.covered[group], 0});
        }
    }
    for (auto const& [key, molecules] : sums.molecules) {
        auto const& [context, group] = key;
        for (char const alt : std::string_view{"ACGT"}) {
            if (alt != context[1] && molecules > 0) {
                auto const substitution = std::string{context[1], '>', alt};
                auto const errors = sums.errors.find({context, substitution, group});
                evidence.contexts.push_back({simulated_groups[group], context, substitution, molecules,
                                             errors == sums.errors.end() ? 0 : errors->second});
            }
        }
    }
    std::ranges::sort(evidence.contexts, {}, [](ContextRow const& row) {
        return std::tuple{std::string_view{row.context}, std::string_view{row.substitution}, row.group};
    });
}

}  // namespace tidemark
