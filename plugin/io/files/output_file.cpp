#include "io/files/output_file.hpp"

#include <fcntl.h>
#include <htslib/bgzf.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

void sync_path(std::filesystem::path const& path, int flags) {
    int const descriptor = ::open(path.c_str(), flags);
    if (descriptor < 0) {
        refuse_output(path, "cannot reopen the output to sync it");
    }
    int const status = ::fsync(descriptor);
    int const error = errno;
    ::close(descriptor);
    // Some file systems (pipes, special mounts) cannot sync and say EINVAL; everything else is a lost write.
    if (status != 0 && error != EINVAL) {
        errno = error;
        refuse_output(path, "cannot sync the output");
    }
}

void write_plain(std::FILE* stream, std::filesystem::path const& path, std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stream) != text.size() || std::fflush(stream) != 0) {
        refuse_output(path, "cannot write the output");
    }
}

}  // namespace

void refuse_output(std::filesystem::path const& path, std::string const& what) {
    int const error = errno;
    throw OutputError{{.rule = error == EPIPE ? broken_pipe : "output_not_written",
                       .what = what,
                       .where = path.filename().string(),
                       .why = error == 0 ? "" : std::strerror(error),
                       .remedy = "check the folder, its permissions and the free space"}};
}

bool is_special_output(std::filesystem::path const& path) {
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    return !error && std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
           !std::filesystem::is_directory(status);
}

PendingPath::PendingPath(std::filesystem::path final_path) : final_{std::move(final_path)} {
    if (is_special_output(final_)) {
        temporary_ = final_;
        pending_ = false;
        return;
    }
    std::error_code ignored;
    if (std::filesystem::is_symlink(final_, ignored)) {
        final_ = std::filesystem::weakly_canonical(final_, ignored);
    }
    auto const folder = final_.parent_path().empty() ? std::filesystem::path{"."} : final_.parent_path();
    std::filesystem::create_directories(folder, ignored);
    temporary_ = folder / ("." + final_.filename().string() + ".partial.tmp");
    claim_ = Claim::of_file(temporary_, final_);
}

PendingPath::PendingPath(PendingPath&& other) noexcept
    : final_{std::move(other.final_)},
      temporary_{std::move(other.temporary_)},
      claim_{std::move(other.claim_)},
      pending_{std::exchange(other.pending_, false)} {}

PendingPath::~PendingPath() {
    if (pending_) {
        std::error_code ignored;
        std::filesystem::remove(temporary_, ignored);
    }
}

void PendingPath::commit() {
    if (!pending_) {
        return;
    }
    sync_path(temporary_, O_RDONLY);
    if (std::rename(temporary_.c_str(), final_.c_str()) != 0) {
        refuse_output(final_, "cannot rename the output into place");
    }
    pending_ = false;
    sync_path(final_.parent_path().empty() ? std::filesystem::path{"."} : final_.parent_path(),
              O_RDONLY | O_DIRECTORY);
}

void write_pending(PendingPath const& pending, std::string_view text) {
    auto const& path = pending.final_path();
    if (path.extension() == ".gz") {
        BGZF* const stream = bgzf_open(pending.temporary().c_str(), "w1");
        if (stream == nullptr) {
            refuse_output(path, "cannot create the output");
        }
        auto const written = bgzf_write(stream, text.data(), text.size());
        bool const complete = written == static_cast<ssize_t>(text.size());
        if (bgzf_close(stream) != 0 || !complete) {
            refuse_output(path, "cannot write the output");
        }
        return;
    }
    std::FILE* const stream = std::fopen(pending.temporary().c_str(), "wb");
    if (stream == nullptr) {
        refuse_output(path, "cannot create the output");
    }
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> guard{stream, &std::fclose};
    write_plain(stream, path, text);
    if (std::fclose(guard.release()) != 0) {
        refuse_output(path, "cannot close the output");
    }
}

void write_text_file(std::filesystem::path const& path, std::string_view text) {
    if (path == "-") {
        write_plain(stdout, "standard output", text);
        return;
    }
    PendingPath pending{path};
    write_pending(pending, text);
    pending.commit();
}

}  // namespace tidemark
