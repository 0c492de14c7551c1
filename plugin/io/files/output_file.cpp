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

using OwnedFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
using OwnedBgzf = std::unique_ptr<BGZF, int (*)(BGZF*)>;

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
      pending_{std::exchange(other.pending_, false)},
      synced_{other.synced_} {}

PendingPath::~PendingPath() {
    if (pending_) {
        std::error_code ignored;
        std::filesystem::remove(temporary_, ignored);
    }
}

void PendingPath::sync() {
    if (pending_ && !synced_) {
        sync_path(temporary_, O_RDONLY);
        synced_ = true;
    }
}

void PendingPath::commit() {
    if (!pending_) {
        return;
    }
    sync();
    if (std::rename(temporary_.c_str(), final_.c_str()) != 0) {
        refuse_output(final_, "cannot rename the output into place");
    }
    pending_ = false;
    sync_path(final_.parent_path().empty() ? std::filesystem::path{"."} : final_.parent_path(),
              O_RDONLY | O_DIRECTORY);
}

struct TextOutput::State {
    std::filesystem::path name = "standard output";
    std::FILE* target = stdout;
    OwnedFile plain{nullptr, &std::fclose};
    OwnedBgzf zipped{nullptr, &bgzf_close};
};

TextOutput::TextOutput() : state_{std::make_unique<State>()} {}

TextOutput::TextOutput(PendingPath const& pending) : TextOutput{} {
    auto& [name, target, plain, zipped] = *state_;
    name = pending.final_path();
    if (name.extension() == ".gz") {
        zipped.reset(bgzf_open(pending.temporary().c_str(), "w1"));
    } else {
        plain.reset(std::fopen(pending.temporary().c_str(), "wb"));
    }
    target = plain.get();
    if (zipped == nullptr && plain == nullptr) {
        refuse_output(name, "cannot create the output");
    }
}

TextOutput::TextOutput(TextOutput&&) noexcept = default;
TextOutput::~TextOutput() = default;

void TextOutput::append(std::string_view text) {
    auto& [name, target, plain, zipped] = *state_;
    bool const written = zipped != nullptr
                             ? bgzf_write(zipped.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size())
                             : std::fwrite(text.data(), 1, text.size(), target) == text.size();
    if (!written) {
        refuse_output(name, "cannot write the output");
    }
}

void TextOutput::close() {
    auto& [name, target, plain, zipped] = *state_;
    if (zipped != nullptr ? bgzf_close(zipped.release()) != 0 : std::fflush(target) != 0) {
        refuse_output(name, "cannot write the output");
    }
    if (plain != nullptr && std::fclose(plain.release()) != 0) {
        refuse_output(name, "cannot close the output");
    }
}

void write_pending(PendingPath const& pending, std::string_view text) {
    TextOutput output{pending};
    output.append(text);
    output.close();
}

void write_text_file(std::filesystem::path const& path, std::string_view text) {
    if (path == "-") {
        TextOutput output;
        output.append(text);
        output.close();
        return;
    }
    PendingPath pending{path};
    write_pending(pending, text);
    pending.commit();
}

}  // namespace tidemark
