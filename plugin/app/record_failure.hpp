// --record-failure and --made-by: a sample whose own file fails is a row of the cohort's table, not the end of its run.
#pragma once
#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace tidemark {

struct FailureRecording {
    bool wanted = false;
    std::string made_by;   ///< summary of the step that made the input; may be empty
};

/// --record-failure.
void add_record_failure(CLI::App& app, FailureRecording& recording);
/// --made-by, for words that read what extract or consensus wrote.
void add_made_by(CLI::App& app, FailureRecording& recording);

/// Does the work, which speaks of one sample's files. Where failures are recorded, one of these files (exit codes 3 and 4)
/// is a warning and comes back as its text (values/failure/recorded_failure.hpp); so does the failure of the step before,
/// without work. Empty: the work is done. The reference's file name gives way to its role, so that a staged copy changes no
/// byte.
[[nodiscard]] std::string failure_of(FailureRecording const& recording, std::string const& reference,
                                     std::function<void()> const& work);

/// Every whole occurrence of the file's name becomes its role.
void replace_file_name(std::string& text, std::string const& name, std::string const& role);

}  // namespace tidemark
