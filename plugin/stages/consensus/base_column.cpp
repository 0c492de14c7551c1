#include "stages/consensus/base_column.hpp"

#include <algorithm>
#include <cmath>

namespace tidemark {

BaseCall BaseColumn::call(ErrorModel const& model, std::int32_t min_reads, std::uint8_t min_quality) const {
    BaseCall call;
    for (auto const count : counts_) {
        call.depth += count;
    }
    auto const top = static_cast<std::size_t>(std::max_element(sums_.begin(), sums_.end()) - sums_.begin());
    auto const ties = std::count(sums_.begin(), sums_.end(), sums_[top]);
    call.errors = ties > 1 ? call.depth : call.depth - counts_[top];
    if (call.depth < static_cast<std::uint32_t>(std::max(min_reads, 1))) {
        return call;
    }
    call.quality = no_call_quality;
    if (ties > 1) {
        return call;
    }
    if (call.errors == 0) {
        call.quality = model.quality_of_gap(sums_[top]);
    } else {
        // The small terms first: a fixed order makes the same double from the same integers.
        std::array<double, 4> others{};
        for (std::size_t base = 0; base < 4; ++base) {
            others[base] = base == top ? 0 : std::exp(static_cast<double>(sums_[base] - sums_[top]) / ErrorModel::scale);
        }
        std::sort(others.begin(), others.end());
        auto const wrong = others[0] + others[1] + others[2] + others[3];
        call.quality = model.quality_of_error(wrong / (1.0 + wrong));
    }
    if (call.quality < min_quality) {
        call.quality = no_call_quality;
    } else {
        call.code = static_cast<std::uint8_t>(1U << top);
    }
    return call;
}

}  // namespace tidemark
