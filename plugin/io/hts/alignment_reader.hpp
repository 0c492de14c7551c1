// Records of a coordinate-sorted BAM or CRAM, all of them in one stream or those of some regions through the index.
// Order, completeness and agreement with the index are checked on the way: a file that loses reads silently would read
// as "not detected".
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "io/hts/alignment_file.hpp"
#include "io/hts/alignment_index.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

class AlignmentReader {
public:
    /// Faults of open_alignment, and an unreadable index.
    explicit AlignmentReader(AlignmentSource const& source);
    AlignmentReader(AlignmentReader&&) noexcept;
    AlignmentReader& operator=(AlignmentReader&&) noexcept;
    ~AlignmentReader();

    [[nodiscard]] AlignmentFile const& file() const;
    [[nodiscard]] bool has_index() const;
    [[nodiscard]] std::optional<IndexTotals> const& index_totals() const;
    /// Compressed bytes that reading `regions` through the index touches; nothing without an index.
    /// For CRAM an estimate: one container of two megabytes for each region.
    [[nodiscard]] std::optional<std::uint64_t> bytes_for(std::span<FileRegion const> regions) const;

    /// Throws InputError `index_missing` with the command to run where there is none.
    void require_index() const;
    /// From here on only records that overlap a region are given, each once: it belongs to the first of `regions`
    /// that it overlaps. `regions` are ascending and disjoint; those before `first` only claim their records.
    /// Requires an index.
    void restrict_to(std::vector<FileRegion> regions, std::size_t first, std::size_t last);

    /// Where a BAM can be cut (AlignmentIndex::windows). Empty for CRAM, without an index, and where the index has no totals
    /// by which pieces together could be compared with it, and where it ends elsewhere than the file: reading on tells why.
    [[nodiscard]] std::vector<FileWindow> windows();
    /// From here on records from `window` on are given, and maybe some before it.
    void start_at(FileWindow const& window);
    /// Records by contig, and unplaced ones, that others read of this file, as if they had been streamed here.
    void take_counts(std::vector<std::int64_t> const& placed, std::int64_t unplaced);

    /// The next record, or nullptr at the end. The view lives until the next call. Throws InputError for damage and
    /// for the first record out of order; ContradictionError where a record lies on a contig past the header's list.
    [[nodiscard]] Read const* next();
    /// Records of the whole file: as streamed, or by the index; nothing where neither tells.
    [[nodiscard]] std::optional<std::int64_t> records_in_file() const;
    /// To be called after the end. Throws ContradictionError where the file changed meanwhile or an index disagrees
    /// with it. True where an index agreed: totals with what was streamed, or its end with the end of the file.
    [[nodiscard]] bool agrees_with_index();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
