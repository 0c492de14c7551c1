#include <algorithm>
#include <compare>
#include <functional>
#include <iterator>
#include <utility>

#include "stages/detect/sample_work.hpp"
#include "values/model/usual_rate.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

/// The cells with the background that white cells leave them; empty where nothing changes. `assumed_over_usual`: how many times
/// as high as usual assumed rates stand in the cells, and so what is foretold of white cells.
std::vector<LocusCell> raised_cells(std::vector<LocusCell> const& cells, WhiteCellCounts const& seen, double assumed_over_usual = 1) {
    std::vector<LocusCell> raised;
    bool changed = false;
    for (auto const& cell : cells) {
        auto counts = seen;
        counts.ordinary_expected *= cell.rate_assumed ? assumed_over_usual : 1;
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

/// A place whose support may be of blood.
struct Suspect {
    std::vector<std::size_t> loci;
    std::int64_t plasma_alt = 0;
    bool seen = false;   ///< white cells show it too
};

/// The fewest tracked places of which more are of blood with a chance below alpha.
std::int64_t blood_loci_at_most(std::int64_t places, double alpha) {
    // Of patients sequenced without white cells 5 % carried a blood mutation among their tumor's (Ptashkin et al. 2018): that each place
    // has this chance is far more.
    constexpr double share_of_blood = 0.05;
    // From below the mean on: there the chance is never small.
    auto most = std::max(static_cast<std::int64_t>(share_of_blood * static_cast<double>(places)) - 1, std::int64_t{0});
    while (most < places && binomial_at_least(most + 1, places, share_of_blood) >= alpha) {
        ++most;
    }
    return most;
}

/// Loci of those that white cells show, and of the `most` others with the most molecules in plasma.
std::vector<std::size_t> weightiest(std::vector<Suspect> suspects, std::int64_t most) {
    std::ranges::stable_sort(suspects, std::ranges::greater{}, [](Suspect const& each) { return std::pair{each.seen, each.plasma_alt}; });
    std::vector<std::size_t> loci;
    for (auto const& suspect : suspects) {
        if (suspect.seen || most-- > 0) {
            loci.insert(loci.end(), suspect.loci.begin(), suspect.loci.end());
        }
    }
    std::ranges::sort(loci);
    return loci;
}

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

std::vector<LocusEvidence> loci_at_highest_rates(SampleWork const& work) {
    // Looked for before anything is copied: most samples assume nothing.
    if (std::ranges::none_of(work.loci, [](auto const& locus) { return std::ranges::any_of(locus.cells, &LocusCell::rate_assumed); })) {
        return {};
    }
    auto highest = work.loci;
    for (std::size_t index = 0; index < highest.size(); ++index) {
        auto& cells = highest[index].cells;
        auto const& sight = work.white_cells[index];
        bool const raised_before = sight && !sight->cells_before.empty();
        if (raised_before) {
            cells = sight->cells_before;
        }
        std::ranges::transform(cells, cells.begin(), at_highest_rate);
        if (raised_before) {
            if (auto raised = raised_cells(cells, sight->counts, highest_over_usual); !raised.empty()) {
                cells = std::move(raised);
            }
        }
    }
    return highest;
}

void return_traces(SampleWork& work) {
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        auto const& sight = work.white_cells[index];
        if (sight && sight->comparison.label == WhiteCellLabel::clear && !sight->cells_before.empty()) {
            work.loci[index].cells = sight->cells_before;
        }
    }
}

std::vector<std::size_t> blood_suspects(SampleWork const& work, std::span<Witness const> places, double alpha) {
    constexpr double hardly_looked_at = 0.9;
    constexpr double could_not_have_shown = 0.5;
    std::vector<Suspect> suspects;
    std::vector<Suspect> looked_at;
    Shown together;
    for (auto const& place : places) {
        Shown shown;
        Suspect suspect;
        for (auto const index : place.loci) {
            auto const& sight = work.white_cells[index];
            if (sight && sight->comparison.label == WhiteCellLabel::unresolved) {
                suspect.loci.push_back(index);
                suspect.plasma_alt = std::max(suspect.plasma_alt, work.loci[index].alt());
                shown = std::max(shown, shown_of_blood(work.loci[index], sight->counts));
            }
        }
        if (suspect.loci.empty()) {
            continue;
        }
        suspect.seen = shown.alt > 0;
        if (shown.chance_of_no_more() >= hardly_looked_at) {
            suspects.push_back(std::move(suspect));
        } else {
            together.expected += shown.expected;
            together.alt += shown.alt;
            looked_at.push_back(std::move(suspect));
        }
    }
    if (together.chance_of_no_more() >= could_not_have_shown) {
        std::ranges::move(looked_at, std::back_inserter(suspects));
    }
    return weightiest(std::move(suspects), blood_loci_at_most(static_cast<std::int64_t>(places.size()), alpha));
}

}  // namespace tidemark
