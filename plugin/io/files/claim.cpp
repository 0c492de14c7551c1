#include "io/files/claim.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

[[noreturn]] void refuse(std::string rule, std::string what, std::filesystem::path const& shown, std::string why,
                         std::string remedy) {
    throw OutputError{{.rule = std::move(rule),
                       .what = std::move(what),
                       .where = shown.filename().string(),
                       .why = std::move(why),
                       .remedy = std::move(remedy)}};
}

/// Outputs that appear together hold a descriptor each, hundreds in a report; the usual soft limit is 1,024, the hard one far above. What
/// opens a file meanwhile needs room as well.
void leave_room(int descriptor) {
    constexpr rlim_t room = 32;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && static_cast<rlim_t>(descriptor) + room > limit.rlim_cur) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);   // where it cannot be raised, the next file says that too many are open
    }
}

/// The one who held the lock may have renamed the file meanwhile: then the lock is on its result.
bool still_named(int descriptor, std::filesystem::path const& path) {
    struct stat held {};
    struct stat named {};
    return ::fstat(descriptor, &held) == 0 && ::lstat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

}  // namespace

Claim::Claim(Claim&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

Claim& Claim::operator=(Claim&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

Claim::~Claim() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

Claim Claim::of(std::filesystem::path const& path, std::filesystem::path const& shown, int flags) {
    constexpr mode_t everyone_as_umask_allows = 0666;
    for (;;) {
        // A link planted under a foreseeable name must not lead elsewhere.
        int const descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, everyone_as_umask_allows);
        if (descriptor < 0 && errno == ENOENT && (flags & O_DIRECTORY) != 0) {
            std::error_code ignored;
            std::filesystem::create_directory(path, ignored);   // its last holder has just removed it
            if (!ignored) {
                continue;
            }
        }
        if (descriptor < 0) {
            refuse("output_not_written", "cannot create the output", shown, std::strerror(errno),
                   "check the folder, its permissions and the free space");
        }
        Claim claim{descriptor};
        leave_room(descriptor);
        // File systems without locks leave two runs to the user.
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            refuse("output_in_use", "another run is writing this output", shown, "two writers would mix their results",
                   "wait until it ends, or choose another output");
        }
        if (still_named(descriptor, path)) {
            return claim;
        }
    }
}

Claim Claim::of_file(std::filesystem::path const& path, std::filesystem::path const& shown) {
    return of(path, shown, O_RDWR | O_CREAT);
}

Claim Claim::of_folder(std::filesystem::path const& path, std::filesystem::path const& shown) {
    return of(path, shown, O_RDONLY | O_DIRECTORY);
}

}  // namespace tidemark
