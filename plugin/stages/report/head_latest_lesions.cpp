#include "stages/report/head_latest_lesions.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

bool irradiated_later(LesionShed const& row) { return std::ranges::count(split_semicolons(row.reason), "irradiated_later") > 0; }

/// ", before that what it shed rose, first seen on day 84": what was seen of the lesion while it was not irradiated.
std::string seen_before(LesionSeries const& series, std::string const& lesion) {
    std::string text;
    for (auto const& claim : series.claims) {
        bool const open = claim.verdict == Verdict::met || claim.verdict == Verdict::undetermined;
        if (claim.lesion == lesion && claim.compartment == "nonirradiated" && claim.day && open) {
            text += (text.empty() ? "; before, what it shed " : ", and ") +
                    std::string{claim.claim == "distant_response"      ? "fell"
                                : claim.claim == "distant_progression" ? "rose"
                                                                       : "rose from its lowest"} +
                    ", first seen on " + day_text(*claim.day) + (claim.verdict == Verdict::met ? " and confirmed" : "");
        }
    }
    return text;
}

/// Names of the biopsied lesions that are not irradiated at a draw.
std::vector<std::string> left_at(LesionSeries const& series, std::string const& sample) {
    std::vector<std::string> names;
    for (auto const& row : series.rows) {
        if (row.sample == sample && row.compartment == "nonirradiated" && !row.lesion.empty() && row.reason != "not_biopsied") {
            names.push_back(row.lesion);
        }
    }
    return names;
}

}  // namespace

LesionShed const* latest_whole(Timeline const& timeline, std::string const& compartment) {
    LesionShed const* latest = nullptr;
    for (auto const& row : timeline.lesions ? std::span<LesionShed const>{timeline.lesions->rows} : std::span<LesionShed const>{}) {
        auto const* const draw = find_draw(timeline, row.sample);
        bool const settled = draw != nullptr && (draw->result.status == SampleStatus::detected || draw->result.status == SampleStatus::not_detected);
        if (settled && row.lesion.empty() && row.compartment == compartment && !row.verdict.empty() && row.verdict != "not_evaluable") {
            latest = &row;
        }
    }
    return latest;
}

std::string latest_lesions_text(Timeline const& timeline, std::string const& compartment) {
    auto const* const row = latest_whole(timeline, compartment);
    auto const* const draw = row == nullptr ? nullptr : find_draw(timeline, row->sample);
    if (draw == nullptr) {
        return {};
    }
    auto const& change = row->change;
    bool const fell = change.hi && change.hi->value < 0;
    bool const rose = change.lo && change.lo->value > 0;
    // Nothing left of it has no logarithm; its upper limit has.
    bool const gone = fell && row->shed && *row->shed <= 0;
    auto const size = gone || change.value ? " (" + change_text(gone ? 0 : std::exp2(change.value->value)) + ")" : std::string{};
    return " On " + day_text(draw->day) + ", the last draw that can tell, what they shed is " +
           (fell ? "below the baseline" : rose ? "above the baseline" : "not shown to differ from the baseline") + size + ".";
}

std::string lesions_irradiated_later_text(Timeline const& timeline) {
    auto const& series = *timeline.lesions;
    std::string text;
    std::set<std::string> told;
    LesionShed const* last = nullptr;
    for (auto const& row : series.rows) {
        auto const* const draw = find_draw(timeline, row.sample);
        if (draw == nullptr || !irradiated_later(row)) {
            continue;
        }
        last = &row;
        if (told.insert(row.lesion).second) {
            text += " " + enumeration(split_semicolons(row.lesion)) + " was irradiated later and is counted on neither side from " +
                    day_text(draw->day) + " on" + seen_before(series, row.lesion) + ".";
        }
    }
    auto const left = last == nullptr ? std::vector<std::string>{} : left_at(series, last->sample);
    return text + (left.empty() ? "" : " What is said of later draws is of " + enumeration(left) + " alone.");
}

}  // namespace tidemark
