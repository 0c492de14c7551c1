#include "stages/track/growth_so_far.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "stages/track/nadir.hpp"
#include "stages/track/shared_loci.hpp"
#include "values/model/growth.hpp"
#include "values/model/growth_change.hpp"
#include "values/model/level_scatter.hpp"

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

/// Draws that a rate may rest on: a flare is no growth, and its end no fall.
bool counts(Draw const& draw) { return !draw.flare_window && growth_draw(draw).has_value(); }

/// METHOD: a series is asked once a draw; the n-th question has the level 0.05/(n(n + 1)), whose sum over however many draws is 0.05.
double level_of_question(int number) { return 0.05 / (static_cast<double>(number) * (number + 1)); }

/// One phase of a series up to its last draw. `lowest`: index of the lowest one before the last.
std::span<Draw const> last_phase(std::span<Draw const> draws, std::size_t lowest) {
    auto const& last = draws.back().result.tumor_fraction_cell_hi;
    auto const& low = draws[lowest].result.tumor_fraction_cell_hi;
    bool const still_falls = last && low && *last < *low;
    return still_falls ? draws : draws.subspan(lowest + 1);
}

void fill(DrawGrowth& growth, GrowthRate const& rate, std::string const& from) {
    auto const per_day = [](double value) { return RatePerDay{value}; };
    growth.from = from;
    growth.per_day = per_day(rate.per_day);
    growth.lo = rate.lo ? std::optional{per_day(*rate.lo)} : std::nullopt;
    growth.hi = rate.hi ? std::optional{per_day(*rate.hi)} : std::nullopt;
    growth.doubling_days = rate.doubling_days;
    growth.halving_days = rate.halving_days;
}

}  // namespace

void add_growth(std::span<Draw> draws) {
    std::vector<Draw> told;   // up to the draw that is looked at
    int questions = 0;
    for (auto& draw : draws) {
        if (!counts(draw)) {
            continue;
        }
        told.push_back(draw);
        auto const low = nadir_of(told, 0, told.size() - 1);
        auto const phase = low ? last_phase(told, *low) : std::span<Draw const>{told};
        std::vector<GrowthDraw> counted;
        std::ranges::transform(phase, std::back_inserter(counted), [](Draw const& each) { return growth_draw(each).value(); });
        if (auto const rate = growth_rate(counted, {.log_variance = assumed_log_variance, .level = level_of_question(questions + 1)})) {
            ++questions;
            fill(draw.growth, *rate, phase.front().row.sample);
        }
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
