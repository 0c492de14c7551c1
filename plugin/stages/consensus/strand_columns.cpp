#include "stages/consensus/strand_columns.hpp"

#include <algorithm>

#include "stages/consensus/base_column.hpp"
#include "stages/consensus/fragment_merge.hpp"

namespace tidemark {

std::uint32_t StrandColumns::count_of(std::int32_t column, std::uint8_t code) const {
    if (code == 0) {
        return 0;
    }
    auto const found = std::ranges::lower_bound(contested, column, {}, &ContestedColumn::column);
    if (found != contested.end() && found->column == column) {
        return found->counts[base_index(code)];
    }
    auto const index = static_cast<std::size_t>(column);
    return codes[index] == code ? depth[index] : 0;
}

void StrandColumns::resize(std::int32_t columns) {
    width = columns;
    auto const padded = static_cast<std::size_t>(columns + row_padding);
    if (codes.size() < padded) {
        codes.resize(padded);
        qualities.resize(padded);
        depth.resize(padded);
        errors.resize(padded);
    }
    contested.clear();
}

}  // namespace tidemark
