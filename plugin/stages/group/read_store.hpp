// Copies of reads that wait while the stream passes by. They lie in chunks that are used again as soon as the last read
// of a chunk is let go, so memory is what waits at one time, whatever the length of the file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "values/molecule/read.hpp"

namespace tidemark {

/// How much of a record is kept.
enum class KeptPart : std::uint8_t {
    bases,    ///< CIGAR, bases and qualities; name and tags are empty
    whole     ///< name and tags as well
};

class ReadStore {
public:
    using Slot = std::uint32_t;
    static constexpr Slot none = ~Slot{0};

    explicit ReadStore(KeptPart part) : part_{part} {}

    /// A copy of `read`; its views point into the store until `release`.
    [[nodiscard]] Slot keep(Read const& read);
    [[nodiscard]] Read const& operator[](Slot slot) const { return kept_[slot].read; }
    void release(Slot slot);

    /// Bytes of all chunks, used or waiting to be used again.
    [[nodiscard]] std::size_t capacity() const { return capacity_; }

private:
    static constexpr std::size_t chunk_size = 1U << 18U;

    struct Chunk {
        std::unique_ptr<std::uint8_t[]> bytes;
        std::size_t size = 0;
        std::size_t used = 0;
        std::size_t reads = 0;   ///< that are not let go yet
    };
    struct Kept {
        Read read;
        std::uint32_t chunk = 0;
    };

    [[nodiscard]] std::uint8_t* take(std::size_t size);
    void use_chunk_of(std::size_t size);

    KeptPart part_;
    std::vector<Chunk> chunks_;
    std::vector<std::uint32_t> empty_chunks_;   ///< of the usual size
    std::uint32_t current_ = 0;
    std::deque<Kept> kept_;
    std::vector<Slot> free_;
    std::size_t capacity_ = 0;
};

}  // namespace tidemark
