// A small genome with a panel, and evidence drawn from the background model at every position of it.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "stages/detect/detect.hpp"
#include "values/model/background_law.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {

inline constexpr std::array world_groups{MoleculeGroup{EvidenceClass::duplex, MoleculeStrand::none},
                                         MoleculeGroup{EvidenceClass::simplex_forward, MoleculeStrand::none}};

struct WorldShape {
    std::int64_t bases = 20000;
    std::int64_t loci = 40;
    double depth = 2500;            ///< around which stretches of 100 bases vary by a fifth
    double rate = 4e-6;             ///< around which kinds of error vary
    double dispersion = 0.5;        ///< of places around their kind, as the model states it
};

/// One contig "chr1", SNV loci at even distances, and the true background model.
struct World {
    WorldShape shape;
    std::string genome;
    Panel panel;
    std::vector<std::string> contexts;
    BackgroundModel model;
    std::vector<std::array<std::int64_t, 2>> depths;   ///< by stretch of 100 bases, group

    explicit World(WorldShape const& given) : shape{given} {
        Random random{11, "world"};
        for (std::int64_t each = 0; each < shape.bases; ++each) {
            genome += "ACGT"[random.below(4)];
        }
        for (std::int64_t each = 0; each < shape.bases / 100; ++each) {
            double const level = shape.depth * (0.8 + 0.4 * random.uniform());
            depths.push_back({static_cast<std::int64_t>(level), static_cast<std::int64_t>(level / 2)});
        }
        for (std::int64_t each = 0; each < shape.loci; ++each) {
            auto const position = (2 * each + 1) * shape.bases / (2 * shape.loci);
            PanelEntry entry;
            auto const ref = genome[static_cast<std::size_t>(position)];
            entry.variant = {"chr1", Position{position}, std::string(1, ref), ref == 'C' ? "T" : ref == 'G' ? "A" : ref == 'A' ? "C" : "G"};
            panel.entries.push_back(entry);
            contexts.push_back(genome.substr(static_cast<std::size_t>(position - 1), 3));
        }
        panel.hash = "panel";
        for (auto const& group : world_groups) {
            for (std::size_t context = 0; context < trinucleotide_count; ++context) {
                auto const text = trinucleotide_text(context);
                for (char const alt : plain_bases) {
                    auto const kind = alt == text[1] ? ErrorKind{} : canonical_kind(group, text, substitution_text(text[1], alt));
                    if (alt != text[1] && kind.context == text) {
                        double const rate = shape.rate * random.gamma(2, 1) + shape.rate / 20;
                        model.rates.push_back({.level = BackgroundLevel::context, .group = kind.group, .context = kind.context,
                                               .substitution = kind.substitution, .locus = {}, .errors = 0, .molecules = 0,
                                               .rate = rate, .dispersion = shape.dispersion});
                    }
                }
            }
        }
    }

    [[nodiscard]] bool is_tracked(std::int64_t position) const {
        return std::ranges::any_of(panel.entries, [&](auto const& entry) { return entry.variant.position.value == position; });
    }
    [[nodiscard]] std::int64_t depth(std::int64_t position, std::size_t group) const {
        return depths[static_cast<std::size_t>(position / 100)][group];
    }
    [[nodiscard]] BaseLookup bases() const {
        return [this](std::string const&, Interval interval) {
            auto const begin = static_cast<std::size_t>(interval.begin().value);
            return ReferenceSlice{interval.begin(), genome.substr(begin, static_cast<std::size_t>(interval.length()))};
        };
    }
};

/// What differs from the model.
struct Draw {
    double level = 1;           ///< of the whole sample
    double hot_share = 0;       ///< of all places
    double hot_rate = 0;        ///< added to the rate of such a place
    double dispersion = 0.5;    ///< of places around their kind, in truth
    int seed = 1;
};

inline SampleEvidence draw_sample(World const& world, Draw const& draw) {
    SampleEvidence evidence;
    evidence.facts.sample = "sample" + std::to_string(draw.seed);
    evidence.facts.panel_hash = world.panel.hash;
    BackgroundLaw const law{world.model};
    Random random{static_cast<std::uint64_t>(draw.seed), "evidence"};
    std::array<std::array<std::array<double, 4>, 2>, trinucleotide_count> rates{};
    for (std::size_t context = 0; context < trinucleotide_count; ++context) {
        auto const text = trinucleotide_text(context);
        for (std::size_t group = 0; group < world_groups.size(); ++group) {
            for (std::size_t alt = 0; alt < 4; ++alt) {
                rates[context][group][alt] = plain_bases[alt] == text[1] ? 0 : law.rate_of_kind(world_groups[group], text, substitution_text(text[1], plain_bases[alt])).rate;
            }
        }
    }
    std::size_t locus = 0;
    for (std::int64_t position = 1; position + 1 < world.shape.bases; ++position) {
        auto const at = static_cast<std::size_t>(position);
        auto const context = *trinucleotide_number(world.genome[at - 1], world.genome[at], world.genome[at + 1]);
        bool const tracked = locus < world.panel.entries.size() && world.panel.entries[locus].variant.position.value == position;
        bool const hot = random.chance(draw.hot_share);
        for (std::size_t group = 0; group < world_groups.size(); ++group) {
            for (std::size_t alt = 0; alt < 4; ++alt) {
                Variant const variant{"chr1", Position{position}, std::string(1, world.genome[at]), std::string(1, plain_bases[alt])};
                if (plain_bases[alt] == world.genome[at] || (tracked && variant != world.panel.entries[locus].variant)) {
                    continue;
                }
                auto const depth = world.depth(position, group);
                double rate = rates[context][group][alt] * draw.level + (hot ? draw.hot_rate : 0);
                rate *= draw.dispersion > 0 ? random.gamma(1 / draw.dispersion, 1) : 1;
                auto const count = std::min(random.poisson(static_cast<double>(depth) * rate), depth);
                if (tracked) {
                    LocusCounts counts;
                    counts.depth = depth;
                    counts.alt = count;
                    evidence.loci.push_back({variant, world_groups[group], counts, {}});
                } else if (count > 0) {
                    evidence.mismatches.push_back({variant, world_groups[group], depth, count, false});
                }
            }
        }
        locus += tracked ? 1 : 0;
    }
    for (std::int64_t begin = 0; begin < world.shape.bases; begin += 100) {
        for (std::size_t group = 0; group < world_groups.size(); ++group) {
            auto const first = std::max<std::int64_t>(begin, 1);
            evidence.depths.push_back({"chr1", Position{first}, Position{std::min(begin + 100, world.shape.bases - 1)},
                                       world_groups[group], world.depth(begin, group)});
        }
    }
    return evidence;
}

}  // namespace tidemark::test
