// Places at which molecules lie, to tell UMIs of molecules from tags that are random for each read.
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace tidemark {

/// Molecules of a stream by both ends of their fragments. Memory is that of the molecules that begin at one base.
class MoleculePositions {
public:
    /// A molecule whose fragment ends at `end`; `family_size` is its templates, 0 where it is not told. Molecules come by begin: all
    /// of one begin between two calls of `next_begin`.
    void add(std::int64_t end, std::int32_t family_size) {
        ends_.push_back(end);
        of_one_template_ += family_size == 1 ? 1 : 0;
    }
    /// What was added begins at one base, what follows at another.
    void next_begin() {
        std::ranges::sort(ends_);
        molecules_ += std::ssize(ends_);
        positions_ += std::ranges::unique(ends_).begin() - ends_.begin();
        ends_.clear();
    }
    /// Those of a later stretch of the file. Nothing is open in either.
    MoleculePositions& operator+=(MoleculePositions const& later) {
        molecules_ += later.molecules_;
        of_one_template_ += later.of_one_template_;
        positions_ += later.positions_;
        return *this;
    }

    /// METHOD (faults.md 35): PCR gives molecules copies. Where three or more molecules share their two ends on average and more
    /// than 98 of 100 still have a single template, they are taken for copies whose UMI is random for each read. Then the number of
    /// pairs of ends; else, and for fewer than 1,000 molecules, nothing.
    [[nodiscard]] std::optional<std::int64_t> where_umis_are_unique() const {
        constexpr std::int64_t enough = 1000;
        bool const unique = molecules_ >= enough && molecules_ > 3 * positions_ && 100 * of_one_template_ > 98 * molecules_;
        return unique ? std::optional{positions_} : std::nullopt;
    }

private:
    std::vector<std::int64_t> ends_;   // of the begin at hand
    std::int64_t molecules_ = 0;
    std::int64_t of_one_template_ = 0;
    std::int64_t positions_ = 0;
};

}  // namespace tidemark
