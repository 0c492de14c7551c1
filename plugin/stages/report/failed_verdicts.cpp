#include "stages/report/failed_verdicts.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "stages/report/draw_sections.hpp"
#include "stages/report/pairs.hpp"
#include "values/failure/recorded_failure.hpp"

namespace tidemark {
namespace {

/// The failure in the words of a failed draw, so that one failure has one sentence on every page.
FailedSample failed_sample(std::string const& id, RecordedFailure const& failure, std::span<SampleRow const> samples) {
    Draw draw;
    draw.failure_reason = failure.rule;
    draw.failure_message = failure.message;
    FailedSample sample{.patient = {}, .sample = id, .type = {}, .day = {}, .reason = failure.rule, .sentence = failure_sentence(draw)};
    auto const row = std::ranges::find(samples, id, &SampleRow::sample);
    if (row != samples.end()) {
        sample.patient = row->patient;
        sample.type = to_text(row->type);
    }
    return sample;
}

void sort_failed(CohortSummary& summary) {
    std::ranges::stable_sort(summary.failed, {}, [](FailedSample const& sample) {
        return std::tuple{sample.patient.empty(), sample.patient, sample.day.value_or(std::numeric_limits<int>::max()),
                          sample.sample};
    });
}

}  // namespace

void add_failed_verdicts(CohortSummary& summary, std::span<SampleVerdict const> verdicts,
                         std::span<SampleRow const> samples, std::span<Timeline const> timelines) {
    std::set<std::string> unexplained;   // draws of a timeline that was made without verdicts
    std::set<std::string> drawn;
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            drawn.insert(draw.row.sample);
            if (failed(draw) && draw.failure_reason.empty()) {
                unexplained.insert(draw.row.sample);
            }
        }
    }
    for (auto const& verdict : verdicts) {
        auto sample = failed_sample(verdict.sample, {verdict.reason, verdict.message}, samples);
        if (!verdict.ok && !drawn.contains(verdict.sample)) {
            summary.failed.push_back(std::move(sample));
        } else if (!verdict.ok && unexplained.contains(verdict.sample)) {
            auto const listed = std::ranges::find(summary.failed, verdict.sample, &FailedSample::sample);
            listed->reason = sample.reason;
            listed->sentence = sample.sentence;
        }
    }
    sort_failed(summary);
}

void add_failed_counts(CohortSummary& summary, std::span<EvidenceSummary const> counted, std::span<SampleRow const> samples,
                       std::span<Timeline const> timelines) {
    std::set<std::string> passed_over;
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            passed_over.insert(draw.row.sample);
        }
    }
    for (auto const& sample : summary.failed) {
        passed_over.insert(sample.sample);
    }
    std::map<std::string, std::string> failures;
    for (auto const& each : counted) {
        if (!each.failure.empty() && !passed_over.contains(each.sample)) {
            auto const [place, added] = failures.emplace(each.sample, each.failure);
            place->second = std::min(place->second, each.failure);
        }
    }
    for (auto const& [sample, failure] : failures) {
        summary.failed.push_back(failed_sample(sample, recorded_failure(failure), samples));
    }
    sort_failed(summary);
}

}  // namespace tidemark
