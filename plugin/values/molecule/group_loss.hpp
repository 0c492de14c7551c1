// Why a read takes no part in grouping, in the order in which the rules apply; each read is counted under one reason.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidemark {

enum class GroupLoss : std::uint8_t {
    secondary, supplementary, unmapped, qc_fail, mapping_quality_low, malformed, alignment_too_long, other_read_group,
    umi_missing, umi_has_n, umi_unfit, mate_missing, mate_left_out, duplicate_record, max_reads
};
inline constexpr std::size_t group_loss_count = 15;

[[nodiscard]] constexpr std::string_view to_text(GroupLoss loss) {
    constexpr std::array<std::string_view, group_loss_count> names{
        "secondary",     "supplementary",      "unmapped",         "qc_fail",     "mapping_quality_low",
        "malformed",     "alignment_too_long", "other_read_group", "umi_missing", "umi_has_n",
        "umi_unfit",     "mate_missing",       "mate_left_out",    "duplicate_record", "max_reads"};
    return names[static_cast<std::size_t>(loss)];
}

}  // namespace tidemark
