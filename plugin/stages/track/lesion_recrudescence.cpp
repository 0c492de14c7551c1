#include "stages/track/lesion_recrudescence.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "stages/track/confirm_claim.hpp"
#include "stages/track/lesion_compare.hpp"
#include "stages/track/lesion_rows.hpp"

namespace tidemark {
namespace {

constexpr double claim_alpha = 0.05;

class Recrudescences {
public:
    Recrudescences(Timeline const& timeline, LesionMap const& map, LesionSeries const& series)
        : timeline_{timeline}, map_{map}, series_{series}, rows_{lesion_rows(timeline.draws, series)} {}

    [[nodiscard]] std::vector<LesionClaim> all() {
        std::vector<LesionClaim> claims;
        for (auto const& [place, rows] : rows_) {
            claims.push_back(claim_of(place, rows));
        }
        return claims;
    }

private:
    /// The lowest of the draws looked at so far.
    struct Low {
        DrawRow at;
        std::size_t among = 0;
    };

    [[nodiscard]] LesionClaim claim_of(LesionPlaceName const& place, std::vector<DrawRow> const& rows) {
        std::vector<Sight> sights;
        std::map<std::string, std::string> lows;   // of the draws seen
        std::optional<Low> low;
        for (auto const& each : rows) {
            if (!tells(each)) {
                continue;
            }
            bool shows = false;
            if (auto const sight = low ? sight_of(place, *low, each) : std::nullopt) {
                lows[each.row->sample] = low->at.row->sample;
                shows = sight->shows;
                sights.push_back(*sight);
            }
            bool const fell = each.row->verdict.ends_with("_response");
            if (low || fell) {
                bool const lower = !low || (!shows && each.row->shed_hi && each.row->shed_hi < low->at.row->shed_hi);
                low = Low{.at = lower ? each : low->at, .among = (low ? low->among : 0) + 1};
            }
        }
        LesionClaim claim{confirmed_claim(place.compartment == "irradiated" ? "local_recrudescence" : "distant_recrudescence", sights), place.lesion,
                          place.compartment};
        if (sights.empty()) {
            claim.reason = low ? "too_few_draws" : "no_response_before";
        }
        claim.low = claim.sample.empty() ? "" : lows.at(claim.sample);
        return claim;
    }

    /// What a draw says against the low one; nothing where the two cannot be compared.
    [[nodiscard]] std::optional<Sight> sight_of(LesionPlaceName const& place, Low const& low, DrawRow const& each) {
        auto const& judged = between(low.at, each);
        auto const found = std::ranges::find_if(judged, [&](JudgedLesion const& lesion) {
            return lesion.name == place.lesion && lesion.compartment == place.compartment;
        });
        if (found == judged.end() || found->answer == LesionAnswer::not_evaluable) {
            return std::nullopt;
        }
        auto members = lesion_members(series_, *each.row);
        bool const same = members == lesion_members(series_, *low.at.row);
        bool const rose = found->ratio.lo > 1 && found->p * static_cast<double>(low.among) <= claim_alpha;
        auto reasons = found->reasons;
        if (!same) {
            reasons.emplace_back("other_lesions");
        }
        return Sight{.draw = each.draw, .shows = rose, .firm = rose && same && found->answer == LesionAnswer::progression,
                     .against = found->answer == LesionAnswer::response || found->answer == LesionAnswer::stable,
                     .reason = fmt::format("{}", fmt::join(reasons, ";")), .flare_window = each.row->flare_window,
                     .members = std::move(members)};
    }

    [[nodiscard]] std::vector<JudgedLesion> const& between(DrawRow const& low, DrawRow const& each) {
        auto const index = [&](DrawRow const& row) { return static_cast<std::size_t>(row.draw - timeline_.draws.data()); };
        auto const pair = std::pair{index(low), index(each)};
        auto const known = judged_.find(pair);
        if (known != judged_.end()) {
            return known->second;
        }
        LesionComparisonInput const input{.timeline = timeline_, .map = map_, .from = pair.first, .to = pair.second, .gates = {.molecules = 0}};
        return judged_.emplace(pair, judged_between(input)).first->second;
    }

    Timeline const& timeline_;
    LesionMap const& map_;
    LesionSeries const& series_;
    LesionRows rows_;
    std::map<std::pair<std::size_t, std::size_t>, std::vector<JudgedLesion>> judged_;
};

}  // namespace

std::vector<LesionClaim> lesion_recrudescences(Timeline const& timeline, LesionMap const& map, LesionSeries const& series) {
    return Recrudescences{timeline, map, series}.all();
}

}  // namespace tidemark
