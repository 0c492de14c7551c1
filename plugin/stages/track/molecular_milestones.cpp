#include "stages/track/molecular_milestones.hpp"

#include <algorithm>

#include "stages/track/anchors.hpp"
#include "stages/track/nadir.hpp"

namespace tidemark {
namespace {

bool detected(Draw const& draw) { return draw.result.status == SampleStatus::detected; }

/// The next draw that says something and is not in the flare window, where a rise would prove nothing.
std::optional<std::size_t> next_telling(std::span<Draw const> draws, std::size_t after) {
    for (std::size_t index = after + 1; index < draws.size(); ++index) {
        if (is_settled(draws[index]) && !draws[index].flare_window) {
            return index;
        }
    }
    return std::nullopt;
}

bool changes_regimen(EventRow const& event) {
    return event.kind == EventKind::systemic_start || event.kind == EventKind::treatment_change;
}

}  // namespace

MolecularMilestones::MolecularMilestones(Timeline const& timeline, ChangeSetting const& setting)
    : draws_{timeline.draws}, events_{timeline.events}, compare_{timeline.draws, setting} {
    bool const anchored = !timeline.anchor.empty();
    baseline_ = choose_baseline(draws_, anchored ? std::optional{0} : std::nullopt).draw;
    reference_ = compare_.reference(draws_.size(), anchored);
    start_day_ = anchored || !baseline_ ? 0 : draws_[*baseline_].day;
    for (std::size_t index = 0; index < draws_.size(); ++index) {
        bool const after = reference_ && *reference_ < index && counts(index);
        cleared_.push_back(after && compare_.is_met("demonstrated_clearance", *reference_, index));
        fell_.push_back(after && compare_.fell(*reference_, index));
    }
}

bool MolecularMilestones::counts(std::size_t index) const {
    return baseline_ && *baseline_ < index && draws_[index].day > start_day_ && is_settled(draws_[index]);
}

Milestone MolecularMilestones::nadir() const {
    Milestone milestone{.kind = MilestoneKind::nadir};
    std::size_t first = 0;
    while (first < draws_.size() && !counts(first)) {
        ++first;
    }
    auto const low = nadir_of(draws_, first, draws_.size());
    if (!low) {
        milestone.reason = "too_few_draws";
        return milestone;
    }
    milestone.verdict = Verdict::met;
    milestone.sample = draws_[*low].row.sample;
    milestone.day = draws_[*low].day;
    return milestone;
}

Milestone MolecularMilestones::clearance() const {
    Milestone milestone{.kind = MilestoneKind::demonstrated_clearance};
    auto const found = std::ranges::find(cleared_, true);
    if (!reference_) {
        milestone.reason = "never_detected";
    } else if (found != cleared_.end()) {
        auto const index = static_cast<std::size_t>(found - cleared_.begin());
        milestone.verdict = Verdict::met;
        milestone.sample = draws_[index].row.sample;
        milestone.day = draws_[index].day;
        if (auto const before = last_settled(draws_, *reference_, index)) {
            milestone.after_day = draws_[*before].day;
        }
    } else {
        bool any = false;
        for (std::size_t index = *reference_ + 1; index < draws_.size(); ++index) {
            any = any || counts(index);
            if (counts(index) && !detected(draws_[index])) {
                milestone.verdict = Verdict::undetermined;
                milestone.reason = "clearance_not_demonstrable";
                return milestone;
            }
        }
        milestone.verdict = any ? Verdict::not_met : Verdict::not_applicable;
        milestone.reason = any ? "" : "too_few_draws";
    }
    return milestone;
}

bool MolecularMilestones::came_back(std::size_t index) const {
    auto const before = cleared_.begin() + static_cast<std::ptrdiff_t>(index);
    return detected(draws_[index]) && std::find(cleared_.begin(), before, true) != before;
}

MolecularMilestones::Signal MolecularMilestones::recrudescence_at(std::size_t index) const {
    Signal signal;
    auto const before = fell_.begin() + static_cast<std::ptrdiff_t>(index);
    if (!reference_ || std::find(fell_.begin(), before, true) == before) {
        return signal;
    }
    signal.low = nadir_of(draws_, *reference_ + 1, index);
    signal.rose = signal.low && detected(draws_[index]) && compare_.rose(*signal.low, index);
    signal.back = came_back(index);
    return signal;
}

MolecularMilestones::Signal MolecularMilestones::progression_at(std::size_t index) const {
    Signal signal;
    signal.low = nadir_of(draws_, *baseline_, index);
    signal.rose = signal.low && detected(draws_[index]) && compare_.rose(*signal.low, index);
    signal.back = came_back(index);
    return signal;
}

Milestone MolecularMilestones::recrudescence() const {
    auto milestone = first_confirmed(MilestoneKind::recrudescence, [&](std::size_t index) { return recrudescence_at(index); });
    if (milestone.verdict == Verdict::not_met && std::ranges::find(fell_, true) == fell_.end()) {
        milestone.verdict = Verdict::not_applicable;
        milestone.reason = "no_response_before";
    }
    return milestone;
}

Milestone MolecularMilestones::progression() const {
    return first_confirmed(MilestoneKind::molecular_progression, [&](std::size_t index) { return progression_at(index); });
}

template <typename SignalAt>
Milestone MolecularMilestones::first_confirmed(MilestoneKind kind, SignalAt&& signal_at) const {
    Milestone none{.kind = kind, .reason = "too_few_draws"};
    for (std::size_t index = 0; index < draws_.size(); ++index) {
        if (!counts(index)) {
            continue;
        }
        if (none.verdict == Verdict::not_applicable) {
            none.verdict = Verdict::not_met;
            none.reason.clear();
        }
        Signal const signal = signal_at(index);
        if (!signal.rose && !signal.back) {
            continue;
        }
        if (draws_[index].flare_window) {
            none.reason = "flare_window";
            continue;
        }
        Milestone milestone{.kind = kind, .verdict = Verdict::met, .sample = draws_[index].row.sample, .day = draws_[index].day};
        if (auto const before = last_settled(draws_, 0, index)) {
            milestone.after_day = draws_[*before].day;
        }
        name_regimen(milestone, signal);
        if (signal.low && compare_.rose_in_both(*signal.low, index)) {
            milestone.supported_by = "hge_per_ml";
            return milestone;
        }
        auto const next = next_telling(draws_, index);
        if (!next) {
            milestone.verdict = Verdict::undetermined;
            milestone.reason += milestone.reason.empty() ? "not_confirmed_yet" : ";not_confirmed_yet";
            return milestone;
        }
        if (detected(draws_[*next]) && (signal.back || compare_.rose(*signal.low, *next))) {
            milestone.supported_by = draws_[*next].row.sample;
            return milestone;
        }
    }
    return none;
}

/// A verdict belongs to the regimen it was drawn under: a draw on the day of a change was taken before it.
void MolecularMilestones::name_regimen(Milestone& milestone, Signal const& signal) const {
    int const from = signal.low ? draws_[*signal.low].day : start_day_;
    int end = *milestone.day;
    for (auto const& event : events_) {
        if (event.kind == EventKind::treatment_change && from < event.day && event.day < end) {
            milestone.reason = "treatment_change_between";
            end = event.day;
        }
    }
    for (auto const& event : events_) {
        if (changes_regimen(event) && event.day < end) {
            milestone.regimen = event.label;
        }
    }
}

}  // namespace tidemark
