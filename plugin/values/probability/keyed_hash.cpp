#include "values/probability/keyed_hash.hpp"

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

constexpr std::size_t block_bytes = 64;

std::string bytes_of(std::string_view hex) {
    auto const value = [](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
    std::string bytes;
    for (std::size_t index = 0; index + 1 < hex.size(); index += 2) {
        bytes += static_cast<char>(value(hex[index]) * 16 + value(hex[index + 1]));
    }
    return bytes;
}

std::string padded(std::string const& key, char with) {
    std::string block(block_bytes, with);
    for (std::size_t index = 0; index < key.size(); ++index) {
        block[index] = static_cast<char>(block[index] ^ key[index]);
    }
    return block;
}

}  // namespace

std::string keyed_sha256(std::string_view key, std::string_view message) {
    std::string const short_key = key.size() > block_bytes ? bytes_of(sha256(key)) : std::string{key};
    auto const inner = bytes_of(sha256(padded(short_key, 0x36).append(message)));
    return sha256(padded(short_key, 0x5c).append(inner));
}

}  // namespace tidemark
