// The lowest point of a stretch of a series.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Whether a draw says something: detected or not detected.
[[nodiscard]] inline bool is_settled(Draw const& draw) {
    return draw.result.status == SampleStatus::detected || draw.result.status == SampleStatus::not_detected;
}

/// The settled draw in [first, end) with the lowest upper limit of the tumor fraction; of equals the earliest.
[[nodiscard]] std::optional<std::size_t> nadir_of(std::span<Draw const> draws, std::size_t first, std::size_t end);

/// The same among the draws of one chemistry.
[[nodiscard]] std::optional<std::size_t> nadir_of(std::span<Draw const> draws, std::size_t first, std::size_t end,
                                                  std::string const& chemistry);

/// The last settled draw in [first, end).
[[nodiscard]] std::optional<std::size_t> last_settled(std::span<Draw const> draws, std::size_t first, std::size_t end);

}  // namespace tidemark
