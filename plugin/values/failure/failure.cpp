#include "values/failure/failure.hpp"

#include <utility>

namespace tidemark {

std::string to_text(Failure const& failure) {
    std::string text = failure.what;
    if (!failure.where.empty() && failure.what.find(failure.where) == std::string::npos) {
        text += " (" + failure.where + ")";
    }
    if (!failure.why.empty()) {
        text += ": " + failure.why;
    }
    if (!failure.remedy.empty()) {
        text += "; " + failure.remedy;
    }
    return text;
}

FailureError::FailureError(Failure failure, int exit_code)
    : std::runtime_error{to_text(failure)}, failure_{std::move(failure)}, exit_code_{exit_code} {}

}  // namespace tidemark
