// What was found out about the file of one sample, before any rule judges it. No path, only its base name.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "values/genome/contig_table.hpp"

namespace tidemark {

/// What the first bytes of a file say.
enum class FileKind { missing, unreadable, empty, bam, cram, sam, fastq, gzip, text, other };

[[nodiscard]] constexpr std::string_view to_text(FileKind kind) {
    constexpr std::array<std::string_view, 10> names{"missing", "unreadable", "empty", "bam",  "cram",
                                                     "sam",     "fastq",      "gzip",  "text", "other"};
    return names[static_cast<std::size_t>(kind)];
}

enum class EndOfFile { not_applicable, present, missing };
enum class IndexState { not_applicable, missing, damaged, disagrees, usable };

/// A contig that has reads, as far as the index tells.
struct ContigUse {
    Contig contig;             ///< as the file's header declares it
    std::int64_t reads = 0;    ///< mapped reads by the index (CRAM: slices); only shares are meaningful
    bool operator==(ContigUse const&) const = default;
};

/// The first records of a file (at most some ten thousand) by what they carry.
struct SniffedRecords {
    std::int64_t seen = 0;
    std::int64_t templates = 0;            ///< seen whole: both mates, or a read without mate
    std::int64_t with_umi_tag = 0;         ///< templates with the declared or usual UMI tag (RX) on a record
    std::int64_t with_umi_in_name = 0;     ///< templates where the declared separator or pattern finds one
    std::int64_t places = 0;               ///< of templates: where their first record starts
    std::string one_umi;                   ///< of every template that has one; empty where they differ, or none has
    std::int64_t with_molecule_tag = 0;    ///< MI
    std::int64_t with_consensus_tags = 0;  ///< cD, or aD and bD, or gencore's FR/RR
    std::int64_t with_base_quality = 0;
    std::int64_t duplicate_flagged = 0;
    bool operator==(SniffedRecords const&) const = default;
};

/// A pass over every record; absent unless one was asked for or a declared value needs it.
struct FullPass {
    std::int64_t records = 0;
    std::int64_t mapped = 0;
    std::int64_t duplicate_records = 0;    ///< same name, flag and position twice
    bool operator==(FullPass const&) const = default;
};

/// A fault that only reading could show: `rule` is its fixed code, `message` names record, offset or place.
struct ReadFault {
    std::string rule;
    std::string message;
    bool operator==(ReadFault const&) const = default;
};

struct FileFacts {
    std::string sample;
    std::string name;                        ///< base name of the file
    FileKind kind = FileKind::missing;
    std::string kind_detail;                 ///< e.g. "the four bytes BAM\1 and nothing else"
    std::int64_t size = 0;                   ///< bytes
    std::string content;                     ///< SHA-256 of size, first and last 64 KiB; empty where unreadable
    std::string sha256;                      ///< of the whole file; empty unless the sheet declares one
    EndOfFile end_of_file = EndOfFile::not_applicable;
    IndexState index = IndexState::not_applicable;
    std::string index_kind;                  ///< bai, csi, crai; empty without
    std::string index_detail;                ///< what disagrees or is damaged
    bool index_older_than_file = false;
    std::string sort_order;                  ///< SO of the header; empty where absent
    std::vector<std::string> read_group_samples;   ///< distinct SM, sorted
    ContigTable contigs;                     ///< of the header
    std::vector<ContigUse> used;             ///< contigs with reads
    std::optional<std::int64_t> index_records;     ///< mapped and unmapped by the index
    std::optional<std::int64_t> index_mapped;
    SniffedRecords sniffed;
    std::optional<FullPass> full_pass;
    std::optional<ReadFault> fault;          ///< first damage met while reading
    bool changed_while_read = false;
    bool cram_readable = true;               ///< false: CRAM, and neither a safe htslib nor --trust-cram
    bool operator==(FileFacts const&) const = default;
};

/// Fact columns of verdicts.tsv, in this order: docs/formats/verdicts.md.
inline constexpr std::array<std::string_view, 22> fact_columns{
    "format",   "size",   "content",  "sha256",       "eof",      "index",
    "integrity", "sorted", "records", "reads_mapped", "contigs",  "contigs_used",
    "contigs_hash", "sm", "evidence", "has_consensus_tags", "has_molecule_tags", "has_umi",
    "has_base_quality", "duplicate_records", "warnings", "schema"};

}  // namespace tidemark
