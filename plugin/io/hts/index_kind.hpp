// Which index a BAM of these contigs needs, and when it says it was made.
#pragma once
#include <filesystem>

#include "values/genome/contig_table.hpp"

namespace tidemark {

/// .bai cannot address positions from 2^29 on; then it is .csi.
[[nodiscard]] bool needs_csi(ContigTable const& contigs);

/// Dates an index now. htslib writes it before the last block of its BAM, so that it would look older than the file it
/// belongs to, and every reader would warn.
void date_index_after_file(std::filesystem::path const& index);

}  // namespace tidemark
