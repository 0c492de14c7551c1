#include "stages/report/summarize.hpp"

#include "stages/report/conflicts.hpp"
#include "stages/report/draw_sections.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/head_statement.hpp"
#include "stages/report/lead_rows.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/variant_section.hpp"

namespace tidemark {

PairRow const* latest_verdict(Timeline const& timeline, std::string const& metric, std::string const& definition) {
    for (auto draw = timeline.draws.rbegin(); draw != timeline.draws.rend(); ++draw) {
        // A draw without a result does not erase what the draw before it has shown.
        if (draw->result.status == SampleStatus::not_evaluable) {
            continue;
        }
        if (auto const* const row = find_pair(timeline, {timeline.baseline, draw->row.sample}, metric, definition)) {
            return row;
        }
    }
    return nullptr;
}

CohortSummary summarize(std::span<Timeline const> timelines) {
    CohortSummary summary;
    summary.fixed_texts = fixed_texts::always();
    summary.leads = lead_rows(timelines);
    for (auto const& timeline : timelines) {
        auto statement = patient_statement(timeline);
        for (auto const& finding : statement.findings) {
            statement.sentences.push_back(finding.text);
        }
        summary.patients.push_back({timeline.patient, course_of(timeline), std::move(statement.headline), std::move(statement.sentences),
                                    find_conflicts(timeline), with_shown_variants(timeline).left_out});
        for (auto const& draw : timeline.draws) {
            if (failed(draw)) {
                auto const& reasons = draw.result.reasons;
                summary.failed.push_back({timeline.patient, draw.row.sample, to_text(draw.row.type), draw.day,
                                          !draw.failure_reason.empty() ? draw.failure_reason
                                          : reasons.empty()            ? std::string{}
                                                                       : reasons.front(),
                                          failure_sentence(draw)});
            }
        }
    }
    return summary;
}

}  // namespace tidemark
