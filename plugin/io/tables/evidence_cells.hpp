// One row of an evidence table: its cells by column, and what may stand in them. Part of the evidence reader.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/tables/delimited.hpp"
#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// Throws InputError naming file, line and column (where it has one).
[[noreturn]] void refuse_evidence(TsvStream const& stream, std::string rule, std::string_view column, std::string what,
                                  std::string remedy = "correct the table, or count again");

/// Most molecules that one row of one allele may hold: the largest depth that the model is held against (faults.md 73).
/// METHOD: ten million genome equivalents are 33 micrograms of DNA, thirty tubes of blood and more; what is above is no count of molecules.
inline constexpr std::int64_t most_molecules = 10'000'000;
/// Most molecule-bases of a context row, and molecules or reads of a line of the head: sums over places, whole as doubles.
inline constexpr std::int64_t most_summed = 1'000'000'000'000'000;

/// Every accessor throws InputError with line and column where the cell does not hold what is asked for.
class EvidenceCells {
public:
    EvidenceCells(TsvStream const& stream, std::vector<std::string_view> const& cells)
        : stream_{stream}, cells_{cells} {}

    /// Empty where the table has no such column.
    [[nodiscard]] std::string_view text(std::optional<std::size_t> column) const {
        return column ? cells_[*column] : std::string_view{};
    }
    /// Molecules, at most `most_molecules`.
    [[nodiscard]] std::int64_t count(std::size_t column) const;
    /// Molecule-bases of many places, at most `most_summed`.
    [[nodiscard]] std::int64_t summed(std::size_t column) const;
    /// A coordinate that may be 0.
    [[nodiscard]] std::int64_t coordinate(std::size_t column) const;
    [[nodiscard]] Position position(std::size_t column) const;
    [[nodiscard]] std::string contig(std::size_t column) const;
    /// Upper case, one or more of ACGTN.
    [[nodiscard]] std::string allele(std::size_t column) const;
    [[nodiscard]] MoleculeGroup group(std::size_t class_column, std::optional<std::size_t> strand_column) const;
    /// Comma-separated numbers of at most `alt` molecules, ascending.
    [[nodiscard]] std::vector<std::int32_t> list(std::optional<std::size_t> column, std::int64_t alt) const;
    [[nodiscard]] bool flag(std::size_t column) const;
    /// Refuses a part that is bigger than its whole, and either that is no count of molecules.
    void within(std::size_t part, std::size_t whole) const;
    [[noreturn]] void bad(std::size_t column, std::string rule, std::string what) const;

private:
    [[nodiscard]] std::int64_t whole(std::size_t column, std::int64_t most) const;

    TsvStream const& stream_;
    std::vector<std::string_view> const& cells_;
};

}  // namespace tidemark
