#include "stages/track/confirm_claim.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

void add_codes(std::string& reason, std::string const& codes) { reason += (reason.empty() || codes.empty() ? "" : ";") + codes; }

/// What the claim is while no draw shows it.
SeriesClaim unseen_claim(std::string name, std::span<Sight const> sights, std::span<Sight const* const> telling) {
    SeriesClaim claim{.claim = std::move(name)};
    bool const only_flares = telling.empty() && !sights.empty();
    if (only_flares || std::ranges::any_of(sights, [](Sight const& sight) { return sight.flare_window && sight.shows; })) {
        claim.reason = "flare_window";
    }
    if (!telling.empty()) {
        claim.verdict = telling.back()->against ? Verdict::not_met : Verdict::undetermined;
    }
    for (std::size_t index = 0; index + 1 < telling.size() && !claim.day; ++index) {
        if (telling[index]->shows && telling[index]->firm) {
            claim.sample = telling[index]->draw->row.sample;
            claim.day = telling[index]->draw->day;
            add_codes(claim.reason, "not_confirmed");
        }
    }
    if (claim.verdict == Verdict::undetermined) {
        add_codes(claim.reason, "not_distinguishable");
    }
    return claim;
}

/// The claim of a draw that shows it, by the next telling draw, if there is one, that does not fail to.
SeriesClaim seen_claim(std::string name, Sight const& first, Sight const* next) {
    SeriesClaim claim{.claim = std::move(name), .verdict = Verdict::undetermined, .sample = first.draw->row.sample, .day = first.draw->day};
    bool const same = next == nullptr || next->members == first.members;
    if (next != nullptr && first.firm && next->firm && same) {
        claim.verdict = Verdict::met;
        claim.supported_by = next->draw->row.sample;
        return claim;
    }
    claim.reason = first.firm ? "" : first.reason;
    if (next == nullptr) {
        add_codes(claim.reason, "not_confirmed_yet");
    } else if (next->shows && !next->firm && next->reason != claim.reason) {
        add_codes(claim.reason, next->reason);
    }
    if (!same && std::ranges::count(split_semicolons(claim.reason), "other_lesions") == 0) {
        add_codes(claim.reason, "other_lesions");
    }
    return claim;
}

}  // namespace

SeriesClaim confirmed_claim(std::string name, std::span<Sight const> sights) {
    std::vector<Sight const*> telling;
    for (auto const& sight : sights) {
        if (!sight.flare_window) {
            telling.push_back(&sight);
        }
    }
    std::optional<SeriesClaim> open;
    for (std::size_t index = 0; index < telling.size(); ++index) {
        auto const* const next = index + 1 < telling.size() ? telling[index + 1] : nullptr;
        // Other members that do not show it say nothing of those that did.
        bool const refuted = next != nullptr && !next->shows && next->members == telling[index]->members;
        if (!telling[index]->shows || refuted) {
            continue;
        }
        auto seen = seen_claim(name, *telling[index], next);
        if (seen.verdict == Verdict::met) {
            return seen;
        }
        open = open.value_or(std::move(seen));
    }
    return open ? std::move(*open) : unseen_claim(std::move(name), sights, telling);
}

bool within_two_fold(RatioInterval const& ratio) { return ratio.hi && *ratio.hi < 2 && ratio.lo > 0.5; }

}  // namespace tidemark
