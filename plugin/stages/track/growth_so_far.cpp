#include "stages/track/growth_so_far.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "stages/track/nadir.hpp"
#include "stages/track/shared_loci.hpp"
#include "values/model/growth.hpp"
#include "values/model/growth_change.hpp"

namespace tidemark {
namespace {

std::optional<GrowthDraw> growth_draw(Draw const& draw) {
    auto const sums = locus_sums(draw.result);
    if (!is_settled(draw) || !sums) {
        return std::nullopt;
    }
    return GrowthDraw{.day = static_cast<double>(draw.day),
                      .alt = std::llround(sums->pooled.alt),
                      .visible = sums->pooled.molecules,
                      .background = sums->pooled.background,
                      .detected = draw.result.status == SampleStatus::detected,
                      .critical_count = std::max<std::int64_t>(draw.result.critical_count.value_or(1), 1)};
}

std::vector<GrowthDraw> growth_draws(std::span<Draw const> draws) {
    std::vector<GrowthDraw> counted;
    for (auto const& draw : draws) {
        if (auto const each = growth_draw(draw)) {
            counted.push_back(*each);
        }
    }
    return counted;
}

std::optional<GrowthRate> rate_of(std::span<Draw const> draws) { return growth_rate(growth_draws(draws)); }

}  // namespace

void add_growth(std::span<Draw> draws) {
    std::optional<std::size_t> first_settled;
    for (std::size_t index = 0; index < draws.size(); ++index) {
        if (!is_settled(draws[index])) {
            continue;
        }
        auto const first = first_settled.value_or(index);
        first_settled = first;
        auto const so_far = std::span<Draw const>{draws}.first(index + 1);
        auto const low = nadir_of(so_far, first + 1, index);
        std::size_t from = low.value_or(first);
        auto rate = rate_of(so_far.subspan(from));
        if (!rate && low) {
            from = first;
            rate = rate_of(so_far);
        }
        if (!rate) {
            continue;
        }
        auto& growth = draws[index].growth;
        growth.from = draws[from].row.sample;
        auto const per_day = [](double value) { return RatePerDay{value}; };
        growth.per_day = per_day(rate->per_day);
        growth.lo = rate->lo ? std::optional{per_day(*rate->lo)} : std::nullopt;
        growth.hi = rate->hi ? std::optional{per_day(*rate->hi)} : std::nullopt;
        growth.doubling_days = rate->doubling_days;
        growth.halving_days = rate->halving_days;
    }
}

GrowthChange growth_change_of(std::span<Draw const> draws, std::string const& baseline) {
    GrowthChange growth;
    auto const first = std::ranges::find(draws, baseline, [](Draw const& draw) { return draw.row.sample; });
    std::vector<GrowthDraw> counted;
    for (auto const& draw : draws.subspan(static_cast<std::size_t>(first - draws.begin()))) {
        auto const each = growth_draw(draw);
        if (each && !draw.flare_window) {
            counted.push_back(*each);
        }
    }
    auto const fit = growth_change(counted);
    if (!fit) {
        growth.reason = counted.size() > most_growth_change_draws ? "too_many_draws" : "too_few_draws";
        return growth;
    }
    growth.verdict = fit->change ? Verdict::met : Verdict::not_met;
    if (auto const& change = fit->change) {
        auto const rate = [](std::optional<double> per_day) { return per_day ? std::optional{RatePerDay{*per_day}} : std::nullopt; };
        growth.day = static_cast<int>(std::lround(change->day.value));
        growth.day_lo = static_cast<int>(std::floor(change->day.lo));
        growth.day_hi = static_cast<int>(std::ceil(change->day.hi));
        growth.before = rate(change->before.value);
        growth.before_lo = rate(change->before.lo);
        growth.before_hi = rate(change->before.hi);
        growth.after = rate(change->after.value);
        growth.after_lo = rate(change->after.lo);
        growth.after_hi = rate(change->after.hi);
    }
    return growth;
}

}  // namespace tidemark
