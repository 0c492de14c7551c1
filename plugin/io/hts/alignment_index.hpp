// What an index says about its BAM or CRAM: where places lie, and how many records there should be.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "io/hts/alignment_file.hpp"
#include "io/hts/file_windows.hpp"
#include "io/hts/handles.hpp"
#include "values/genome/position.hpp"

namespace tidemark {

/// A stretch of a contig by its number in the file's header.
struct FileRegion {
    std::int32_t contig = 0;
    Interval interval{Position{0}, Position{0}};
};

/// Virtual offsets [begin, end) of a BAM.
struct FileChunk {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool operator==(FileChunk const&) const = default;
};

/// Records by contig, as the index counted them.
struct IndexTotals {
    std::vector<std::int64_t> mapped;     ///< by contig number
    std::vector<std::int64_t> unmapped;   ///< placed, but flagged unmapped
    std::int64_t unplaced = 0;
    [[nodiscard]] std::int64_t records() const;
};

class AlignmentIndex {
public:
    /// The index beside a file (.bai, .csi, .crai), or nothing where there is none. Throws InputError where it cannot
    /// be read.
    [[nodiscard]] static std::optional<AlignmentIndex> beside(AlignmentFile const& file);

    /// Nothing for CRAM and for indexes made without totals.
    [[nodiscard]] std::optional<IndexTotals> totals() const;
    /// Chunks of a BAM that hold all records of the regions, ascending and disjoint.
    [[nodiscard]] std::vector<FileChunk> chunks(std::span<FileRegion const> regions) const;
    /// Windows of 16,384 bases that hold records of a BAM, in the order of the file; the unplaced reads are the last one. A
    /// window without records of its own may be among them. `lengths` are those of the contigs.
    [[nodiscard]] std::vector<FileWindow> windows(std::span<std::int64_t const> lengths) const;
    /// Virtual offset behind the last placed record; nothing where no record is placed.
    [[nodiscard]] std::optional<std::uint64_t> end_of_placed() const;
    [[nodiscard]] hts_idx_t* get() const { return index_.get(); }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    AlignmentIndex(IndexHandle index, std::filesystem::path path, std::size_t contigs)
        : index_{std::move(index)}, path_{std::move(path)}, contigs_{contigs} {}

    [[nodiscard]] std::optional<std::uint64_t> offset_of(std::int32_t contig, std::int64_t begin, std::int64_t end) const;

    IndexHandle index_;
    std::filesystem::path path_;
    std::size_t contigs_;
};

}  // namespace tidemark
