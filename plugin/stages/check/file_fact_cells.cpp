#include "stages/check/file_fact_cells.hpp"

#include <algorithm>

#include "values/patient/id.hpp"
#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

/// all, some, none of the records (or templates) looked at; empty where there are none.
std::string share(std::int64_t with, std::int64_t of) {
    return of == 0 ? "" : with == 0 ? "none" : with == of ? "all" : "some";
}

std::string index_cell(FileFacts const& facts) {
    switch (facts.index) {
        case IndexState::not_applicable: return {};
        case IndexState::missing: return "missing";
        case IndexState::damaged: return "damaged";
        case IndexState::disagrees: return "disagrees";
        case IndexState::usable: return facts.index_kind;
    }
    return {};
}

/// Only a declaration of the sheet speaks for all bytes of a file: one that was cut and indexed again agrees with its
/// index in every count.
std::string integrity_cell(FileFacts const& facts, SampleRow const& row) {
    auto const records = known_records(facts);
    bool const same_sum = !row.sha256.empty() && facts.sha256 == row.sha256;
    bool const same_count = row.records && records == row.records;
    return same_sum || same_count ? "declared" : "unverified";
}

/// Names that are no ids may be anything, personal data included: their hash tells them apart.
std::string sample_names(FileFacts const& facts) {
    std::string text;
    for (auto const& name : facts.read_group_samples) {
        text += text.empty() ? "" : ";";
        text += is_valid_id(name) ? name : "sha256:" + sha256(name).substr(0, 16);
    }
    return text;
}

std::string contigs_hash(FileFacts const& facts) {
    Sha256 hash;
    for (auto const& contig : facts.contigs.contigs) {
        hash.add(contig.name + "\t" + std::to_string(contig.length) + "\n");
    }
    return hash.hex();
}

std::string sorted_cell(FileFacts const& facts) {
    if (facts.fault && facts.fault->rule == "not_sorted") {
        return "violated";
    }
    constexpr std::array<std::string_view, 4> words{"coordinate", "queryname", "unsorted", "unknown"};
    return std::ranges::find(words, facts.sort_order) == words.end() ? "unknown" : facts.sort_order;
}

}  // namespace

std::optional<std::int64_t> known_records(FileFacts const& facts) {
    if (facts.full_pass) {
        return facts.full_pass->records;
    }
    if (facts.index_records) {
        return facts.index_records;
    }
    // An empty file is known to be empty after one look, whatever its index can count.
    bool const looked = facts.index != IndexState::not_applicable && !facts.fault;
    return looked && facts.sniffed.seen == 0 ? std::optional<std::int64_t>{0} : std::nullopt;
}

std::map<std::string, std::string> fact_cells(FileFacts const& facts, SampleRow const& row) {
    std::map<std::string, std::string> cells;
    auto const put = [&](char const* column, std::string text) {
        if (!text.empty()) {
            cells.emplace(column, std::move(text));
        }
    };
    put("format", std::string{to_text(facts.kind)});
    if (facts.kind == FileKind::missing || facts.kind == FileKind::unreadable) {
        return cells;
    }
    put("size", std::to_string(facts.size));
    put("content", facts.content);
    put("sha256", facts.sha256);
    if (facts.end_of_file != EndOfFile::not_applicable) {
        put("eof", facts.end_of_file == EndOfFile::present ? "present" : "missing");
    }
    put("index", index_cell(facts));
    put("integrity", integrity_cell(facts, row));
    if (auto const records = known_records(facts)) {
        put("records", std::to_string(*records));
    }
    if (facts.end_of_file == EndOfFile::not_applicable) {
        return cells;
    }
    put("sorted", sorted_cell(facts));
    if (facts.full_pass || facts.index_mapped) {
        put("reads_mapped", std::to_string(facts.full_pass ? facts.full_pass->mapped : *facts.index_mapped));
    }
    put("contigs", std::to_string(facts.contigs.contigs.size()));
    put("contigs_used", facts.index == IndexState::usable ? std::to_string(facts.used.size()) : std::string{});
    put("contigs_hash", contigs_hash(facts));
    put("sm", sample_names(facts));
    put("evidence", row.evidence);
    auto const& sniffed = facts.sniffed;
    put("has_consensus_tags", share(sniffed.with_consensus_tags, sniffed.seen));
    put("has_molecule_tags", share(sniffed.with_molecule_tag, sniffed.seen));
    bool const in_name = row.umi.starts_with("name:") || row.umi.starts_with("pattern:");
    put("has_umi", share(in_name ? sniffed.with_umi_in_name : sniffed.with_umi_tag, sniffed.templates));
    put("has_base_quality", share(sniffed.with_base_quality, sniffed.seen));
    if (facts.full_pass) {
        put("duplicate_records", std::to_string(facts.full_pass->duplicate_records));
    }
    return cells;
}

}  // namespace tidemark
