#include "app/output_ending.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "app/misuse.hpp"
#include "io/files/output_file.hpp"

namespace tidemark {

void refuse_unknown_ending(std::string_view option, std::string const& output,
                           std::initializer_list<std::string_view> endings) {
    // /dev/stdout may lead to a plain file, and is no name of one.
    bool const named = output != "-" && !output.starts_with("/dev/") && !is_special_output(output);
    auto const name = std::filesystem::path{output}.filename().string();
    auto const fits = [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); };
    if (named && std::ranges::none_of(endings, fits)) {
        misuse("unknown_ending", fmt::format("{} \"{}\" does not say what to write", option, name),
               "the ending of the name decides the format", fmt::format("let it end in {}", fmt::join(endings, ", ")));
    }
}

}  // namespace tidemark
