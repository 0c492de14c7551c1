#include "stages/track/trajectory.hpp"

#include <algorithm>

#include "stages/track/anchors.hpp"
#include "stages/track/definitions.hpp"
#include "stages/track/nadir.hpp"

namespace tidemark {
namespace {

bool detected(Draw const& draw) { return draw.result.status == SampleStatus::detected; }

/// Everything the class of one draw may lean on: the draws up to it, and the classes of those before it.
class SeriesSoFar {
public:
    SeriesSoFar(std::span<Draw const> draws, bool anchored, ChangeSetting const& setting)
        : draws_{draws}, setting_{setting}, reference_{reference(anchored)} {}

    [[nodiscard]] std::string class_of_last(std::vector<std::string> const& earlier_classes) const {
        if (!is_settled(draws_[last()])) {
            return {};
        }
        bool const seen_before = std::ranges::any_of(draws_.first(last()), detected);
        if (!detected(draws_[last()])) {
            return !seen_before ? "never_detected" : fell(last()) ? "response" : "";
        }
        if (!seen_before) {
            return std::ranges::any_of(draws_.first(last()), is_settled) ? "emergence" : "";
        }
        bool const responded = std::ranges::find(earlier_classes, "response") != earlier_classes.end();
        // A rise while irradiated tissue sheds proves nothing (readout.md 6, flare window).
        if (!draws_[last()].flare_window) {
            if (cleared_before() || (responded && confirmed_rise_from_nadir())) {
                return "recrudescence";
            }
            if (rise(*reference_, last()) || confirmed_rise_from_nadir()) {
                return "progression";
            }
        }
        return fell(last()) ? "response" : "persistence";
    }

private:
    [[nodiscard]] std::size_t last() const { return draws_.size() - 1; }

    /// The baseline of the draws before the last one, or the first detected draw where nothing was detected there.
    [[nodiscard]] std::optional<std::size_t> reference(bool anchored) const {
        auto const before = draws_.first(last());
        auto const baseline = choose_baseline(before, anchored ? std::optional{0} : std::nullopt).draw;
        if (baseline && detected(before[*baseline])) {
            return baseline;
        }
        auto const first = std::ranges::find_if(before, detected);
        return first == before.end() ? std::nullopt
                                     : std::optional{static_cast<std::size_t>(first - before.begin())};
    }

    [[nodiscard]] bool met(ResponseDefinition const& definition, std::size_t to) const {
        auto const change = change_between(draws_, *reference_, to, setting_);
        return judge(definition, change, metric_of(change, "tumor_fraction_cell")).verdict == Verdict::met;
    }

    [[nodiscard]] bool fell(std::size_t to) const {
        return reference_ && *reference_ < to && std::ranges::any_of(own_definitions(), [&](auto const& definition) {
            return met(definition, to);
        });
    }

    [[nodiscard]] bool cleared_before() const {
        auto const& clearance = own_definition("demonstrated_clearance");
        for (std::size_t index = *reference_ + 1; index < last(); ++index) {
            if (met(clearance, index)) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool above_one(MetricChange const& metric) const { return metric.interval && metric.interval->lo > 1; }

    [[nodiscard]] bool rise(std::size_t from, std::size_t to) const {
        auto const change = change_between(draws_, from, to, setting_);
        return change.doubts.empty() && !change.metric_conflict && above_one(metric_of(change, "tumor_fraction_cell"));
    }

    /// Above the nadir with the whole interval, and so either in concentration too or already at the draw before.
    [[nodiscard]] bool confirmed_rise_from_nadir() const {
        auto const low = nadir_of(draws_, *reference_ + 1, last());
        if (!low || !rise(*low, last())) {
            return false;
        }
        auto const change = change_between(draws_, *low, last(), setting_);
        if (above_one(metric_of(change, "hge_per_ml"))) {
            return true;
        }
        auto const previous = last_settled(draws_, *low + 1, last());
        return previous && rise(*low, *previous);
    }

    std::span<Draw const> draws_;
    ChangeSetting const& setting_;
    std::optional<std::size_t> reference_;
};

}  // namespace

std::vector<std::string> trajectory_classes(std::span<Draw const> draws, bool anchored, ChangeSetting const& setting) {
    std::vector<std::string> classes;
    for (std::size_t index = 0; index < draws.size(); ++index) {
        classes.push_back(SeriesSoFar{draws.first(index + 1), anchored, setting}.class_of_last(classes));
    }
    return classes;
}

}  // namespace tidemark
