// Raw BAM records, looked at inside the decompressed block: no copy, no per-record check that nobody asked for.
// This is why reading costs no more than decompression.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "values/molecule/read.hpp"

struct BGZF;

namespace tidemark {

class BamCursor {
public:
    /// `stream` stands behind the header and outlives the cursor. `name` is for messages.
    BamCursor(BGZF* stream, std::string name);

    /// Fills `read` with views that live until the next call; false at the end of the file.
    /// Throws InputError for a damaged block, a cut record and a record whose parts do not fit, naming the offset in the
    /// file: a number would depend on where reading began.
    [[nodiscard]] bool next(Read& read);
    /// Virtual offset of the record that `next` would read.
    [[nodiscard]] std::uint64_t offset() const;
    /// Throws InputError where the file has no such place.
    void seek(std::uint64_t virtual_offset);
    /// After the end of a stream that could not be looked at before: whether its end-of-file mark was missing.
    [[nodiscard]] bool ended_without_mark() const;

private:
    [[noreturn]] void refuse(std::string what) const;
    [[nodiscard]] std::uint8_t const* record_bytes(std::uint32_t& size);
    void parse(std::uint8_t const* bytes, std::uint32_t size, Read& read) const;

    BGZF* stream_;
    std::string name_;
    std::vector<std::uint8_t> copy_;   ///< records that cross a block border
};

}  // namespace tidemark
