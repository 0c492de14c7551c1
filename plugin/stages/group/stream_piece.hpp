// A coordinate-sorted stream in pieces that are grouped apart: which read and which position group is whose, so that the
// pieces together say what one pass says.
//
// METHOD: a read counts in the piece where it starts; a position group belongs to the piece of its lower unclipped 5' place.
// A piece begins to read a little before its first group's place, because a reverse read starts before its 5' place, and goes
// on behind its last one until nothing is open. Reads that belong to no such order are rare: an alignment or a clip of many
// hundred bases, one name for several reads beside a cut. The window sees each of them and says that the cut does not fit
// (TemplateWindow::fit); whoever cut joins the pieces again there.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <tuple>

namespace tidemark {

/// Contigs in the order of a sorted file: unplaced reads (-1) are last.
[[nodiscard]] constexpr std::uint32_t contig_order(std::int32_t contig) { return static_cast<std::uint32_t>(contig); }

/// Where one piece ends and the next begins. Positions are 0-based.
struct StreamCut {
    static constexpr std::int64_t contig_start = std::numeric_limits<std::int64_t>::min();
    /// A leading clip may put a 5' place that many bases before the alignment; longer ones are rare.
    static constexpr std::int64_t clip_slack = 320;

    std::int32_t contig = 0;
    std::int64_t reads_from = contig_start;     ///< reads that start here or later are the next piece's
    std::int64_t ends_from = contig_start;      ///< and groups whose lower 5' place lies here or later
    std::int64_t may_end = contig_start;        ///< the piece before may end here at the earliest, where nothing is open
    std::int64_t settled_from = contig_start;   ///< nothing that began before `reads_from` is open here any more

    /// Everything before contig `contig` is one piece's, everything else another's: always fits.
    [[nodiscard]] static StreamCut before_contig(std::int32_t contig) { return {.contig = contig}; }
    /// Inside a contig. Fits where alignments that lie across span at most `reverse_slack` bases.
    [[nodiscard]] static StreamCut inside(std::int32_t contig, std::int64_t position, std::int64_t max_insert) {
        constexpr std::int64_t reverse_slack = 512, long_read = 1'024;
        auto const ends_from = position + reverse_slack;
        return {.contig = contig,
                .reads_from = position,
                .ends_from = ends_from,
                .may_end = std::max(ends_from + clip_slack, position + max_insert) + 1,
                .settled_from = ends_from + clip_slack + max_insert + long_read};
    }
    [[nodiscard]] bool before_reads_of(std::int32_t of_contig, std::int64_t position) const {
        return std::tuple{contig_order(contig), reads_from} <= std::tuple{contig_order(of_contig), position};
    }
    [[nodiscard]] bool before_ends_of(std::int32_t of_contig, std::int64_t lower) const {
        return std::tuple{contig_order(contig), ends_from} <= std::tuple{contig_order(of_contig), lower};
    }
};

/// From one cut to another; by default the whole stream.
struct StreamPiece {
    StreamCut begin{};
    StreamCut end{.contig = -1, .reads_from = std::numeric_limits<std::int64_t>::max(),
                  .ends_from = std::numeric_limits<std::int64_t>::max(),
                  .may_end = std::numeric_limits<std::int64_t>::max(),
                  .settled_from = std::numeric_limits<std::int64_t>::max()};

    /// Whether a read that starts there is counted in this piece.
    [[nodiscard]] bool is_home(std::int32_t contig, std::int64_t position) const {
        return begin.before_reads_of(contig, position) && !end.before_reads_of(contig, position);
    }
    /// Whether position groups with this lower 5' place are this piece's.
    [[nodiscard]] bool owns(std::int32_t contig, std::int64_t lower) const {
        return begin.before_ends_of(contig, lower) && !end.before_ends_of(contig, lower);
    }
};

/// Whether a piece saw nothing that the cut on that side tears apart.
struct CutFit {
    bool begin = true;
    bool end = true;
};

}  // namespace tidemark
