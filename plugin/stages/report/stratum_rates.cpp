#include "stages/report/stratum_rates.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/rate_outcomes.hpp"
#include "values/probability/proportions.hpp"

namespace tidemark {
namespace {

constexpr double level = 0.95;
/// Metric of the claims on lesions.
constexpr auto lesion_metric = "lesion_share";
constexpr std::array lesion_claims{"distant_response",   "distant_progression", "distant_recrudescence", "local_response",
                                   "local_progression", "local_recrudescence", "abscopal_compatible"};

/// Claims on the compartments as wholes, of the series: they were not thinned and are no part of parity.
void add_lesion_claims(std::map<RateQuestion, RateOutcome>& outcomes, Timeline const& timeline) {
    bool const has_baseline = is_evaluable(timeline, timeline.baseline);
    for (auto const* const name : lesion_claims) {
        auto& outcome = outcomes[{name, lesion_metric, {}, {}, rate_basis::confirmed}];
        outcome = RateOutcome::not_applicable;
        for (auto const& claim : timeline.lesions ? timeline.lesions->claims : std::vector<LesionClaim>{}) {
            if (claim.lesion.empty() && claim.claim == name) {
                outcome = outcome_of(claim.verdict, claim.reason, has_baseline);
            }
        }
    }
}

/// Questions about a response: only of these it can be said that a follow-up could have shown it.
std::set<std::string> response_definitions(std::span<JudgedPatient const> patients) {
    std::set<std::string> names;
    for (auto const& patient : patients) {
        for (auto const& row : patient.timeline->definitions) {
            if (row.met_means == "response") {
                names.insert(row.definition);
            }
        }
    }
    return names;
}

std::vector<RateGroup> groups_of(Timeline const& timeline, std::set<std::string> const& strata) {
    std::vector<std::string> arms{""};
    std::vector<std::pair<std::string, std::string>> values{{"", ""}};
    if (timeline.attributes && !timeline.attributes->arm.empty()) {
        arms.push_back(timeline.attributes->arm);
    }
    for (auto const& stratum : strata) {
        auto const* const given = timeline.attributes ? &timeline.attributes->strata : nullptr;
        auto const found = given != nullptr && given->contains(stratum) ? given->at(stratum) : std::string{};
        values.emplace_back(stratum, found);
    }
    std::vector<RateGroup> groups;
    for (auto const& arm : arms) {
        for (auto const& [stratum, value] : values) {
            groups.push_back({arm, stratum, value});
        }
    }
    return groups;
}

/// A patient whose best case was judged.
void count_shown(StratumRate& rate, bool could_show, bool met) {
    // What was shown could be shown.
    rate.could_show = rate.could_show.value_or(0) + (could_show || met ? 1 : 0);
    rate.could_show_met = rate.could_show_met.value_or(0) + (met ? 1 : 0);
}

void count(StratumRate& rate, RateOutcome outcome) {
    ++rate.patients;
    switch (outcome) {
        case RateOutcome::no_baseline: ++rate.no_baseline; return;
        case RateOutcome::no_follow_up: ++rate.no_follow_up; return;
        case RateOutcome::other_regimen: ++rate.no_follow_up; ++rate.other_regimen; return;
        case RateOutcome::not_applicable: ++rate.not_applicable; return;
        case RateOutcome::met: ++rate.met; break;
        case RateOutcome::not_met: ++rate.not_met; break;
        case RateOutcome::undetermined: ++rate.undetermined; break;
    }
}

void add_shares(StratumRate& rate) {
    auto const applicable = rate.met + rate.not_met + rate.undetermined;
    if (applicable > 0) {
        auto const all = static_cast<double>(applicable);
        rate.rate_lowest = static_cast<double>(rate.met) / all;
        rate.rate_highest = static_cast<double>(rate.met + rate.undetermined) / all;
        rate.rate_lo = clopper_pearson(rate.met, applicable, level).lower;
        rate.rate_hi = clopper_pearson(rate.met + rate.undetermined, applicable, level).upper;
    }
    if (rate.could_show.value_or(0) > 0) {
        auto const limits = clopper_pearson(*rate.could_show_met, *rate.could_show, level);
        rate.could_show_rate = static_cast<double>(*rate.could_show_met) / static_cast<double>(*rate.could_show);
        rate.could_show_rate_lo = limits.lower;
        rate.could_show_rate_hi = limits.upper;
    }
}

RateDifference difference_of(StratumRate const& one, StratumRate const& two, RateGroup common, std::string const& contrast) {
    RateDifference row{.evidence = one.evidence, .question = one.question, .group = std::move(common), .contrast = contrast,
                       .first = contrast == "arm" ? one.group.arm : one.group.value,
                       .second = contrast == "arm" ? two.group.arm : two.group.value,
                       .first_applicable = one.met + one.not_met + one.undetermined,
                       .second_applicable = two.met + two.not_met + two.undetermined,
                       .difference_lowest = {}, .difference_highest = {}, .difference_lo = {}, .difference_hi = {}};
    if (row.first_applicable > 0 && row.second_applicable > 0) {
        row.difference_lowest = *one.rate_lowest - *two.rate_highest;
        row.difference_highest = *one.rate_highest - *two.rate_lowest;
        row.difference_lo = difference_limits({one.met, row.first_applicable},
                                              {two.met + two.undetermined, row.second_applicable}).lower;
        row.difference_hi = difference_limits({one.met + one.undetermined, row.first_applicable},
                                              {two.met, row.second_applicable}).upper;
    }
    return row;
}

}  // namespace

std::vector<StratumRate> stratum_rates(std::span<JudgedPatient const> patients, std::string const& evidence,
                                       DecidingWindow const& window) {
    std::set<std::string> strata;
    for (auto const& patient : patients) {
        if (patient.timeline->attributes) {
            for (auto const& [stratum, value] : patient.timeline->attributes->strata) {
                strata.insert(stratum);
            }
        }
    }
    auto const responses = response_definitions(patients);
    std::set<RateQuestion> questions;
    std::vector<std::map<RateQuestion, RateOutcome>> outcomes;
    bool const lesions = evidence == "full" && std::ranges::any_of(patients, [](JudgedPatient const& patient) {
                             return patient.timeline->lesions.has_value();
                         });
    for (auto const& patient : patients) {
        outcomes.push_back(outcomes_of(*patient.timeline, window));
        if (lesions) {
            add_lesion_claims(outcomes.back(), *patient.timeline);
        }
        for (auto const& [question, outcome] : outcomes.back()) {
            questions.insert(question);
        }
    }
    std::map<std::pair<RateQuestion, RateGroup>, StratumRate> rates;
    for (std::size_t index = 0; index < patients.size(); ++index) {
        auto const& timeline = *patients[index].timeline;
        auto const* const best = patients[index].best_case;
        auto const shown = best == nullptr ? std::map<RateQuestion, RateOutcome>{} : outcomes_of(*best, window);
        auto const judged = patients[index].judged == nullptr ? outcomes[index] : outcomes_of(*patients[index].judged, window);
        auto const groups = groups_of(timeline, strata);
        bool const has_baseline = is_evaluable(timeline, timeline.baseline);
        for (auto const& question : questions) {
            // A series without the question has nothing to compare: it counts in every denominator all the same.
            auto const own = outcomes[index].find(question);
            auto const outcome = own != outcomes[index].end() ? own->second
                                : has_baseline              ? RateOutcome::no_follow_up
                                                            : RateOutcome::no_baseline;
            // A definition that the best case was not judged by tells nothing about it.
            auto const best_outcome = shown.find(question);
            bool const asked = best_outcome != shown.end() && (fixed_texts::own_definition(question.definition) ||
                                                              responses.contains(question.definition));
            auto const seen = judged.find(question);
            bool const met = seen != judged.end() && seen->second == RateOutcome::met;
            for (auto const& group : groups) {
                auto& rate = rates[{question, group}];
                if (asked) {
                    count_shown(rate, best_outcome->second == RateOutcome::met, met);
                }
                count(rate, outcome);
            }
        }
    }
    std::vector<StratumRate> rows;
    for (auto& [key, rate] : rates) {
        rate.evidence = evidence;
        rate.question = key.first;
        rate.group = key.second;
        add_shares(rate);
        rows.push_back(std::move(rate));
    }
    return rows;
}

std::vector<RateDifference> rate_differences(std::span<StratumRate const> rates) {
    std::vector<RateDifference> rows;
    for (std::size_t first = 0; first < rates.size(); ++first) {
        for (std::size_t second = first + 1; second < rates.size(); ++second) {
            auto const& one = rates[first];
            auto const& two = rates[second];
            if (one.question != two.question || one.evidence != two.evidence) {
                break;   // rows of a question stand together
            }
            bool const same_place = one.group.stratum == two.group.stratum && one.group.value == two.group.value;
            if (same_place && !one.group.arm.empty() && !two.group.arm.empty()) {
                rows.push_back(difference_of(one, two, {"", one.group.stratum, one.group.value}, "arm"));
            }
            bool const same_stratum = one.group.arm == two.group.arm && one.group.stratum == two.group.stratum;
            if (same_stratum && !one.group.value.empty() && !two.group.value.empty()) {
                rows.push_back(difference_of(one, two, {one.group.arm, "", ""}, one.group.stratum));
            }
        }
    }
    std::ranges::stable_sort(rows, {}, [](RateDifference const& row) {
        return std::tuple{row.question, row.contrast != "arm", row.contrast, row.group};
    });
    return rows;
}

}  // namespace tidemark
