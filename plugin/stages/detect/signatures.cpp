#include "stages/detect/signatures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "values/probability/random.hpp"

namespace tidemark {
namespace {

std::optional<std::size_t> context_number(std::string const& context) {
    return context.size() == 3 ? trinucleotide_number(context[0], context[1], context[2]) : std::nullopt;
}

bool has_stated_rates(LocusEvidence const& locus) {
    return std::ranges::any_of(locus.cells, [](LocusCell const& cell) { return cell.rate_given; });
}

bool can_be_matched(LocusEvidence const& locus, Variant const& variant, std::string const& context) {
    return !locus.cells.empty() && variant.kind() == VariantKind::snv && context_number(context).has_value() &&
           !has_stated_rates(locus);
}

/// Too few for a signature that stands for the panel.
bool are_too_few(std::size_t found, std::size_t evaluable) { return found == 0 || 2 * found < evaluable; }

std::vector<MoleculeGroup> groups_of(std::span<LocusEvidence const> loci) {
    std::set<MoleculeGroup> groups;
    for (auto const& locus : loci) {
        for (auto const& cell : locus.cells) {
            groups.insert(cell.group);
        }
    }
    return {groups.begin(), groups.end()};
}

/// Sites whose depth is within the ratio; where these are too few, more on the side that is nearer.
void choose_window(SignatureLocus& locus, std::span<OffPanelSite const> sites, double depth, double ratio,
                   std::size_t fewest) {
    auto const below = [&](double bound) {
        return static_cast<std::size_t>(
            std::ranges::partition_point(sites, [&](auto const& site) { return static_cast<double>(site.depth) < bound; }) -
            sites.begin());
    };
    auto first = below(depth / ratio);
    auto last = std::max(below(std::nextafter(depth * ratio, 1e300)), first);
    while (last - first < fewest) {
        bool const down = first > 0 && (last == sites.size() ||
                                        depth / static_cast<double>(sites[first - 1].depth) <=
                                            static_cast<double>(sites[last].depth) / depth);
        first -= down ? 1U : 0U;
        last += down ? 0U : 1U;
    }
    locus.first = first;
    locus.count = last - first;
}

struct Spread {
    double mean = 0;
    double dispersion = 0;   // squared coefficient of variation
};

/// Running sums of depth and its square over the sites of a context: windows of thousands of loci overlap.
class DepthSums {
public:
    DepthSums(OffPanelSites const& sites, std::size_t context, std::size_t groups) : groups_{groups}, sums_(groups) {
        auto const list = sites.with_context(context);
        sums_.reserve((list.size() + 1) * groups);
        for (auto const& site : list) {
            for (auto const depth : sites.depths(site)) {
                auto const before = sums_[sums_.size() - groups];
                sums_.push_back({before.depth + depth, before.square + depth * depth});
            }
        }
    }
    [[nodiscard]] Spread spread(SignatureLocus const& window, std::size_t group) const {
        auto const& before = sums_[window.first * groups_ + group];
        auto const& after = sums_[(window.first + window.count) * groups_ + group];
        double const count = static_cast<double>(window.count);
        double const mean = static_cast<double>(after.depth - before.depth) / count;
        double const square = static_cast<double>(after.square - before.square) / count;
        return {mean, mean > 0 ? std::max(square / (mean * mean) - 1, 0.0) : 0};
    }

private:
    struct Sums {
        std::int64_t depth = 0;
        std::int64_t square = 0;
    };
    std::size_t groups_;
    std::vector<Sums> sums_;   // by site, group; before the first site 0
};

/// The cells of a position drawn from the window, one for each group that has molecules there.
WitnessUnit unit_at(SignatureLocus const& locus, DepthSums const& depths, std::span<MoleculeGroup const> groups,
                    RateSource const& rates, LocusEvidence const& stands_for, TestMethod method) {
    WitnessUnit unit;
    auto const context = trinucleotide_text(locus.context);
    bool const exact = method == TestMethod::exact;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        auto const depth = depths.spread(locus, group);
        auto const applied = rates.law.rate_of_kind(groups[group], context, substitution_text(context[1], locus.alt));
        auto const rate = learnt_cell(groups[group], applied, rates.noise_factor);
        unit.cells.push_back({.depth = depth.mean,
                              .background = depth.mean * rate.rate,
                              .dispersion = stacked_dispersion(exact ? rate.dispersion : 0, depth.dispersion),
                              .hot_share = exact ? rate.hot_share : 0,
                              .hot_background = exact ? depth.mean * rate.hot_rate : 0,
                              .hot_dispersion = exact ? stacked_dispersion(rate.hot_dispersion, depth.dispersion) : 0,
                              .sample_factor = exact,
                              .copies = stands_for.copies});
    }
    return unit;
}

/// Loci of a context share its positions: n loci in a window of w positions leave about w/n signatures apart. The mean is
/// weighted by what each locus adds to the background, and harmonic: sharing counts where the molecules are.
double independent_signatures(std::span<SignatureLocus const> loci,
                              std::array<std::size_t, trinucleotide_count> const& sharing) {
    double background = 0;
    double repeats = 0;
    for (auto const& locus : loci) {
        double own = 0;
        for (auto const& cell : locus.unit.cells) {
            own += cell.background;
        }
        background += own;
        repeats += own * static_cast<double>(sharing[locus.context]) / static_cast<double>(locus.count);
    }
    return repeats > 0 ? background / repeats : 0;
}

}  // namespace

Result<SignaturePlan, MissingSignatures> plan_signatures(SampleEvidence const& evidence, Panel const& panel,
                                                         std::span<LocusEvidence const> loci, RateSource const& rates,
                                                         BaseLookup const& bases, SignatureSetting const& setting) {
    using Planned = Result<SignaturePlan, MissingSignatures>;
    auto const groups = groups_of(loci);
    OffPanelQuery query{.groups = groups, .seed = setting.seed};
    std::array<std::size_t, trinucleotide_count> sharing{};
    std::size_t evaluable = 0;
    std::size_t without_stated_rates = 0;
    std::vector<SignatureLocus> candidates;
    for (std::size_t index = 0; index < loci.size(); ++index) {
        auto const& variant = panel.entries[loci[index].entry].variant;
        auto const& context = rates.contexts[loci[index].entry];
        bool const has_molecules = !loci[index].cells.empty();
        evaluable += has_molecules ? 1U : 0U;
        without_stated_rates += has_molecules && !has_stated_rates(loci[index]) ? 1U : 0U;
        if (can_be_matched(loci[index], variant, context)) {
            auto const number = *context_number(context);
            query.wanted[number] = true;
            ++sharing[number];
            candidates.push_back({.locus = index, .context = number, .alt = variant.alt.front(), .unit = {}});
        }
    }
    if (are_too_few(candidates.size(), evaluable)) {
        return Planned::refused(are_too_few(without_stated_rates, evaluable) ? MissingSignatures::rates_stated
                                                                             : MissingSignatures::no_like_loci);
    }
    if (evidence.depths.empty()) {
        return Planned::refused(MissingSignatures::no_depths);
    }
    SignaturePlan plan{.sites = OffPanelSites{evidence, panel, bases, query}, .loci = {}, .scores = {}};
    for (auto& locus : candidates) {
        auto const sites = plan.sites.with_context(locus.context);
        auto const fewest = setting.fewest_sites * sharing[locus.context];
        if (sites.size() >= fewest) {
            choose_window(locus, sites, static_cast<double>(loci[locus.locus].depth()), setting.window_ratio, fewest);
            plan.loci.push_back(std::move(locus));
        }
    }
    for (std::size_t context = 0; context < trinucleotide_count; ++context) {
        if (sharing[context] == 0) {
            continue;
        }
        DepthSums const depths{plan.sites, context, groups.size()};
        for (auto& locus : plan.loci) {
            if (locus.context == context) {
                locus.unit = unit_at(locus, depths, groups, rates, loci[locus.locus], setting.method);
            }
        }
    }
    if (are_too_few(plan.loci.size(), evaluable)) {
        return Planned::refused(MissingSignatures::too_few_positions);
    }
    std::vector<WitnessUnit> units;
    std::ranges::transform(plan.loci, std::back_inserter(units), &SignatureLocus::unit);
    plan.scores = scores_of(units, setting.predicted_fraction,
                            {.method = setting.method, .rule = {}, .sample_dispersion = setting.sample_dispersion});
    plan.independent = independent_signatures(plan.loci, sharing);
    return plan;
}

Signature draw_signature(SignaturePlan const& plan, std::uint64_t seed, std::size_t number) {
    Random random{seed, fmt::format("signature/{}", number)};
    Signature signature{.sites = {}, .statistic = 0, .chance = random.uniform()};
    std::array<std::vector<bool>, trinucleotide_count> used;   // by context and site
    signature.sites.reserve(plan.loci.size());
    for (std::size_t index = 0; index < plan.loci.size(); ++index) {
        auto const& locus = plan.loci[index];
        auto const sites = plan.sites.with_context(locus.context);
        auto& taken = used[locus.context];
        taken.resize(sites.size(), false);
        // A window holds several positions for each locus of its context: a free one is found soon.
        auto site = locus.first + random.below(locus.count);
        while (taken[site]) {
            site = locus.first + random.below(locus.count);
        }
        taken[site] = true;
        signature.sites.push_back(site);
        if (!plan.sites.shows_errors(locus.context, site)) {
            continue;
        }
        auto const alts = plan.sites.alts(sites[site], locus.alt);
        for (std::size_t group = 0; group < alts.size(); ++group) {
            auto const& score = plan.scores.cells[index][group];
            signature.statistic += score.weight * (score.cap > 0 ? std::min(alts[group], score.cap) : alts[group]);
        }
    }
    return signature;
}

}  // namespace tidemark
