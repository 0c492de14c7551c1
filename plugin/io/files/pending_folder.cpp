#include "io/files/pending_folder.hpp"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

void refuse_error(std::error_code const& error, std::string const& what, std::filesystem::path const& path) {
    if (error) {
        throw OutputError{{.rule = "output_not_written",
                           .what = what,
                           .where = path.filename().string(),
                           .why = error.message(),
                           .remedy = "check the folder, its permissions and the free space"}};
    }
}

/// Files below `folder`, relative to it, sorted.
std::vector<std::filesystem::path> files_below(std::filesystem::path const& folder) {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path().lexically_relative(folder));
        }
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

PendingFolder::PendingFolder(std::filesystem::path folder, std::string const& word)
    : final_{std::move(folder)}, pending_{final_ / (".partial." + word)} {
    std::error_code error;
    std::filesystem::create_directories(final_, error);
    refuse_error(error, "cannot create the output folder", final_);
    claim_ = Claim::of_folder(pending_, final_);
    for (auto const& left : std::filesystem::directory_iterator{pending_, error}) {
        std::filesystem::remove_all(left, error);
    }
    refuse_error(error, "cannot empty the folder of a killed run", final_);
}

PendingFolder::~PendingFolder() {
    std::error_code ignored;   // removed while it is still locked, so that no other run's files go with it
    std::filesystem::remove_all(pending_, ignored);
}

void PendingFolder::commit(std::string const& last) {
    std::error_code error;
    auto files = files_below(pending_);
    std::ranges::stable_partition(files, [&](auto const& file) { return file != std::filesystem::path{last}; });
    // A result of an earlier run must not look complete while its files are being replaced.
    std::filesystem::remove(final_ / last, error);
    for (auto const& file : files) {
        std::filesystem::create_directories((final_ / file).parent_path(), error);
        std::filesystem::rename(pending_ / file, final_ / file, error);
        refuse_error(error, "cannot move the output into place", file);
    }
}

}  // namespace tidemark
