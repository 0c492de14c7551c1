// Gathers what can be known about the file of one sample without judging it. By default it looks at the header, the
// index, the first records and both ends of the file, so that a file of 300 GB costs no more than a small one.
// Faults of the file are facts here, never exceptions; a fault of the reference still throws.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "values/patient/file_facts.hpp"

namespace tidemark {

enum class FileDepth { ends_only, every_record };

struct IntegrityRequest {
    std::string sample;
    std::filesystem::path path;        ///< BAM or CRAM; "file##idx##index" names an index elsewhere
    std::string shown_name;            ///< base name for messages: the sheet's, whatever the file is called here
    std::filesystem::path reference;
    std::string umi;                   ///< rule of the sheet; empty means tag
    FileDepth depth = FileDepth::ends_only;
    bool hash_whole = false;           ///< the sheet declares a sha256
    bool count_records = false;        ///< the sheet declares records: a full pass where the index has no totals
    bool allow_missing_eof = false;
    bool trust_cram = false;
    int threads = 1;
};

[[nodiscard]] FileFacts gather_alignment_facts(IntegrityRequest const& request);

struct FastqRequest {
    std::string sample;
    std::vector<std::filesystem::path> files;   ///< of all lanes
    std::vector<std::string> shown_names;
    std::size_t files_per_lane = 1;             ///< these have equal numbers of records
    FileDepth depth = FileDepth::ends_only;
};

[[nodiscard]] FileFacts gather_fastq_facts(FastqRequest const& request);

}  // namespace tidemark
