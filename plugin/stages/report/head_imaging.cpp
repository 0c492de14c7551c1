#include "stages/report/head_imaging.hpp"

#include <algorithm>

#include "stages/report/milestone_words.hpp"
#include "stages/report/number_text.hpp"

namespace tidemark {

std::vector<Item> imaging_findings(Timeline const& timeline) {
    auto const imaging = std::ranges::find(timeline.milestones, MilestoneKind::imaging_progression, &Milestone::kind);
    if (imaging == timeline.milestones.end() || !imaging->day) {
        return {};
    }
    if (imaging->verdict == Verdict::undetermined) {
        return {{"Imaging", "Imaging of " + day_text(*imaging->day) + " shows progression that is not confirmed yet."}};
    }
    if (imaging->verdict != Verdict::met) {
        return {};
    }
    auto text = "Imaging or the clinic saw progression on " + day_text(*imaging->day) + ".";
    for (auto const& sentence : milestone_sentences(timeline)) {
        text += " " + sentence;
    }
    return {{"Imaging", text}};
}

}  // namespace tidemark
