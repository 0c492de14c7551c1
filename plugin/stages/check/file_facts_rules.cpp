#include "stages/check/file_facts_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "stages/check/evidence_rules.hpp"
#include "stages/check/file_fact_cells.hpp"

namespace tidemark {
namespace {

struct Case {
    FileFacts const& facts;
    SampleRow const& row;
    ContigTable const& reference;
    FileRuleParameters const& parameters;
};

using Refusal = std::optional<FileRefusal>;

Refusal judge_kind(Case const& c) {
    auto const& facts = c.facts;
    switch (facts.kind) {
        case FileKind::missing:
            return FileRefusal{"file_missing", facts.name + " does not exist; check the path, which is relative to the sheet"};
        case FileKind::unreadable:
            return FileRefusal{"file_unreadable", fmt::format("{} cannot be read ({}); give a file", facts.name, facts.kind_detail)};
        case FileKind::empty:
            return FileRefusal{"file_empty", facts.name + " is a zero-byte file; copy it again"};
        default: break;
    }
    auto const expected = !c.row.bam.empty() ? FileKind::bam : !c.row.cram.empty() ? FileKind::cram : FileKind::fastq;
    if (facts.kind != expected) {
        auto const found = facts.kind_detail.empty() ? std::string{to_text(facts.kind)} : facts.kind_detail;
        return FileRefusal{"wrong_file_type", fmt::format("{} is {}, not the {} that the sheet announces", facts.name,
                                                          found, to_text(expected))};
    }
    if (!facts.cram_readable) {
        return FileRefusal{"cram_untrusted",
                           fmt::format("{} is CRAM and the running htslib lacks the fixes for malformed CRAM; add "
                                       "--trust-cram for files of your own, or convert it to BAM",
                                       facts.name)};
    }
    return std::nullopt;
}

Refusal judge_wholeness(Case const& c) {
    auto const& facts = c.facts;
    if (facts.changed_while_read) {
        return FileRefusal{"file_changed", facts.name + " changed while it was read; wait until its writer is done"};
    }
    if (facts.fault && facts.fault->rule == "truncated") {
        return FileRefusal{facts.fault->rule, facts.fault->message};
    }
    if (facts.end_of_file == EndOfFile::missing && !c.parameters.allow_missing_eof) {
        return FileRefusal{"missing_eof",
                           fmt::format("{} has no end-of-file mark: it may have been cut, and missing reads look like "
                                       "absent variants; copy it again, or add --allow-missing-eof where you know that "
                                       "it is whole",
                                       facts.name)};
    }
    return facts.fault ? Refusal{FileRefusal{facts.fault->rule, facts.fault->message}} : std::nullopt;
}

Refusal judge_index(Case const& c) {
    auto const& facts = c.facts;
    auto const remedy = "run: samtools index " + facts.name;
    switch (facts.index) {
        case IndexState::missing:
            return FileRefusal{"no_index", fmt::format("{} has no index; {}", facts.name, remedy)};
        case IndexState::damaged:
            return FileRefusal{"index_damaged",
                               fmt::format("the index of {} cannot be read ({}); {}", facts.name, facts.index_detail, remedy)};
        case IndexState::disagrees:
            return FileRefusal{"index_disagrees",
                               fmt::format("the index of {} is of another file, or one of the two was cut: {}; copy "
                                           "the file again, then {}",
                                           facts.name, facts.index_detail, remedy)};
        case IndexState::not_applicable:
        case IndexState::usable: break;
    }
    return std::nullopt;
}

Refusal judge_order(Case const& c) {
    auto const& order = c.facts.sort_order;
    if (order.empty() || order == "coordinate" || c.facts.kind == FileKind::fastq) {
        return std::nullopt;
    }
    return FileRefusal{"not_sorted", fmt::format("the header of {} says it is not sorted by coordinate; run: samtools "
                                                 "sort -o sorted.bam {}",
                                                 c.facts.name, c.facts.name)};
}

Refusal judge_declared(Case const& c) {
    auto const& facts = c.facts;
    if (!c.row.sha256.empty() && facts.sha256 != c.row.sha256) {
        return FileRefusal{"checksum_differs", fmt::format("{} has SHA-256 {}, the sheet declares {}; copy it again or "
                                                           "correct the sheet",
                                                           facts.name, facts.sha256, c.row.sha256)};
    }
    auto const records = known_records(facts);
    if (c.row.records && records && *records != *c.row.records) {
        return FileRefusal{"record_count_differs",
                           fmt::format("{} has {} records, the sheet declares {}: it may have been cut; copy it again",
                                       facts.name, *records, *c.row.records)};
    }
    return std::nullopt;
}

Refusal judge_read_groups(Case const& c) {
    auto const& samples = c.facts.read_group_samples;
    auto const has = [&](std::string const& sample) { return std::ranges::find(samples, sample) != samples.end(); };
    if (!c.parameters.read_group_sample.empty() && !samples.empty() && !has(c.parameters.read_group_sample)) {
        return FileRefusal{"read_group_missing",
                           fmt::format("{} has no read group of sample {}", c.facts.name, c.parameters.read_group_sample)};
    }
    if (samples.size() > 1 && c.parameters.read_group_sample.empty()) {
        return FileRefusal{"several_samples",
                           fmt::format("{} holds reads of {} samples (SM); pick one with --rg-sample, or split the file: "
                                       "samtools split",
                                       c.facts.name, samples.size())};
    }
    return std::nullopt;
}

/// First reason in this order. What only makes sense for a file with reads comes last.
Refusal first_refusal(Case const& c, ContigJudgement const& contigs) {
    constexpr std::array judges{judge_kind, judge_wholeness, judge_index, judge_order, judge_declared};
    for (auto const judge : judges) {
        if (auto refusal = judge(c)) {
            return refusal;
        }
    }
    if (contigs.refusal) {
        return contigs.refusal;
    }
    if (auto refusal = judge_read_groups(c)) {
        return refusal;
    }
    return c.facts.kind == FileKind::fastq ? std::nullopt : judge_evidence(c.facts.sniffed, c.row);
}

/// Code and sentence of what deserves a look but no refusal.
std::vector<std::pair<std::string, std::string>> oddities(Case const& c, ContigJudgement const& contigs) {
    auto const& facts = c.facts;
    std::vector<std::pair<std::string, std::string>> found;
    for (auto const& text : contigs.warnings) {
        found.emplace_back("contig", text);
    }
    if (facts.end_of_file == EndOfFile::missing) {
        found.emplace_back("missing_eof", facts.name + " has no end-of-file mark, which was allowed");
    }
    if (facts.index_older_than_file) {
        found.emplace_back("index_stale", "the index of " + facts.name + " is older than the file");
    }
    if (facts.full_pass && facts.full_pass->duplicate_records > 0) {
        found.emplace_back("duplicate_records", fmt::format("{} holds {} records twice", facts.name,
                                                            facts.full_pass->duplicate_records));
    }
    if (facts.kind == FileKind::fastq) {
        return found;
    }
    if (facts.read_group_samples.empty()) {
        found.emplace_back("no_read_group", facts.name + " names no sample (SM): it is called as in the sheet");
    } else if (facts.read_group_samples.size() == 1 && facts.read_group_samples.front() != c.row.sample) {
        found.emplace_back("sample_name_differs", facts.name + " names another sample (SM): it is called as in the sheet");
    }
    if (known_records(facts) == 0) {
        found.emplace_back("no_reads", facts.name + " has no reads: it will be not evaluable");
    }
    return found;
}

}  // namespace

FileJudgement judge_file(FileFacts const& facts, SampleRow const& row, std::string const& sheet,
                         ContigTable const& reference, FileRuleParameters const& parameters) {
    Case const c{facts, row, reference, parameters};
    auto const contigs = judge_contigs(facts.used, reference, parameters.contigs);
    auto const refusal = first_refusal(c, contigs);
    FileJudgement judgement;
    judgement.verdict = {.sample = row.sample,
                         .ok = !refusal.has_value(),
                         .reason = refusal ? refusal->rule : std::string{},
                         .message = refusal ? refusal->message : std::string{},
                         .facts = fact_cells(facts, row)};
    if (refusal) {
        return judgement;
    }
    auto const column = !row.bam.empty() ? "bam" : !row.cram.empty() ? "cram" : "fastq_1";
    std::string codes;
    for (auto const& [code, sentence] : oddities(c, contigs)) {
        judgement.warnings.push_back({Severity::warning, code, sheet, row.line, column, sentence});
        // Times of files differ between copies: said on standard error, kept out of the table.
        if (code == "index_stale") {
            continue;
        }
        codes += codes.find(code) != std::string::npos ? "" : (codes.empty() ? "" : ";") + code;
    }
    if (!codes.empty()) {
        judgement.verdict.facts["warnings"] = codes;
    }
    return judgement;
}

Findings check_same_content(std::vector<SampleVerdict> const& verdicts, std::vector<SampleRow> const& rows,
                            std::string const& sheet) {
    std::map<std::string, std::string> seen;
    Findings findings;
    for (auto const& verdict : verdicts) {
        auto const content = verdict.facts.find("content");
        auto const records = verdict.facts.find("records");
        bool const has_reads = records != verdict.facts.end() && records->second != "0";
        if (content == verdict.facts.end() || !has_reads) {
            continue;
        }
        auto const [place, added] = seen.emplace(content->second, verdict.sample);
        if (added) {
            continue;
        }
        auto const row = std::ranges::find(rows, verdict.sample, &SampleRow::sample);
        findings.push_back({Severity::contradiction, "same_content", sheet, row == rows.end() ? 0 : row->line, "sample",
                            fmt::format("the files of {} and {} have the same content", verdict.sample, place->second)});
    }
    return findings;
}

}  // namespace tidemark
