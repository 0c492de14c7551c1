#include "stages/track/molecular_milestones.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "stages/track/anchors.hpp"
#include "stages/track/nadir.hpp"
#include "stages/track/regimen.hpp"

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
    if (baseline_ && !reference_) {   // the lowest of bounds is no level
        milestone.reason = "never_detected";
        return milestone;
    }
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

/// No draw up to the baseline was detected, and after it none that the next telling draw confirmed.
bool MolecularMilestones::emerged(std::size_t index) const {
    auto const before = draws_.first(index);
    if (!detected(draws_[index]) || std::ranges::any_of(before.first(*baseline_ + 1), detected) ||
        std::ranges::none_of(before, is_settled)) {
        return false;
    }
    for (std::size_t earlier = *baseline_ + 1; earlier < index; ++earlier) {
        auto const next = next_telling(draws_, earlier);
        if (detected(draws_[earlier]) && !draws_[earlier].flare_window && next && *next < index && detected(draws_[*next])) {
            return false;
        }
    }
    return true;
}

MolecularMilestones::Signal MolecularMilestones::recrudescence_at(std::size_t index) const {
    Signal signal;
    auto const before = fell_.begin() + static_cast<std::ptrdiff_t>(index);
    if (!reference_ || !detected(draws_[index]) || std::find(fell_.begin(), before, true) == before) {
        return signal;
    }
    return {.rise = compare_.rise_from_nadir(*reference_ + 1, index), .back = came_back(index)};
}

MolecularMilestones::Signal MolecularMilestones::progression_at(std::size_t index) const {
    if (!detected(draws_[index])) {
        return {};
    }
    return {.rise = compare_.rise_from_nadir(*baseline_, index), .back = came_back(index) || emerged(index)};
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

/// What the next telling draw says of a signal.
Rise MolecularMilestones::said_again(Signal const& signal, std::size_t next) const {
    if (!detected(draws_[next])) {
        return {};
    }
    return signal.back ? Rise{.verdict = Verdict::met, .beyond_scatter = true} : compare_.rise(*signal.rise.low, next, signal.rise.chances);
}

/// The milestone as its first draw shows it: it fell after the last settled draw that did not show it, not even doubtfully and
/// not in the flare window.
template <typename SignalAt>
Milestone MolecularMilestones::first_seen(MilestoneKind kind, std::size_t index, SignalAt&& signal_at) const {
    Milestone milestone{.kind = kind, .verdict = Verdict::met, .sample = draws_[index].row.sample, .day = draws_[index].day};
    for (std::size_t before = index; before > 0 && !milestone.after_day; --before) {
        bool const shows = counts(before - 1) && signal_at(before - 1).shows();
        if (is_settled(draws_[before - 1]) && !shows) {
            milestone.after_day = draws_[before - 1].day;
        }
    }
    return milestone;
}

template <typename SignalAt>
Milestone MolecularMilestones::first_confirmed(MilestoneKind kind, SignalAt&& signal_at) const {
    Milestone none{.kind = kind, .reason = "too_few_draws"};
    std::optional<Milestone> doubtful;
    for (std::size_t index = 0; index < draws_.size(); ++index) {
        if (!counts(index)) {
            continue;
        }
        if (none.verdict == Verdict::not_applicable) {
            none.verdict = Verdict::not_met;
            none.reason.clear();
        }
        Signal const signal = signal_at(index);
        if (!signal.shows()) {
            continue;
        }
        if (draws_[index].flare_window) {
            none.reason = "flare_window";
            continue;
        }
        auto milestone = first_seen(kind, index, signal_at);
        auto const next = next_telling(draws_, index);
        auto const again = next ? said_again(signal, *next) : Rise{};
        if (next && again.verdict == Verdict::not_met) {
            continue;
        }
        name_regimen(milestone, signal, next);
        bool const scatters = !signal.back && (!signal.rise.beyond_scatter || (next && !again.beyond_scatter));
        if (signal.firm() && again.verdict == Verdict::met && !scatters) {
            milestone.supported_by = draws_[*next].row.sample;
            return milestone;
        }
        milestone.verdict = Verdict::undetermined;
        auto codes = signal.firm() ? std::vector<std::string>{} : signal.rise.reasons;
        codes.insert(codes.end(), again.reasons.begin(), again.reasons.end());
        if (scatters) {
            codes.emplace_back("within_scatter");
        }
        if (!next) {
            codes.emplace_back("not_confirmed_yet");
        }
        std::set<std::string> added;
        for (auto const& code : codes) {
            if (added.insert(code).second) {
                milestone.reason += (milestone.reason.empty() ? "" : ";") + code;
            }
        }
        doubtful = doubtful.value_or(milestone);
    }
    return doubtful.value_or(none);
}

void MolecularMilestones::name_regimen(Milestone& milestone, Signal const& signal, std::optional<std::size_t> confirming) const {
    int const low_day = signal.rise.low ? draws_[*signal.rise.low].day : start_day_;
    auto const in_gap = first_change_of_regimen(milestone.after_day.value_or(low_day), *milestone.day, events_);
    milestone.regimen = regimen_on(in_gap.value_or(*milestone.day), events_);
    if (first_change_of_regimen(low_day, confirming ? draws_[*confirming].day : *milestone.day, events_)) {
        milestone.reason = "treatment_change_between";
    }
}

}  // namespace tidemark
