// What extract was asked to do, checked before any file is opened.
#pragma once
#include <string>
#include <vector>

#include "app/record_failure.hpp"
#include "io/fastq/fastq_templates.hpp"
#include "stages/extract/extract_template.hpp"

namespace tidemark {

struct ExtractOptions {
    std::string read_structure;
    std::string umi;
    std::string umi_tag = "RX";
    std::string umi_from_name;
    std::string umi_pattern;
    std::string umi_whitelist;
    UmiCorrection correction;
    std::string unlisted_umi = "leave-out";
    std::string unfit = "stop";
    std::string trim = "overlap";
    OverlapParameters overlap;
    std::string sample;
    std::string library;
    std::string read_group = "1";
    std::string format;
    std::string summary;
    FailureRecording recording;
    int threads = 1;
    std::string output;
    std::vector<std::string> files;
};

/// Throws UsageError where options contradict each other or the files, InputError for a bad list of UMIs.
[[nodiscard]] ExtractParameters extract_parameters(ExtractOptions const& options);

/// One structure for each file of a lane; without --read-structure all bases are template.
[[nodiscard]] std::vector<ReadStructure> structures_of(ExtractOptions const& options);

/// "bases", "name:SEP", "pattern:REGEX" or "none".
[[nodiscard]] std::string umi_source(ExtractOptions const& options);

/// The call without paths and thread count, for the head of the output.
[[nodiscard]] std::string command_line_of(ExtractOptions const& options);

[[nodiscard]] bool writes_fastq(ExtractOptions const& options);

/// How `--threads` are shared out: some read ahead, some compress, one does the rest.
struct ExtractThreads {
    int reading = 0;
    int compressing = 0;
};
[[nodiscard]] ExtractThreads share_threads(ExtractOptions const& options, std::size_t files_per_lane);

}  // namespace tidemark
