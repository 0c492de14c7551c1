#include "app/joint_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <system_error>
#include <utility>

namespace tidemark {

void JointOutput::write(std::filesystem::path const& path, std::string const& text) {
    auto const& pending = pending_.emplace_back(path);
    write_pending(pending, text);
}

void JointOutput::remove(std::filesystem::path const& path, std::string warning) {
    stale_.push_back({path, std::move(warning)});
}

void JointOutput::commit() {
    for (auto& pending : pending_) {
        pending.commit();
    }
    for (auto const& [path, warning] : stale_) {
        bool const written = std::ranges::any_of(pending_, [&stale = path](PendingPath const& pending) {
            std::error_code different;
            return std::filesystem::equivalent(pending.final_path(), stale, different);
        });
        if (written) {
            continue;
        }
        remove_stale_output(path);
        if (!warning.empty()) {
            std::cerr << fmt::format("tidemark: warning: {}: {} [stale_page]\n", path.filename().string(), warning);
        }
    }
}

}  // namespace tidemark
