#include "io/hts/file_probe.hpp"

#include <htslib/bgzf.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "values/failure/failure.hpp"
#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Stream open_bytes(std::filesystem::path const& path) {
    Stream stream{std::fopen(path.c_str(), "rb"), &std::fclose};
    if (stream == nullptr) {
        throw InputError{{.rule = "file_unreadable",
                          .what = path.filename().string() + " cannot be opened",
                          .where = {},
                          .why = std::strerror(errno),
                          .remedy = "check its permissions"}};
    }
    return stream;
}

std::string read_piece(std::FILE* stream, std::int64_t offset, std::size_t size) {
    std::string piece(size, '\0');
    if (::fseeko(stream, offset, SEEK_SET) != 0) {
        return {};
    }
    piece.resize(std::fread(piece.data(), 1, size, stream));
    return piece;
}

std::string first_decompressed_bytes(std::filesystem::path const& path) {
    std::unique_ptr<BGZF, int (*)(BGZF*)> const stream{bgzf_open(path.c_str(), "r"), &bgzf_close};
    std::string head(4096, '\0');
    auto const got = stream == nullptr ? -1 : bgzf_read(stream.get(), head.data(), head.size());
    head.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return head;
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char byte) { return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r'; });
}

KindFound kind_of_text(std::string_view head) {
    for (std::string_view const type : {"@HD\t", "@SQ\t", "@RG\t", "@PG\t", "@CO\t"}) {
        if (head.starts_with(type)) {
            return {FileKind::sam, "SAM text"};
        }
    }
    if (head.starts_with('@')) {
        return {FileKind::fastq, "FASTQ"};
    }
    if (head.starts_with("##fileformat=VCF")) {
        return {FileKind::text, "a VCF"};
    }
    return head.starts_with('>') ? KindFound{FileKind::text, "FASTA text"} : KindFound{FileKind::text, "a text file"};
}

KindFound kind_of_bytes(std::filesystem::path const& path, std::string const& head, std::int64_t size) {
    if (head.starts_with("CRAM")) {
        return {FileKind::cram, {}};
    }
    if (head.starts_with("\x1f\x8b")) {
        auto const inside = first_decompressed_bytes(path);
        if (inside.starts_with(std::string_view{"BAM\1", 4})) {
            return {FileKind::bam, {}};
        }
        if (inside.starts_with(std::string_view{"BCF\2", 4})) {
            return {FileKind::other, "a BCF"};
        }
        auto const text = is_printable(inside) && !inside.empty() ? kind_of_text(inside) : KindFound{};
        return text.kind == FileKind::fastq ? text
                                            : KindFound{FileKind::gzip, text.detail.empty() ? "a damaged or foreign gzip file"
                                                                                             : "gzip of " + text.detail};
    }
    if (head.starts_with(std::string_view{"BAM\1", 4})) {
        return {FileKind::other, size == 4 ? "the four bytes BAM\\1 and nothing else" : "a BAM that is not compressed"};
    }
    return is_printable(head) ? kind_of_text(head) : KindFound{FileKind::other, "unknown bytes"};
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint32_t number = 0;
    for (std::size_t index = width; index-- > 0;) {
        number = number << 8U | static_cast<unsigned char>(bytes[at + index]);
    }
    return number;
}

/// Length of the BGZF block whose head this is, from its BC field; 0 where it is none.
std::int64_t block_length(std::string_view head) {
    if (head.size() < 18 || !head.starts_with("\x1f\x8b\x08\x04")) {
        return 0;
    }
    auto const extra = 12 + little_endian(head, 10, 2);
    for (std::size_t at = 12; at + 4 <= std::min<std::size_t>(extra, head.size());) {
        auto const length = little_endian(head, at + 2, 2);
        if (head.substr(at, 2) == "BC" && length == 2 && at + 6 <= head.size()) {
            return static_cast<std::int64_t>(little_endian(head, at + 4, 2)) + 1;
        }
        at += 4 + length;
    }
    return 0;
}

}  // namespace

std::optional<FileStamp> file_stamp(std::filesystem::path const& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) {
        return std::nullopt;
    }
    return FileStamp{status.st_size,
                     static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec,
                     static_cast<std::uint64_t>(status.st_ino)};
}

KindFound sniff_kind(std::filesystem::path const& path) {
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) {
        return {FileKind::missing, {}};
    }
    if (std::filesystem::is_directory(status)) {
        return {FileKind::unreadable, "a folder"};
    }
    if (!std::filesystem::is_regular_file(status)) {
        return {FileKind::unreadable, "a pipe or device"};
    }
    auto const size = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
    if (size == 0) {
        return {FileKind::empty, {}};
    }
    Stream const stream{std::fopen(path.c_str(), "rb"), &std::fclose};
    if (stream == nullptr) {
        return {FileKind::unreadable, std::strerror(errno)};
    }
    return kind_of_bytes(path, read_piece(stream.get(), 0, 4096), size);
}

std::string content_mark(std::filesystem::path const& path, std::int64_t size) {
    constexpr std::int64_t piece = 1 << 16;
    auto const stream = open_bytes(path);
    Sha256 hash;
    hash.add(std::to_string(size) + "\n");
    hash.add(read_piece(stream.get(), 0, piece));
    hash.add(read_piece(stream.get(), std::max<std::int64_t>(0, size - piece), piece));
    return hash.hex();
}

std::string whole_sha256(std::filesystem::path const& path) {
    auto const stream = open_bytes(path);
    Sha256 hash;
    std::vector<char> buffer(1 << 20);
    while (auto const got = std::fread(buffer.data(), 1, buffer.size(), stream.get())) {
        hash.add({buffer.data(), got});
    }
    if (std::ferror(stream.get()) != 0) {
        throw InputError{{.rule = "file_unreadable",
                          .what = path.filename().string() + " cannot be read to its end",
                          .where = {},
                          .why = std::strerror(errno),
                          .remedy = "copy it again"}};
    }
    return hash.hex();
}

std::optional<std::int64_t> first_incomplete_block(std::filesystem::path const& path, std::int64_t size) {
    auto const stream = open_bytes(path);
    for (std::int64_t offset = 0; offset < size;) {
        // BGZF writers put BC first; 64 bytes leave room for a foreign field before it.
        auto const length = block_length(read_piece(stream.get(), offset, 64));
        if (length == 0 || offset + length > size) {
            return offset;
        }
        offset += length;
    }
    return std::nullopt;
}

}  // namespace tidemark
