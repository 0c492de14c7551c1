// An output that exists whole or not at all: written to a temporary name in the same folder, synced, renamed on close.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace tidemark {

/// A temporary name beside a final one. `commit` makes it final; without it the temporary file is removed.
/// Throws OutputError where the folder is missing or not writable.
class PendingPath {
public:
    explicit PendingPath(std::filesystem::path final_path);
    PendingPath(PendingPath&& other) noexcept;
    PendingPath& operator=(PendingPath&&) = delete;
    ~PendingPath();

    [[nodiscard]] std::filesystem::path const& temporary() const { return temporary_; }
    [[nodiscard]] std::filesystem::path const& final_path() const { return final_; }
    /// Sync, rename, sync the folder. Throws OutputError.
    void commit();

private:
    std::filesystem::path final_;
    std::filesystem::path temporary_;
    bool pending_ = true;
};

/// Write a whole text file through a PendingPath; "-" is standard output. Names ending in .gz are bgzipped.
void write_text_file(std::filesystem::path const& path, std::string_view text);

}  // namespace tidemark
