#include "stages/report/failed_verdicts.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "stages/report/draw_sections.hpp"
#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

/// The verdict in the words of a failed draw, so that one failure has one sentence on every page.
FailedSample failed_sample(SampleVerdict const& verdict, SampleRow const* row) {
    Draw draw;
    draw.failure_reason = verdict.reason;
    draw.failure_message = verdict.message;
    FailedSample sample{.patient = {}, .sample = verdict.sample, .type = {}, .day = {}, .reason = verdict.reason,
                        .sentence = failure_sentence(draw)};
    if (row != nullptr) {
        sample.patient = row->patient;
        sample.type = to_text(row->type);
    }
    return sample;
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
        auto const row = std::ranges::find(samples, verdict.sample, &SampleRow::sample);
        auto sample = failed_sample(verdict, row == samples.end() ? nullptr : &*row);
        if (!verdict.ok && !drawn.contains(verdict.sample)) {
            summary.failed.push_back(std::move(sample));
        } else if (!verdict.ok && unexplained.contains(verdict.sample)) {
            auto const listed = std::ranges::find(summary.failed, verdict.sample, &FailedSample::sample);
            listed->reason = sample.reason;
            listed->sentence = sample.sentence;
        }
    }
    std::ranges::stable_sort(summary.failed, {}, [](FailedSample const& sample) {
        return std::tuple{sample.patient.empty(), sample.patient, sample.day.value_or(std::numeric_limits<int>::max()),
                          sample.sample};
    });
}

}  // namespace tidemark
