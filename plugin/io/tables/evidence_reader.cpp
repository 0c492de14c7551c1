#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "io/tables/delimited.hpp"
#include "io/tables/evidence_cells.hpp"
#include "io/tables/evidence_columns.hpp"
#include "io/tables/evidence_table.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

void check_columns(TsvStream const& stream, std::span<std::string_view const> required,
                   std::span<std::string_view const> optional) {
    auto const& columns = stream.columns();
    for (auto const& column : columns) {
        if (std::ranges::count(columns, column) > 1) {
            refuse_evidence(stream, "duplicate_column", column, "this column stands twice in the header");
        }
        bool const known = std::ranges::find(required, column) != required.end() ||
                           std::ranges::find(optional, column) != optional.end() || column.starts_with("x_");
        if (!known) {
            refuse_evidence(stream, "unknown_column", column, "unknown column",
                            "columns of your own need the prefix x_");
        }
    }
    for (auto const column : required) {
        if (std::ranges::find(columns, column) == columns.end()) {
            refuse_evidence(stream, "missing_column", column, "this column is required");
        }
    }
}

/// One allele counted twice in one class and strand would count its molecules twice.
void refuse_repeated_loci(TsvStream const& stream, SampleEvidence const& sample) {
    std::vector<LocusRow const*> rows;
    rows.reserve(sample.loci.size());
    for (auto const& row : sample.loci) {
        rows.push_back(&row);
    }
    auto const key = [](LocusRow const* row) { return std::tie(row->variant, row->group); };
    std::ranges::sort(rows, {}, key);
    auto const repeated = std::ranges::adjacent_find(rows, {}, key);
    if (repeated != rows.end()) {
        throw InputError{
            {.rule = "duplicate_row",
             .what = fmt::format("{} has two rows of sample {} for {} in class {}", stream.name(), sample.facts.sample,
                                 to_text((*repeated)->variant), to_text((*repeated)->group.evidence_class)),
             .where = stream.name(),
             .why = "its molecules would be counted twice",
             .remedy = "keep one row for each sample, allele, class and strand"}};
    }
}

/// Reader of our own rows: columns by number, looked up once.
class OwnRows {
public:
    explicit OwnRows(TsvStream const& stream) : stream_{stream} {
        for (std::size_t index = 0; index < evidence_columns::own.size(); ++index) {
            columns_[index] = *stream.column(evidence_columns::own[index]);
        }
    }

    void add(EvidenceCells const& cells, SampleEvidence& sample) const {
        auto const kind = cells.text(row());
        if (cells.text(columns_[1]) != sample.facts.sample) {
            cells.bad(
                columns_[1], "sample_differs",
                fmt::format("'{}' is not the sample of the head, '{}'", cells.text(columns_[1]), sample.facts.sample));
        }
        auto const group = cells.group(columns_[10], columns_[11]);
        if (kind == "depth") {
            auto const begin = cells.position(columns_[3]);
            Position const end{cells.coordinate(columns_[4])};
            if (end <= begin) {
                cells.bad(columns_[4], "bad_position", "the run ends before it begins");
            }
            sample.depths.push_back({cells.contig(columns_[2]), begin, end, group, cells.count(depth())});
            return;
        }
        if (kind == "context") {
            add_context(cells, group, sample);
            return;
        }
        cells.within(alt(), depth());
        if (kind == "mismatch") {
            sample.mismatches.push_back(
                {variant(cells), group, cells.count(depth()), cells.count(alt()), cells.flag(columns_[21])});
        } else if (kind == "locus") {
            sample.loci.push_back({variant(cells), group, counts(cells), std::nullopt});
        } else if (kind == "haplotype") {
            if (cells.text(columns_[7]).empty()) {
                cells.bad(columns_[7], "empty_cell", "the pattern is missing");
            }
            sample.haplotypes.push_back({std::string{cells.text(columns_[7])}, group, cells.count(alt())});
        } else {
            cells.bad(row(), "bad_row_kind", fmt::format("'{}' is no kind of row", kind));
        }
    }

private:
    [[nodiscard]] std::size_t row() const { return columns_[0]; }
    [[nodiscard]] std::size_t depth() const { return columns_[12]; }
    [[nodiscard]] std::size_t alt() const { return columns_[13]; }
    [[nodiscard]] Variant variant(EvidenceCells const& cells) const {
        return {cells.contig(columns_[2]), cells.position(columns_[3]), cells.allele(columns_[5]),
                cells.allele(columns_[6])};
    }
    void add_context(EvidenceCells const& cells, MoleculeGroup group, SampleEvidence& sample) const {
        auto const molecules = cells.summed(depth());
        auto const errors = cells.summed(alt());
        if (errors > molecules) {
            cells.bad(alt(), "more_than_depth", fmt::format("{} errors of {} molecule-bases", errors, molecules));
        }
        sample.contexts.push_back(
            {group, std::string{cells.text(columns_[8])}, std::string{cells.text(columns_[9])}, molecules, errors});
    }
    [[nodiscard]] LocusCounts counts(EvidenceCells const& cells) const {
        cells.within(columns_[17], depth());
        cells.within(columns_[18], alt());
        LocusCounts const counts{.depth = cells.count(depth()),
                                 .alt = cells.count(alt()),
                                 .other = cells.count(columns_[14]),
                                 .unreadable = cells.count(columns_[15]),
                                 .mate_disagreement = cells.count(columns_[16]),
                                 .depth_mates_agreed = cells.count(columns_[17]),
                                 .alt_mates_agreed = cells.count(columns_[18]),
                                 .alt_lengths = cells.list(columns_[19], cells.count(alt())),
                                 .alt_family_sizes = cells.list(columns_[20], cells.count(alt()))};
        if (counts.other > counts.depth - counts.alt) {
            cells.bad(columns_[14], "more_than_depth", "alternative and other molecules are more than the depth");
        }
        return counts;
    }

    TsvStream const& stream_;
    std::array<std::size_t, evidence_columns::own.size()> columns_{};
};

std::map<std::string, std::int64_t> counted_facts(TsvStream const& stream, std::string_view prefix) {
    std::map<std::string, std::int64_t> counts;
    for (auto const& [key, value] : stream.facts()) {
        if (!key.starts_with(prefix)) {
            continue;
        }
        auto const count = parse_integer(value);
        if (!count || *count < 0 || *count > most_summed) {
            refuse_evidence(stream, "bad_count", {}, fmt::format("the head says {}={}, which is no count", key, value));
        }
        counts.emplace(key.substr(prefix.size()), *count);
    }
    return counts;
}

std::map<std::int32_t, std::int64_t> counted_lengths(TsvStream const& stream) {
    constexpr std::int64_t longest = 1'000'000;
    std::map<std::int32_t, std::int64_t> lengths;
    for (auto const& [text, molecules] : counted_facts(stream, "length.")) {
        auto const length = parse_integer(text);
        if (!length || *length < 0 || *length > longest) {
            refuse_evidence(stream, "bad_length", {}, fmt::format("the head says length.{}, which is no length in bases", text));
        }
        lengths.emplace(static_cast<std::int32_t>(*length), molecules);
    }
    return lengths;
}

SampleEvidence read_own(TsvStream& stream) {
    check_columns(stream, evidence_columns::own, {});
    auto const fact = [&](char const* key) {
        auto const found = stream.facts().find(key);
        return found == stream.facts().end() ? std::string{} : found->second;
    };
    SampleEvidence sample;
    sample.facts = {fact("sample"),   fact("panel_hash"), fact("reference_hash"),
                    fact("evidence"), fact("verdict"),    fact("integrity"),      fact("failure")};
    if (sample.facts.sample.empty()) {
        refuse_evidence(stream, "missing_sample", {}, "the head names no sample");
    }
    sample.losses = counted_facts(stream, "loss.");
    sample.totals = counted_facts(stream, "total.");
    sample.reference_lengths = counted_lengths(stream);
    OwnRows const rows{stream};
    std::vector<std::string_view> cells;
    while (stream.next(cells)) {
        rows.add(EvidenceCells{stream, cells}, sample);
    }
    refuse_repeated_loci(stream, sample);
    return sample;
}

std::vector<SampleEvidence> read_foreign(TsvStream& stream) {
    check_columns(stream, evidence_columns::foreign_required, evidence_columns::foreign_optional);
    auto const column = [&](std::string_view name) { return *stream.column(name); };
    auto const sample_column = column("sample");
    auto const depth = column("depth");
    auto const alt = column("alt_molecules");
    auto const rate_column = stream.column("background_rate");
    std::vector<SampleEvidence> samples;
    std::map<std::string, std::size_t, std::less<>> number_of;
    std::vector<std::string_view> row;
    while (stream.next(row)) {
        EvidenceCells const cells{stream, row};
        auto const name = cells.text(sample_column);
        if (name.empty()) {
            cells.bad(sample_column, "empty_cell", "the sample is missing");
        }
        auto found = number_of.find(name);
        if (found == number_of.end()) {
            found = number_of.emplace(std::string{name}, samples.size()).first;
            samples.emplace_back();
            samples.back().facts.sample = name;
            samples.back().facts.integrity = "unverified";
        }
        cells.within(alt, depth);
        LocusRow locus{.variant = {cells.contig(column("contig")), cells.position(column("position")),
                                   cells.allele(column("ref")), cells.allele(column("alt"))},
                       .group = cells.group(column("evidence_class"), stream.column("strand")),
                       .counts = {},
                       .background_rate = std::nullopt};
        locus.counts.depth = cells.count(depth);
        locus.counts.alt = cells.count(alt);
        locus.counts.alt_lengths = cells.list(stream.column("alt_lengths"), locus.counts.alt);
        if (auto const cell = cells.text(rate_column); !cell.empty()) {
            locus.background_rate = parse_number(cell);
            if (!locus.background_rate || *locus.background_rate <= 0 || *locus.background_rate >= 1) {
                cells.bad(*rate_column, "bad_rate",
                          fmt::format("'{}' is no rate per molecule: above 0 and below 1 is needed", cell));
            }
        }
        samples[found->second].loci.push_back(std::move(locus));
    }
    if (samples.empty()) {
        refuse_evidence(stream, "empty_table", {}, "the table has no rows",
                        "a table without rows is never read as a result");
    }
    for (auto const& sample : samples) {
        refuse_repeated_loci(stream, sample);
    }
    return samples;
}

}  // namespace

std::vector<SampleEvidence> read_evidence(std::filesystem::path const& path) {
    TsvStream stream{path};
    auto const schema = stream.facts().find("schema");
    if (schema == stream.facts().end()) {
        return read_foreign(stream);
    }
    if (schema->second == evidence_columns::schema) {
        return {read_own(stream)};
    }
    if (schema->second.starts_with(evidence_columns::schema_kind)) {
        throw ContradictionError{{.rule = "unknown_schema",
                                  .what = fmt::format("{} has schema {}, this program reads {}", stream.name(),
                                                      schema->second, evidence_columns::schema),
                                  .where = stream.name(),
                                  .why = "columns of another version may mean something else",
                                  .remedy = "count again with this program, or use the version that wrote it"}};
    }
    throw InputError{{.rule = "not_evidence",
                      .what = fmt::format("{} is a {} table, not evidence", stream.name(), schema->second),
                      .where = stream.name(),
                      .why = {},
                      .remedy = "give the table that tidemark genotype wrote"}};
}

}  // namespace tidemark
