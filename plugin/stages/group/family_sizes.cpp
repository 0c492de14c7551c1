#include "stages/group/family_sizes.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

using Counts = std::map<std::int64_t, std::int64_t>;

[[nodiscard]] double share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

[[nodiscard]] std::int64_t sum_of_counts(Counts const& counts) {
    std::int64_t sum = 0;
    for (auto const& [size, count] : counts) {
        sum += count;
    }
    return sum;
}

/// Fills one kind of family into rows that hold every size there is.
void fill(std::vector<StrandFamilySizeRow>& rows, FamilyShare StrandFamilySizeRow::* kind, Counts const& counts) {
    auto const all = sum_of_counts(counts);
    auto left = all;
    for (auto& row : rows) {
        auto const found = counts.find(row.family_size);
        auto const count = found == counts.end() ? 0 : found->second;
        row.*kind = {.count = count, .fraction = share(count, all), .fraction_gt_or_eq_size = share(left, all)};
        left -= count;
    }
}

/// Sums over all places up to one, each in logarithmic time (a Fenwick tree).
class RunningSums {
public:
    explicit RunningSums(std::size_t places) : sums_(places + 1, 0) {}
    void add(std::size_t place, std::int64_t value) {
        for (++place; place < sums_.size(); place += place & (~place + 1)) {
            sums_[place] += value;
        }
    }
    [[nodiscard]] std::int64_t before(std::size_t place) const {
        std::int64_t sum = 0;
        for (; place > 0; place &= place - 1) {
            sum += sums_[place];
        }
        return sum;
    }

private:
    std::vector<std::int64_t> sums_;
};

/// Chance that between `first` and `last` of `trials` fair coins show heads.
[[nodiscard]] double fair_between(std::int64_t first, std::int64_t last, std::int64_t trials) {
    return first > last ? 0.0 : binomial_at_least(first, trials, 0.5) - binomial_at_least(last + 1, trials, 0.5);
}

}  // namespace

FamilySizes& FamilySizes::operator+=(FamilySizes const& other) {
    for (auto const& [size, count] : other.count_of_) {
        count_of_[size] += count;
    }
    return *this;
}

std::int64_t FamilySizes::families() const { return sum_of_counts(count_of_); }

std::int64_t FamilySizes::templates() const {
    std::int64_t sum = 0;
    for (auto const& [size, count] : count_of_) {
        sum += size * count;
    }
    return sum;
}

std::vector<FamilySizeRow> FamilySizes::rows() const {
    auto const all = families();
    auto left = all;
    std::vector<FamilySizeRow> rows;
    for (auto const& [size, count] : count_of_) {
        rows.push_back({size, count, share(count, all), share(left, all)});
        left -= count;
    }
    return rows;
}

double ideal_duplex_chance(std::int64_t templates, DuplexThresholds thresholds) {
    auto const [other, better] = std::minmax(thresholds.better_strand, thresholds.other_strand);
    // k templates of one strand: both have `other` or more ...
    auto const both = fair_between(other, templates - other, templates);
    // ... less the cases in which neither reaches `better`.
    auto const neither =
        fair_between(std::max(other, templates - better + 1), std::min(templates - other, better - 1), templates);
    return std::clamp(both - neither, 0.0, 1.0);
}

void DuplexSizes::add_family(std::int64_t on_one_strand, std::int64_t on_the_other) {
    auto const [fewer, more] = std::minmax(on_one_strand, on_the_other);
    ++count_of_[{more, fewer}];
}

DuplexSizes& DuplexSizes::operator+=(DuplexSizes const& other) {
    positions_ += other.positions_;
    for (auto const& [sizes, count] : other.count_of_) {
        count_of_[sizes] += count;
    }
    return *this;
}

std::int64_t DuplexSizes::families() const {
    std::int64_t sum = 0;
    for (auto const& [sizes, count] : count_of_) {
        sum += count;
    }
    return sum;
}

std::int64_t DuplexSizes::two_strand_families() const {
    std::int64_t sum = 0;
    for (auto const& [sizes, count] : count_of_) {
        sum += sizes.second > 0 ? count : 0;
    }
    return sum;
}

std::vector<StrandFamilySizeRow> DuplexSizes::size_rows() const {
    auto const& cs = positions_.count_of();
    Counts ss;
    Counts ds;
    for (auto const& [sizes, count] : count_of_) {
        ss[sizes.first] += count;
        if (sizes.second > 0) {
            ss[sizes.second] += count;
        }
        ds[sizes.first + sizes.second] += count;
    }
    std::map<std::int64_t, StrandFamilySizeRow> by_size;
    for (Counts const& counts : {std::cref(cs), std::cref(std::as_const(ss)), std::cref(std::as_const(ds))}) {
        for (auto const& [size, count] : counts) {
            by_size[size].family_size = size;
        }
    }
    std::vector<StrandFamilySizeRow> rows;
    for (auto const& [size, row] : by_size) {
        rows.push_back(row);
    }
    fill(rows, &StrandFamilySizeRow::cs, cs);
    fill(rows, &StrandFamilySizeRow::ss, ss);
    fill(rows, &StrandFamilySizeRow::ds, ds);
    return rows;
}

std::vector<DuplexFamilySizeRow> DuplexSizes::duplex_rows() const {
    auto const all = families();
    std::vector<DuplexFamilySizeRow> rows;
    std::vector<std::int64_t> ba_sizes;
    for (auto const& [sizes, count] : count_of_) {
        rows.push_back({sizes.first, sizes.second, count, share(count, all), 0});
        ba_sizes.push_back(sizes.second);
    }
    std::ranges::sort(ba_sizes);
    ba_sizes.erase(std::unique(ba_sizes.begin(), ba_sizes.end()), ba_sizes.end());
    auto const place_of = [&](std::int64_t ba_size) {
        return static_cast<std::size_t>(std::ranges::lower_bound(ba_sizes, ba_size) - ba_sizes.begin());
    };
    // From the largest ab size down, all rows of one ab size at a time: what has been added has at least that ab size.
    RunningSums sums{ba_sizes.size()};
    for (auto end = rows.size(); end > 0;) {
        auto begin = end;
        while (begin > 0 && rows[begin - 1].ab_size == rows[end - 1].ab_size) {
            --begin;
            sums.add(place_of(rows[begin].ba_size), rows[begin].count);
        }
        for (auto row = begin; row < end; ++row) {
            auto const at_least = sums.before(ba_sizes.size()) - sums.before(place_of(rows[row].ba_size));
            rows[row].fraction_gt_or_eq_size = share(at_least, all);
        }
        end = begin;
    }
    return rows;
}

DuplexYieldRow DuplexSizes::yield_row(double fraction, DuplexThresholds thresholds) const {
    auto const [other, better] = std::minmax(thresholds.better_strand, thresholds.other_strand);
    DuplexYieldRow row{.fraction = fraction,
                       .read_pairs = positions_.templates(),
                       .cs_families = positions_.families(),
                       .ss_families = families() + two_strand_families(),
                       .ds_families = families()};
    Counts ds;
    for (auto const& [sizes, count] : count_of_) {
        row.ds_duplexes += sizes.first >= better && sizes.second >= other ? count : 0;
        ds[sizes.first + sizes.second] += count;
    }
    double ideal = 0;
    for (auto const& [size, count] : ds) {
        ideal += static_cast<double>(count) * ideal_duplex_chance(size, thresholds);
    }
    row.ds_fraction_duplexes = share(row.ds_duplexes, row.ds_families);
    row.ds_fraction_duplexes_ideal = row.ds_families == 0 ? 0.0 : ideal / static_cast<double>(row.ds_families);
    return row;
}

}  // namespace tidemark
