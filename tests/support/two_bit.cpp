#include "support/two_bit.hpp"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

class Bytes {
public:
    explicit Bytes(std::string text) : text_{std::move(text)} {}
    void go_to(std::size_t place) { place_ = place; }
    std::uint32_t number() {
        std::uint32_t number = 0;
        std::memcpy(&number, take(4), 4);
        return number;
    }
    std::string text(std::size_t length) { return {take(length), length}; }
    std::vector<std::uint32_t> numbers(std::size_t count) {
        std::vector<std::uint32_t> list;
        while (list.size() < count) {
            list.push_back(number());
        }
        return list;
    }
    char const* take(std::size_t length) {
        if (length > text_.size() || place_ > text_.size() - length) {
            throw std::runtime_error{"the .2bit file is cut"};
        }
        place_ += length;
        return text_.data() + place_ - length;
    }

private:
    std::string text_;
    std::size_t place_ = 0;
};

std::string sequence_at(Bytes& bytes, std::size_t offset) {
    bytes.go_to(offset);
    std::size_t const length = bytes.number();
    auto const unknown = bytes.number();
    auto const starts = bytes.numbers(unknown);
    auto const sizes = bytes.numbers(unknown);
    bytes.numbers(2 * std::size_t{bytes.number()});   // soft-masked stretches
    bytes.number();
    auto const* const packed = bytes.take((length + 3) / 4);
    std::string sequence(length, 'N');
    for (std::size_t base = 0; base < length; ++base) {
        sequence[base] = "TCAG"[static_cast<unsigned char>(packed[base / 4]) >> (6 - 2 * (base % 4)) & 3];
    }
    for (std::size_t block = 0; block < unknown; ++block) {
        sequence.replace(starts[block], sizes[block], sizes[block], 'N');
    }
    return sequence;
}

}  // namespace

std::string fasta_of_two_bit(std::filesystem::path const& path) {
    Bytes bytes{read_file(path)};
    if (bytes.number() != 0x1A412743U || bytes.number() != 0) {
        throw std::runtime_error{"no .2bit file"};
    }
    auto const count = bytes.number();
    bytes.number();
    std::vector<std::pair<std::string, std::size_t>> index;
    for (std::uint32_t number = 0; number < count; ++number) {
        auto const length = static_cast<unsigned char>(*bytes.take(1));
        auto name = bytes.text(length);
        index.emplace_back(std::move(name), bytes.number());
    }
    std::string fasta;
    for (auto const& [name, offset] : index) {
        fasta += ">" + name + "\n" + sequence_at(bytes, offset) + "\n";
    }
    return fasta;
}

}  // namespace tidemark::test
