#include "support/scratch.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace tidemark::test {

Scratch::Scratch() {
    auto pattern = (std::filesystem::temp_directory_path() / "tidemark-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error{"no scratch folder"};
    }
    path_ = pattern;
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Scratch::write(std::string_view name, std::string_view text) const {
    auto const path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary}.write(text.data(), static_cast<std::streamsize>(text.size()));
    return path.string();
}

std::string read_file(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string all_bytes(std::filesystem::path const& folder) {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::string bytes;
    for (auto const& file : files) {
        bytes += file.filename().string() + "\n" + read_file(file);
    }
    return bytes;
}

std::string list_folder(std::filesystem::path const& path) {
    std::vector<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator{path}) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    std::string text;
    for (auto const& name : names) {
        text += name + "\n";
    }
    return text;
}

}  // namespace tidemark::test
