#include "stages/report/head_lesions.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/head_latest_lesions.hpp"
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

/// Irradiated lesions may fall before anything was irradiated; nothing where no fraction is on record.
std::string before_radiotherapy_text(Timeline const& timeline, LesionClaim const& claim) {
    std::optional<int> first;
    for (auto const& event : timeline.events) {
        if (event.kind == EventKind::radiotherapy_fraction) {
            first = std::min(first.value_or(event.day), event.day);
        }
    }
    return claim.compartment == "irradiated" && claim.day && first && *claim.day <= *first
               ? " No radiotherapy had been given by then: its first fraction is of " + day_text(*first) + "."
               : std::string{};
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
           seen_words(timeline, *claim) + "." + before_radiotherapy_text(timeline, *claim);
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

bool is_met(LesionClaim const* claim) { return claim != nullptr && claim->verdict == Verdict::met; }

/// Whether the side rose above its baseline after it had responded: the return from its lowest is the same event.
bool progressed_after(LesionClaim const* progression, LesionClaim const* response) {
    return is_met(progression) && is_met(response) && progression->day && response->day && *progression->day > *response->day;
}

std::string side_text(Timeline const& timeline, std::string const& whom, std::string const& side) {
    auto const& series = *timeline.lesions;
    auto const* const response = claim_of(series, side + "_response");
    auto const* const progression = claim_of(series, side + "_progression");
    auto const* const back = claim_of(series, side + "_recrudescence");
    bool const one_rise = progressed_after(progression, response);
    if (one_rise && is_met(back)) {
        return met_sentence(timeline, whom, response) + return_text(timeline, whom, back) + " It rose above the baseline too" +
               seen_words(timeline, *progression) + ".";
    }
    // A rise above the baseline that one draw shows says as much as that it is one from the lowest.
    bool const told = one_rise || (back != nullptr && progression != nullptr && !is_met(back) && back->day && back->day == progression->day);
    return change_text(timeline, whom, side) + (told ? "" : return_text(timeline, whom, back));
}

/// The end of a side's text, once something was seen of it.
std::string latest_text(Timeline const& timeline, std::string const& side) {
    auto const seen = [&](char const* kind) {
        auto const* const claim = claim_of(*timeline.lesions, side + kind);
        return claim != nullptr && claim->day;
    };
    return seen("_response") || seen("_progression") ? latest_lesions_text(timeline, side == "local" ? "irradiated" : "nonirradiated") : "";
}

std::string abscopal_text(LesionClaim const* claim) {
    if (claim == nullptr) {
        return {};
    }
    switch (claim->verdict) {
        case Verdict::met:
            return std::string{" "} + fixed_texts::abscopal_compatible +
                   (claim->day ? " That is of the fall first seen on " + day_text(*claim->day) + "." : std::string{});
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
    std::vector<Item> findings{{term, side_text(timeline, not_irradiated, "distant") + lesions_irradiated_later_text(timeline) +
                                          latest_text(timeline, "distant") + abscopal_text(claim_of(series, "abscopal_compatible"))}};
    if (claim_of(series, "local_response") != nullptr || claim_of(series, "local_progression") != nullptr) {
        findings.push_back({"Irradiated", side_text(timeline, "The irradiated lesions", "local") + latest_text(timeline, "local")});
    }
    return findings;
}

std::vector<Answer> lesion_answers(Timeline const& timeline) {
    if (!timeline.lesions) {
        return {};
    }
    constexpr auto question = "Did lesions respond that were not irradiated?";
    auto const* const claim = claim_of(*timeline.lesions, "distant_response");
    auto const verdict = claim == nullptr ? Verdict::not_applicable : claim->verdict;
    auto const* const back = claim_of(*timeline.lesions, "distant_recrudescence");
    auto const* const progression = claim_of(*timeline.lesions, "distant_progression");
    auto const* const rise = is_met(back) ? back : progressed_after(progression, claim) ? progression : nullptr;
    if (verdict == Verdict::met && rise != nullptr) {
        auto const* const latest = latest_whole(timeline, "nonirradiated");
        bool const low_now = latest != nullptr && latest->verdict == "distant_response";
        return {{question, "Yes, and came back" + (rise->day ? ", " + day_text(*rise->day) : std::string{}),
                 low_now ? Tone::undetermined : Tone::not_met}};
    }
    auto const text = verdict == Verdict::met            ? std::string{"Yes, confirmed"}
                      : verdict == Verdict::not_met      ? std::string{"No"}
                      : verdict == Verdict::undetermined ? std::string{claim->day ? "Not confirmed" : "Undetermined"}
                                                         : std::string{"Cannot be told"};
    return {{question, text, fixed_texts::tone_of(verdict)}};
}

}  // namespace tidemark
