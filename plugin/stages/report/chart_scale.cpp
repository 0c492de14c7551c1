#include "stages/report/chart_scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tidemark {
namespace {

/// No assay reaches a part in 10^9; a smaller number would only stretch the axis.
constexpr int deepest_decade = -9;

bool plottable(std::optional<double> const& value) { return value && std::isfinite(*value) && *value > 0; }

struct Range {
    double lo = INFINITY;
    double hi = -INFINITY;
    void add(double value) {
        lo = std::min(lo, value);
        hi = std::max(hi, value);
    }
    [[nodiscard]] bool empty() const { return lo > hi; }
};

Range level_range(std::span<Timeline const> timelines) {
    Range range;
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            auto const level = plotted_level(draw.result);
            if (level) {
                range.add(level->level);
                for (auto const& end : {draw.result.tumor_fraction_cell_hi, draw.result.tumor_fraction_cell_lo}) {
                    // An interval reaches further down than its estimate by a decade at most; the rest is an arrow.
                    if (plottable(end)) {
                        range.add(std::max(*end, level->level / 10));
                    }
                }
            }
            if (plottable(draw.result.lod95_tumor_fraction)) {
                range.add(*draw.result.lod95_tumor_fraction);
            }
        }
    }
    return range;
}

}  // namespace

std::optional<PlottedLevel> plotted_level(DetectionResult const& result) {
    auto const& estimate = result.tumor_fraction_cell;
    auto const& bound = result.tumor_fraction_cell_hi;
    switch (result.status) {
        case SampleStatus::detected:
            return plottable(estimate) ? std::optional{PlottedLevel{*estimate, false}} : std::nullopt;
        case SampleStatus::not_detected:
            return plottable(bound) ? std::optional{PlottedLevel{*bound, true}} : std::nullopt;
        case SampleStatus::indeterminate:
            if (plottable(estimate)) {
                return PlottedLevel{*estimate, false};
            }
            return plottable(bound) ? std::optional{PlottedLevel{*bound, true}} : std::nullopt;
        case SampleStatus::not_evaluable: return std::nullopt;
    }
    return std::nullopt;
}

double FractionAxis::y(double fraction) const {
    double const decades = std::clamp(std::log10(fraction), static_cast<double>(lowest_decade),
                                      static_cast<double>(highest_decade));
    return bottom - (decades - lowest_decade) / (highest_decade - lowest_decade) * (bottom - top);
}

bool FractionAxis::shows(double fraction) const {
    return fraction > 0 && std::log10(fraction) >= lowest_decade && std::log10(fraction) <= highest_decade;
}

double DayAxis::x(double day) const {
    return left + (std::clamp(day, first, last) - first) / (last - first) * (right - left);
}

bool DayAxis::shows(double day) const { return day >= first && day <= last; }

std::vector<int> DayAxis::ticks() const {
    constexpr std::array steps{1, 2, 7, 14, 28, 56, 84, 168, 336};
    double const span = last - first;
    int step = steps.back();
    for (int const candidate : steps) {
        if (span / candidate <= 10) {
            step = candidate;
            break;
        }
    }
    while (span / step > 10) {
        step *= 2;
    }
    std::vector<int> days;
    for (int day = static_cast<int>(std::ceil(first / step)) * step; day <= last; day += step) {
        days.push_back(day);
    }
    return days;
}

FractionAxis fraction_axis(std::span<Timeline const> timelines, double top, double bottom) {
    auto const range = level_range(timelines);
    FractionAxis axis{.lowest_decade = -4, .highest_decade = 0, .top = top, .bottom = bottom};
    if (range.empty()) {
        return axis;
    }
    // A little air, so that no mark sits on the frame.
    axis.lowest_decade = std::max(deepest_decade, static_cast<int>(std::floor(std::log10(range.lo * 0.8))));
    axis.highest_decade = std::min(0, static_cast<int>(std::ceil(std::log10(range.hi * 1.2))));
    axis.lowest_decade = std::min(axis.lowest_decade, -2);
    axis.highest_decade = std::max(axis.highest_decade, axis.lowest_decade + 2);
    return axis;
}

DayAxis day_axis(std::span<Timeline const> timelines, double left, double right) {
    Range draws;
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            draws.add(draw.day);
        }
    }
    if (draws.empty()) {
        draws.add(0);
    }
    double const most = std::max(28.0, 0.3 * (draws.hi - draws.lo));
    double const air = std::max(3.0, 0.03 * (draws.hi - draws.lo));
    Range shown = draws;
    for (auto const& timeline : timelines) {
        for (auto const& event : timeline.events) {
            for (int const day : {event.day, event.day_end.value_or(event.day)}) {
                // What lies further away is left to the table: it would only leave the axis empty.
                if (day >= draws.lo - most && day <= draws.hi + most) {
                    shown.add(day);
                }
            }
        }
    }
    return {.first = shown.lo - air, .last = shown.hi + air, .left = left, .right = right};
}

}  // namespace tidemark
