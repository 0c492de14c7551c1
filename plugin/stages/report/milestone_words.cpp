#include "stages/report/milestone_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

struct CodeWords {
    std::string_view code;
    std::string_view words;
};

/// Codes that only milestones have, or that mean something of their own there.
constexpr std::array codes{
    CodeWords{"not_confirmed_yet", "no later draw yet that could tell"},
    CodeWords{"too_few_draws", "no draw after day 0 that could be compared"},
    CodeWords{"no_response_before", "no response before that could be lost"},
    CodeWords{"no_imaging", "no imaging after day 0 in the events"},
    CodeWords{"imaging_unconfirmed", "imaging shows progression that is not confirmed yet"},
    CodeWords{"no_imaging_progression", "no imaging progression"},
    CodeWords{"no_draw_near_imaging", "no draw within three weeks of the imaging"},
    CodeWords{"molecular_progression", "the draws themselves have risen"},
    CodeWords{"within_scatter", "the rise is sure by counts, but no more than draws of an unchanged tumor may differ"},
    CodeWords{"flare_window", "a rise in the flare window does not count"},
    CodeWords{"treatment_change_between", "treatment changed between the low draw and the one that confirms"},
};

std::string days_text(int days) { return count_text(days, "day", "days"); }

/// "43 days after", "on the day of", of the imaging.
std::string lead_sentence(Milestone const& lead) {
    auto const day = day_text(lead.day.value_or(0));
    if (!lead.lead_days) {
        return {};
    }
    if (*lead.lead_days < 0) {
        return "Molecular progression (" + day + ") was first seen " + days_text(-*lead.lead_days) + " after imaging progression.";
    }
    if (*lead.lead_days == 0) {
        return "Molecular progression and imaging progression were first seen on the same day (" + day + ").";
    }
    std::string text = "Molecular progression (" + day + ") was first seen " + days_text(*lead.lead_days) +
                       " before imaging progression; the lead is at least that";
    return text + (lead.lead_days_hi ? " and less than " + days_text(*lead.lead_days_hi) + ", counted from the draw before."
                                     : ".");
}

}  // namespace

std::string milestone_words(MilestoneKind kind) {
    switch (kind) {
        case MilestoneKind::nadir: return "Nadir";
        case MilestoneKind::demonstrated_clearance: return "Demonstrated clearance";
        case MilestoneKind::recrudescence: return "Recrudescence";
        case MilestoneKind::molecular_progression: return "Molecular progression";
        case MilestoneKind::imaging_progression: return "Imaging progression";
        case MilestoneKind::lead_time: return "Lead time";
        case MilestoneKind::pseudo_progression: return "Discordant imaging";
    }
    return {};
}

std::string milestone_note(MilestoneKind kind) {
    switch (kind) {
        case MilestoneKind::nadir: return "lowest upper limit after day 0";
        case MilestoneKind::recrudescence: return "back after a response";
        case MilestoneKind::molecular_progression: return "a confirmed rise";
        case MilestoneKind::pseudo_progression: return "progression that ctDNA does not support";
        default: return {};
    }
}

std::string reached_words(Verdict verdict) {
    return verdict == Verdict::met ? "Yes" : verdict == Verdict::not_met ? "No" : fixed_texts::verdict_words(verdict);
}

std::string milestone_reasons(Milestone const& milestone) {
    std::string text;
    for (auto const& code : split_semicolons(milestone.reason)) {
        auto const* const own = std::ranges::find(codes, code, &CodeWords::code);
        // Clearance is counted from the first draw with tumor DNA, which may be later than day 0.
        bool const cleared = milestone.kind == MilestoneKind::demonstrated_clearance && code == "too_few_draws";
        text += (text.empty() ? "" : "; ") + (cleared              ? "no draw after the first one with tumor DNA that could be compared"
                                              : own == codes.end() ? reason_words(code)
                                                                   : std::string{own->words});
    }
    return text;
}

std::vector<std::string> milestone_sentences(Timeline const& timeline) {
    std::vector<std::string> sentences;
    for (auto const& milestone : timeline.milestones) {
        if (milestone.kind == MilestoneKind::lead_time && milestone.lead_days) {
            sentences.push_back(lead_sentence(milestone));
        }
        if (milestone.kind == MilestoneKind::pseudo_progression && milestone.verdict == Verdict::met) {
            sentences.push_back("Discordant: ctDNA does not support the imaging progression of " + day_text(milestone.day.value_or(0)) +
                                "; at " + milestone.sample + " the definition \"" +
                                fixed_texts::definition_words(milestone.supported_by) + "\" is met.");
        }
    }
    return sentences;
}

}  // namespace tidemark
