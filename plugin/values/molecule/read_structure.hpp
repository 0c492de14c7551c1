// How one raw read is built: "3M2S+T" is three bases of UMI, two to skip, the rest template.
#pragma once
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "values/failure/result.hpp"

namespace tidemark {

enum class SegmentKind : char { bases = 'T', umi = 'M', sample_barcode = 'B', cell_barcode = 'C', skip = 'S' };

struct ReadSegment {
    SegmentKind kind = SegmentKind::bases;
    std::size_t length = 0;   ///< 0: whatever the other segments leave (written +), at least one base
    auto operator<=>(ReadSegment const&) const = default;
};

/// A piece of a read: 0-based first base and number of bases.
struct SegmentPlace {
    std::size_t first = 0;
    std::size_t length = 0;
    auto operator<=>(SegmentPlace const&) const = default;
};

class ReadStructure {
public:
    /// `segments` must not be empty, and at most one may be open (std::logic_error).
    explicit ReadStructure(std::vector<ReadSegment> segments);

    [[nodiscard]] std::vector<ReadSegment> const& segments() const { return segments_; }
    [[nodiscard]] bool has(SegmentKind kind) const;
    /// Shortest read that fits.
    [[nodiscard]] std::size_t shortest() const { return fixed_ + (has_open_ ? 1 : 0); }
    /// Where segment `index` lies in a read of `read_length` bases, which must be at least `shortest()`. A read longer
    /// than a structure without + keeps its last bases unused.
    [[nodiscard]] SegmentPlace place(std::size_t index, std::size_t read_length) const;
    bool operator==(ReadStructure const& other) const { return segments_ == other.segments_; }

private:
    std::vector<ReadSegment> segments_;
    std::vector<std::size_t> first_;   ///< of each segment, as if the open one had no base
    std::size_t open_ = 0;             ///< index of the open segment
    std::size_t fixed_ = 0;            ///< bases of all closed segments
    bool has_open_ = false;
};

/// Parses one word: runs of length and letter (T template, M UMI, B sample barcode, C cell barcode, S skip); one length,
/// at any place, may be +. The reason says what is wrong.
[[nodiscard]] Result<ReadStructure, std::string> read_structure_from_text(std::string_view word);
/// Parses one word for each FASTQ file, separated by spaces.
[[nodiscard]] Result<std::vector<ReadStructure>, std::string> read_structures_from_text(std::string_view text);
[[nodiscard]] std::string to_text(ReadStructure const& structure);

}  // namespace tidemark
