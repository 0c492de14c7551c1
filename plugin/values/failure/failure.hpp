// Failures of the world outside. What happened, where, why it matters and what to do about it, in that order.
// The classes live here so that every door and the roof share them; only io and app throw them.
#pragma once
#include <stdexcept>
#include <string>

namespace tidemark {

/// What a user needs to mend a failed run. `rule` is a fixed lower_snake_case code that scripts may match on.
struct Failure {
    std::string rule;         ///< fixed code, e.g. "missing_eof"
    std::string what;         ///< one clause: "plasma.bam ends in the middle of a block"
    std::string where;        ///< file, record, line, column or locus; may be empty
    std::string why;          ///< why the run cannot go on; may be empty
    std::string remedy;       ///< what to do; may be empty
};

/// One sentence for people: "what (where): why; remedy"; without the place where `what` names it already.
[[nodiscard]] std::string to_text(Failure const& failure);

/// Base of the three families. `exit_code` is the process exit code.
class FailureError : public std::runtime_error {
public:
    FailureError(Failure failure, int exit_code);
    [[nodiscard]] Failure const& failure() const noexcept { return failure_; }
    [[nodiscard]] int exit_code() const noexcept { return exit_code_; }

private:
    Failure failure_;
    int exit_code_;
};

/// The command line is wrong: exit 2.
class UsageError : public FailureError {
public:
    explicit UsageError(Failure failure) : FailureError{std::move(failure), 2} {}
};

/// An input is unreadable or invalid by itself: exit 3.
class InputError : public FailureError {
public:
    explicit InputError(Failure failure) : FailureError{std::move(failure), 3} {}
};

/// Two inputs, each fine alone, contradict each other: exit 4.
class ContradictionError : public FailureError {
public:
    explicit ContradictionError(Failure failure) : FailureError{std::move(failure), 4} {}
};

/// An output could not be written: exit 5.
class OutputError : public FailureError {
public:
    explicit OutputError(Failure failure) : FailureError{std::move(failure), 5} {}
};

}  // namespace tidemark
