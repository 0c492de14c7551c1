// Who was still followed, and who had the event, at every time of two groups.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace tidemark {

/// How long one subject was followed, and whether the event ended it.
struct FollowUp {
    double time = 0;      ///< any unit, the same for all; >= 0 and finite
    bool event = false;   ///< false: censored, still free of the event at `time`
    bool operator==(FollowUp const&) const = default;
};

/// One distinct time. Index 0 is the reference group, index 1 the one compared with it.
struct RiskRow {
    double time = 0;
    std::array<std::size_t, 2> at_risk{};    ///< followed up to this time, those who end here included
    std::array<std::size_t, 2> events{};
    std::array<std::size_t, 2> censored{};   ///< METHOD: censored at a time of an event counts as at risk there (Kaplan, Meier 1958)
};

/// One row for every distinct time, ascending; times are tied only when they are equal to the last bit. A time that is
/// negative or not finite is std::logic_error.
[[nodiscard]] std::vector<RiskRow> risk_table(std::span<FollowUp const> reference, std::span<FollowUp const> compared);

}  // namespace tidemark
