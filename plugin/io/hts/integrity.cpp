#include "io/hts/integrity.hpp"

#include <fmt/format.h>
#include <htslib/sam.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "io/hts/alignment_reader.hpp"
#include "io/hts/file_probe.hpp"
#include "io/hts/htslib_version.hpp"
#include "io/hts/index_probe.hpp"
#include "io/hts/record_sniff.hpp"
#include "values/failure/failure.hpp"
#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

/// The part of "file##idx##index" that is the file.
std::filesystem::path data_path(std::filesystem::path const& path) {
    auto const text = path.string();
    return text.substr(0, text.find("##idx##"));
}

/// The name a file has here gives way to the one its sheet uses: staged copies must not change a verdict.
std::string with_shown_name(std::string text, std::string const& name, std::string const& shown) {
    for (std::size_t at = text.find(name); !name.empty() && name != shown && at != std::string::npos;
         at = text.find(name, at + shown.size())) {
        text.replace(at, name.size(), shown);
    }
    return text;
}

ReadFault fault_of(FailureError const& error) {
    auto failure = error.failure();
    if (failure.where.find('/') != std::string::npos) {
        failure.where.clear();
    }
    return {failure.rule, to_text(failure)};
}

std::string header_sort_order(sam_hdr_t* header) {
    kstring_t text{0, 0, nullptr};
    bool const found = sam_hdr_find_tag_hd(header, "SO", &text) == 0 && text.s != nullptr;
    std::string order = found ? std::string{text.s, text.l} : std::string{};
    std::free(text.s);
    return order;
}

void note_header(AlignmentFile const& file, FileFacts& facts) {
    facts.contigs = file.contigs;
    facts.sort_order = header_sort_order(file.header.get());
    facts.end_of_file = file.eof_missing ? EndOfFile::missing : EndOfFile::present;
    std::set<std::string> samples;
    for (auto const& [group, sample] : file.read_groups) {
        if (!sample.empty()) {
            samples.insert(sample);
        }
    }
    facts.read_group_samples.assign(samples.begin(), samples.end());
}

void note_index(AlignmentFile& file, FileFacts& facts) {
    auto found = probe_index(file);
    facts.index = found.state;
    facts.index_kind = std::move(found.kind);
    facts.index_detail = std::move(found.detail);
    facts.index_older_than_file = found.older_than_file;
    facts.used = std::move(found.used);
    facts.index_records = found.records;
    facts.index_mapped = found.mapped;
}

/// Copies of a record stand at one place, so what was seen there is enough to find them.
class CopiesAtPlace {
public:
    [[nodiscard]] bool seen_before(Read const& read) {
        if (read.contig < 0) {
            return false;
        }
        if (read.contig != contig_ || read.position != position_) {
            seen_.clear();
            contig_ = read.contig;
            position_ = read.position;
        }
        return !seen_.insert(stable_hash(read.name, read.flags)).second;
    }

private:
    std::int32_t contig_ = -1;
    std::int64_t position_ = -1;
    std::unordered_set<std::uint64_t> seen_;
};

/// Every block is decompressed and its checksum compared, every record looked at.
void read_every_record(AlignmentSource const& source, FileFacts& facts) {
    FullPass pass;
    try {
        AlignmentReader reader{source};
        CopiesAtPlace copies;
        while (auto const* const read = reader.next()) {
            ++pass.records;
            pass.mapped += read->unmapped() ? 0 : 1;
            pass.duplicate_records += copies.seen_before(*read) ? 1 : 0;
        }
        static_cast<void>(reader.agrees_with_index());
        facts.full_pass = pass;
    } catch (FailureError const& error) {
        facts.fault = fault_of(error);
    }
}

AlignmentSource source_of(IntegrityRequest const& request) {
    return {.path = request.path,
            .reference = request.reference,
            .allow_missing_eof = true,
            .trust_cram = request.trust_cram,
            .threads = request.threads};
}

void note_incomplete_block(std::filesystem::path const& path, FileFacts& facts) {
    if (auto const offset = first_incomplete_block(path, facts.size)) {
        facts.fault = ReadFault{"truncated", fmt::format("{} is cut or damaged in the block at byte {}: it is incomplete; "
                                                         "copy it again",
                                                         path.filename().string(), *offset)};
    }
}

void look_inside(IntegrityRequest const& request, FileFacts& facts) {
    auto const source = source_of(request);
    auto file = open_alignment(source);
    note_header(file, facts);
    if (facts.end_of_file == EndOfFile::missing && facts.kind == FileKind::bam) {
        note_incomplete_block(file.path, facts);
    }
    if (facts.fault) {
        return;
    }
    auto sniffed = sniff_records(file, request.umi);
    facts.sniffed = sniffed.records;
    facts.fault = std::move(sniffed.fault);
    note_index(file, facts);
    bool const counts_needed = request.count_records && !facts.index_records;
    if (!facts.fault && (request.depth == FileDepth::every_record || counts_needed)) {
        read_every_record(source, facts);
    }
}

}  // namespace

FileFacts gather_alignment_facts(IntegrityRequest const& request) {
    FileFacts facts;
    facts.sample = request.sample;
    facts.name = request.shown_name;
    auto const path = data_path(request.path);
    auto const before = file_stamp(path);
    auto const found = sniff_kind(path);
    facts.kind = found.kind;
    facts.kind_detail = found.detail;
    facts.size = before ? before->size : 0;
    if (facts.kind == FileKind::missing || facts.kind == FileKind::unreadable || facts.kind == FileKind::empty) {
        return facts;
    }
    try {
        facts.content = content_mark(path, facts.size);
        facts.cram_readable =
            facts.kind != FileKind::cram || request.trust_cram || htslib_reads_hostile_cram_safely();
        if ((facts.kind == FileKind::bam || facts.kind == FileKind::cram) && facts.cram_readable) {
            look_inside(request, facts);
        }
        if (request.hash_whole) {
            facts.sha256 = whole_sha256(path);
        }
    } catch (FailureError const& error) {
        facts.fault = fault_of(error);
    }
    facts.changed_while_read = file_stamp(path) != before;
    auto const name = path.filename().string();
    facts.index_detail = with_shown_name(std::move(facts.index_detail), name, request.shown_name);
    if (facts.fault) {
        facts.fault->message = with_shown_name(std::move(facts.fault->message), name, request.shown_name);
    }
    return facts;
}

}  // namespace tidemark
