#include "stages/report/head_course.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/milestone_words.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

/// Runs of one class that are told; earlier ones stand in the table of the series.
constexpr std::size_t most_runs = 4;

bool settled(Draw const& draw) {
    return draw.result.status == SampleStatus::detected || draw.result.status == SampleStatus::not_detected;
}

bool rises(std::string const& trajectory_class) {
    constexpr std::array names{"emergence", "progression", "recrudescence"};
    return std::ranges::find(names, trajectory_class) != names.end();
}

Milestone const* milestone_of(Timeline const& timeline, MilestoneKind kind) {
    auto const found = std::ranges::find(timeline.milestones, kind, &Milestone::kind);
    return found == timeline.milestones.end() ? nullptr : &*found;
}

std::string sentence_end(std::string words) { return words.empty() ? words : " " + words; }

/// What a second draw must show: a response for a response, a rise of any kind for a rise.
bool same_direction(std::string const& one, std::string const& other) { return rises(one) ? rises(other) : one == other; }

/// Whether a second draw stands behind the class of `draw`, and which.
std::string confirmation_sentence(Timeline const& timeline, Draw const& draw) {
    if (!asks_for_confirmation(draw)) {
        return {};
    }
    if (auto const* const other = confirming_draw(timeline, draw)) {
        return "Confirmed: the draw of " + day_text(other->day) + " before it shows it too.";
    }
    auto const* const before = settled_before(timeline, draw, rises(draw.trajectory_class));
    if (before != nullptr && same_direction(draw.trajectory_class, before->trajectory_class)) {
        return "Not confirmed: the draw of " + day_text(before->day) + " before it shows it too, by counts that draws of an unchanged tumor may have.";
    }
    return before == nullptr ? "Not confirmed: only the draw of " + day_text(draw.day) + " shows it so far."
                             : "Not confirmed: the draw of " + day_text(before->day) + " before it does not show it.";
}

/// "molecular response (day 21 to day 105), recrudescence (day 126)"; empty where the class never changed.
std::string class_history(Timeline const& timeline, Draw const& draw) {
    struct Run {
        std::string name;
        int first = 0;
        int last = 0;
    };
    std::vector<Run> runs;
    for (auto const& each : timeline.draws) {
        if (!each.trajectory_class.empty()) {
            if (runs.empty() || runs.back().name != each.trajectory_class) {
                runs.push_back({each.trajectory_class, each.day, each.day});
            }
            runs.back().last = each.day;
        }
        if (&each == &draw) {
            break;
        }
    }
    bool const open = draw.trajectory_class.empty();
    if (runs.empty() || (runs.size() == 1 && !open)) {
        return {};
    }
    std::string text;
    auto const first = runs.size() > most_runs ? runs.size() - most_runs : 0;
    for (auto index = first; index < runs.size(); ++index) {
        auto const& run = runs[index];
        text += (text.empty() ? "" : ", then ") + fixed_texts::class_words(run.name) + " (" + day_text(run.first) +
                (run.last == run.first ? "" : " to " + day_text(run.last)) + ")";
    }
    return (open ? "The draw of " + day_text(draw.day) + " supports no class. Before: " : first > 0 ? "The class changed, of late: " : "The class changed: ") +
           text + ".";
}

/// The first draw that showed clearance, and the first after it that was detected again.
std::string lost_clearance(Timeline const& timeline) {
    auto const cleared = std::ranges::find_if(timeline.draws, [&](Draw const& each) {
        auto const* const milestone = milestone_of(timeline, MilestoneKind::demonstrated_clearance);
        if (milestone != nullptr) {
            return milestone->verdict == Verdict::met && milestone->sample == each.row.sample;
        }
        auto const* const row = find_pair(timeline, {timeline.baseline, each.row.sample}, "tumor_fraction_cell", "demonstrated_clearance");
        return row != nullptr && row->verdict == Verdict::met;
    });
    auto const back = std::find_if(cleared, timeline.draws.end(),
                                   [](Draw const& each) { return each.result.status == SampleStatus::detected; });
    return back == timeline.draws.end() ? std::string{}
                                        : "Clearance, demonstrated on " + day_text(cleared->day) + ", was lost: tumor DNA was detected again on " +
                                              day_text(back->day) + ".";
}

/// Which draw a rise is from. The nadir is looked for after day 0, and may be later than the rise or above the baseline.
std::string low_words(Timeline const& timeline, int rise_day) {
    auto const* const nadir = milestone_of(timeline, MilestoneKind::nadir);
    if (nadir == nullptr || !nadir->day) {
        return {};
    }
    auto const* const lowest = find_draw(timeline, nadir->sample);
    auto const* const baseline = find_draw(timeline, timeline.baseline);
    auto const upper = [](Draw const* draw) { return draw == nullptr ? std::nullopt : draw->result.tumor_fraction_cell_hi; };
    if (upper(lowest) && upper(baseline) && *upper(baseline) <= *upper(lowest)) {
        return ", the baseline of " + day_text(baseline->day);
    }
    return *nadir->day < rise_day ? " (" + day_text(*nadir->day) + ")" : " until then";
}

std::string rise_sentence(Timeline const& timeline, Milestone const& rise) {
    auto const name = uncapitalized(milestone_words(rise.kind));
    if (!rise.day || (rise.verdict != Verdict::met && rise.verdict != Verdict::undetermined)) {
        return {};
    }
    auto const low = low_words(timeline, *rise.day);
    auto const* const confirming = find_draw(timeline, rise.supported_by);
    if (rise.verdict == Verdict::met) {
        return "Tumor DNA rose above its lowest level" + low + ", first seen on " + day_text(*rise.day) +
               (confirming == nullptr ? "" : " and again on " + day_text(confirming->day)) + ": " + name + ", confirmed." +
               (rise.regimen.empty() ? "" : " It belongs to the treatment with " + rise.regimen + ".") +
               (rise.reason == "treatment_change_between" ? " Treatment changed between the low draw and the one that confirms." : "");
    }
    auto const reasons = milestone_reasons(rise);
    return "A rise above the lowest level" + low + " was seen on " + day_text(*rise.day) + "; " + name + " is not confirmed" +
           (reasons.empty() ? "" : ": " + reasons) + ".";
}

/// The rise that the head tells, or null. A recrudescence is a progression after a response: told by itself only where no progression is.
Milestone const* told_rise(Timeline const& timeline) {
    for (auto const kind : {MilestoneKind::molecular_progression, MilestoneKind::recrudescence}) {
        auto const* const milestone = milestone_of(timeline, kind);
        if (milestone != nullptr && !rise_sentence(timeline, *milestone).empty()) {
            return milestone;
        }
    }
    return nullptr;
}

/// Whether a rise is of the draws that the class of `draw` leans on: it, or the one before it that shows the same.
bool tells_of(Timeline const& timeline, Milestone const& rise, Draw const& draw) {
    auto const* const before = settled_before(timeline, draw, true);
    return rise.sample == draw.row.sample || rise.supported_by == draw.row.sample ||
           (rise.verdict == Verdict::undetermined && before != nullptr && rise.sample == before->row.sample);
}

}  // namespace

Draw const* settled_before(Timeline const& timeline, Draw const& draw, bool outside_flare) {
    Draw const* found = nullptr;
    bool after = timeline.baseline.empty();
    for (auto const& each : timeline.draws) {
        if (&each == &draw) {
            break;
        }
        if (after && settled(each) && !(outside_flare && each.flare_window)) {
            found = &each;
        }
        after = after || each.row.sample == timeline.baseline;
    }
    return found;
}

bool asks_for_confirmation(Draw const& draw) { return draw.trajectory_class == "response" || rises(draw.trajectory_class); }

Draw const* confirming_draw(Timeline const& timeline, Draw const& draw) {
    bool const rise = rises(draw.trajectory_class);
    if (rise) {
        auto const* const milestone = milestone_of(timeline, draw.trajectory_class == "recrudescence" ? MilestoneKind::recrudescence
                                                                                                       : MilestoneKind::molecular_progression);
        if (milestone != nullptr && milestone->verdict == Verdict::met && milestone->supported_by == draw.row.sample) {
            return find_draw(timeline, milestone->sample);
        }
    }
    // Two draws that rise by counts alone confirm nothing: a level that scatters does that (decision 30).
    bool const by_counts = draw.trajectory_class == "progression" || draw.trajectory_class == "recrudescence";
    auto const* const progression = milestone_of(timeline, MilestoneKind::molecular_progression);
    if (by_counts && progression != nullptr && progression->verdict != Verdict::met) {
        return nullptr;
    }
    auto const* const before = settled_before(timeline, draw, rise);
    return before != nullptr && same_direction(draw.trajectory_class, before->trajectory_class) ? before : nullptr;
}

std::vector<Item> course_findings(Timeline const& timeline, Draw const& draw) {
    auto const* const milestone = told_rise(timeline);
    bool const same_rise = milestone != nullptr && rises(draw.trajectory_class) && tells_of(timeline, *milestone, draw);
    std::vector<Item> findings;
    std::string course = fixed_texts::trajectory_sentence(draw.trajectory_class);
    auto const add = [&](std::string const& sentence) { course += course.empty() ? sentence : sentence_end(sentence); };
    // One event is told once: where the rise is of the same draws, it says itself whether it is confirmed.
    add(same_rise ? "" : confirmation_sentence(timeline, draw));
    add(class_history(timeline, draw));
    add(lost_clearance(timeline));
    if (!course.empty()) {
        findings.push_back({"Course", course});
    }
    if (milestone != nullptr) {
        findings.push_back({"Rise", rise_sentence(timeline, *milestone)});
    }
    return findings;
}

}  // namespace tidemark
