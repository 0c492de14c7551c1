// FASTQ files of one sample: the head of each, or with every record the whole of each.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "io/files/line_reader.hpp"
#include "io/hts/file_probe.hpp"
#include "io/hts/integrity.hpp"
#include "values/failure/failure.hpp"
#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

constexpr std::int64_t head_records = 100;

struct FastqPass {
    std::int64_t records = 0;
    std::optional<ReadFault> fault;
};

std::optional<ReadFault> record_fault(std::string const& name, std::int64_t record, LineReader& lines,
                                      std::string const& head) {
    auto const bases = lines.next();
    auto const plus = lines.next();
    auto const qualities = lines.next();
    bool const sound = head.starts_with('@') && bases && plus && qualities && plus->starts_with('+') &&
                       bases->size() == qualities->size();
    if (sound) {
        return std::nullopt;
    }
    return ReadFault{"fastq_damaged", fmt::format("record {} of {} is no FASTQ record or is cut; copy the file again",
                                                  record, name)};
}

FastqPass read_fastq(std::filesystem::path const& path, std::string const& name, FileDepth depth) {
    FastqPass pass;
    try {
        LineReader lines{path};
        while (auto const head = lines.next()) {
            if (depth == FileDepth::ends_only && pass.records == head_records) {
                break;
            }
            pass.fault = record_fault(name, ++pass.records, lines, *head);
            if (pass.fault) {
                break;
            }
        }
    } catch (FailureError const& error) {
        pass.fault = ReadFault{"fastq_damaged", fmt::format("{} is damaged or cut after record {}; copy it again", name,
                                                            pass.records)};
    }
    return pass;
}

}  // namespace

FileFacts gather_fastq_facts(FastqRequest const& request) {
    FileFacts facts;
    facts.sample = request.sample;
    facts.kind = FileKind::fastq;
    Sha256 content;
    std::int64_t records_of_first = 0;
    std::int64_t records = 0;
    for (std::size_t index = 0; index < request.files.size(); ++index) {
        auto const& path = request.files[index];
        facts.name = request.shown_names[index];
        auto const before = file_stamp(path);
        auto const found = sniff_kind(path);
        if (found.kind != FileKind::fastq) {
            facts.kind = found.kind;
            facts.kind_detail = found.detail;
            return facts;
        }
        facts.size += before->size;
        content.add(content_mark(path, before->size));
        auto pass = read_fastq(path, facts.name, request.depth);
        facts.changed_while_read = facts.changed_while_read || file_stamp(path) != before;
        records_of_first = index % request.files_per_lane == 0 ? pass.records : records_of_first;
        if (!pass.fault && pass.records != records_of_first) {
            pass.fault = ReadFault{"fastq_length", fmt::format("{} has {} records and its mate {}; copy both again",
                                                               facts.name, pass.records, records_of_first)};
        }
        if (pass.fault) {
            facts.fault = std::move(pass.fault);
            return facts;
        }
        records += index % request.files_per_lane == 0 ? pass.records : 0;
    }
    facts.content = content.hex();
    facts.sniffed.seen = records;
    if (request.depth == FileDepth::every_record) {
        facts.full_pass = FullPass{.records = records, .mapped = 0, .duplicate_records = 0};
    }
    return facts;
}

}  // namespace tidemark
