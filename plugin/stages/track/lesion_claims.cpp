#include "stages/track/lesion_claims.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "stages/track/confirm_claim.hpp"
#include "stages/track/lesion_rows.hpp"

namespace tidemark {
namespace {

class Claims {
public:
    Claims(std::span<Draw const> draws, LesionSeries const& series) : series_{series}, places_{lesion_rows(draws, series)} {}

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
    static bool fell(LesionShed const& row) { return row.change.hi && row.change.hi->value < 0; }
    static bool rose(LesionShed const& row) { return row.change.lo && row.change.lo->value > 0; }

    [[nodiscard]] std::vector<DrawRow> rows_of(LesionPlaceName const& place) const {
        auto const found = places_.find(place);
        return found == places_.end() ? std::vector<DrawRow>{} : found->second;
    }

    /// Rows of the biopsied lesions of a compartment.
    [[nodiscard]] std::vector<DrawRow> rows_of_lesions(std::string const& compartment) const {
        std::vector<DrawRow> found;
        for (auto const& [place, rows] : places_) {
            if (place.compartment == compartment && !place.lesion.empty()) {
                std::ranges::copy_if(rows, std::back_inserter(found), [](DrawRow const& each) { return each.row->reason != "not_biopsied"; });
            }
        }
        std::ranges::stable_sort(found, {}, [](DrawRow const& each) { return each.draw->day; });
        return found;
    }

    /// Nothing telling: why, by the last row that was compared. A draw that shows nothing has rows of lesions and none of a whole.
    void name_reason(LesionClaim& claim, LesionPlaceName const& place) const {
        claim.reason = "too_few_draws";
        auto rows = rows_of(place);
        auto const compared = [](DrawRow const& each) { return each.row->verdict == "not_evaluable"; };
        if (place.lesion.empty() && std::ranges::none_of(rows, compared)) {
            rows = rows_of_lesions(place.compartment);
        }
        for (auto const& each : rows) {
            if (compared(each)) {
                claim.reason = each.row->reason;
            }
        }
    }

    /// Whether a firm verdict is another one than the claim: stable, or the opposite.
    static bool speaks_against(LesionShed const& row, std::string const& claim) { return row.verdict != "undetermined" && row.verdict != claim; }

    [[nodiscard]] LesionClaim of_rows(LesionPlaceName const& place, bool fall) const {
        auto const name = std::string{place.compartment == "irradiated" ? "local_" : "distant_"} + (fall ? "response" : "progression");
        std::vector<Sight> sights;
        auto const rows = rows_of(place);
        for (auto const& each : rows) {
            if (tells(each)) {
                sights.push_back({.draw = each.draw, .shows = fall ? fell(*each.row) : rose(*each.row),
                                  .firm = each.row->verdict == name, .against = speaks_against(*each.row, name),
                                  .reason = each.row->reason, .flare_window = !fall && each.row->flare_window,
                                  .members = lesion_members(series_, *each.row)});
            }
        }
        LesionClaim claim{confirmed_claim(name, sights), place.lesion, place.compartment};
        if (sights.empty()) {
            name_reason(claim, place);
        }
        return claim;
    }

    /// The word of the series, by the nonirradiated compartment. A response without radiotherapy, or under new therapy, is no sight of
    /// it; under therapy that began after a first sight it confirms nothing.
    [[nodiscard]] LesionClaim compatible() const {
        LesionPlaceName const place{"nonirradiated", ""};
        auto const rows = rows_of(place);
        std::vector<Sight> sights;
        std::string against;
        bool before = false;
        bool ever = false;
        for (auto const& each : rows) {
            auto const compared = std::ranges::find(series_.comparisons, each.row->sample, &LesionComparison::to);
            if (!tells(each) || compared == series_.comparisons.end()) {
                continue;
            }
            bool const gated = fell(*each.row) && compared->reason == "no_distant_response";
            bool const here = compared->abscopal_compatible || gated;
            // A draw at which the word may not be said speaks against it, unless it was said before.
            bool const barred = !compared->abscopal_compatible && compared->reason != "no_distant_response" && !ever;
            sights.push_back({.draw = each.draw, .shows = here || (before && fell(*each.row)), .firm = compared->abscopal_compatible,
                              .against = barred || speaks_against(*each.row, "distant_response"),
                              .reason = gated && !each.row->reason.empty() ? each.row->reason : compared->reason,
                              .members = lesion_members(series_, *each.row)});
            before = here;
            ever = ever || here;
            against = compared->reason;
        }
        LesionClaim claim{confirmed_claim("abscopal_compatible", sights), place.lesion, place.compartment};
        if (rows.empty() && rows_of_lesions(place.compartment).empty()) {
            claim.reason = "no_nonirradiated_lesion";
        } else if (sights.empty()) {
            name_reason(claim, place);
        } else if (claim.verdict == Verdict::not_met) {
            claim.reason = claim.day && !against.empty() ? claim.reason + ";" + against : against.empty() ? claim.reason : against;
        }
        return claim;
    }

    LesionSeries const& series_;
    LesionRows places_;
};

}  // namespace

std::vector<LesionClaim> lesion_claims(std::span<Draw const> draws, LesionSeries const& series) { return Claims{draws, series}.all(); }

}  // namespace tidemark
