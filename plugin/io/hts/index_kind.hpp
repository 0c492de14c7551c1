// Which index a BAM of these contigs needs.
#pragma once
#include "values/genome/contig_table.hpp"

namespace tidemark {

/// .bai cannot address positions from 2^29 on; then it is .csi.
[[nodiscard]] bool needs_csi(ContigTable const& contigs);

}  // namespace tidemark
