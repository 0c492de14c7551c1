#include "io/hts/index_kind.hpp"

#include <algorithm>

namespace tidemark {

bool needs_csi(ContigTable const& contigs) {
    constexpr std::int64_t longest_bai_contig = 1LL << 29;
    return std::ranges::any_of(contigs.contigs, [](Contig const& contig) { return contig.length >= longest_bai_contig; });
}

}  // namespace tidemark
