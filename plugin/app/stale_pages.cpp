#include "app/stale_pages.hpp"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <system_error>

#include "io/report/html.hpp"
#include "stages/report/patient_files.hpp"
#include "stages/report/sections.hpp"

namespace tidemark {
namespace {

bool begins_with(std::filesystem::path const& path, std::string const& text) {
    std::ifstream file{path, std::ios::binary};
    std::string head(text.size(), '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    return file.gcount() == static_cast<std::streamsize>(head.size()) && head == text;
}

/// The page that waits under this hidden name; empty where the name is another.
std::string page_kept_as(std::string_view name) {
    constexpr std::string_view ending = ".html.partial.old";
    return name.starts_with('.') && name.ends_with(ending) ? std::string{name.substr(1, name.rfind(".partial.old") - 1)} : std::string{};
}

}  // namespace

std::vector<std::filesystem::path> stale_pages(std::filesystem::path const& folder, std::set<std::string> const& patients) {
    std::vector<std::filesystem::path> pages;
    std::error_code error;   // a folder that is not there has no pages
    for (auto entry = std::filesystem::directory_iterator{folder, error}; !error && entry != std::filesystem::directory_iterator{};
         entry.increment(error)) {
        auto const& path = entry->path();
        auto const patient = path.stem().string();
        std::error_code unknown;
        bool const named_so = path.extension() == ".html" && !patients.contains(patient) && !patient_file_fault(patient);
        if (named_so && !entry->is_symlink(unknown) && entry->is_regular_file(unknown) && begins_with(path, page_beginning(patient_subject(patient)))) {
            pages.push_back(path);
        }
        // A page that was waiting to go when its call was killed: whoever removes its name clears it.
        if (auto const page = page_kept_as(path.filename().string()); !page.empty() && !std::filesystem::exists(folder / page, unknown)) {
            pages.push_back(folder / page);
        }
    }
    std::ranges::sort(pages);
    return pages;
}

}  // namespace tidemark
