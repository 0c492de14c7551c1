#include "stages/track/set_claims.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

#include "stages/track/change.hpp"
#include "stages/track/confirm_claim.hpp"
#include "stages/track/nadir.hpp"

namespace tidemark {
namespace {

using Rows = std::span<SetRatio const>;

bool evaluable(SetRatio const& row) { return row.reason.empty(); }

/// What forbids a firm word on two draws.
std::string doubts(Draw const& first, Draw const& draw) {
    auto codes = doubts_about(first, draw);
    if (first.flare_window) {
        codes.emplace_back("flare_window");
    }
    return fmt::format("{}", fmt::join(codes, ";"));
}

Sight sight_of(Draw const& first, Draw const& draw, SetRatioChange const& change, std::string const& claim) {
    auto reason = doubts(first, draw);
    bool const shows = change.verdict == claim;
    bool const firm = reason.empty();
    bool const stayed = within_two_fold({.ratio = change.ratio, .lo = change.lo.value_or(0), .hi = change.hi});
    return {.draw = &draw, .shows = shows, .firm = firm, .against = firm && !shows && (change.verdict != "open" || stayed),
            .reason = std::move(reason), .flare_window = draw.flare_window};
}

/// Why no draw tells anything.
std::string why_none(Rows later) {
    std::string reason = "too_few_draws";
    for (auto const& row : later) {
        reason = evaluable(row) ? "to_indeterminate" : row.reason;
    }
    return reason;
}

SeriesClaim claim_of(std::span<Draw const> draws, SetSeries const& series, std::string const& name) {
    auto const first = std::ranges::find_if(series.draws, evaluable);
    if (first == series.draws.end()) {
        return {.claim = name, .reason = why_none(series.draws)};
    }
    auto const start = static_cast<std::size_t>(first - series.draws.begin());
    std::vector<Sight> sights;
    for (auto const& draw : draws.subspan(start + 1)) {
        auto const change = std::ranges::find_if(series.changes, [&](SetRatioChange const& each) {
            return each.from == first->sample && each.to == draw.row.sample;
        });
        if (change != series.changes.end() && is_settled(draw)) {
            sights.push_back(sight_of(draws[start], draw, *change, name));
        }
    }
    auto claim = confirmed_claim(name, sights);
    if (sights.empty()) {
        claim.reason = why_none(Rows{series.draws}.subspan(start + 1));
    }
    return claim;
}

}  // namespace

std::vector<SeriesClaim> set_claims(std::span<Draw const> draws, SetSeries const& series) {
    return {claim_of(draws, series, "fall"), claim_of(draws, series, "rise")};
}

}  // namespace tidemark
