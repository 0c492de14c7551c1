#include "io/hts/record_sniff.hpp"

#include <fmt/format.h>
#include <htslib/sam.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string_view>
#include <utility>

namespace tidemark {
namespace {

constexpr std::int64_t sniffed_records = 10'000;

/// Finds the UMI of a record as the sheet's rule says.
class UmiFinder {
public:
    explicit UmiFinder(std::string const& rule) {
        if (rule.starts_with("name:")) {
            separator_ = rule.substr(5);
        } else if (rule.starts_with("pattern:")) {
            pattern_.emplace(rule.substr(8), std::regex::ECMAScript);
        } else if (rule.starts_with("tag:")) {
            tag_ = rule.substr(4);
        }
    }
    [[nodiscard]] std::string in_tag(bam1_t const* record) const {
        auto* const field = bam_aux_get(record, tag_.c_str());
        auto const* const text = field == nullptr ? nullptr : bam_aux2Z(field);
        return text != nullptr ? text : field != nullptr ? "?" : "";
    }
    [[nodiscard]] std::string in_name(std::string_view name) const {
        if (pattern_) {
            std::match_results<std::string_view::const_iterator> groups;
            bool const found = std::regex_search(name.begin(), name.end(), groups, *pattern_) && groups[1].length() > 0;
            return !found ? "" : groups.size() > 2 ? groups[1].str() + "-" + groups[2].str() : groups[1].str();
        }
        auto const found = separator_.empty() ? std::string_view::npos : name.rfind(separator_);
        auto const umi = found == std::string_view::npos ? std::string_view{} : name.substr(found + separator_.size());
        return umi.find_first_not_of("ACGTNacgtn+-_") == std::string_view::npos ? std::string{umi} : "";
    }
    /// Whether the sheet says that the name holds it.
    [[nodiscard]] bool looks_in_name() const { return pattern_ || !separator_.empty(); }

private:
    std::string tag_ = "RX";
    std::string separator_;
    std::optional<std::regex> pattern_;
};

bool carries_consensus_tags(bam1_t const* record) {
    auto const has = [&](char const* tag) { return bam_aux_get(record, tag) != nullptr; };
    // cD and aD/bD: fgbio, fgumi. FR and RR: gencore. XV and XW: DRAGEN.
    return has("cD") || has("aD") || has("bD") || (has("FR") && has("RR")) || (has("XV") && has("XW"));
}

struct Template {
    int records = 0;
    int awaited = 1;
    std::string in_tag;
    std::string in_name;
    std::pair<std::int32_t, std::int64_t> place;   ///< of its first record
};

std::string place(AlignmentFile const& file, std::int32_t contig, std::int64_t position) {
    return contig < 0 || contig >= static_cast<std::int32_t>(file.contigs.contigs.size())
               ? std::string{"unplaced"}
               : fmt::format("{}:{}", file.contigs.contigs[static_cast<std::size_t>(contig)].name, position + 1);
}

/// Sort key of a place: unplaced records stand last.
std::pair<std::uint32_t, std::int64_t> sort_key(bam1_t const* record) {
    return {static_cast<std::uint32_t>(record->core.tid), record->core.pos};
}

void note(SniffedRecords& records, bam1_t const* record) {
    ++records.seen;
    records.with_molecule_tag += bam_aux_get(record, "MI") != nullptr ? 1 : 0;
    records.with_consensus_tags += carries_consensus_tags(record) ? 1 : 0;
    records.with_base_quality += record->core.l_qseq > 0 && bam_get_qual(record)[0] != 0xff ? 1 : 0;
    records.duplicate_flagged += (record->core.flag & BAM_FDUP) != 0 ? 1 : 0;
}

/// Of templates that were seen whole: a mate beyond the sniffed records could have carried the tag.
void note_templates(SniffedRecords& records, std::map<std::string, Template, std::less<>> const& templates, bool in_name) {
    std::set<std::string> umis;
    std::set<std::pair<std::int32_t, std::int64_t>> places;
    for (auto const& [name, seen] : templates) {
        if (seen.records >= seen.awaited) {
            ++records.templates;
            records.with_umi_tag += seen.in_tag.empty() ? 0 : 1;
            records.with_umi_in_name += seen.in_name.empty() ? 0 : 1;
            places.insert(seen.place);
            auto const& umi = in_name ? seen.in_name : seen.in_tag;
            if (!umi.empty() && umis.size() < 2) {
                umis.insert(umi);
            }
        }
    }
    records.places = static_cast<std::int64_t>(places.size());
    records.one_umi = umis.size() == 1 ? *umis.begin() : "";
}

}  // namespace

SniffResult sniff_records(AlignmentFile& file, std::string const& umi) {
    SniffResult result;
    UmiFinder const finder{umi};
    std::map<std::string, Template, std::less<>> templates;
    AlignmentHandle const record{bam_init1()};
    std::pair<std::uint32_t, std::int64_t> last{0, -1};
    while (result.records.seen < sniffed_records) {
        auto const status = sam_read1(file.file.get(), file.header.get(), record.get());
        if (status == -1) {
            break;
        }
        if (status < -1) {
            result.fault = {"alignment_damaged",
                            fmt::format("{} cannot be decoded at record {}: it is cut or damaged{}; copy it again",
                                        file.name, result.records.seen + 1,
                                        file.cram ? ", or the reference is not the one it was made with" : "")};
            break;
        }
        note(result.records, record.get());
        auto const key = sort_key(record.get());
        if (key < last) {
            result.fault = {"not_sorted",
                            fmt::format("{} is not sorted by coordinate: record {} at {} stands after {}; run: "
                                        "samtools sort -o sorted.bam {}",
                                        file.name, result.records.seen,
                                        place(file, record->core.tid, record->core.pos),
                                        place(file, static_cast<std::int32_t>(last.first), last.second), file.name)};
            break;
        }
        last = key;
        auto const flag = record->core.flag;
        if ((flag & (BAM_FSECONDARY | BAM_FSUPPLEMENTARY)) != 0) {
            continue;
        }
        std::string_view const name{bam_get_qname(record.get())};
        auto& seen = templates[std::string{name}];
        ++seen.records;
        seen.awaited = (flag & BAM_FPAIRED) != 0 ? 2 : 1;
        if (seen.records == 1) {
            seen.place = {record->core.tid, record->core.pos};
            seen.in_name = finder.in_name(name);
        }
        if (seen.in_tag.empty()) {
            seen.in_tag = finder.in_tag(record.get());
        }
    }
    note_templates(result.records, templates, finder.looks_in_name());
    return result;
}

}  // namespace tidemark
