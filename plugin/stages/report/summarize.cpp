#include "stages/report/summarize.hpp"

#include <map>
#include <tuple>

#include "stages/report/conflicts.hpp"
#include "stages/report/draw_sections.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/head_statement.hpp"
#include "stages/report/lead_rows.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/variant_section.hpp"

namespace tidemark {
namespace {

/// Definition, metric, arm; all patients ("") before the arms.
using RateKey = std::tuple<std::string, std::string, std::string>;

void count_verdict(RateRow& row, Verdict verdict) {
    ++row.patients;
    switch (verdict) {
        case Verdict::met: ++row.met; break;
        case Verdict::not_met: ++row.not_met; break;
        case Verdict::undetermined: ++row.undetermined; break;
        case Verdict::not_applicable: ++row.not_applicable; break;
    }
}

std::vector<RateRow> rates_of(std::span<Timeline const> timelines) {
    std::map<RateKey, RateRow> rates;
    for (auto const& timeline : timelines) {
        std::map<std::pair<std::string, std::string>, bool> seen;
        for (auto const& pair : timeline.pairs) {
            if (!seen.emplace(std::pair{pair.definition, pair.metric}, true).second) {
                continue;
            }
            auto const* const row = latest_verdict(timeline, pair.metric, pair.definition);
            if (row == nullptr) {
                continue;
            }
            auto const arm = timeline.attributes ? timeline.attributes->arm : std::string{};
            count_verdict(rates[{pair.definition, pair.metric, ""}], row->verdict);
            if (!arm.empty()) {
                count_verdict(rates[{pair.definition, pair.metric, arm}], row->verdict);
            }
        }
    }
    std::vector<RateRow> rows;
    for (auto& [key, row] : rates) {
        std::tie(row.definition, row.metric, row.arm) = key;
        rows.push_back(row);
    }
    return rows;
}

}  // namespace

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
    summary.rates = rates_of(timelines);
    summary.leads = lead_rows(timelines);
    for (auto const& timeline : timelines) {
        auto statement = patient_statement(timeline);
        summary.patients.push_back({timeline.patient, std::move(statement.headline), std::move(statement.sentences),
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
