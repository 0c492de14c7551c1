// An alignment file opened and believed: kind, end-of-file mark and header are checked before the first record.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "io/hts/handles.hpp"
#include "io/hts/thread_pool.hpp"
#include "values/genome/contig_table.hpp"

namespace tidemark {

struct AlignmentSource {
    std::filesystem::path path;        ///< "-" is standard input; "file##idx##index" names an index elsewhere
    std::filesystem::path reference;   ///< FASTA; needed for CRAM only
    bool allow_missing_eof = false;
    bool trust_cram = false;           ///< read CRAM with an htslib that lacks the fixes for hostile files
    int threads = 1;                   ///< above 1: decompression beside the reading thread
    ThreadPool const* pool = nullptr;  ///< serves the file instead of threads of its own; outlives it
};

/// What identifies the bytes of a file while it is read.
struct FileState {
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;
    std::uint64_t inode = 0;
    bool operator==(FileState const&) const = default;
};

struct AlignmentFile {
    HtsFileHandle file;
    AlignmentHeaderHandle header;
    std::string name;                                  ///< base name, for messages
    std::filesystem::path path;
    std::filesystem::path index;                       ///< where the caller named one with ##idx##; else empty
    ContigTable contigs;
    std::map<std::string, std::string> read_groups;    ///< id to sample name (empty where the group has none)
    std::map<std::string, std::string> libraries;      ///< read group id to its library, where it names one
    bool cram = false;
    bool regular = false;                              ///< a file that can be looked at twice; not a stream
    bool eof_missing = false;                          ///< only with allow_missing_eof
    FileState state;
};

/// Opens a BAM or CRAM. Throws InputError: missing, empty, another kind of file, damaged header, end-of-file mark
/// missing, CRAM refused; UsageError for a pipe that is not "-" and for CRAM without reference.
/// The network is never used for a CRAM reference.
[[nodiscard]] AlignmentFile open_alignment(AlignmentSource const& source);

/// Throws ContradictionError where a regular file is no longer the one that was opened.
void refuse_changed(AlignmentFile const& file);

}  // namespace tidemark
