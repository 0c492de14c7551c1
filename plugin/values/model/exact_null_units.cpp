// What a StatisticLaw keeps of its units: equal ones once, their noise, and the tumor's molecules by weight and copies.
#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>

#include "values/model/exact_null.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

/// Everything that tells one cell from another.
auto content_of(CountCell const& cell, CellScore const& score) {
    return std::tuple{cell.depth, cell.background, cell.dispersion, cell.hot_share, cell.hot_background,
                      cell.hot_dispersion, cell.sample_factor, cell.copies.multiplicity, cell.copies.total_copies,
                      cell.copies.normal_copies, cell.copies.cancer_cell_fraction, score.weight, score.cap, score.support};
}

/// Order of units by their content, so that equal ones stand together whatever the order of loci. Most differ in the numbers
/// that are kept here.
struct UnitKey {
    double places = 1;
    double depth = -1;   // of the first cell
    double background = 0;
    std::size_t index = 0;
    double count = 0;    // of such units

    UnitKey(WitnessUnit const& unit, std::size_t number) : places{unit.places}, index{number} {
        if (!unit.cells.empty()) {
            depth = unit.cells.front().depth;
            background = unit.cells.front().background;
        }
    }
};

class UnitOrder {
public:
    UnitOrder(std::span<WitnessUnit const> units, Scores const& scores) : units_{units}, scores_{scores} {}

    /// By what they hold; equal units are equivalent.
    [[nodiscard]] std::partial_ordering compare(UnitKey const& left, UnitKey const& right) const {
        auto const key = [](UnitKey const& unit) { return std::tuple{unit.places, unit.depth, unit.background}; };
        if (auto const order = key(left) <=> key(right); order != 0) {
            return order;
        }
        auto const& cells = units_[left.index].cells;
        auto const& others = units_[right.index].cells;
        for (std::size_t each = 0; each < std::min(cells.size(), others.size()); ++each) {
            auto const order = content_of(cells[each], scores_.cells[left.index][each]) <=>
                               content_of(others[each], scores_.cells[right.index][each]);
            if (order != 0) {
                return order;
            }
        }
        return cells.size() <=> others.size();
    }
    /// Different units in order, the first of each kind and how many there are.
    [[nodiscard]] std::vector<UnitKey> kinds() const {
        std::vector<UnitKey> different;
        std::vector<std::uint64_t> hashes;   // of these
        std::vector<std::uint32_t> slots(std::bit_ceil(2 * units_.size() + 1), 0);   // number of a kind + 1, linear probing
        for (std::size_t index = 0; index < units_.size(); ++index) {
            UnitKey const key{units_[index], index};
            auto const hash = hash_of(index);
            auto slot = hash & (slots.size() - 1);
            while (slots[slot] != 0 &&
                   (hashes[slots[slot] - 1] != hash || compare(different[slots[slot] - 1], key) != 0)) {
                slot = (slot + 1) & (slots.size() - 1);
            }
            if (slots[slot] == 0) {
                different.push_back(key);
                hashes.push_back(hash);
                slots[slot] = static_cast<std::uint32_t>(different.size());
            }
            different[slots[slot] - 1].count += 1;
        }
        std::ranges::sort(different, [&](UnitKey const& left, UnitKey const& right) { return compare(left, right) < 0; });
        return different;
    }

private:
    /// Equal for equal units. What tells most of them apart is enough.
    [[nodiscard]] std::uint64_t hash_of(std::size_t index) const {
        std::uint64_t hash = 0;
        auto const mix = [&](double value) {
            std::uint64_t state = hash ^ std::bit_cast<std::uint64_t>(value + 0.0);   // no negative zero
            hash = splitmix64(state);
        };
        mix(units_[index].places);
        for (auto const& cell : units_[index].cells) {
            for (double const value : {cell.depth, cell.background, cell.dispersion, cell.hot_background, cell.copies.multiplicity,
                                       cell.copies.total_copies}) {
                mix(value);
            }
        }
        return hash;
    }

    std::span<WitnessUnit const> units_;
    Scores const& scores_;
};

}  // namespace

void StatisticLaw::group_units(std::span<WitnessUnit const> units, Scores const& scores) {
    UnitOrder const order{units, scores};
    for (auto const& kind : order.kinds()) {
        auto const& unit = units[kind.index];
        groups_.push_back({cells_.size(), cells_.size() + unit.cells.size(), unit.places, kind.count});
        for (std::size_t each = 0; each < unit.cells.size(); ++each) {
            auto const& score = scores.cells[kind.index][each];
            auto const noise = divisible(unit.cells[each].mixture(1));
            cells_.push_back({unit.cells[each], score, noise,
                              noise.jumps > 0 ? capped_moments(noise.jump, score.cap) : CappedMoments{}});
        }
    }
    mark_noisy_groups();
}

// What molecules of weight 0 may support is followed at few places only; elsewhere they are taken for none, which makes the
// power the smaller.
void StatisticLaw::mark_noisy_groups() {
    double uncounted = 0;   // places
    for (auto const& group : groups_) {
        bool const some = std::ranges::any_of(cells_of(group), [](Cell const& cell) { return cell.is_seen() && !cell.counts(); });
        uncounted += some ? group.all_places() : 0;
    }
    for (auto& cell : cells_) {
        largest_weight_ = std::max(largest_weight_, cell.score.weight);
        cell.score.support = cell.counts() || uncounted <= most_noisy_places ? cell.score.support : 0;
    }
    for (auto& group : groups_) {
        bool can_support = false;
        for (auto const& cell : cells_of(group)) {
            can_support = can_support || (cell.is_seen() && cell.score.support > 0);
            group.noisy = group.noisy || (cell.is_seen() && !(cell.counts() && cell.score.support == 1));
        }
        supporting_places_ += can_support ? static_cast<std::int64_t>(group.all_places()) : 0;
    }
}

// Equal weights give the number of background molecules.
double StatisticLaw::crowd() const {
    double square = 0;
    double cube = 0;
    for (auto const& group : groups_) {
        for (auto const& cell : cells_of(group)) {
            double const weight = static_cast<double>(cell.score.weight);
            double const part = group.count * cell.count.background * weight * weight;
            square += part;
            cube += part * weight;
        }
    }
    return cube > 0 ? square * square * square / (cube * cube) : 0;
}

// A Poisson of mean d v and a binomial of d molecules both have log series that are d times something: depths may be summed first.
void StatisticLaw::add_signals() {
    using Key = std::array<double, 5>;   // weight, copies
    std::map<Key, double> depths;
    for (auto const& group : groups_) {
        for (auto const& cell : cells_of(group)) {
            auto const& copies = cell.count.copies;
            if (!cell.counts()) {
                continue;
            }
            depths[{static_cast<double>(cell.score.weight), copies.multiplicity, copies.total_copies, copies.normal_copies,
                    copies.cancer_cell_fraction}] += group.count * cell.count.depth;
        }
    }
    for (auto const& [key, depth] : depths) {
        signals_.push_back({static_cast<std::size_t>(key[0]), {.depth = depth, .copies = {key[1], key[2], key[3], key[4]}}});
    }
}

// Jumps of hot places count as far as their caps let them; so does T.
StatisticLaw::Moments StatisticLaw::noise_moments(double noise_level) const {
    Moments moments;
    for (auto const& group : groups_) {
        for (auto const& cell : cells_of(group)) {
            auto const& noise = cell.noise;
            double const level = cell.count.sample_factor ? noise_level : 1;
            double const ordinary = noise.ordinary.mean * level;
            double const varied = ordinary + noise.jumps * level * cell.jump.first;
            double const weight = static_cast<double>(cell.score.weight);
            moments.mean += group.count * weight * varied;
            moments.varied += cell.count.sample_factor ? group.count * weight * varied : 0;
            moments.variance += group.count * weight * weight *
                                (ordinary + noise.ordinary.dispersion * ordinary * ordinary +
                                 noise.jumps * level * cell.jump.second);
        }
    }
    return moments;
}

StatisticLaw::Moments StatisticLaw::with_signal(Moments moments, double tumor_fraction) const {
    for (auto const& signal : signals_) {
        double const weight = static_cast<double>(signal.weight);
        double const molecules = signal.cell.signal(tumor_fraction);
        moments.mean += weight * molecules;
        moments.variance += weight * weight * molecules;
    }
    return moments;
}

// 32 lengths of the longest geometric tail, as far as its cap lets it count; 24 of the largest molecules at least.
double StatisticLaw::longest_tail(double noise_level) const {
    constexpr double lengths = 32;
    double longest = 24 * static_cast<double>(largest_weight_);
    for (auto const& [count, score, noise, jump] : cells_) {
        double const length = std::max(noise.ordinary.mean * noise.ordinary.dispersion,
                                       noise.jumps > 0 ? noise.jump.mean * (1 + noise.jump.dispersion) : 0);
        double const counted = lengths * length * (dense_ ? 1 : std::max(noise_level, 1.0));
        longest = std::max(longest, static_cast<double>(score.weight) *
                                        (score.cap > 0 ? std::min(counted, static_cast<double>(score.cap)) : counted));
    }
    return longest;
}

}  // namespace tidemark
