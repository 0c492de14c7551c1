// Where a BAM can be cut: places that its index knows, each with the file offset of what lies there, and the choice among them
// that makes pieces of about one size.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tidemark {

/// A place from which on a file can be read; `offset` is a virtual offset at or before the first record that starts there.
struct FileWindow {
    std::int32_t contig = 0;      ///< -1: unplaced reads
    std::int64_t begin = 0;       ///< 0-based; 0 where it is the first window with records of its contig
    std::uint64_t offset = 0;
    bool operator==(FileWindow const&) const = default;

    [[nodiscard]] std::uint64_t compressed() const { return offset >> 16U; }
};

/// Compressed bytes that a piece of such a file should have: a 64th of it, but neither less than a block of the file nor more
/// than 8 MB, whose molecules can still be held. A pure function of the file, never of the thread count.
[[nodiscard]] std::uint64_t piece_bytes(std::span<FileWindow const> windows);
/// Numbers of the windows at which a new piece begins: each as soon as the piece before has `bytes` compressed bytes. The
/// first piece begins at window 0, which is not among them. `windows` are in the order of the file.
[[nodiscard]] std::vector<std::size_t> cut_windows(std::span<FileWindow const> windows, std::uint64_t bytes);

}  // namespace tidemark
