// Where a read begins, as it was sequenced: its 5' place on the reference, soft clips included, hard clips not (they differ
// between copies of one molecule), and the base that stands there.
#pragma once
#include <cstdint>
#include <string_view>

#include "values/molecule/read.hpp"

namespace tidemark {

/// 0-based.
[[nodiscard]] std::int64_t five_prime(Read const& read);

/// The same of a read's mate, from its CIGAR as text (MC); its position where the text tells nothing.
[[nodiscard]] std::int64_t mate_five_prime(Read const& read, std::string_view cigar);

/// One-hot code of the base at the 5' end; 0 where the read is not aligned in one block without clips, has no qualities, or
/// shows no single base of that quality (Phred) there.
[[nodiscard]] std::uint8_t sure_end_code(Read const& read, std::uint8_t quality);

}  // namespace tidemark
