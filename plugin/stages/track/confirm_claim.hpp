// The rule by which a series claims a change, one for lesions and for sets of variants: two draws in a row. Decisions 18 and 19.
#pragma once
#include <set>
#include <span>
#include <string>

#include "values/model/change_ratio.hpp"
#include "values/patient/series_claim.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// What one telling draw says of a claim, against the same earlier draw as all others.
struct Sight {
    Draw const* draw = nullptr;
    bool shows = false;          ///< its numbers do
    bool firm = false;           ///< and nothing speaks against it
    bool against = false;        ///< it says the contrary: stable, or the opposite move
    std::string reason{};        ///< where not firm: semicolon list of codes
    bool flare_window = false;   ///< a move there neither makes nor confirms this claim
    std::set<std::string> members{};   ///< of what moves as a whole; empty where it has no parts
};

/// METHOD: a claim is made at the first draw that shows it firmly and is confirmed by the next telling draw that does too, of the same
/// members; by nothing else, as milestones are (decisions 16 and 18). Each row alone errs with 2.5 % in a direction, and twelve follow-ups add
/// that up; two in a row against one baseline err in 0.5 % (two follow-ups) to 2.8 % (twelve, of the baseline's depth). A draw that shows it
/// behind a shut gate neither makes nor refutes it. Without a claim it is not_met only where the last telling draw speaks against it, else
/// undetermined; a draw that showed it and was not confirmed by the next is named (`not_confirmed`). Where the next is of other members it
/// neither confirms nor refutes: undetermined (`other_lesions`). `sights` by day, of telling draws
/// only; without any the claim does not apply and the reason is left to the caller.
[[nodiscard]] SeriesClaim confirmed_claim(std::string name, std::span<Sight const> sights);

/// Whether a ratio is shown to have stayed: its whole interval within a factor of two either way.
[[nodiscard]] bool within_two_fold(RatioInterval const& ratio);

}  // namespace tidemark
