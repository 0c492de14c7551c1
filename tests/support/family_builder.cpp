#include "support/family_builder.hpp"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tidemark::test {
namespace {

constexpr std::string_view code_letters{"=ACMGRSVTWYHKDBN"};
constexpr std::string_view operation_letters{"MIDNSHP=X"};

}  // namespace

FamilyRead BuiltFamily::build(FamilyReadText const& text, std::uint16_t flags) {
    auto& operations = bytes_.emplace_back();
    auto const cigar = text.cigar.empty() ? fmt::format("{}M", text.bases.size()) : text.cigar;
    std::uint32_t length = 0;
    for (char const letter : cigar) {
        if (letter >= '0' && letter <= '9') {
            length = 10 * length + static_cast<std::uint32_t>(letter - '0');
            continue;
        }
        auto const word = length << 4U | static_cast<std::uint32_t>(operation_letters.find(letter));
        for (unsigned int shift = 0; shift < 32; shift += 8) {
            operations.push_back(static_cast<std::uint8_t>(word >> shift & 0xffU));
        }
        length = 0;
    }
    auto& bases = bytes_.emplace_back((text.bases.size() + 1) / 2);
    auto& qualities = bytes_.emplace_back();
    for (std::size_t index = 0; index < text.bases.size(); ++index) {
        auto const code = static_cast<std::uint8_t>(code_letters.find(text.bases[index]));
        bases[index / 2] |= static_cast<std::uint8_t>(index % 2 == 0 ? code << 4U : code);
        qualities.push_back(
            static_cast<std::uint8_t>(text.qualities.empty() ? text.quality : text.qualities.at(index)));
    }
    FamilyRead read;
    read.position = text.position;
    read.contig = text.contig;
    read.operations = operations.data();
    read.operation_count = static_cast<std::int32_t>(operations.size() / 4);
    read.packed_bases = bases.data();
    read.qualities = qualities.data();
    read.length = static_cast<std::int32_t>(text.bases.size());
    read.flags = static_cast<std::uint16_t>(flags | (text.reverse ? 0x10 : 0));
    return read;
}

BuiltFamily& BuiltFamily::add_single(FamilyReadText const& read) {
    fragments_.push_back({build(read, 0), {}});
    return *this;
}

BuiltFamily& BuiltFamily::add_pair(FamilyReadText const& read_one, FamilyReadText const& read_two) {
    auto const first = build(read_one, 0x1 | 0x40);
    fragments_.push_back({first, build(read_two, 0x1 | 0x80)});
    return *this;
}

std::string bases_of(ConsensusRead const& read) {
    std::string bases;
    for (std::int32_t index = 0; index < read.length; ++index) {
        bases += code_letters[read.base_code(index)];
    }
    return bases;
}

std::vector<int> qualities_of(ConsensusRead const& read) {
    return {read.qualities.begin(), read.qualities.end()};
}

std::string cigar_of(ConsensusRead const& read) {
    std::string text;
    for (auto const word : read.cigar) {
        text += fmt::format("{}{}", word >> 4U, operation_letters[word & 0xfU]);
    }
    return text;
}

std::string summary_of(ConsensusMolecule const& molecule) {
    auto text = fmt::format("{} {} {} xa{} xc{} xq{} xi{}/{}", to_text(molecule.outcome), molecule.duplex,
                            molecule.records, molecule.losses.alignment, molecule.losses.clipping,
                            molecule.losses.quality, molecule.losses.minority_reads[0],
                            molecule.losses.minority_reads[1]);
    for (auto const& read : molecule.called()) {
        text += fmt::format("\n{}:{} {} {} {} {}", read.contig, read.position, read.flags, cigar_of(read),
                            bases_of(read), fmt::join(qualities_of(read), ","));
        for (auto const& support : {read.total, read.a, read.b}) {
            text += fmt::format(" {}/{}/{}", support.maximum_depth, support.minimum_depth, support.error_rate);
        }
        text += fmt::format(" cd{} ce{}", fmt::join(read.arrays.depth, ","), fmt::join(read.arrays.errors, ","));
    }
    return text;
}

}  // namespace tidemark::test
