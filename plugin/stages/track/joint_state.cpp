#include <algorithm>

#include "stages/track/clonotypes.hpp"

namespace tidemark {
namespace {

Draw const* draw_of(std::vector<Draw> const& draws, std::string const& sample, int day) {
    auto const same = std::ranges::find(draws, sample, [](Draw const& draw) { return draw.row.sample; });
    auto const found = same != draws.end() ? same : std::ranges::find(draws, day, &Draw::day);
    return found == draws.end() ? nullptr : &*found;
}

bool has_code(PairRow const& row, std::string const& code) {
    return (";" + row.reason + ";").find(";" + code + ";") != std::string::npos;
}

/// METHOD: detected again after demonstrated clearance. No ratio exists to a draw without tumor DNA, yet it is a return.
bool returned(PairRow const& row, Draw const& to) {
    return has_code(row, "from_not_detected") && to.result.status == SampleStatus::detected &&
           to.trajectory_class == "recrudescence";
}

}  // namespace

void add_ctdna_state(ClonotypeInterval& interval, Timeline const& timeline) {
    interval.ctdna = "stable_or_undetermined";
    auto const* const from = draw_of(timeline.draws, interval.from, interval.from_day);
    auto const* const to = draw_of(timeline.draws, interval.to, interval.to_day);
    if (from == nullptr || to == nullptr || from == to) {
        interval.ctdna_reason = "no_plasma_draw";
        return;
    }
    interval.plasma_from = from->row.sample;
    interval.plasma_to = to->row.sample;
    PairRow const* halved = nullptr;
    PairRow const* cleared = nullptr;
    for (auto const& row : timeline.pairs) {
        if (row.from == interval.plasma_from && row.to == interval.plasma_to && row.metric == "tumor_fraction_cell") {
            halved = row.definition == "decrease_50" ? &row : halved;
            cleared = row.definition == "demonstrated_clearance" ? &row : cleared;
        }
    }
    if (halved == nullptr || cleared == nullptr) {
        interval.ctdna_reason = "draws_not_compared";
        return;
    }
    bool const rise = (halved->verdict == Verdict::not_met && halved->ratio_lo && *halved->ratio_lo > 1) ||
                      has_code(*halved, "emergence") || returned(*halved, *to);
    bool const conflict = has_code(*halved, "metric_conflict");
    if (halved->verdict == Verdict::met || cleared->verdict == Verdict::met) {
        interval.ctdna = "response";
    } else if (rise && !to->flare_window && !conflict) {
        interval.ctdna = "progression";
    } else {
        interval.ctdna_reason = rise && to->flare_window ? "flare_window" : halved->reason;
    }
}

}  // namespace tidemark
