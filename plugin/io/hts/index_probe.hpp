// What an index claims, held against its file at the few places where a wrong one shows: where each contig begins and
// where the placed reads end. Costs one seek a contig, whatever the size of the file.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "io/hts/alignment_file.hpp"
#include "values/patient/file_facts.hpp"

namespace tidemark {

struct IndexFound {
    IndexState state = IndexState::missing;
    std::string kind;      ///< bai, csi, crai
    std::string detail;    ///< what is damaged or disagrees
    bool older_than_file = false;
    std::vector<ContigUse> used;
    std::optional<std::int64_t> records;
    std::optional<std::int64_t> mapped;
};

/// Moves the position of `file`: sniff first.
[[nodiscard]] IndexFound probe_index(AlignmentFile& file);

}  // namespace tidemark
