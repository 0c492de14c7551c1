#include "app/stale_pages.hpp"

#include <algorithm>
#include <fstream>
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
    }
    std::ranges::sort(pages);
    return pages;
}

}  // namespace tidemark
