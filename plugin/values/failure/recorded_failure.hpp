// A failure that stands in a result instead of its rows. In a workflow one damaged file must not end the run of all others:
// the step writes why it failed, and what comes after carries it to the cohort's table (docs/decisions/0003).
#pragma once
#include <string>
#include <string_view>

#include "values/failure/failure.hpp"

namespace tidemark {

struct RecordedFailure {
    std::string rule;      ///< fixed code, e.g. "alignment_damaged"
    std::string message;   ///< one line: "P1_d42.bam has a damaged block; copy it again"
    bool operator==(RecordedFailure const&) const = default;
};

/// "rule: message" on one line: what happened and what to do. Without the place of the fault, which depends on the way a
/// file was read (threads, index), so that the result does not.
[[nodiscard]] std::string recorded_text(Failure const& failure);

/// The two parts of such a text. A text without ": " is all message, of rule "failed".
[[nodiscard]] RecordedFailure recorded_failure(std::string_view text);

}  // namespace tidemark
