#include "stages/report/head_lesions.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/lesion_words.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

/// The claim of one side as a whole, or null.
LesionClaim const* claim_of(LesionSeries const& series, std::string_view claim) {
    auto const found =
        std::ranges::find_if(series.claims, [&](LesionClaim const& each) { return each.claim == claim && each.lesion.empty(); });
    return found == series.claims.end() ? nullptr : &*found;
}

std::string seen_words(Timeline const& timeline, LesionClaim const& claim) {
    auto const* const confirming = find_draw(timeline, claim.supported_by);
    return (claim.day ? ", first seen on " + day_text(*claim.day) : std::string{}) +
           (confirming == nullptr ? std::string{} : " and confirmed on " + day_text(confirming->day));
}

std::string because(LesionClaim const& claim) {
    auto const reasons = lesion_reasons_text(claim.reason);
    return reasons.empty() ? "." : ": " + reasons + ".";
}

/// The same of a claim that one draw shows; that no second one does has been said.
std::string shown_once_because(LesionClaim const& claim) {
    std::string text;
    for (auto const& code : split_semicolons(claim.reason)) {
        text += code == "not_confirmed_yet" ? "" : (text.empty() ? ": " : "; ") + lesion_reason_words(code);
    }
    return text + ".";
}

/// "The lesions that were not irradiated responded, first seen on day 21 and confirmed on day 42."
std::string met_sentence(Timeline const& timeline, std::string const& whom, LesionClaim const* claim) {
    if (claim == nullptr || claim->verdict != Verdict::met) {
        return {};
    }
    return whom +
           (claim->claim.ends_with("_response")      ? " responded: what they shed into the blood fell"
            : claim->claim.ends_with("_progression") ? " progressed: what they shed into the blood rose"
                                                     : " came back: what they shed into the blood rose from its lowest") +
           seen_words(timeline, *claim) + ".";
}

std::string open_sentence(std::string const& whom, LesionClaim const* claim) {
    bool const progression = claim != nullptr && claim->claim.ends_with("_progression");
    auto const question = "Whether " + uncapitalized(whom) + (progression ? " progressed" : " responded");
    if (claim == nullptr) {
        return question + " cannot be told.";
    }
    switch (claim->verdict) {
        case Verdict::met: return {};
        case Verdict::undetermined:
            return claim->day ? question + " is open: the draw of " + day_text(*claim->day) + " shows it, and no later draw that can tell has confirmed it" +
                                    shown_once_because(*claim)
                              : question + " is open" + because(*claim);
        case Verdict::not_met: return whom + (progression ? " did not progress" : " did not respond") + ", by the last draw that could tell.";
        case Verdict::not_applicable: return question + " cannot be told" + because(*claim);
    }
    return {};
}

/// A rise after a response; nothing where no draw shows one.
std::string return_text(Timeline const& timeline, std::string const& whom, LesionClaim const* claim) {
    if (claim == nullptr || !claim->day) {
        return {};
    }
    return " " + (claim->verdict == Verdict::met ? met_sentence(timeline, whom, claim)
                  : claim->verdict == Verdict::undetermined
                      ? whom + " may have come back: the draw of " + day_text(*claim->day) +
                            " shows a rise from their lowest, and no later draw that can tell has confirmed it" + shown_once_because(*claim)
                      : std::string{});
}

/// Claims of response and progression of one side: what is met, else what is open.
std::string change_text(Timeline const& timeline, std::string const& whom, std::string const& side) {
    auto const& series = *timeline.lesions;
    auto const* const response = claim_of(series, side + "_response");
    auto const* const progression = claim_of(series, side + "_progression");
    auto first = met_sentence(timeline, whom, response);
    auto second = met_sentence(timeline, whom, progression);
    if (response != nullptr && progression != nullptr && response->day && progression->day && *progression->day < *response->day) {
        std::swap(first, second);
    }
    auto const both = first + (first.empty() || second.empty() ? "" : " ") + second;
    auto const shown_once = [](LesionClaim const* claim) { return claim != nullptr && claim->verdict == Verdict::undetermined && claim->day; };
    if (!both.empty()) {
        return shown_once(response)      ? both + " " + open_sentence(whom, response)
               : shown_once(progression) ? both + " " + open_sentence(whom, progression)
                                         : both;
    }
    return open_sentence(whom, response) + (shown_once(progression) ? " " + open_sentence(whom, progression) : "");
}

std::string side_text(Timeline const& timeline, std::string const& whom, std::string const& side) {
    return change_text(timeline, whom, side) + return_text(timeline, whom, claim_of(*timeline.lesions, side + "_recrudescence"));
}

std::string abscopal_text(LesionClaim const* claim) {
    if (claim == nullptr) {
        return {};
    }
    switch (claim->verdict) {
        case Verdict::met: return std::string{" "} + fixed_texts::abscopal_compatible;
        case Verdict::undetermined:
        case Verdict::not_met: return " Not called abscopal-compatible" + because(*claim);
        case Verdict::not_applicable: return {};
    }
    return {};
}

constexpr auto not_irradiated = "The lesions that were not irradiated";

}  // namespace

std::vector<Item> lesion_findings(Timeline const& timeline) {
    if (!timeline.lesions) {
        return {};
    }
    auto const& series = *timeline.lesions;
    constexpr auto term = "Not irradiated";
    if (series.claims.empty()) {
        return {{term, std::string{"Whether the lesions that were not irradiated responded cannot be told"} +
                           (series.resolution == "not_possible" ? std::string{". "} + fixed_texts::no_lesion_resolution
                            : series.comparisons.empty()        ? ": no draw after the baseline could be compared."
                                                                : ".")}};
    }
    std::vector<Item> findings{{term, side_text(timeline, not_irradiated, "distant") + abscopal_text(claim_of(series, "abscopal_compatible"))}};
    if (claim_of(series, "local_response") != nullptr || claim_of(series, "local_progression") != nullptr) {
        findings.push_back({"Irradiated", side_text(timeline, "The irradiated lesions", "local")});
    }
    return findings;
}

std::vector<Answer> lesion_answers(Timeline const& timeline) {
    if (!timeline.lesions) {
        return {};
    }
    auto const* const claim = claim_of(*timeline.lesions, "distant_response");
    auto const verdict = claim == nullptr ? Verdict::not_applicable : claim->verdict;
    auto const* const back = claim_of(*timeline.lesions, "distant_recrudescence");
    auto const text = verdict == Verdict::met            ? std::string{back != nullptr && back->verdict == Verdict::met ? "Yes, and came back" : "Yes, confirmed"}
                      : verdict == Verdict::not_met      ? std::string{"No"}
                      : verdict == Verdict::undetermined ? std::string{claim->day ? "Not confirmed" : "Undetermined"}
                                                         : std::string{"Cannot be told"};
    return {{"Did lesions respond that were not irradiated?", text, fixed_texts::tone_of(verdict)}};
}

}  // namespace tidemark
