// A place with REF and ALT, VCF style: upper-case ACGTN, indels carry their anchor base.
#pragma once
#include <compare>
#include <string>

#include "values/genome/position.hpp"

namespace tidemark {

enum class VariantKind { snv, mnv, insertion, deletion, complex };

struct Variant {
    std::string contig;
    Position position;   ///< of the first base of `ref`
    std::string ref;
    std::string alt;
    auto operator<=>(Variant const&) const = default;

    [[nodiscard]] VariantKind kind() const;
    /// Bases of the reference that REF covers.
    [[nodiscard]] Interval span() const {
        return Interval{position, position + static_cast<std::int64_t>(ref.size())};
    }
};

/// snv, mnv, insertion, deletion, complex.
[[nodiscard]] char const* to_text(VariantKind kind);
/// "chr14:106327474:C>T", 1-based.
[[nodiscard]] std::string to_text(Variant const& variant);

/// A stretch of reference bases, upper case, starting at `begin`.
struct ReferenceSlice {
    Position begin;
    std::string bases;
    [[nodiscard]] Position end() const { return begin + static_cast<std::int64_t>(bases.size()); }
    /// 'N' outside the slice.
    [[nodiscard]] char at(Position position) const {
        auto const offset = position - begin;
        return offset < 0 || offset >= static_cast<std::int64_t>(bases.size())
                   ? 'N'
                   : bases[static_cast<std::size_t>(offset)];
    }
};

/// Parsimonious, left-aligned form (Tan, Abecasis, Kang 2015): shared suffix and prefix trimmed, indels shifted left
/// as far as `reference` reaches, anchor base kept for indels. REF must agree with the slice; SNV and MNV only trim.
[[nodiscard]] Variant left_aligned(Variant variant, ReferenceSlice const& reference);

}  // namespace tidemark
