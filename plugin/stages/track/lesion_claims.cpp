#include "stages/track/lesion_claims.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "stages/track/nadir.hpp"

namespace tidemark {
namespace {

/// What one telling draw says of a claim.
struct Sight {
    Draw const* draw = nullptr;
    bool shows = false;      ///< its numbers do
    bool firm = false;       ///< and nothing speaks against it
    std::string reason;      ///< where not firm: semicolon list of codes
    bool flare_window = false;   ///< a rise in the flare window: neither makes nor confirms a claim
};

void add_codes(std::string& reason, std::string const& codes) { reason += (reason.empty() || codes.empty() ? "" : ";") + codes; }

/// The first claim that the next telling draw confirms, else the first that is open.
void make_claim(LesionClaim& claim, std::vector<Sight> const& sights) {
    std::vector<Sight const*> telling;
    for (auto const& sight : sights) {
        if (!sight.flare_window) {
            telling.push_back(&sight);
        }
    }
    claim.verdict = Verdict::not_met;
    claim.reason.clear();
    if (std::ranges::any_of(sights, [](Sight const& sight) { return sight.flare_window && sight.shows; })) {
        claim.reason = "flare_window";
    }
    std::optional<LesionClaim> open;
    for (std::size_t index = 0; index < telling.size(); ++index) {
        auto const& first = *telling[index];
        auto const* const next = index + 1 < telling.size() ? telling[index + 1] : nullptr;
        if (!first.shows || (next != nullptr && !next->shows)) {
            continue;
        }
        auto seen = claim;
        seen.sample = first.draw->row.sample;
        seen.day = first.draw->day;
        seen.reason = first.firm ? "" : first.reason;
        if (next != nullptr && first.firm && next->firm) {
            seen.verdict = Verdict::met;
            seen.supported_by = next->draw->row.sample;
            claim = std::move(seen);
            return;
        }
        seen.verdict = Verdict::undetermined;
        if (next == nullptr) {
            add_codes(seen.reason, "not_confirmed_yet");
        } else if (!next->firm && next->reason != seen.reason) {
            add_codes(seen.reason, next->reason);
        }
        open = open.value_or(std::move(seen));
    }
    claim = open.value_or(claim);
}

using Place = std::pair<std::string, std::string>;   // compartment, lesion

class Claims {
public:
    Claims(std::span<Draw const> draws, LesionSeries const& series) : series_{series} {
        for (auto const& row : series.rows) {
            auto const draw = std::ranges::find(draws, row.sample, [](Draw const& each) { return each.row.sample; });
            if ((row.compartment == "irradiated" || row.compartment == "nonirradiated") && draw != draws.end()) {
                places_[{row.compartment, row.lesion}].push_back({&*draw, &row});
            }
        }
    }

    [[nodiscard]] std::vector<LesionClaim> all() const {
        std::vector<LesionClaim> claims;
        for (auto const& [place, rows] : places_) {
            for (bool const fall : {true, false}) {
                claims.push_back(of_rows(place, fall));
            }
        }
        claims.push_back(compatible());
        return claims;
    }

private:
    struct DrawRow {
        Draw const* draw = nullptr;
        LesionShed const* row = nullptr;
    };

    static bool tells(DrawRow const& each) {
        return !each.row->verdict.empty() && each.row->verdict != "not_evaluable" && is_settled(*each.draw);
    }

    static bool fell(LesionShed const& row) { return row.change.hi && row.change.hi->value < 0; }
    static bool rose(LesionShed const& row) { return row.change.lo && row.change.lo->value > 0; }

    [[nodiscard]] std::vector<DrawRow> rows_of(Place const& place) const {
        auto const found = places_.find(place);
        return found == places_.end() ? std::vector<DrawRow>{} : found->second;
    }

    /// Nothing telling: why, by the last row that was compared.
    static void name_reason(LesionClaim& claim, std::vector<DrawRow> const& rows) {
        claim.reason = "too_few_draws";
        for (auto const& each : rows) {
            if (each.row->verdict == "not_evaluable") {
                claim.reason = each.row->reason;
            }
        }
    }

    [[nodiscard]] LesionClaim of_rows(Place const& place, bool fall) const {
        LesionClaim claim{.lesion = place.second, .compartment = place.first, .claim = place.first == "irradiated" ? "local_" : "distant_"};
        claim.claim += fall ? "response" : "progression";
        std::vector<Sight> sights;
        auto const rows = rows_of(place);
        for (auto const& each : rows) {
            if (tells(each)) {
                sights.push_back({.draw = each.draw, .shows = fall ? fell(*each.row) : rose(*each.row),
                                  .firm = each.row->verdict == claim.claim, .reason = each.row->reason,
                                  .flare_window = !fall && each.draw->flare_window});
            }
        }
        if (sights.empty()) {
            name_reason(claim, rows);
        } else {
            make_claim(claim, sights);
        }
        return claim;
    }

    /// The word of the series, by the nonirradiated compartment. A response without radiotherapy, or under new therapy, is no sight of
    /// it; under therapy that began after a first sight it confirms nothing.
    [[nodiscard]] LesionClaim compatible() const {
        LesionClaim claim{.lesion = {}, .compartment = "nonirradiated", .claim = "abscopal_compatible"};
        auto const rows = rows_of({"nonirradiated", ""});
        std::vector<Sight> sights;
        std::string against;
        bool before = false;
        for (auto const& each : rows) {
            auto const compared = std::ranges::find(series_.comparisons, each.row->sample, &LesionComparison::to);
            if (!tells(each) || compared == series_.comparisons.end()) {
                continue;
            }
            bool const gated = fell(*each.row) && compared->reason == "no_distant_response";
            bool const here = compared->abscopal_compatible || gated;
            sights.push_back({.draw = each.draw, .shows = here || (before && fell(*each.row)), .firm = compared->abscopal_compatible,
                              .reason = gated && !each.row->reason.empty() ? each.row->reason : compared->reason});
            before = here;
            against = compared->reason;
        }
        if (rows.empty()) {
            claim.reason = "no_nonirradiated_lesion";
        } else if (sights.empty()) {
            name_reason(claim, rows);
        } else {
            make_claim(claim, sights);
            if (claim.verdict == Verdict::not_met) {
                claim.reason = against;
            }
        }
        return claim;
    }

    LesionSeries const& series_;
    std::map<Place, std::vector<DrawRow>> places_;
};

}  // namespace

std::vector<LesionClaim> lesion_claims(std::span<Draw const> draws, LesionSeries const& series) { return Claims{draws, series}.all(); }

}  // namespace tidemark
