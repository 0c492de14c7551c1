#include "stages/genotype/counting_plan.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <range/v3/action/sort.hpp>
#include <range/v3/action/unique.hpp>
#include <utility>

namespace tidemark {
namespace {

/// Reference needed beside a locus when only targets are background.
constexpr std::int64_t locus_margin = 200;
/// Soft clips over an indel start or end this far from it.
constexpr std::int64_t clip_margin = 100;

std::vector<Interval> merged(std::vector<Interval> intervals) {
    std::ranges::sort(intervals);
    std::vector<Interval> result;
    for (auto const& interval : intervals) {
        if (!result.empty() && interval.begin() <= result.back().end()) {
            result.back() = Interval{result.back().begin(), std::max(result.back().end(), interval.end())};
        } else {
            result.push_back(interval);
        }
    }
    return result;
}

Interval widened(Interval const& interval, std::int64_t margin) {
    return Interval{Position{std::max<std::int64_t>(interval.begin().value - margin, 0)}, interval.end() + margin};
}

std::uint8_t code_of(char base) {
    switch (base) {
        case 'A': return 1;
        case 'C': return 2;
        case 'G': return 4;
        case 'T': return 8;
        default: return 0;
    }
}

Tile make_tile(std::int32_t contig, std::string const& name, std::int64_t begin, std::int64_t end,
               FetchBases const& fetch) {
    auto const slice =
        fetch(name, Interval{Position{std::max<std::int64_t>(begin - repeat_margin, 0)}, Position{end + repeat_margin}});
    Tile tile;
    tile.contig = contig;
    tile.begin = begin;
    tile.end = end;
    tile.uses.resize(static_cast<std::size_t>(end - begin), PlaceUse::none);
    for (auto position = begin - 1; position <= end; ++position) {
        tile.bases += slice.at(Position{position});
    }
    std::string wide;
    for (auto position = begin - repeat_margin; position < end + repeat_margin; ++position) {
        wide += slice.at(Position{position});
    }
    auto const places = repeat_places(wide);
    tile.repeats.assign(places.begin() + repeat_margin, places.end() - repeat_margin);
    for (std::size_t offset = 0; offset < tile.uses.size(); ++offset) {
        tile.codes.push_back(code_of(tile.bases[offset + 1]));
    }
    for (std::size_t phase = 0; phase < 2; ++phase) {
        tile.packed[phase].resize((tile.codes.size() + phase + 1) / 2);
        for (std::size_t offset = 0; offset < tile.codes.size(); ++offset) {
            auto const place = offset + phase;
            tile.packed[phase][place / 2] |=
                static_cast<std::uint8_t>(place % 2 == 0 ? tile.codes[offset] << 4U : tile.codes[offset]);
        }
    }
    return tile;
}

/// Loci of one contig in order of position, ref, alt; returns those matched by haplotype.
std::vector<IndelAllele> add_loci(CountingPlan& plan, std::int32_t contig, std::vector<Variant> const& variants,
                                  FetchBases const& fetch) {
    std::vector<IndelAllele> indels;
    for (auto const& variant : variants) {
        bool const by_base = variant.ref.size() == variant.alt.size();
        if (!by_base) {
            indels.push_back({plan.loci.size(), variant, Interval{Position{0}, Position{0}}, {}});
        }
        plan.loci.push_back(
            {variant, contig, by_base ? variant.span() : indel_window(variant, fetch), !by_base});
    }
    return indels;
}

void add_tiles(CountingPlan& plan, std::int32_t number, Contig const& contig, std::vector<Interval> const& ground,
               FetchBases const& fetch) {
    for (auto const& interval : ground) {
        auto const last = std::min(interval.end().value, contig.length);
        for (auto begin = interval.begin().value; begin < last; begin += longest_tile) {
            plan.tiles.push_back(
                make_tile(number, contig.name, begin, std::min(begin + longest_tile, last), fetch));
        }
    }
}

/// Applies `change` to every place of `tiles` inside `interval`.
template <typename Change>
void set_uses(std::span<Tile> tiles, Interval const& interval, Change change) {
    for (auto& tile : tiles) {
        auto const begin = std::max(tile.begin, interval.begin().value);
        auto const end = std::min(tile.end, interval.end().value);
        for (auto position = begin; position < end; ++position) {
            change(tile.uses[static_cast<std::size_t>(position - tile.begin)]);
        }
    }
}

void mark_uses(std::span<Tile> tiles, std::vector<Interval> const& background, std::vector<Variant> const& sites,
               std::span<TrackedLocus const> loci) {
    auto const near = [&](Interval const& interval) {
        auto const first = std::ranges::partition_point(
            tiles, [&](Tile const& tile) { return tile.end <= interval.begin().value; });
        auto last = first;
        while (last != tiles.end() && last->begin < interval.end().value) {
            ++last;
        }
        return std::span<Tile>{first, last};
    };
    for (auto const& interval : background) {
        set_uses(near(interval), interval, [](PlaceUse& use) { use = PlaceUse::counted; });
    }
    for (auto const& site : sites) {
        set_uses(near(site.span()), site.span(), [](PlaceUse& use) {
            use = use == PlaceUse::none ? PlaceUse::none : PlaceUse::listed;
        });
    }
    for (auto const& locus : loci) {
        set_uses(near(locus.window), locus.window, [](PlaceUse& use) { use = PlaceUse::none; });
    }
    for (auto& tile : tiles) {
        for (std::size_t offset = 0; offset < tile.uses.size(); ++offset) {
            if (tile.codes[offset] == 0) {
                tile.uses[offset] = PlaceUse::none;
            }
        }
    }
}

void add_contig(CountingPlan& plan, Contig const& contig, std::vector<Variant> const& variants,
                std::vector<Interval> const& targets, std::vector<Variant> const& sites, FetchBases const& fetch) {
    auto const number = static_cast<std::int32_t>(plan.contigs.size());
    PlannedContig planned;
    planned.name = contig.name;
    planned.loci.first = plan.loci.size();
    planned.tiles.first = plan.tiles.size();
    planned.interest.first = plan.interest.size();
    planned.indels.first = plan.indels.size();

    auto const indels = add_loci(plan, number, variants, fetch);
    planned.loci.last = plan.loci.size();
    std::span const loci{plan.loci.data() + planned.loci.first, planned.loci.last - planned.loci.first};

    auto interest = targets;
    auto ground = targets;
    for (auto const& locus : loci) {
        interest.push_back(locus.by_haplotype ? widened(locus.window, clip_margin) : locus.window);
        ground.push_back(widened(locus.window, plan.has_targets ? locus_margin : maximum_insert));
        planned.longest_window = std::max(planned.longest_window, locus.window.length());
    }
    for (auto const& interval : merged(interest)) {
        plan.interest.push_back(interval);
    }
    planned.interest.last = plan.interest.size();

    ground = merged(ground);
    add_tiles(plan, number, contig, ground, fetch);
    planned.tiles.last = plan.tiles.size();
    mark_uses({plan.tiles.data() + planned.tiles.first, planned.tiles.last - planned.tiles.first},
              plan.has_targets ? targets : ground, sites, loci);

    auto places = indel_places(number, indels, fetch);
    std::ranges::move(places, std::back_inserter(plan.indels));
    planned.indels.last = plan.indels.size();
    plan.contigs.push_back(std::move(planned));
}

}  // namespace

CountingPlan make_counting_plan(PlanInput input, FetchBases const& fetch) {
    CountingPlan plan;
    plan.has_targets = !input.targets.empty();
    input.loci |= ranges::actions::sort | ranges::actions::unique;
    std::map<std::string, std::vector<Variant>> loci;
    std::map<std::string, std::vector<Interval>> targets;
    std::map<std::string, std::vector<Variant>> sites;
    for (auto const& variant : input.loci) {
        loci[variant.contig].push_back(variant);
    }
    for (auto const& region : input.targets) {
        targets[region.contig].push_back(region.interval);
    }
    for (auto const& site : input.common_sites) {
        sites[site.contig].push_back(site);
    }
    for (auto const& contig : input.reference.contigs) {
        if (loci.contains(contig.name) || targets.contains(contig.name)) {
            add_contig(plan, contig, loci[contig.name], merged(targets[contig.name]), sites[contig.name], fetch);
        }
    }
    return plan;
}

}  // namespace tidemark
