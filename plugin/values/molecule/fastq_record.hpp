// One record of a FASTQ file: views into the reader's buffer, valid until that reader's next record.
#pragma once
#include <cstdint>
#include <string_view>

namespace tidemark {

struct FastqRecord {
    std::string_view name;        ///< up to the first blank, without @ and without a final /1 to /4
    std::string_view comment;     ///< what follows the blank; may be empty
    std::string_view bases;       ///< upper case: ACGTN and the ambiguity codes
    std::string_view qualities;   ///< text, Phred + 33; as long as bases
    std::uint64_t number = 0;     ///< 1-based, in its file
};

/// The sequencer's own verdict, as Illumina writes it in the comment ("1:Y:0:ATCACG").
[[nodiscard]] constexpr bool fails_sequencer_filter(FastqRecord const& record) {
    return record.comment.size() > 3 && record.comment[1] == ':' && record.comment[2] == 'Y' && record.comment[3] == ':';
}

}  // namespace tidemark
