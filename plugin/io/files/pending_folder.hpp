// Many outputs that belong together: written into a hidden folder inside the final one, moved out on commit.
#pragma once
#include <filesystem>
#include <string>

#include "io/files/claim.hpp"

namespace tidemark {

/// `folder`/.partial.<word>, locked while it is held. What a killed run left there is removed first; without commit it
/// is removed again.
class PendingFolder {
public:
    /// Creates both folders. Throws OutputError, also where another run holds the folder.
    PendingFolder(std::filesystem::path folder, std::string const& word);
    PendingFolder(PendingFolder const&) = delete;
    PendingFolder& operator=(PendingFolder const&) = delete;
    ~PendingFolder();

    /// Where to write now.
    [[nodiscard]] std::filesystem::path const& path() const { return pending_; }
    /// Moves every file to its place, replacing files of that name; `last` (a file name) after all others, so that its
    /// presence means all are there. Throws OutputError.
    void commit(std::string const& last);

private:
    std::filesystem::path final_;
    std::filesystem::path pending_;
    Claim claim_;
};

}  // namespace tidemark
