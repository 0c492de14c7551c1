// The tracked loci of a panel with the molecules that a sample shows there, and their background rates.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "stages/detect/witnesses.hpp"
#include "values/model/usual_rate.hpp"

namespace tidemark {
namespace {

constexpr double smallest_given_rate = 1e-12;

/// Tracked entries by variant, the first of equal ones.
class TrackedEntries {
public:
    explicit TrackedEntries(Panel const& panel) : entries_{panel.entries}, held_(panel.entries.size(), false) {
        for (std::size_t entry = 0; entry < entries_.size(); ++entry) {
            if (entries_[entry].state == LocusState::tracked) {
                order_.push_back(entry);
            }
        }
        auto const variant = [&](std::size_t entry) -> Variant const& { return entries_[entry].variant; };
        if (!std::ranges::is_sorted(order_, {}, variant)) {
            std::ranges::stable_sort(order_, {}, variant);
        }
        order_.erase(std::ranges::unique(order_, {}, variant).begin(), order_.end());
        for (auto const entry : order_) {
            held_[entry] = true;
        }
    }
    [[nodiscard]] bool holds(std::size_t entry) const { return held_[entry]; }
    /// Evidence mostly comes in the panel's order, so that the entry found last and the next one are looked at first.
    [[nodiscard]] std::optional<std::size_t> entry_of(Variant const& variant) {
        for (auto const place : {last_, last_ + 1}) {
            if (place < order_.size() && entries_[order_[place]].variant == variant) {
                last_ = place;
                return order_[place];
            }
        }
        auto const found = std::ranges::lower_bound(order_, variant, {}, [&](std::size_t entry) -> Variant const& {
            return entries_[entry].variant;
        });
        if (found == order_.end() || entries_[*found].variant != variant) {
            return std::nullopt;
        }
        last_ = static_cast<std::size_t>(found - order_.begin());
        return *found;
    }

private:
    std::span<PanelEntry const> entries_;
    std::vector<bool> held_;
    std::vector<std::size_t> order_;   // by variant
    std::size_t last_ = 0;
};

LocusCell cell_of(LocusRow const& row, RateSource const& rates, std::string const& context) {
    LocusCell cell{.group = row.group};
    if (row.background_rate) {
        cell.rate = std::clamp(*row.background_rate, smallest_given_rate, largest_rate);
        cell.rate_given = true;
    } else {
        cell = learnt_cell(row.group, rates.law.rate_of(row.variant, context, row.group), rates.noise_factor);
        cell.rate_assumed = rates.law.is_assumed(row.variant, row.group);
    }
    cell.depth = row.counts.depth;
    cell.alt = row.counts.alt;
    return cell;
}

}  // namespace

double whole_dispersion(LocusCell const& cell) {
    double const ordinary = (cell.rate - cell.hot_share * cell.hot_rate) / (1 - cell.hot_share);
    double const square = (1 - cell.hot_share) * ordinary * ordinary * (1 + cell.dispersion) +
                          cell.hot_share * cell.hot_rate * cell.hot_rate * (1 + cell.hot_dispersion);
    return std::max(square / (cell.rate * cell.rate) - 1, 0.0);
}

LocusCell learnt_cell(MoleculeGroup group, AppliedRate const& applied, double noise_factor) {
    LocusCell cell{.group = group};
    cell.dispersion = applied.dispersion;
    cell.hot_share = std::min(applied.hot_share, largest_hot_share);
    cell.hot_rate = std::min(applied.hot_rate * noise_factor, largest_rate);
    cell.hot_dispersion = applied.hot_dispersion;
    cell.rate = std::max(std::clamp(applied.rate * noise_factor, smallest_given_rate, largest_rate),
                         cell.hot_share * cell.hot_rate);
    return cell;
}

LocusCell at_highest_rate(LocusCell cell) {
    if (cell.rate_assumed) {
        cell.hot_rate = std::min(cell.hot_rate * highest_over_usual, largest_rate);
        cell.rate = std::min(cell.rate * highest_over_usual, largest_rate);
        cell.rate = std::max(cell.rate, cell.hot_share * cell.hot_rate);
    }
    return cell;
}

std::int64_t LocusEvidence::depth() const {
    return std::accumulate(cells.begin(), cells.end(), std::int64_t{0},
                           [](std::int64_t sum, LocusCell const& cell) { return sum + cell.depth; });
}

std::int64_t LocusEvidence::alt() const {
    return std::accumulate(cells.begin(), cells.end(), std::int64_t{0},
                           [](std::int64_t sum, LocusCell const& cell) { return sum + cell.alt; });
}

double LocusEvidence::background() const {
    return std::accumulate(cells.begin(), cells.end(), 0.0, [](double sum, LocusCell const& cell) {
        return sum + static_cast<double>(cell.depth) * cell.rate;
    });
}

std::vector<LocusEvidence> gather_loci(SampleEvidence const& evidence, Panel const& panel, RateSource const& rates) {
    std::vector<LocusEvidence> loci;
    TrackedEntries tracked{panel};
    std::vector<std::size_t> locus_of(panel.entries.size());
    for (std::size_t entry = 0; entry < panel.entries.size(); ++entry) {
        auto const& row = panel.entries[entry];
        if (tracked.holds(entry)) {
            locus_of[entry] = loci.size();
            auto const [copies, assumed, states] = stated_copies(row);
            loci.push_back({.entry = entry, .cells = {}, .copies = copies, .copy_states = states, .copies_assumed = assumed,
                            .trunk = row.trunk.value_or(true),
                            .branch = fmt::format("{} {}", fmt::join(row.lesions, ";"), row.clone)});
        }
    }
    for (auto const& row : evidence.loci) {
        auto const entry = tracked.entry_of(row.variant);
        if (entry && row.counts.depth > 0) {
            auto& locus = loci[locus_of[*entry]];
            locus.cells.push_back(cell_of(row, rates, rates.contexts[locus.entry]));
            if (!row.background_rate && !panel.entries[locus.entry].phase_group.empty()) {
                locus.cells.back().linkage = rates.law.linkage(row.group);
            }
        }
    }
    for (auto& locus : loci) {
        std::ranges::sort(locus.cells, {}, &LocusCell::group);
    }
    return loci;
}

}  // namespace tidemark
