// A folder of a test's own, removed with it.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace tidemark::test {

class Scratch {
public:
    Scratch();
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;
    ~Scratch();
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    /// Path of a name in it, as text.
    [[nodiscard]] std::string operator/(std::string_view name) const { return (path_ / name).string(); }
    /// Writes a file and returns its path as text.
    std::string write(std::string_view name, std::string_view text) const;

private:
    std::filesystem::path path_;
};

[[nodiscard]] std::string read_file(std::filesystem::path const& path);
/// All files of a folder by name, joined.
[[nodiscard]] std::string all_bytes(std::filesystem::path const& folder);
/// Names in a folder, sorted, hidden ones included.
[[nodiscard]] std::string list_folder(std::filesystem::path const& path);

}  // namespace tidemark::test
