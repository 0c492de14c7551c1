#include "stages/report/cross_panels.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "stages/report/cells.hpp"
#include "stages/report/number_text.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr double level = 0.95;
constexpr std::int64_t no_end = 0;

struct LociRange {
    std::int64_t first = 0;
    std::int64_t last = no_end;
    [[nodiscard]] bool holds(std::int64_t loci) const { return loci >= first && (last == no_end || loci <= last); }
};

constexpr std::array ranges{LociRange{1, 1}, LociRange{2, 5}, LociRange{6, 15}, LociRange{16, 60}, LociRange{61, 500},
                            LociRange{501, no_end}};

CrossRate rate_of(LociRange const& range, std::span<CrossTest const> tests) {
    CrossRate rate{.loci_from = range.first, .loci_to = range.last == no_end ? std::nullopt : std::optional{range.last}};
    for (auto const& test : tests) {
        if (test.p_detect && range.holds(test.loci_evaluable)) {
            rate.tests += 1;
            rate.positive += *test.p_detect <= positive_alpha ? 1 : 0;
            rate.detected += test.status == SampleStatus::detected ? 1 : 0;
        }
    }
    if (rate.tests > 0) {
        double const all = static_cast<double>(rate.tests);
        auto const positive = clopper_pearson(rate.positive, rate.tests, level);
        auto const detected = clopper_pearson(rate.detected, rate.tests, level);
        rate.positive_rate = static_cast<double>(rate.positive) / all;
        rate.positive_rate_lo = positive.lower;
        rate.positive_rate_hi = positive.upper;
        rate.detected_rate = static_cast<double>(rate.detected) / all;
        rate.detected_rate_lo = detected.lower;
        rate.detected_rate_hi = detected.upper;
    }
    return rate;
}

std::string range_words(CrossRate const& rate) {
    if (rate.loci_from == 1 && !rate.loci_to) {
        return "All";
    }
    return !rate.loci_to                        ? count_text(rate.loci_from) + " or more"
           : *rate.loci_to == rate.loci_from ? count_text(rate.loci_from)
                                             : count_text(rate.loci_from) + " to " + count_text(*rate.loci_to);
}

Cell rate_cell(std::int64_t count, Interval95 const& rate) {
    return text_cell(count_text(count) + " (" + percent_text(rate.estimate) + ")", percent_interval_text(rate));
}

}  // namespace

std::vector<CrossTest> cross_tests(std::span<DetectionResult const> results, std::span<Timeline const> timelines,
                                   Findings& findings) {
    std::map<std::string, std::string> patients;   // by sample
    std::map<std::string, std::string> panels;     // patient by hash
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            patients.emplace(draw.row.sample, timeline.patient);
            if (!draw.result.panel_hash.empty()) {
                panels.emplace(draw.result.panel_hash, timeline.patient);
            }
        }
    }
    std::vector<CrossTest> tests;
    for (auto const& result : results) {
        auto const patient = patients.find(result.sample);
        auto const panel = panels.find(result.panel_hash);
        if (patient == patients.end()) {
            findings.push_back({Severity::contradiction, "cross_sample_unknown", result.sample, 0, {},
                                "was tested at another patient's panel, but no timeline has this sample"});
            continue;
        }
        if (panel != panels.end() && panel->second == patient->second) {
            findings.push_back({Severity::contradiction, "cross_panel_own", result.sample, 0, {},
                                "was tested at its own patient's panel, which says nothing about false positives"});
            continue;
        }
        tests.push_back({patient->second, result.sample, panel == panels.end() ? std::string{} : panel->second,
                         result.loci_evaluable, result.p_detect, result.status});
    }
    std::ranges::sort(tests, {}, [](CrossTest const& test) { return std::tie(test.patient, test.sample, test.panel_patient); });
    return tests;
}

std::vector<CrossRate> cross_rates(std::span<CrossTest const> tests) {
    std::vector<CrossRate> rates;
    for (auto const& range : ranges) {
        if (auto const rate = rate_of(range, tests); rate.tests > 0) {
            rates.push_back(rate);
        }
    }
    if (!rates.empty()) {
        rates.push_back(rate_of({1, no_end}, tests));
    }
    return rates;
}

Section cross_section(CohortSummary const& summary) {
    Section section{.id = "cross-panels", .heading = "Panels of other patients", .blocks = {}};
    Table table{.id = "cross-rates", .caption = "Each patient's panel in the plasma of others, by evaluable loci",
                .columns = {{"Loci", "", Align::start}, {"Tests", "", Align::end},
                            {"p ≤ 0.01", "95 % interval", Align::end}, {"Detected", "95 % interval", Align::end}},
                .rows = {}};
    for (auto const& rate : summary.cross_rates) {
        table.rows.push_back({text_cell(range_words(rate)), text_cell(count_text(rate.tests)),
                              rate_cell(rate.positive, {rate.positive_rate, rate.positive_rate_lo, rate.positive_rate_hi}),
                              rate_cell(rate.detected, {rate.detected_rate, rate.detected_rate_lo, rate.detected_rate_hi})});
    }
    section.blocks.emplace_back(std::move(table));
    SentenceList positives;
    for (auto const& test : summary.cross_tests) {
        if (test.p_detect && *test.p_detect <= positive_alpha) {
            positives.items.push_back({test.sample, "The panel of " +
                                                        (test.panel_patient.empty() ? "another patient" : test.panel_patient) +
                                                        " has p = " + p_text(*test.p_detect) + " here."});
        }
    }
    if (!positives.items.empty()) {
        section.blocks.emplace_back(std::move(positives));
    }
    section.blocks.emplace_back(Paragraph{
        "Loci that both panels track are left out. One in a hundred is expected at p ≤ 0.01, fewer where few molecules are "
        "expected. More of them speak of noise that the background does not know, of contamination or of a swap.",
        Tone::muted});
    return section;
}

}  // namespace tidemark
