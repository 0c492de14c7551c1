// Bases as text: what pairs with what.
#pragma once
#include <string>
#include <string_view>

namespace tidemark {

/// The pairing base, upper case; IUPAC ambiguity codes pair too ("R" with "Y"), anything else gives 'N'.
[[nodiscard]] char complement(char base);

/// The other strand, read 5' to 3': "ACCT" gives "AGGT".
[[nodiscard]] std::string reverse_complement(std::string_view bases);

/// Whether every base is one of ACGT, upper case. True for the empty text.
[[nodiscard]] bool is_plain(std::string_view bases);

}  // namespace tidemark
