#include "stages/report/change_axis.hpp"

#include <algorithm>
#include <cmath>

#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"

namespace tidemark {
namespace {

/// No assay tells changes beyond a part in 10^6; a smaller number would only stretch the axis.
constexpr int widest_decade = 6;

}  // namespace

double ChangeAxis::place(double ratio) const {
    double const decades =
        std::clamp(std::log10(ratio), static_cast<double>(lowest_decade), static_cast<double>(highest_decade));
    return start + (decades - lowest_decade) / (highest_decade - lowest_decade) * (end - start);
}

std::vector<double> ChangeAxis::ticks() const {
    std::vector<double> ratios;
    for (int decade = lowest_decade; decade <= highest_decade; ++decade) {
        ratios.push_back(std::pow(10.0, decade));
    }
    return ratios;
}

ChangeAxis change_axis(std::vector<std::vector<DrawChange>> const& changes, double start, double end) {
    ChangeAxis axis{.lowest_decade = -1, .highest_decade = 1, .start = start, .end = end};
    for (auto const& patient : changes) {
        for (auto const& change : patient) {
            if (hides_rise(change)) {
                continue;   // stands at no change
            }
            double const lo = std::max(change.lo.value_or(change.ratio), change.ratio / 10);
            double const hi = std::min(change.hi.value_or(change.ratio), change.ratio * 10);
            double const low = change.upper_bound ? change.ratio / 2 : lo;   // room for the arrow
            axis.lowest_decade = std::min(axis.lowest_decade, static_cast<int>(std::floor(std::log10(low))));
            axis.highest_decade = std::max(axis.highest_decade, static_cast<int>(std::ceil(std::log10(hi))));
        }
    }
    axis.lowest_decade = std::max(axis.lowest_decade, -widest_decade);
    axis.highest_decade = std::min(axis.highest_decade, widest_decade);
    return axis;
}

std::string change_tick_text(double ratio) {
    if (std::abs(std::log10(ratio)) < 1e-9) {
        return "no change";
    }
    return ratio > 1 ? given_text(std::round(ratio)) + "-fold" : change_text(ratio);
}

Ink change_ink(DrawChange const& change) {
    return is_increase(change) ? Ink::increase : is_decrease(change) ? Ink::decrease : Ink::muted;
}

std::string change_words(DrawChange const& change) {
    if (hides_rise(change)) {
        return "not detected; any change up to " + change_text(change.ratio) + " possible";
    }
    return (change.upper_bound ? "at most " : "") + change_text(change.ratio);
}

std::string doubt_words(DrawChange const& change) {
    return change.doubt.empty() ? std::string{} : ", uncertain: " + reason_words(change.doubt);
}

std::string change_sentence(DrawChange const& change) {
    auto text = day_text(change.draw->day) + ": " + change_words(change);
    if (hides_rise(change)) {
        return text + doubt_words(change);
    }
    auto const interval = change.upper_bound ? "below the limit of detection" : change_interval_text(change.lo, change.hi);
    return (interval.empty() ? text : text + " (" + interval + ")") + doubt_words(change);
}

}  // namespace tidemark
