// Rows of the tables of size and limit, read back, and what many cells say together.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "calibration/cohort.hpp"

namespace tidemark::calibration {

enum class Table { size, limit };

/// A share of samples and its Monte-Carlo error, both as fractions of 1.
struct Share {
    double share = 0;
    double error = 0;
};

/// One cell as its row says it.
struct GridRow {
    CohortSetting setting;
    double background = 0;       ///< expected error molecules at the tracked loci
    double samples = 0;
    std::vector<Share> shares;   ///< size: DETECTED at 1 % and at 0.1 %; limit: DETECTED at the claimed LoD95
};

inline constexpr double size_alphas[]{0.01, 0.001};

/// Whether a size is promised: a single locus cannot tell a blood mutation from a tumor, only white cells can.
[[nodiscard]] inline bool is_gated(CohortSetting const& setting) { return setting.noise != Noise::haematopoiesis || setting.loci > 1; }

/// The rows among the lines of a table; a line that is no row of a cell is passed over.
[[nodiscard]] std::vector<GridRow> rows_in(std::string_view text, Table table);

/// What a size is held to, see size_study: at most `most`, and at least `least`.
struct SizeBounds {
    double least = 0;
    double most = 0;
};
[[nodiscard]] SizeBounds size_bounds(double alpha, bool modelled, bool many_molecules);
/// `met` or what is wrong with the share of DETECTED among so many blanks; `not above` where a lower bound is asked for that
/// so few blanks could not be seen to miss.
[[nodiscard]] char const* size_gate(Share const& detected, double blanks, SizeBounds const& bounds);
/// `met`, `**missed**` or `shown` for a share of DETECTED tubes at the claimed LoD95: see limit_study.
[[nodiscard]] char const* limit_gate(Share const& detected, bool gated);
[[nodiscard]] inline bool is_miss(char const* gate) { return gate[0] == '*'; }

/// Prints what the modelled cells, each noise and each number of controls say together: shares by number of samples, errors
/// between laboratories added up as those of independent cells. Returns how many of these lines miss their gate.
[[nodiscard]] int print_pools(std::vector<GridRow> const& rows, Table table);

}  // namespace tidemark::calibration
