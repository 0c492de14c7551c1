// How large families are, and how many of them saw both strands. Counts are kept in sparse maps: a table of all pairs of
// sizes would grow with the square of the deepest family. Tallies of parts are added up, in any order.
#pragma once
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "values/molecule/family_metrics.hpp"

namespace tidemark {

/// Families by number of templates.
class FamilySizes {
public:
    void add(std::int64_t templates, std::int64_t families = 1) { count_of_[templates] += families; }
    FamilySizes& operator+=(FamilySizes const& other);

    [[nodiscard]] std::int64_t families() const;
    [[nodiscard]] std::int64_t templates() const;
    [[nodiscard]] std::map<std::int64_t, std::int64_t> const& count_of() const { return count_of_; }
    /// By size, ascending; sizes without a family have no row.
    [[nodiscard]] std::vector<FamilySizeRow> rows() const;

private:
    std::map<std::int64_t, std::int64_t> count_of_;
};

/// What makes a molecule a duplex: templates of the better and of the other strand.
struct DuplexThresholds {
    std::int64_t better_strand = 1;
    std::int64_t other_strand = 1;
};

/// METHOD: chance that a molecule of `templates` templates passes the thresholds if each template comes from either
/// strand with chance 1/2: sum of C(n, k)/2^n over those k that pass. 3 templates, thresholds 1 and 1: 1 - 2/8 = 0.75.
/// fgbio sums over min(k, n - k) >= the lower threshold only; equal where both thresholds are equal.
[[nodiscard]] double ideal_duplex_chance(std::int64_t templates, DuplexThresholds thresholds);

class DuplexSizes {
public:
    /// All templates of one position (both ends equal), whatever their UMI and strand.
    void add_position(std::int64_t templates) { positions_.add(templates); }
    /// One molecule by templates of its two strands; either may be 0, not both.
    void add_family(std::int64_t on_one_strand, std::int64_t on_the_other);
    DuplexSizes& operator+=(DuplexSizes const& other);

    [[nodiscard]] std::vector<StrandFamilySizeRow> size_rows() const;
    /// By ab size, then ba size, ascending.
    [[nodiscard]] std::vector<DuplexFamilySizeRow> duplex_rows() const;
    /// `fraction` says which share of the templates was tallied here.
    [[nodiscard]] DuplexYieldRow yield_row(double fraction, DuplexThresholds thresholds) const;

    /// Molecules in which both strands were seen, and all.
    [[nodiscard]] std::int64_t two_strand_families() const;
    [[nodiscard]] std::int64_t families() const;

private:
    FamilySizes positions_;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> count_of_;   ///< (ab, ba), ab >= ba
};

}  // namespace tidemark
