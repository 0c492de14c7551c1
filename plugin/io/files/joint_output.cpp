#include "io/files/joint_output.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ranges>
#include <system_error>
#include <utility>

namespace tidemark {
namespace {

std::filesystem::path kept_name(std::filesystem::path const& path) {
    return path.parent_path() / ("." + path.filename().string() + ".partial.old");
}

void clear_kept(std::filesystem::path const& path) {
    ::unlink(kept_name(path).c_str());
}

/// Names that change. Until `finish` is reached the end of this puts back what stood under each, the last one first.
class Exchange {
public:
    Exchange() = default;
    Exchange(Exchange const&) = delete;
    Exchange& operator=(Exchange const&) = delete;
    ~Exchange() {
        for (auto const& [path, stood] : std::views::reverse(names_)) {
            if (stood) {
                // Two names of one file, where the new one never came: then this changes nothing, and the second name goes.
                std::rename(kept_name(path).c_str(), path.c_str());
                clear_kept(path);
            } else {
                ::unlink(path.c_str());
            }
        }
    }

    /// Keeps what stands there; a reader finds it under its name until the new file takes its place.
    void keep(std::filesystem::path const& path) {
        std::error_code none;
        auto const status = std::filesystem::symlink_status(path, none);
        // The rename onto a folder fails and says so.
        bool const stands = std::filesystem::exists(status) && !std::filesystem::is_directory(status);
        // Not every file system has second names, and not every file of others may be given one.
        if (stands && ::link(path.c_str(), kept_name(path).c_str()) != 0 && std::rename(path.c_str(), kept_name(path).c_str()) != 0) {
            refuse_output(path, "what stands there cannot be kept until all is written");
        }
        names_.emplace_back(path, stands);
    }

    /// Whether anything stood there.
    bool set_aside(std::filesystem::path const& path) {
        std::error_code none;
        auto const status = std::filesystem::symlink_status(path, none);
        bool const folder = std::filesystem::is_directory(status);
        errno = folder ? EISDIR : 0;
        if (folder || (std::rename(path.c_str(), kept_name(path).c_str()) != 0 && errno != ENOENT)) {
            refuse_output(path, "a file of an earlier run cannot be removed");
        }
        if (std::filesystem::exists(status)) {
            names_.emplace_back(path, true);
        }
        return std::filesystem::exists(status);
    }

    void finish() {
        for (auto const& [path, stood] : std::exchange(names_, {})) {
            clear_kept(path);
        }
    }

private:
    std::vector<std::pair<std::filesystem::path, bool>> names_;   ///< and whether something stood there
};

}  // namespace

void JointOutput::write(std::filesystem::path const& path, std::string_view text) {
    PendingPath pending{path};
    write_pending(pending, text);
    add(std::move(pending));
}

void JointOutput::add(PendingPath filled) {
    clear_kept(filled.final_path());
    pending_.push_back(std::move(filled));
}

void JointOutput::remove(std::filesystem::path const& path) {
    clear_kept(path);
    stale_.push_back(path);
}

std::vector<std::filesystem::path> JointOutput::commit() {
    for (auto& pending : pending_) {
        pending.sync();
    }
    Exchange exchange;
    for (auto& pending : pending_) {
        bool const device = pending.temporary() == pending.final_path();
        if (!device) {
            exchange.keep(pending.final_path());
        }
        pending.commit();
    }
    std::vector<std::filesystem::path> removed;
    for (auto const& stale : stale_) {
        bool const written = std::ranges::any_of(pending_, [&](PendingPath const& pending) {
            std::error_code different;
            return std::filesystem::equivalent(pending.final_path(), stale, different);
        });
        if (!written && exchange.set_aside(stale)) {
            removed.push_back(stale);
        }
    }
    exchange.finish();
    return removed;
}

}  // namespace tidemark
