// What a summary of extract or consensus says about a failure, without the rest of it.
#pragma once
#include <filesystem>
#include <string>

namespace tidemark {

/// The recorded failure, "rule: message"; empty where the step did its work. Throws InputError `made_by` where the file is
/// neither of the two summaries.
[[nodiscard]] std::string summary_failure(std::filesystem::path const& path);

}  // namespace tidemark
