#include "app/report_strata.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "stages/report/parity.hpp"
#include "stages/report/stratum_rates.hpp"
#include "stages/track/judge_again.hpp"

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

/// Each patient with what the follow-up could have shown at most; both must outlive the rates.
void add_rates(CohortStrata& strata, std::span<Timeline const> timelines, std::span<ResponseDefinition const> published,
               std::string const& evidence) {
    std::vector<Timeline> best_cases;
    best_cases.reserve(timelines.size());
    std::vector<JudgedPatient> patients;
    for (auto const& timeline : timelines) {
        best_cases.push_back(judge_again(with_empty_follow_up(timeline), published));
        patients.push_back({&timeline, &best_cases.back()});
    }
    auto rates = stratum_rates(patients, evidence);
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
                           ParityArguments const& arguments) {
    CohortStrata strata;
    add_rates(strata, timelines, published, "full");
    strata.parity = target_of(timelines, arguments);
    if (strata.parity) {
        std::vector<Timeline> thinned;
        for (auto const& timeline : timelines) {
            auto even = at_parity(timeline, strata.parity->lod95);
            thinned.push_back(judge_again(std::move(even.timeline), published));
            std::ranges::move(even.draws, std::back_inserter(strata.parity_draws));
        }
        add_rates(strata, thinned, published, "parity");
    }
    return strata;
}

}  // namespace tidemark
