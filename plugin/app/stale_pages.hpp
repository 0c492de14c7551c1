// Pages of patients who are no longer in the report: they would pass for results of it.
#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace tidemark {

/// Pages in `folder` that an earlier `report` made, of patients other than these: regular files named after the patient whose
/// page their first bytes say they are, and names that a killed call had set aside and that are not there any more. Anything
/// else in the folder is the user's: links, copies under another name, other pages.
[[nodiscard]] std::vector<std::filesystem::path> stale_pages(std::filesystem::path const& folder,
                                                             std::set<std::string> const& patients);

}  // namespace tidemark
