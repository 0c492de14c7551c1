// Copies of reads that wait while the stream passes by. They lie in chunks that are used again as soon as the last read
// of a chunk is let go, so memory is what waits at one time, whatever the length of the file.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
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
    /// A kept read; its bytes stand behind it, so that few cache lines are touched.
    struct Kept {
        Read read;
    };
    using Slot = Kept*;
    static constexpr Slot none = nullptr;

    explicit ReadStore(KeptPart part) : part_{part} {}

    /// A copy of `read`; it and its views lie in the store until `release`.
    [[nodiscard]] Slot keep(Read const& read);
    void release(Slot slot);

    /// Bytes of all chunks, used or waiting to be used again.
    [[nodiscard]] std::size_t capacity() const { return capacity_; }

private:
    /// Chunks lie at multiples of their size and begin with their number: a read is let go without a look at it.
    static constexpr std::size_t chunk_size = 1U << 18U;
    static constexpr std::size_t head_size = 64;

    struct FreeChunk {
        void operator()(std::byte* bytes) const { ::operator delete(bytes, std::align_val_t{chunk_size}); }
    };
    struct Chunk {
        std::unique_ptr<std::byte, FreeChunk> bytes;
        std::size_t size = 0;
        std::size_t used = 0;
        std::size_t reads = 0;   ///< that are not let go yet
    };

    [[nodiscard]] std::byte* take(std::size_t size);
    void use_chunk_of(std::size_t size);

    KeptPart part_;
    std::vector<Chunk> chunks_;
    std::vector<std::uint32_t> empty_chunks_;   ///< of the usual size
    std::uint32_t current_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace tidemark
