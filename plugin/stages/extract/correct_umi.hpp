// Kits with a known set of UMIs: a half that was misread is put back to the one it must have been.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "values/failure/result.hpp"

namespace tidemark {

/// METHOD: the nearest listed UMI of the same length, with at most `maximum_mismatches`, where the next best has at least
/// `minimum_distance` mismatches more. N is a mismatch with every base. Origin: the rule of fgbio and fgumi, with the
/// values that nf-core/fastquorum gives them.
struct UmiCorrection {
    int maximum_mismatches = 2;
    int minimum_distance = 1;
};

class UmiList {
public:
    /// Longest UMI of a list.
    static constexpr std::size_t longest = 32;

    /// Refused: an empty list, other letters than ACGT, a UMI longer than `longest`, one that stands there twice.
    [[nodiscard]] static Result<UmiList, std::string> make(std::vector<std::string> const& umis, UmiCorrection correction);

    [[nodiscard]] std::size_t size() const { return listed_.size(); }
    /// The listed UMI that a half of ACGTN must have been.
    [[nodiscard]] std::optional<std::string_view> nearest(std::string_view half) const;
    /// A whole UMI, each half by itself; nothing where a half has no nearest one.
    [[nodiscard]] std::optional<std::string> correct(std::string_view umi) const;

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Listed {
        std::string text;
        std::uint64_t code = 0;   ///< two bits a base
    };
    explicit UmiList(UmiCorrection correction) : correction_{correction} {}
    [[nodiscard]] std::optional<std::size_t> scan(std::string_view half) const;

    UmiCorrection correction_;
    std::vector<Listed> listed_;
    /// Answers for halves without a misread base, by far the most: the others are compared with the whole list.
    std::unordered_map<std::string, std::optional<std::size_t>, TextHash, std::equal_to<>> exact_;
};

}  // namespace tidemark
