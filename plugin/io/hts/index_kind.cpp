#include "io/hts/index_kind.hpp"

#include <algorithm>
#include <system_error>

namespace tidemark {

bool needs_csi(ContigTable const& contigs) {
    constexpr std::int64_t longest_bai_contig = 1LL << 29;
    return std::ranges::any_of(contigs.contigs, [](Contig const& contig) { return contig.length >= longest_bai_contig; });
}

void date_index_after_file(std::filesystem::path const& index) {
    // A folder that keeps no times costs a warning, never the file.
    std::error_code ignored;
    std::filesystem::last_write_time(index, std::filesystem::file_time_type::clock::now(), ignored);
}

}  // namespace tidemark
