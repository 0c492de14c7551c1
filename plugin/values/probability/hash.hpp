// Stable hashes: same bytes in, same text out, on every machine and in every run.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tidemark {

/// SHA-256 as 64 lower-case hex digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// SHA-256 of a stream of pieces.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();
    void add(std::string_view bytes);
    [[nodiscard]] std::string hex();   ///< ends the stream

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// 64-bit FNV-1a followed by a finaliser: fast, seeded, for sampling by name. Not for integrity.
[[nodiscard]] constexpr std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed = 0) {
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
    for (char const byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001b3ULL;
    }
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    return hash;
}

}  // namespace tidemark
