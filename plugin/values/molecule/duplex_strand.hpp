// Which of the two strands of a double-stranded molecule a template was copied from.
#pragma once
#include <cstdint>
#include <string_view>

namespace tidemark {

/// fgbio's convention: `a` (written MI "…/A") is a template whose read 1 has the lower unclipped 5' end of the two, `b`
/// ("…/B") one whose read 1 has the higher; at equal ends the forward read counts as the lower. `none`: the UMI says
/// nothing about the strand.
enum class DuplexStrand : std::uint8_t { none, a, b };

/// "", "/A", "/B": what follows the number in an MI tag.
[[nodiscard]] constexpr std::string_view molecule_suffix(DuplexStrand strand) {
    return strand == DuplexStrand::none ? "" : strand == DuplexStrand::a ? "/A" : "/B";
}

[[nodiscard]] constexpr DuplexStrand opposite(DuplexStrand strand) {
    return strand == DuplexStrand::none ? strand : strand == DuplexStrand::a ? DuplexStrand::b : DuplexStrand::a;
}

}  // namespace tidemark
