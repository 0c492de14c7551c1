#include "stages/report/head_statement.hpp"

#include <algorithm>

#include "stages/report/chart_scale.hpp"
#include "stages/report/draw_sections.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/head_change.hpp"
#include "stages/report/head_course.hpp"
#include "stages/report/head_imaging.hpp"
#include "stages/report/head_lesions.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/reason_sentences.hpp"

namespace tidemark {
namespace {

constexpr auto primary_metric = "tumor_fraction_cell";

bool has_reason(Draw const& draw, std::string const& code) {
    auto const& reasons = draw.result.reasons;
    return std::find(reasons.begin(), reasons.end(), code) != reasons.end();
}

/// The row that carries the change of the tumor fraction from the baseline to `draw`, or null.
PairRow const* change_since_baseline(Timeline const& timeline, Draw const& draw, std::string const& definition) {
    return find_pair(timeline, {timeline.baseline, draw.row.sample}, primary_metric, definition);
}

/// `draw`: the latest evaluable one; where a later one could not be evaluated, its day is named.
void add_answers(Statement& statement, Timeline const& timeline, Draw const& draw) {
    auto const day = &draw == &timeline.draws.back() ? std::string{} : ", " + day_text(draw.day);
    for (auto const* const definition : {"decrease_50", "decrease_90", "demonstrated_clearance"}) {
        if (auto const* const row = change_since_baseline(timeline, draw, definition)) {
            // One draw may show it by chance: that a second one does is worth a word.
            auto const* const before = settled_before(timeline, draw);
            auto const* const same = before == nullptr ? nullptr : change_since_baseline(timeline, *before, definition);
            bool const alone = row->verdict == Verdict::met && (same == nullptr || same->verdict != Verdict::met);
            statement.answers.push_back({fixed_texts::definition_words(definition),
                                         fixed_texts::verdict_words(row->verdict) + (alone ? ", not confirmed" : "") + day,
                                         fixed_texts::tone_of(row->verdict)});
        }
    }
}

void add_sentence(Statement& statement, std::string sentence) {
    if (!sentence.empty()) {
        statement.sentences.push_back(std::move(sentence));
    }
}

/// Why f is a lower bound: parts of the tumor count for the whole, or loci are lost; the design's sentence only where a loss is shown that
/// the fraction does not allow for.
void add_loss_sentence(std::vector<std::string>& sentences, Draw const& draw) {
    bool const lost = has_reason(draw, "loci_lost");
    bool const lower_bound = has_reason(draw, "fraction_lower_bound");
    bool const of_parts = has_reason(draw, "trunk_cannot_tell");
    if (of_parts) {
        sentences.push_back(reason_sentence("trunk_cannot_tell"));
    }
    if (lost && lower_bound) {
        sentences.push_back(fixed_texts::lower_bound);
    } else if (lost) {
        sentences.push_back("Part of the tracked variants is absent although the others are there; the tumor fraction allows for it.");
    } else if (lower_bound && !of_parts) {
        sentences.push_back(reason_sentence("fraction_lower_bound"));
    }
}

}  // namespace

std::string status_headline(Draw const& draw) {
    auto const day = day_text(draw.day);
    auto const& result = draw.result;
    switch (result.status) {
        case SampleStatus::detected:
            return "Tumor DNA was detected on " + day +
                   (result.tumor_fraction_cell ? ", at a tumor fraction of " + percent_text(*result.tumor_fraction_cell)
                                               : "") +
                   ".";
        case SampleStatus::not_detected: return "Tumor DNA was not detected on " + day + ".";
        case SampleStatus::indeterminate: return "The result of " + day + " is indeterminate.";
        case SampleStatus::not_evaluable: return "The sample of " + day + " could not be evaluated.";
    }
    return {};
}

std::vector<std::string> status_sentences(Draw const& draw) {
    auto const& result = draw.result;
    std::vector<std::string> sentences;
    auto const level = plotted_level(result);
    if (level && !level->upper_bound && result.tumor_fraction_cell_lo && result.tumor_fraction_cell_hi) {
        sentences.push_back("The 95\u00a0% interval of the tumor fraction is " +
                            percent_interval_text({*result.tumor_fraction_cell, result.tumor_fraction_cell_lo,
                                                   result.tumor_fraction_cell_hi}) +
                            ".");
    }
    add_loss_sentence(sentences, draw);
    if (has_reason(draw, "inconsistent_with_copy_state")) {
        sentences.push_back(reason_sentence("inconsistent_with_copy_state"));
    }
    if (result.status == SampleStatus::not_detected) {
        sentences.push_back(fixed_texts::absence(result.lod95_tumor_fraction));
        if (level) {
            sentences.push_back("With 95\u00a0% confidence, the tumor fraction was at most " +
                                percent_text(level->level) + ".");
        }
    }
    if (result.status == SampleStatus::detected && result.lod95_tumor_fraction) {
        sentences.push_back("The limit of detection of this sample (LoD95) is " +
                            percent_text(*result.lod95_tumor_fraction) + ".");
    }
    if (result.status == SampleStatus::indeterminate || result.status == SampleStatus::not_evaluable) {
        for (auto const& code : result.reasons) {
            if (decides_status(code)) {
                sentences.push_back(reason_sentence(code));
            }
        }
    }
    if (failed(draw) && !draw.failure_message.empty()) {
        sentences.push_back(failure_sentence(draw));
    }
    if (result.status == SampleStatus::not_evaluable) {
        sentences.push_back("It says nothing about the presence or absence of tumor DNA.");
    }
    if (draw.flare_window) {
        sentences.push_back(fixed_texts::flare_window);
    }
    if (has_reason(draw, "integrity_unverified")) {
        sentences.push_back(fixed_texts::integrity_unverified);
    }
    return sentences;
}

Statement patient_statement(Timeline const& timeline) {
    Statement statement;
    if (timeline.draws.empty()) {
        statement.headline = "There is no plasma sample of this patient.";
        return statement;
    }
    auto const& latest = timeline.draws.back();
    statement.status = fixed_texts::status_words(latest.result.status);
    statement.tone = fixed_texts::tone_of(latest.result.status);
    statement.headline = status_headline(latest);
    statement.sentences = status_sentences(latest);

    auto const* const evaluable = latest_evaluable(timeline);
    if (evaluable == nullptr) {
        add_sentence(statement, timeline.draws.size() == 1 ? "" : "No sample of this patient could be evaluated.");
        return statement;
    }
    if (evaluable != &latest) {
        add_sentence(statement, "The latest sample that could be evaluated: " + status_headline(*evaluable));
        if (evaluable->result.status == SampleStatus::not_detected) {
            add_sentence(statement, fixed_texts::absence(evaluable->result.lod95_tumor_fraction));
        }
    }
    auto const* const clearance = change_since_baseline(timeline, *evaluable, "demonstrated_clearance");
    if (evaluable->result.status == SampleStatus::not_detected && clearance != nullptr &&
        (clearance->verdict == Verdict::undetermined || clearance->verdict == Verdict::not_met)) {
        add_sentence(statement, fixed_texts::clearance_not_demonstrable);
    }
    for (auto const& findings : {change_findings(timeline, *evaluable), course_findings(timeline, *evaluable), imaging_findings(timeline),
                                 lesion_findings(timeline)}) {
        statement.findings.insert(statement.findings.end(), findings.begin(), findings.end());
    }
    add_answers(statement, timeline, *evaluable);
    for (auto const& answer : lesion_answers(timeline)) {
        statement.answers.push_back(answer);
    }
    return statement;
}

}  // namespace tidemark
