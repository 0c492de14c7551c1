#include "stages/simulate/draw_background.hpp"

#include <algorithm>
#include <string_view>

namespace tidemark {

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
    for (std::size_t allele = 0; allele < law.background.size(); allele += 3) {
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            sums.molecules[{law.background[allele].context, group}] += depth(law.background[allele].stretch, group);
        }
    }
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
