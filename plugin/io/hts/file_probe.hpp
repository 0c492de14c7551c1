// A file seen as bytes: what its first bytes say, what identifies it, whether its blocks are whole.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "values/patient/file_facts.hpp"

namespace tidemark {

struct FileStamp {
    std::int64_t size = 0;
    std::int64_t modified_ns = 0;
    std::uint64_t inode = 0;
    bool operator==(FileStamp const&) const = default;
};

/// Nothing where the file is not there.
[[nodiscard]] std::optional<FileStamp> file_stamp(std::filesystem::path const& path);

struct KindFound {
    FileKind kind = FileKind::missing;
    std::string detail;   ///< what it looks like, in words; empty where the kind says all
};

/// From the first bytes, through gzip where there is one. Opens no pipe.
[[nodiscard]] KindFound sniff_kind(std::filesystem::path const& path);

/// SHA-256 of the size, the first and the last 64 KiB: equal for copies, cheap for any size.
[[nodiscard]] std::string content_mark(std::filesystem::path const& path, std::int64_t size);
/// SHA-256 of all bytes.
[[nodiscard]] std::string whole_sha256(std::filesystem::path const& path);

/// Offset of the first block of a BGZF file that is cut or is no block; nothing where all are whole. Reads only the
/// blocks' heads.
[[nodiscard]] std::optional<std::int64_t> first_incomplete_block(std::filesystem::path const& path, std::int64_t size);

}  // namespace tidemark
