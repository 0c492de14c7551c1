#include "values/genome/sequence.hpp"

#include <seqan3/alphabet/nucleotide/dna15.hpp>

#include <algorithm>

namespace tidemark {

char complement(char base) {
    return seqan3::to_char(seqan3::complement(seqan3::assign_char_to(base, seqan3::dna15{})));
}

std::string reverse_complement(std::string_view bases) {
    std::string other_strand(bases.rbegin(), bases.rend());
    std::ranges::transform(other_strand, other_strand.begin(), complement);
    return other_strand;
}

bool is_plain(std::string_view bases) { return bases.find_first_not_of("ACGT") == std::string_view::npos; }

}  // namespace tidemark
