#include "stages/track/trajectory.hpp"

#include <algorithm>

#include "stages/track/nadir.hpp"
#include "stages/track/series_comparison.hpp"

namespace tidemark {
namespace {

bool detected(Draw const& draw) { return draw.result.status == SampleStatus::detected; }

/// Everything the class of one draw may lean on: the draws up to it, and the classes of those before it.
class SeriesSoFar {
public:
    SeriesSoFar(std::span<Draw const> draws, bool anchored, ChangeSetting const& setting)
        : draws_{draws}, compare_{draws, setting}, reference_{compare_.reference(draws.size() - 1, anchored)} {}

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
        bool doubtful = false;
        // A rise while irradiated tissue sheds proves nothing (readout.md 6, flare window).
        if (!draws_[last()].flare_window) {
            auto const from_reference = compare_.rise(*reference_, last(), looks_so_far()).verdict;
            auto const from_nadir = confirmed_rise_from_nadir();
            if (cleared_before() || (responded && from_nadir == Verdict::met)) {
                return "recrudescence";
            }
            if (from_reference == Verdict::met || from_nadir == Verdict::met) {
                return "progression";
            }
            doubtful = from_reference == Verdict::undetermined || from_nadir == Verdict::undetermined;
        }
        return fell(last()) ? "response" : doubtful ? "" : "persistence";
    }

private:
    [[nodiscard]] std::size_t last() const { return draws_.size() - 1; }

    [[nodiscard]] bool fell(std::size_t to) const { return reference_ && *reference_ < to && compare_.fell(*reference_, to); }

    [[nodiscard]] bool cleared_before() const {
        for (std::size_t index = *reference_ + 1; index < last(); ++index) {
            if (compare_.is_met("demonstrated_clearance", *reference_, index)) {
                return true;
            }
        }
        return false;
    }

    /// METHOD: a series is asked once a draw whether it lies above the reference. The n-th question is one of n(n + 1), so that the errors of
    /// all, however many, add up to that of one; a draw in the flare window is not asked.
    [[nodiscard]] std::size_t looks_so_far() const {
        auto const asked = draws_.subspan(*reference_ + 1);
        auto const looks = static_cast<std::size_t>(
            std::ranges::count_if(asked, [](Draw const& draw) { return is_settled(draw) && !draw.flare_window; }));
        return looks * (looks + 1);
    }

    /// Above the nadir, and so already at the draw before, one in the flare window passed over;
    /// undetermined where one of the two is doubtful.
    [[nodiscard]] Verdict confirmed_rise_from_nadir() const {
        auto const rise = compare_.rise_from_nadir(*reference_ + 1, last());
        if (rise.verdict == Verdict::not_met) {
            return Verdict::not_met;
        }
        auto previous = last_settled(draws_, *rise.low + 1, last());
        while (previous && draws_[*previous].flare_window) {
            previous = last_settled(draws_, *rise.low + 1, *previous);
        }
        auto const before = previous ? compare_.rise(*rise.low, *previous, rise.chances).verdict : Verdict::not_met;
        return before == Verdict::met ? rise.verdict : before;
    }

    std::span<Draw const> draws_;
    SeriesComparison compare_;
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
