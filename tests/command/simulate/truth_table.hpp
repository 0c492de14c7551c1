// Truth tables and BAMs of a simulated folder, read without the code under test.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tidemark::test {

/// Rows of a TSV with `#` lines before its header, by column name.
[[nodiscard]] std::vector<std::map<std::string, std::string>> read_table(std::string const& path);

struct MoleculeCounts {
    std::int64_t depth = 0;
    std::int64_t alt = 0;
};

/// Molecules of a BAM at one SNV or MNV, counted the slow way: primary records with MAPQ >= 20, mates joined by name,
/// left out where they disagree or show N.
[[nodiscard]] MoleculeCounts count_bases(std::string const& bam, std::string const& contig, std::int64_t position,
                                         std::string const& ref, std::string const& alt);

/// Records whose CIGAR has a gap of this length and kind (I or D) right behind `position` (1-based).
[[nodiscard]] std::int64_t count_gaps(std::string const& bam, std::string const& contig, std::int64_t position,
                                      char kind, std::int64_t length);

}  // namespace tidemark::test
