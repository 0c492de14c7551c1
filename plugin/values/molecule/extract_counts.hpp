// What went into extract and what became of it: reads in are reads out and reads left out, and so are bases.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tidemark {

/// Why a template was left out, in the order in which it is asked.
enum class ExtractLoss : std::uint8_t { qc_fail, too_short, umi_missing, umi_not_listed };

inline constexpr std::array all_extract_losses{ExtractLoss::qc_fail, ExtractLoss::too_short, ExtractLoss::umi_missing,
                                               ExtractLoss::umi_not_listed};

[[nodiscard]] constexpr std::string_view to_text(ExtractLoss loss) {
    constexpr std::array<std::string_view, 4> names{"qc_fail", "too_short", "umi_missing", "umi_not_listed"};
    return names[static_cast<std::size_t>(loss)];
}

struct ExtractCounts {
    std::int64_t templates_in = 0;
    std::int64_t templates_out = 0;
    std::int64_t reads_in = 0;    ///< records of all files that hold template bases
    std::int64_t reads_out = 0;
    std::array<std::int64_t, all_extract_losses.size()> reads_lost{};

    std::int64_t bases_in = 0;    ///< of all files, those that hold only a UMI included
    std::int64_t bases_out = 0;
    std::int64_t bases_umi = 0;
    std::int64_t bases_barcode = 0;
    std::int64_t bases_skipped = 0;   ///< S, and what a structure without + leaves at the end
    std::int64_t bases_trimmed = 0;   ///< adapter read-through
    std::int64_t bases_lost = 0;      ///< of templates left out

    std::int64_t templates_trimmed = 0;
    std::int64_t umis_with_n = 0;
    std::int64_t umis_corrected = 0;

    [[nodiscard]] std::int64_t& lost(ExtractLoss loss) { return reads_lost[static_cast<std::size_t>(loss)]; }
    [[nodiscard]] std::int64_t lost(ExtractLoss loss) const { return reads_lost[static_cast<std::size_t>(loss)]; }

    /// Whether everything that came in is accounted for.
    [[nodiscard]] bool conserved() const {
        std::int64_t lost = 0;
        for (auto const count : reads_lost) {
            lost += count;
        }
        return reads_in == reads_out + lost &&
               bases_in == bases_out + bases_umi + bases_barcode + bases_skipped + bases_trimmed + bases_lost;
    }
};

/// Of one sample, all lanes.
struct ExtractSummary {
    std::string sample;
    ExtractCounts counts;
    std::string failure{};   ///< "rule: message" where a file of the sample failed; then all counts are 0
};

}  // namespace tidemark
