#include <algorithm>
#include <compare>
#include <utility>

#include "stages/detect/sample_work.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

/// The cells with the background that white cells leave them; empty where nothing changes.
std::vector<LocusCell> raised_cells(std::vector<LocusCell> const& cells, WhiteCellCounts const& counts) {
    std::vector<LocusCell> raised;
    bool changed = false;
    for (auto const& cell : cells) {
        auto const rate = with_white_cells({.rate = cell.rate,
                                            .dispersion = cell.dispersion,
                                            .hot_share = cell.hot_share,
                                            .hot_rate = cell.hot_rate,
                                            .hot_dispersion = cell.hot_dispersion},
                                           counts);
        raised.push_back(cell);
        // A rate that a table states itself has no spread, and stays as it stands.
        if (rate.rate > cell.rate) {
            auto const learnt = learnt_cell(cell.group, rate, 1);
            auto& now = raised.back();
            now.rate = learnt.rate;
            now.dispersion = learnt.dispersion;
            now.hot_share = learnt.hot_share;
            now.hot_rate = learnt.hot_rate;
            now.hot_dispersion = learnt.hot_dispersion;
            changed = true;
        }
    }
    return changed ? raised : std::vector<LocusCell>{};
}

/// What white cells would show if the support of a place were all of blood, and what they show.
struct Shown {
    double expected = 0;
    std::int64_t alt = 0;
    [[nodiscard]] double chance_of_no_more() const { return poisson_at_most(alt, expected); }
    auto operator<=>(Shown const&) const = default;
};

Shown shown_of_blood(LocusEvidence const& locus, WhiteCellCounts const& white_cells) {
    double const beyond = std::max(static_cast<double>(locus.alt()) - locus.background(), 0.0);
    double const share = beyond / static_cast<double>(locus.depth());
    return {static_cast<double>(white_cells.depth) * share + white_cells.expected, white_cells.alt};
}

}  // namespace

void judge_origin(SampleWork& work, DetectSource const& source) {
    work.white_cells.assign(work.loci.size(), std::nullopt);
    work.other_origin.assign(work.loci.size(), false);
    for (std::size_t index = 0; source.white_cells != nullptr && index < work.loci.size(); ++index) {
        auto& locus = work.loci[index];
        if (locus.cells.empty()) {
            continue;
        }
        auto const counts = source.white_cells->at(source.panel.entries[locus.entry].variant, source.contexts[locus.entry],
                                                   {&source.background, source.white_cell_levels});
        auto& sight = work.white_cells[index].emplace();
        sight.counts = counts;
        sight.comparison = compare_white_cells(counts, locus.depth(), locus.alt(), {});
        work.other_origin[index] = is_other_origin(sight.comparison.label);
        if (work.other_origin[index]) {
            continue;
        }
        if (auto raised = raised_cells(locus.cells, counts); !raised.empty()) {
            sight.cells_before = std::exchange(locus.cells, std::move(raised));
        }
    }
}

void return_traces(SampleWork& work) {
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        auto const& sight = work.white_cells[index];
        if (sight && sight->comparison.label == WhiteCellLabel::clear && !sight->cells_before.empty()) {
            work.loci[index].cells = sight->cells_before;
        }
    }
}

std::vector<std::size_t> blood_suspects(SampleWork const& work, std::span<Witness const> places) {
    constexpr double hardly_looked_at = 0.9;
    constexpr double could_not_have_shown = 0.5;
    std::vector<std::size_t> suspects;
    std::vector<std::size_t> looked_at;
    Shown together;
    for (auto const& place : places) {
        Shown shown;
        std::vector<std::size_t> open;
        for (auto const index : place.loci) {
            auto const& sight = work.white_cells[index];
            if (sight && sight->comparison.label == WhiteCellLabel::unresolved) {
                open.push_back(index);
                shown = std::max(shown, shown_of_blood(work.loci[index], sight->counts));
            }
        }
        if (shown.chance_of_no_more() >= hardly_looked_at) {
            suspects.insert(suspects.end(), open.begin(), open.end());
        } else {
            together.expected += shown.expected;
            together.alt += shown.alt;
            looked_at.insert(looked_at.end(), open.begin(), open.end());
        }
    }
    if (together.chance_of_no_more() >= could_not_have_shown) {
        suspects.insert(suspects.end(), looked_at.begin(), looked_at.end());
    }
    std::ranges::sort(suspects);
    return suspects;
}

}  // namespace tidemark
