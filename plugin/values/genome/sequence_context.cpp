#include "values/genome/sequence_context.hpp"

#include "values/genome/sequence.hpp"

namespace tidemark {

std::string trinucleotide_text(std::size_t number) {
    return {plain_bases.at(number / 16), plain_bases[number / 4 % 4], plain_bases[number % 4]};
}

std::string trinucleotide_at(ReferenceSlice const& reference, Position position) {
    std::string const context{reference.at(position + (-1)), reference.at(position), reference.at(position + 1)};
    return is_plain(context) ? context : std::string{};
}

std::string substitution_text(char ref, char alt) { return {ref, '>', alt}; }

}  // namespace tidemark
