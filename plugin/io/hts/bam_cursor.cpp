#include "io/hts/bam_cursor.hpp"

#include <fmt/format.h>
#include <htslib/bgzf.h>

#include <bit>
#include <cstring>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

static_assert(std::endian::native == std::endian::little, "BAM is read in place, byte order included");

constexpr std::uint32_t fixed_size = 32;
/// Bytes of one record beyond which a file is hostile: a read of 10 Mb with qualities needs 20 MB.
constexpr std::uint32_t record_cap = 64U << 20;

template <typename Number>
Number number_at(std::uint8_t const* bytes) {
    Number number{};
    std::memcpy(&number, bytes, sizeof(Number));
    return number;
}

}  // namespace

BamCursor::BamCursor(BGZF* stream, std::string name) : stream_{stream}, name_{std::move(name)} {}

void BamCursor::refuse(std::string what) const {
    throw InputError{{.rule = "alignment_damaged",
                      .what = fmt::format("{} {}", name_, what),
                      .where = fmt::format("{}: compressed offset {}", name_, stream_->block_address),
                      .why = "the file is incomplete or damaged",
                      .remedy = "copy it again"}};
}

std::uint64_t BamCursor::offset() const { return static_cast<std::uint64_t>(bgzf_tell(stream_)); }

bool BamCursor::ended_without_mark() const { return stream_->no_eof_block != 0; }

void BamCursor::seek(std::uint64_t virtual_offset) {
    if (bgzf_seek(stream_, static_cast<std::int64_t>(virtual_offset), SEEK_SET) != 0) {
        refuse("cannot be positioned where its index points");
    }
}

/// Bytes of the next record behind its size; nullptr at the end. A record inside the current block is used where it
/// lies; the last byte of a block is left to bgzf_read, which then moves on to the next block.
std::uint8_t const* BamCursor::record_bytes(std::uint32_t& size) {
    auto const available = stream_->block_length - stream_->block_offset;
    if (available > 4) {
        auto const* const start = static_cast<std::uint8_t const*>(stream_->uncompressed_block) + stream_->block_offset;
        size = number_at<std::uint32_t>(start);
        if (size < static_cast<std::uint32_t>(available - 4)) {
            stream_->block_offset += static_cast<int>(size) + 4;
            return start + 4;
        }
    }
    auto const head = bgzf_read(stream_, &size, 4);
    if (head == 0) {
        return nullptr;
    }
    if (head < 0) {
        refuse("has a damaged block");
    }
    if (head != 4) {
        refuse("ends in the middle of a record");
    }
    if (size > record_cap) {
        refuse(fmt::format("has a record of {} bytes", size));
    }
    copy_.resize(size);
    auto const body = size == 0 ? 0 : bgzf_read(stream_, copy_.data(), size);
    if (body < 0) {
        refuse("has a damaged block");
    }
    if (body != static_cast<ssize_t>(size)) {
        refuse("ends in the middle of a record");
    }
    return copy_.data();
}

void BamCursor::parse(std::uint8_t const* bytes, std::uint32_t size, Read& read) const {
    if (size < fixed_size) {
        refuse("has a record that is too short");
    }
    read.contig = number_at<std::int32_t>(bytes);
    read.position = number_at<std::int32_t>(bytes + 4);
    std::uint32_t const name_length = bytes[8];
    read.mapping_quality = bytes[9];
    read.operation_count = number_at<std::uint16_t>(bytes + 12);
    read.flags = number_at<std::uint16_t>(bytes + 14);
    read.length = number_at<std::int32_t>(bytes + 16);
    read.mate_contig = number_at<std::int32_t>(bytes + 20);
    read.mate_position = number_at<std::int32_t>(bytes + 24);
    read.template_length = number_at<std::int32_t>(bytes + 28);
    auto const bases = static_cast<std::uint64_t>(static_cast<std::uint32_t>(read.length));
    auto const parts = std::uint64_t{fixed_size} + name_length +
                       std::uint64_t{4} * static_cast<std::uint64_t>(read.operation_count) + (bases + 1) / 2 + bases;
    if (name_length == 0 || read.length < 0 || parts > size) {
        refuse("has a record whose parts do not fit");
    }
    auto const* cursor = bytes + fixed_size;
    read.name = {reinterpret_cast<char const*>(cursor), name_length - 1};
    cursor += name_length;
    read.operations = cursor;
    cursor += 4 * static_cast<std::ptrdiff_t>(read.operation_count);
    read.packed_bases = cursor;
    cursor += (bases + 1) / 2;
    read.qualities = cursor;
    cursor += bases;
    read.tags = {cursor, bytes + size};
}

bool BamCursor::next(Read& read) {
    std::uint32_t size = 0;
    auto const* const bytes = record_bytes(size);
    if (bytes == nullptr) {
        return false;
    }
    parse(bytes, size, read);
    return true;
}

}  // namespace tidemark
