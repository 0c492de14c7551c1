// Outputs whose name decides their format: a name that decides nothing is a mistake, not a default.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace tidemark {

/// Throws UsageError `unknown_ending`, naming `endings`, where `output` is the name of a file and ends in none of them.
/// Standard output (-) and devices have no ending and pass. `option` is what the user wrote before the name.
void refuse_unknown_ending(std::string_view option, std::string const& output,
                           std::initializer_list<std::string_view> endings);

}  // namespace tidemark
