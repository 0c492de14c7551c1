#include "io/tables/evidence_table.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/compile.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/files/output_file.hpp"
#include "io/tables/evidence_columns.hpp"

namespace tidemark {
namespace {

// A table may have a million rows: everything is appended to one buffer, nothing is built per row, and formats are
// compiled where rows are many.
using Text = fmt::memory_buffer;

/// The buffer is handed on when it holds so much.
constexpr std::size_t piece = 1U << 16U;

void append_list(Text& text, std::vector<std::int32_t> const& numbers) {
    for (std::size_t index = 0; index < numbers.size(); ++index) {
        fmt::format_to(fmt::appender{text}, FMT_COMPILE("{}{}"), index == 0 ? "" : ",", numbers[index]);
    }
}

void append_head(Text& text, SampleEvidence const& evidence) {
    auto const& facts = evidence.facts;
    fmt::format_to(fmt::appender{text},
                   "#schema={}\n#sample={}\n#panel_hash={}\n#reference_hash={}\n#evidence={}\n#verdict={}\n"
                   "#integrity={}\n",
                   evidence_columns::schema, facts.sample, facts.panel_hash, facts.reference_hash, facts.evidence,
                   facts.verdict, facts.integrity);
    if (!facts.failure.empty()) {
        fmt::format_to(fmt::appender{text}, "#failure={}\n", facts.failure);
    }
    for (auto const& [reason, count] : evidence.losses) {
        fmt::format_to(fmt::appender{text}, "#loss.{}={}\n", reason, count);
    }
    for (auto const& [name, count] : evidence.totals) {
        fmt::format_to(fmt::appender{text}, "#total.{}={}\n", name, count);
    }
    for (auto const& [length, molecules] : evidence.reference_lengths) {
        fmt::format_to(fmt::appender{text}, "#length.{}={}\n", length, molecules);
    }
    fmt::format_to(fmt::appender{text}, "{}\n", fmt::join(evidence_columns::own, "\t"));
}

void append_texts(Text& text, std::initializer_list<std::string_view> parts) {
    for (auto const part : parts) {
        text.append(part);
    }
}

/// evidence_class and strand, between two tabs.
void append_group(Text& text, MoleculeGroup const& group) {
    append_texts(text, {"\t", to_text(group.evidence_class), "\t", to_text(group.strand), "\t"});
}

void append_locus(Text& text, std::string const& sample, LocusRow const& row) {
    auto const& [contig, position, ref, alt] = row.variant;
    auto const& counts = row.counts;
    fmt::format_to(fmt::appender{text}, FMT_COMPILE("locus\t{}\t{}\t{}\t\t{}\t{}\t\t\t"), sample, contig,
                   position.one_based(), ref, alt);
    append_group(text, row.group);
    fmt::format_to(fmt::appender{text}, FMT_COMPILE("{}\t{}\t{}\t{}\t{}\t{}\t{}\t"), counts.depth, counts.alt, counts.other,
                   counts.unreadable, counts.mate_disagreement, counts.depth_mates_agreed, counts.alt_mates_agreed);
    append_list(text, counts.alt_lengths);
    text.push_back('\t');
    append_list(text, counts.alt_family_sizes);
    text.append(std::string_view{"\t\n"});
}

/// The loci of a pattern without what was seen there: "a=1,b=0" gives "a=,b=".
std::string loci_of(std::string_view pattern) {
    std::string loci;
    for (std::size_t index = 0; index < pattern.size(); ++index) {
        bool const ends_locus = index + 1 == pattern.size() || pattern[index + 1] == ',';
        if (!(ends_locus && index > 0 && pattern[index - 1] == '=')) {
            loci += pattern[index];
        }
    }
    return loci;
}

/// A haplotype row's depth is the sum over all patterns of the same loci in the same group.
using PatternDepths = std::map<std::pair<std::string, MoleculeGroup>, std::int64_t>;

PatternDepths pattern_depths(std::vector<HaplotypeRow> const& rows) {
    PatternDepths depths;
    for (auto const& row : rows) {
        depths[{loci_of(row.pattern), row.group}] += row.molecules;
    }
    return depths;
}

void append_haplotype(Text& text, std::string const& sample, HaplotypeRow const& row, PatternDepths const& depths) {
    fmt::format_to(fmt::appender{text}, "haplotype\t{}\t\t\t\t\t\t{}\t\t", sample, row.pattern);
    append_group(text, row.group);
    fmt::format_to(fmt::appender{text}, "{}\t{}\t\t\t\t\t\t\t\t\n", depths.at({loci_of(row.pattern), row.group}),
                   row.molecules);
}

void append_context(Text& text, std::string const& sample, ContextRow const& row) {
    fmt::format_to(fmt::appender{text}, FMT_COMPILE("context\t{}\t\t\t\t\t\t\t{}\t{}"), sample, row.context, row.substitution);
    append_group(text, row.group);
    fmt::format_to(fmt::appender{text}, FMT_COMPILE("{}\t{}\t\t\t\t\t\t\t\t\n"), row.molecules, row.errors);
}

/// Writes one of the many rows: room is made once for all of it.
class RowWriter {
public:
    /// `texts`: length of all texts that are not written out here or of one of the groups' words.
    RowWriter(Text& text, std::size_t texts) : text_{text} {
        constexpr std::size_t fixed = 256;   // numbers, tabs, groups and words
        text.reserve(text.size() + texts + fixed);
        at_ = text.data() + text.size();
    }
    RowWriter(RowWriter const&) = delete;
    RowWriter& operator=(RowWriter const&) = delete;
    ~RowWriter() { text_.resize(static_cast<std::size_t>(at_ - text_.data())); }

    RowWriter& operator<<(std::string_view part) {
        at_ = std::copy(part.begin(), part.end(), at_);
        return *this;
    }
    RowWriter& operator<<(std::int64_t number) {
        constexpr std::size_t longest = 20;
        at_ = std::to_chars(at_, at_ + longest, number).ptr;
        return *this;
    }
    RowWriter& operator<<(MoleculeGroup const& group) {
        return *this << "\t" << to_text(group.evidence_class) << "\t" << to_text(group.strand) << "\t";
    }

private:
    Text& text_;
    char* at_ = nullptr;
};

void append_mismatch(Text& text, std::string const& sample, MismatchRow const& row) {
    auto const& [contig, position, ref, alt] = row.variant;
    RowWriter{text, sample.size() + contig.size() + ref.size() + alt.size()}
        << "mismatch\t" << sample << "\t" << contig << "\t" << position.one_based() << "\t\t" << ref << "\t" << alt
        << "\t\t\t" << row.group << row.depth << "\t" << row.alt << "\t\t\t\t\t\t\t\t" << (row.polymorphic ? "1\n" : "0\n");
}

void append_depth(Text& text, std::string const& sample, DepthRun const& row) {
    RowWriter{text, sample.size() + row.contig.size()}
        << "depth\t" << sample << "\t" << row.contig << "\t" << row.begin.one_based() << "\t" << row.end.value
        << "\t\t\t\t\t" << row.group << row.depth << "\t\t\t\t\t\t\t\t\t\n";
}

void append_evidence(TextOutput& output, SampleEvidence const& evidence) {
    Text text;
    auto const& sample = evidence.facts.sample;
    auto const hand_over = [&] {
        output.append({text.data(), text.size()});
        text.clear();
    };
    auto const append_all = [&](auto const& rows, auto const& append) {
        for (auto const& row : rows) {
            append(row);
            if (text.size() > piece) {
                hand_over();
            }
        }
    };
    append_head(text, evidence);
    append_all(evidence.loci, [&](LocusRow const& row) { append_locus(text, sample, row); });
    auto const depths = pattern_depths(evidence.haplotypes);
    append_all(evidence.haplotypes, [&](HaplotypeRow const& row) { append_haplotype(text, sample, row, depths); });
    append_all(evidence.contexts, [&](ContextRow const& row) { append_context(text, sample, row); });
    append_all(evidence.mismatches, [&](MismatchRow const& row) { append_mismatch(text, sample, row); });
    append_all(evidence.depths, [&](DepthRun const& row) { append_depth(text, sample, row); });
    hand_over();
    output.close();
}

}  // namespace

void write_evidence(PendingPath const& pending, SampleEvidence const& evidence) {
    TextOutput output{pending};
    append_evidence(output, evidence);
}

void write_evidence(std::filesystem::path const& path, SampleEvidence const& evidence) {
    if (path == "-") {
        TextOutput output;
        append_evidence(output, evidence);
        return;
    }
    PendingPath pending{path};
    write_evidence(pending, evidence);
    pending.commit();
}

std::string evidence_summary_json(SampleEvidence const& evidence) {
    nlohmann::ordered_json summary{{"schema", "tidemark.evidence_summary/1"},
                                   {"sample", evidence.facts.sample},
                                   {"panel_hash", evidence.facts.panel_hash},
                                   {"integrity", evidence.facts.integrity},
                                   {"losses", evidence.losses},
                                   {"totals", evidence.totals}};
    if (!evidence.facts.failure.empty()) {
        summary["failure"] = evidence.facts.failure;
    }
    return summary.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tidemark
