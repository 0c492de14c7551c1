// Milestones that the draws alone show.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stages/track/series_comparison.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

class MolecularMilestones {
public:
    /// Both outlive the object. Looked at are draws after day 0 of the anchor; without one, after the baseline.
    MolecularMilestones(Timeline const& timeline, ChangeSetting const& setting);

    /// The day after which milestones may fall: 0, or that of the baseline where no anchor is declared.
    [[nodiscard]] int start_day() const { return start_day_; }

    /// The lowest value that an interval supports: the draw with the lowest upper limit of the fraction, of equals the earliest.
    [[nodiscard]] Milestone nadir() const;
    /// The first draw at which clearance is demonstrated against the reference (the baseline, or the first detected draw).
    [[nodiscard]] Milestone clearance() const;
    /// METHOD: the first draw outside the flare window that is detected after demonstrated clearance, or, after a response, rises
    /// from the nadir at an error divided among the draws that could have been it; confirmed where the next settled draw outside the
    /// flare window does so too. Both must rise beyond what a level that scatters does, else it is undetermined (`within_scatter`,
    /// decision 30). The concentration confirms nothing: it is the same molecules times a mass (docs/methods/track.md).
    [[nodiscard]] Milestone recrudescence() const;
    /// METHOD: the same against the lowest draw from the baseline on, whatever was before: a relapse after clearance, a rise after
    /// a response, and one without a response. The first draw that is detected after draws that were not is one whatever its
    /// ratio, confirmed by the next that is detected.
    [[nodiscard]] Milestone progression() const;

private:
    struct Signal {
        Rise rise;                        ///< from the lowest draw before
        bool back = false;                ///< detected after demonstrated clearance, or for the first time: the next need not rise

        [[nodiscard]] bool shows() const { return back || rise.verdict != Verdict::not_met; }
        [[nodiscard]] bool firm() const { return back || (rise.verdict == Verdict::met && rise.beyond_scatter); }
    };

    [[nodiscard]] bool counts(std::size_t index) const;
    [[nodiscard]] bool came_back(std::size_t index) const;
    [[nodiscard]] bool emerged(std::size_t index) const;
    [[nodiscard]] Signal recrudescence_at(std::size_t index) const;
    [[nodiscard]] Signal progression_at(std::size_t index) const;
    template <typename SignalAt>
    [[nodiscard]] Milestone first_confirmed(MilestoneKind kind, SignalAt&& signal_at) const;
    template <typename SignalAt>
    [[nodiscard]] Milestone first_seen(MilestoneKind kind, std::size_t index, SignalAt&& signal_at) const;
    [[nodiscard]] Rise said_again(Signal const& signal, std::size_t next) const;
    /// METHOD: a verdict belongs to the regimen it was drawn under; where that changed since the last draw that did not show it, to the one
    /// before. A change anywhere from the low draw to the one that confirms flags it.
    void name_regimen(Milestone& milestone, Signal const& signal, std::optional<std::size_t> confirming) const;

    std::span<Draw const> draws_;
    std::span<EventRow const> events_;
    SeriesComparison compare_;
    std::optional<std::size_t> baseline_;
    std::optional<std::size_t> reference_;
    std::vector<bool> cleared_;           ///< of every draw: clearance demonstrated at it
    std::vector<bool> fell_;
    int start_day_ = 0;
};

}  // namespace tidemark
