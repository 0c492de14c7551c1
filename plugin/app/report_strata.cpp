#include "app/report_strata.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "stages/report/parity.hpp"
#include "stages/report/stratum_rates.hpp"
#include "stages/track/judge_again.hpp"
#include "stages/track/windows.hpp"

namespace tidemark {
namespace {

/// A tumor fraction above 0 and up to 1, in any locale.
std::optional<double> fraction_of(std::string const& word) {
    double fraction = 0;
    auto const* const end = word.data() + word.size();
    auto const read = std::from_chars(word.data(), end, fraction);
    bool const whole = read.ec == std::errc{} && read.ptr == end;
    return whole && fraction > 0 && fraction <= 1 ? std::optional{fraction} : std::nullopt;
}

/// The best case of a series; of a definition that compares with the baseline of an anchor of its own, the best case after that
/// baseline: the series' would empty the baseline itself.
Timeline best_case_of(Timeline const& timeline, std::span<ResponseDefinition const> published) {
    auto best = judge_again(with_empty_follow_up(timeline, timeline.baseline), published);
    std::map<std::string, Timeline> others;
    for (auto const& definition : published) {
        if (definition.with != ComparedWith::baseline || timeline.baselines.empty()) {
            continue;
        }
        auto const& own = baseline_of(definition, timeline.baselines).sample;
        if (own.empty() || own == timeline.baseline) {
            continue;
        }
        auto place = others.find(own);
        if (place == others.end()) {
            place = others.emplace(own, judge_again(with_empty_follow_up(timeline, own), published)).first;
        }
        // Rows stand in the order of the definitions, the same in both.
        for (std::size_t index = 0; index < best.definitions.size(); ++index) {
            if (best.definitions[index].definition == definition.id) {
                best.definitions[index] = place->second.definitions[index];
            }
        }
    }
    return best;
}

/// Each patient with what the follow-up could have shown at most; both must outlive the rates.
void add_rates(CohortStrata& strata, std::span<Timeline const> timelines, std::span<ResponseDefinition const> published,
               std::string const& evidence, DecidingWindow const& window) {
    std::vector<Timeline> best_cases;
    std::vector<std::optional<Timeline>> judged;
    best_cases.reserve(timelines.size());
    judged.reserve(timelines.size());
    std::vector<JudgedPatient> patients;
    for (auto const& timeline : timelines) {
        best_cases.push_back(best_case_of(timeline, published));
        judged.push_back(with_high_limits_judged(timeline));
        if (judged.back()) {
            judged.back() = judge_again(std::move(*judged.back()), published);
        }
        patients.push_back({&timeline, &best_cases.back(), judged.back() ? &*judged.back() : nullptr});
    }
    auto rates = stratum_rates(patients, evidence, window);
    std::ranges::move(rate_differences(rates), std::back_inserter(strata.differences));
    std::ranges::move(rates, std::back_inserter(strata.rates));
}

std::optional<ParityTarget> target_of(std::span<Timeline const> timelines, ParityArguments const& arguments) {
    if (arguments.lod95 == "off") {
        return std::nullopt;
    }
    if (arguments.lod95 == "worst") {
        return worst_stratum(timelines);
    }
    return ParityTarget{.lod95 = fraction_of(arguments.lod95).value_or(1), .origin = "given", .stratum = {}, .value = {}};
}

}  // namespace

void add_parity_options(CLI::App& app, ParityArguments& arguments) {
    app.add_option("--parity-lod95", arguments.lod95,
                   "Limit of detection (tumor fraction, or worst: the worst stratum's, or off) that all draws are thinned to")
        ->check([](std::string const& word) {
            bool const known = word == "worst" || word == "off" || fraction_of(word);
            return std::string{known ? "" : "must be worst, off or a tumor fraction above 0 and up to 1"};
        })
        ->capture_default_str();
}

CohortStrata cohort_strata(std::span<Timeline const> timelines, std::span<ResponseDefinition const> published,
                           ParityArguments const& arguments, DecidingWindow const& window) {
    CohortStrata strata;
    add_rates(strata, timelines, published, "full", window);
    strata.parity = target_of(timelines, arguments);
    if (strata.parity) {
        std::vector<Timeline> thinned;
        for (auto const& timeline : timelines) {
            auto even = at_parity(timeline, strata.parity->lod95);
            thinned.push_back(judge_again(std::move(even.timeline), published));
            std::ranges::move(even.draws, std::back_inserter(strata.parity_draws));
        }
        add_rates(strata, thinned, published, "parity", window);
    }
    return strata;
}

}  // namespace tidemark
