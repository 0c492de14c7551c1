// Files that appear together or not at all, and what an earlier call left under names that this one does not write.
#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

#include "io/files/output_file.hpp"

namespace tidemark {

/// Written under temporary names first, renamed when all are whole; only then is taken away what is stale. Where one of this
/// fails, every name has again what stood there before, or nothing. What stood there waits beside its name as
/// .NAME.partial.old until all is done: only a kill leaves that name, and it is cleared once NAME is given again.
class JointOutput {
public:
    /// Throws OutputError.
    void write(std::filesystem::path const& path, std::string_view text);
    /// A file that others have filled.
    void add(PendingPath filled);
    /// A file that this call does not have: it would pass for a result of it. It need not be there.
    void remove(std::filesystem::path const& path);
    /// In the order of `write` and `add`, then of `remove`; returns what was taken away. A stale name of a file just written (its
    /// case differs, and the file system does not tell) stays; a folder is no file of an earlier call, and refused. What was written
    /// to a device stays written. Throws OutputError.
    std::vector<std::filesystem::path> commit();

private:
    std::vector<PendingPath> pending_;
    std::vector<std::filesystem::path> stale_;
};

}  // namespace tidemark
