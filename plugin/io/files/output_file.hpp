// An output that exists whole or not at all: written to a temporary name in the same folder, synced, renamed on close.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "io/files/claim.hpp"

namespace tidemark {

/// Rule of the OutputError for a reader that went away: the code says enough, no message is due.
inline constexpr auto broken_pipe = "broken_pipe";

/// Whether a name is a device, a pipe or a socket: such a thing is written to, never replaced by a file.
[[nodiscard]] bool is_special_output(std::filesystem::path const& path);

/// A temporary name beside a final one, locked while it is held. `commit` makes it final; without it the temporary file
/// is removed. What a killed run left under that name is overwritten. A link stays a link: its target is replaced.
/// Throws OutputError where the folder is missing or not writable, or another run holds the name.
class PendingPath {
public:
    explicit PendingPath(std::filesystem::path final_path);
    PendingPath(PendingPath&& other) noexcept;
    PendingPath& operator=(PendingPath&&) = delete;
    ~PendingPath();

    [[nodiscard]] std::filesystem::path const& temporary() const { return temporary_; }
    [[nodiscard]] std::filesystem::path const& final_path() const { return final_; }
    /// What was written reaches the disk: the slow part of `commit`, for those who rename several files at one moment. Throws OutputError.
    void sync();
    /// Sync, rename, sync the folder. Throws OutputError.
    void commit();

private:
    std::filesystem::path final_;
    std::filesystem::path temporary_;
    Claim claim_;
    bool pending_ = true;
    bool synced_ = false;
};

/// Throws OutputError: what could not be done, the file's base name, the system's reason where errno holds one.
[[noreturn]] void refuse_output(std::filesystem::path const& path, std::string const& what);

/// Text written piece by piece, for tables too long to be held: into the temporary file of a PendingPath, bgzipped where
/// its final name ends in .gz, or to standard output. The bytes are the same however the text was cut.
class TextOutput {
public:
    TextOutput();   ///< standard output
    explicit TextOutput(PendingPath const& pending);
    TextOutput(TextOutput&&) noexcept;
    TextOutput& operator=(TextOutput&&) = delete;
    ~TextOutput();

    /// Throws OutputError, as does `close`.
    void append(std::string_view text);
    /// Everything was appended: only now is it known that all of it was written.
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Fills the temporary file as a TextOutput does.
void write_pending(PendingPath const& pending, std::string_view text);

/// Write a whole text file through a PendingPath; "-" is standard output. Names ending in .gz are bgzipped.
void write_text_file(std::filesystem::path const& path, std::string_view text);

}  // namespace tidemark
