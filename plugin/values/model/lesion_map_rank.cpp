#include "values/model/lesion_map_rank.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

using Column = std::vector<double>;

constexpr double largest_condition = 30;   // Belsley, Kuh, Welsch 1980
constexpr double no_direction = 1e-7;      // singular value of columns of length 1 that is rounding only

double product(Column const& one, Column const& other) {
    double sum = 0;
    for (std::size_t row = 0; row < one.size(); ++row) {
        sum += one[row] * other[row];
    }
    return sum;
}

std::vector<Column> unit_columns(std::span<LesionLocus const> loci) {
    std::vector<Column> columns(loci.empty() ? 0 : loci.front().lesions.size());
    for (std::size_t lesion = 0; lesion < columns.size(); ++lesion) {
        for (auto const& locus : loci) {
            columns[lesion].push_back(std::sqrt(locus.depth) * locus.lesions[lesion].mutated / locus.normal_copies);
        }
        double const length = std::sqrt(product(columns[lesion], columns[lesion]));
        for (double& each : columns[lesion]) {
            each = length > 0 ? each / length : 0;
        }
    }
    return columns;
}

/// Lengths of columns that rotations have made orthogonal (one-sided Jacobi).
std::vector<double> singular_values(std::vector<Column> columns) {
    for (int sweep = 0; sweep < 60; ++sweep) {
        double largest = 0;
        for (std::size_t left = 0; left < columns.size(); ++left) {
            for (std::size_t right = left + 1; right < columns.size(); ++right) {
                double const a = product(columns[left], columns[left]);
                double const b = product(columns[right], columns[right]);
                double const c = product(columns[left], columns[right]);
                if (std::abs(c) <= 1e-15 * std::sqrt(a * b) || c == 0) {
                    continue;
                }
                largest = std::max(largest, std::abs(c) / std::sqrt(a * b));
                double const zeta = (b - a) / (2 * c);
                double const tangent = std::copysign(1.0, zeta) / (std::abs(zeta) + std::sqrt(1 + zeta * zeta));
                double const cosine = 1 / std::sqrt(1 + tangent * tangent);
                for (std::size_t row = 0; row < columns[left].size(); ++row) {
                    double const old = columns[left][row];
                    columns[left][row] = cosine * (old - tangent * columns[right][row]);
                    columns[right][row] = cosine * (tangent * old + columns[right][row]);
                }
            }
        }
        if (largest < 1e-14) {
            break;
        }
    }
    std::vector<double> values;
    for (auto const& column : columns) {
        values.push_back(std::sqrt(product(column, column)));
    }
    return values;
}

/// Condition number of two columns of length 1.
bool too_alike(Column const& one, Column const& other) {
    double const cosine = std::abs(product(one, other));
    return cosine >= 1 || std::sqrt((1 + cosine) / (1 - cosine)) > largest_condition;
}

std::vector<std::vector<std::size_t>> groups_of(std::vector<Column> const& columns) {
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t lesion = 0; lesion < columns.size(); ++lesion) {
        std::vector<std::size_t> joined{lesion};
        // A lesion may be like several groups: then all of them become one.
        std::erase_if(groups, [&](std::vector<std::size_t> const& group) {
            bool const like = std::any_of(group.begin(), group.end(),
                                          [&](std::size_t other) { return too_alike(columns[lesion], columns[other]); });
            if (like) {
                joined.insert(joined.end(), group.begin(), group.end());
            }
            return like;
        });
        std::sort(joined.begin(), joined.end());
        groups.push_back(joined);
    }
    std::sort(groups.begin(), groups.end());
    return groups;
}

}  // namespace

MapRank map_rank(std::span<LesionLocus const> loci) {
    auto const columns = unit_columns(loci);
    auto const values = singular_values(columns);
    MapRank rank{.rank = 0, .condition = 1, .groups = groups_of(columns)};
    double largest = 0;
    double smallest = std::numeric_limits<double>::infinity();
    for (double const value : values) {
        rank.rank += value > no_direction ? 1 : 0;
        largest = std::max(largest, value);
        smallest = std::min(smallest, value);
    }
    if (!values.empty()) {
        rank.condition = rank.rank == values.size() ? largest / smallest : std::numeric_limits<double>::infinity();
    }
    return rank;
}

std::vector<LesionLocus> merged_lesions(std::span<LesionLocus const> loci, std::vector<std::vector<std::size_t>> const& groups) {
    std::vector<LesionLocus> merged(loci.begin(), loci.end());
    for (std::size_t index = 0; index < merged.size(); ++index) {
        merged[index].lesions.clear();
        for (auto const& group : groups) {
            LesionCopies mean{.mutated = 0, .total = 0};
            for (auto const lesion : group) {
                mean.mutated += loci[index].lesions[lesion].mutated / static_cast<double>(group.size());
                mean.total += loci[index].lesions[lesion].total / static_cast<double>(group.size());
            }
            merged[index].lesions.push_back(mean);
        }
    }
    return merged;
}

double absence_power(TissueDepth const& tissue, double ccf) {
    double const copies = tissue.purity * tissue.total_copies + (1 - tissue.purity) * tissue.normal_copies;
    double const share = copies > 0 ? std::min(1.0, tissue.purity * ccf * tissue.multiplicity / copies) : 0;
    return binomial_at_least(tissue.alt + 1, tissue.depth, share);
}

}  // namespace tidemark
