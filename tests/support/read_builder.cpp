#include "support/read_builder.hpp"

#include <string_view>

namespace tidemark::test {
namespace {

constexpr std::string_view code_letters{"=ACMGRSVTWYHKDBN"};
constexpr std::string_view operation_letters{"MIDNSHP=X"};

void put(std::vector<std::uint8_t>& bytes, std::uint32_t number) {
    for (unsigned int shift = 0; shift < 32; shift += 8) {
        bytes.push_back(static_cast<std::uint8_t>(number >> shift & 0xffU));
    }
}

}  // namespace

BuiltRead::BuiltRead(ReadText const& text) : name_{text.name}, tags_{text.tags} {
    auto const cigar = text.cigar.empty() ? std::to_string(text.bases.size()) + "M" : text.cigar;
    std::uint32_t length = 0;
    for (char const letter : cigar) {
        if (letter >= '0' && letter <= '9') {
            length = 10 * length + static_cast<std::uint32_t>(letter - '0');
        } else {
            put(operations_, length << 4U | static_cast<std::uint32_t>(operation_letters.find(letter)));
            length = 0;
        }
    }
    bases_.resize((text.bases.size() + 1) / 2);
    for (std::size_t index = 0; index < text.bases.size(); ++index) {
        auto const code = static_cast<std::uint8_t>(code_letters.find(text.bases[index]));
        bases_[index / 2] |= static_cast<std::uint8_t>(index % 2 == 0 ? code << 4U : code);
        qualities_.push_back(index < text.low.size() && text.low[index] == '!' ? 2 : 37);
    }
    read_.flags = text.flags;
    read_.contig = text.contig;
    read_.position = text.position;
    read_.mapping_quality = text.mapping_quality;
    read_.mate_contig = text.mate_contig;
    read_.mate_position = text.mate_position;
    read_.template_length = text.template_length;
    read_.length = static_cast<std::int32_t>(text.bases.size());
    read_.operation_count = static_cast<std::int32_t>(operations_.size() / 4);
}

Read BuiltRead::read() const {
    auto read = read_;
    read.name = name_;
    read.operations = operations_.data();
    read.packed_bases = bases_.data();
    read.qualities = qualities_.data();
    read.tags = tags_;
    return read;
}

std::vector<std::uint8_t> tag(std::string const& name, std::int32_t value) {
    std::vector<std::uint8_t> bytes(name.begin(), name.end());
    bytes.push_back('i');
    put(bytes, static_cast<std::uint32_t>(value));
    return bytes;
}

std::vector<std::uint8_t> tag(std::string const& name, std::string const& value) {
    std::vector<std::uint8_t> bytes(name.begin(), name.end());
    bytes.push_back('Z');
    bytes.insert(bytes.end(), value.begin(), value.end());
    bytes.push_back(0);
    return bytes;
}

std::vector<std::uint8_t> joined(std::vector<std::vector<std::uint8_t>> const& tags) {
    std::vector<std::uint8_t> bytes;
    for (auto const& each : tags) {
        bytes.insert(bytes.end(), each.begin(), each.end());
    }
    return bytes;
}

}  // namespace tidemark::test
