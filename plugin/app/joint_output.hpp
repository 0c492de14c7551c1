// Files that appear together, and what an earlier call left under names that this one does not write.
#pragma once
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "io/files/output_file.hpp"

namespace tidemark {

/// Written under temporary names first, renamed when all are whole; only then is taken away what is stale, so that a call that
/// fails loses nothing.
class JointOutput {
public:
    /// Throws OutputError.
    void write(std::filesystem::path const& path, std::string const& text);
    /// A table or page that this call does not have. `warning` is said on standard error once it is gone; empty: nothing is.
    void remove(std::filesystem::path const& path, std::string warning = {});
    /// In the order of `write`, then of `remove`. A stale name of a file just written (its case differs, and the file system does
    /// not tell) stays. Throws OutputError.
    void commit();

private:
    struct Stale {
        std::filesystem::path path;
        std::string warning;
    };
    std::deque<PendingPath> pending_;
    std::vector<Stale> stale_;
};

}  // namespace tidemark
