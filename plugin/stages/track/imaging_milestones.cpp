#include "stages/track/imaging_milestones.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "stages/track/definitions.hpp"
#include "stages/track/nadir.hpp"
#include "values/patient/progression.hpp"

namespace tidemark {
namespace {

constexpr int discordance_days = 21;

/// METHOD (iRECIST): unconfirmed progression settles nothing: it neither shows progression nor that there was none yet.
bool is_unconfirmed(EventRow const& event) {
    return event.kind == EventKind::imaging && read_imaging_label(event.label).irecist.contains("iupd");
}

bool is_imaging(EventRow const& event) { return event.kind == EventKind::imaging || event.kind == EventKind::progression; }

/// Definitions that say response, of the fraction; melanoma_10x is the published one that was tested against pseudo-progression.
bool speaks_of_response(PairRow const& pair) {
    bool const ours = pair.metric == "tumor_fraction_cell" &&
                      std::ranges::any_of(own_definitions(), [&](auto const& own) { return own.id == pair.definition; });
    return ours || pair.definition == "melanoma_10x";
}

}  // namespace

Milestone imaging_progression(Timeline const& timeline, int start_day) {
    Milestone milestone{.kind = MilestoneKind::imaging_progression, .reason = "no_imaging"};
    std::optional<int> before;
    for (auto const& event : timeline.events) {
        if (!is_imaging(event)) {
            continue;
        }
        if (event.day <= start_day) {
            before = event.day;
            continue;
        }
        milestone.reason.clear();
        milestone.verdict = Verdict::not_met;
        if (shows_progression(event)) {
            milestone.verdict = Verdict::met;
            milestone.day = event.day;
            milestone.after_day = before;
            break;
        }
        if (is_unconfirmed(event)) {
            milestone.verdict = Verdict::undetermined;
            milestone.reason = "imaging_unconfirmed";
            milestone.day = event.day;
            milestone.after_day = before;
        } else {
            milestone.day.reset();
            milestone.after_day.reset();
            before = event.day;
        }
    }
    return milestone;
}

Milestone lead_time(Milestone const& molecular, Milestone const& imaging) {
    Milestone milestone{.kind = MilestoneKind::lead_time};
    if (imaging.verdict == Verdict::not_applicable || molecular.verdict == Verdict::not_applicable) {
        milestone.reason = imaging.verdict == Verdict::not_applicable ? imaging.reason : molecular.reason;
        return milestone;
    }
    for (auto const* const open : {&molecular, &imaging}) {
        if (open->verdict == Verdict::undetermined) {
            milestone.verdict = Verdict::undetermined;
            milestone.reason = open->reason;
            return milestone;
        }
    }
    bool const seen = molecular.verdict == Verdict::met;
    bool const imaged = imaging.verdict == Verdict::met;
    if (!seen || !imaged) {
        milestone.reason = imaged ? "only_imaging" : seen ? "only_molecular" : "neither";
        return milestone;
    }
    milestone.sample = molecular.sample;
    milestone.day = molecular.day;
    milestone.after_day = molecular.after_day;
    milestone.supported_by = molecular.supported_by;
    milestone.regimen = molecular.regimen;
    milestone.lead_days = *imaging.day - *molecular.day;
    if (molecular.after_day) {
        milestone.lead_days_hi = *imaging.day - *molecular.after_day;
    }
    milestone.verdict = *milestone.lead_days > 0 ? Verdict::met : Verdict::not_met;
    return milestone;
}

Milestone pseudo_progression(Timeline const& timeline, Milestone const& molecular, Milestone const& imaging) {
    Milestone milestone{.kind = MilestoneKind::pseudo_progression, .reason = "no_imaging_progression"};
    if (imaging.verdict == Verdict::undetermined) {
        milestone.verdict = Verdict::undetermined;
        milestone.reason = imaging.reason;
    }
    if (imaging.verdict != Verdict::met) {
        return milestone;
    }
    milestone.day = imaging.day;
    milestone.reason = "no_draw_near_imaging";
    bool open = false;
    for (auto const& pair : timeline.pairs) {
        auto const draw = std::ranges::find(timeline.draws, pair.to, [](Draw const& each) { return each.row.sample; });
        if (draw == timeline.draws.end() || pair.from != timeline.baseline || !speaks_of_response(pair) || !is_settled(*draw) ||
            std::abs(draw->day - *imaging.day) > discordance_days) {
            continue;
        }
        if (milestone.verdict == Verdict::not_applicable) {
            milestone.verdict = Verdict::not_met;
            milestone.reason.clear();
        }
        open = open || pair.verdict == Verdict::undetermined;
        if (pair.verdict == Verdict::met && milestone.sample.empty()) {
            milestone.verdict = Verdict::met;
            milestone.sample = pair.to;
            milestone.supported_by = pair.definition;
        }
    }
    bool const rising = molecular.day && *molecular.day <= *imaging.day + discordance_days;
    if (milestone.verdict == Verdict::met && rising) {
        // A fall from the baseline is no comfort where the draws have risen from their nadir since.
        milestone.verdict = molecular.verdict == Verdict::met ? Verdict::not_met : Verdict::undetermined;
        milestone.reason = "molecular_progression";
        milestone.sample.clear();
        milestone.supported_by.clear();
    } else if (milestone.verdict == Verdict::not_met && open) {
        milestone.verdict = Verdict::undetermined;
    }
    return milestone;
}

}  // namespace tidemark
