#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "io/tables/delimited.hpp"
#include "io/tables/evidence_columns.hpp"
#include "io/tables/evidence_table.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

[[noreturn]] void refuse(TsvStream const& stream, std::string rule, std::string_view column, std::string what,
                         std::string remedy = "correct the table, or count again") {
    throw InputError{{.rule = std::move(rule),
                      .what = std::move(what),
                      .where = fmt::format("{} line {}{}{}", stream.name(), stream.line_number(),
                                           column.empty() ? "" : " column ", column),
                      .why = {},
                      .remedy = std::move(remedy)}};
}

/// The cells of the current row by column, and what may stand in them.
class RowCells {
public:
    RowCells(TsvStream const& stream, std::vector<std::string_view> const& cells) : stream_{stream}, cells_{cells} {}

    /// Cell of a column, empty where the table has no such column.
    [[nodiscard]] std::string_view text(std::optional<std::size_t> column) const {
        return column ? cells_[*column] : std::string_view{};
    }
    [[nodiscard]] std::int64_t count(std::size_t column) const {
        std::int64_t value = 0;
        auto const cell = cells_[column];
        auto const result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (result.ec != std::errc{} || result.ptr != cell.data() + cell.size() || value < 0) {
            bad(column, "bad_count", fmt::format("'{}' is no count: a whole number from 0 is needed", cell));
        }
        return value;
    }
    [[nodiscard]] Position position(std::size_t column) const {
        auto const value = count(column);
        if (value == 0) {
            bad(column, "bad_position", "position 0: positions are 1-based");
        }
        return Position::from_one_based(value);
    }
    [[nodiscard]] std::string contig(std::size_t column) const {
        if (cells_[column].empty()) {
            bad(column, "empty_cell", "the contig is missing");
        }
        return std::string{cells_[column]};
    }
    [[nodiscard]] std::string allele(std::size_t column) const {
        std::string bases{cells_[column]};
        std::ranges::transform(bases, bases.begin(),
                               [](char base) { return base >= 'a' && base <= 'z' ? static_cast<char>(base - 32) : base; });
        if (bases.empty() || bases.find_first_not_of("ACGTN") != std::string::npos) {
            bad(column, "bad_allele",
                fmt::format("'{}' is no allele: VCF style is needed, letters of ACGTN with the anchor base for indels",
                            cells_[column]));
        }
        return bases;
    }
    [[nodiscard]] MoleculeGroup group(std::size_t class_column, std::optional<std::size_t> strand_column) const {
        auto const evidence_class = evidence_class_from_text(cells_[class_column]);
        if (!evidence_class) {
            bad(class_column, "bad_evidence_class",
                fmt::format("'{}' is no evidence class: duplex, simplex_forward, simplex_reverse, simplex, singleton, "
                            "collapsed or position",
                            cells_[class_column]));
        }
        auto const strand = strand_from_text(text(strand_column));
        if (!strand) {
            bad(*strand_column, "bad_strand", fmt::format("'{}' is no strand: F, R or empty", text(strand_column)));
        }
        if (*strand != MoleculeStrand::none && !carries_strand(*evidence_class)) {
            bad(*strand_column, "bad_strand", fmt::format("molecules of class {} have no strand of their own",
                                                          to_text(*evidence_class)));
        }
        return {*evidence_class, *strand};
    }
    /// Comma-separated numbers of at most `alt` molecules, ascending.
    [[nodiscard]] std::vector<std::int32_t> list(std::optional<std::size_t> column, std::int64_t alt) const {
        std::vector<std::int32_t> numbers;
        auto const cell = text(column);
        for (auto const* next = cell.data(); next != cell.data() + cell.size();) {
            std::int32_t value = 0;
            auto const result = std::from_chars(next, cell.data() + cell.size(), value);
            bool const ended = result.ptr == cell.data() + cell.size();
            if (result.ec != std::errc{} || value < 0 || (!ended && (*result.ptr != ',' || result.ptr + 1 == cell.data() + cell.size()))) {
                bad(*column, "bad_list", fmt::format("'{}' is no list of whole numbers with commas", cell));
            }
            numbers.push_back(value);
            next = ended ? result.ptr : result.ptr + 1;
        }
        if (static_cast<std::int64_t>(numbers.size()) > alt) {
            bad(*column, "bad_list", fmt::format("{} numbers for {} alternative molecules", numbers.size(), alt));
        }
        std::ranges::sort(numbers);
        return numbers;
    }
    /// Refuses a part that is bigger than its whole.
    void within(std::size_t part, std::size_t whole) const {
        if (count(part) > count(whole)) {
            bad(part, "more_than_depth", fmt::format("{} {} of {} {}", count(part), stream_.columns()[part],
                                                     count(whole), stream_.columns()[whole]));
        }
    }
    [[noreturn]] void bad(std::size_t column, std::string rule, std::string what) const {
        refuse(stream_, std::move(rule), stream_.columns()[column], std::move(what));
    }

private:
    TsvStream const& stream_;
    std::vector<std::string_view> const& cells_;
};

void check_columns(TsvStream const& stream, std::span<std::string_view const> required,
                   std::span<std::string_view const> optional) {
    auto const& columns = stream.columns();
    for (auto const& column : columns) {
        if (std::ranges::count(columns, column) > 1) {
            refuse(stream, "duplicate_column", column, "this column stands twice in the header");
        }
        bool const known = std::ranges::find(required, column) != required.end() ||
                           std::ranges::find(optional, column) != optional.end() || column.starts_with("x_");
        if (!known) {
            refuse(stream, "unknown_column", column, "unknown column", "columns of your own need the prefix x_");
        }
    }
    for (auto const column : required) {
        if (std::ranges::find(columns, column) == columns.end()) {
            refuse(stream, "missing_column", column, "this column is required");
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
        throw InputError{{.rule = "duplicate_row",
                          .what = fmt::format("{} has two rows of sample {} for {} in class {}", stream.name(),
                                              sample.facts.sample, to_text((*repeated)->variant),
                                              to_text((*repeated)->group.evidence_class)),
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

    void add(RowCells const& cells, SampleEvidence& sample) const {
        auto const kind = cells.text(row());
        if (cells.text(columns_[1]) != sample.facts.sample) {
            cells.bad(columns_[1], "sample_differs",
                      fmt::format("'{}' is not the sample of the head, '{}'", cells.text(columns_[1]), sample.facts.sample));
        }
        auto const group = cells.group(columns_[10], columns_[11]);
        if (kind == "depth") {
            auto const begin = cells.position(columns_[3]);
            Position const end{cells.count(columns_[4])};
            if (end <= begin) {
                cells.bad(columns_[4], "bad_position", "the run ends before it begins");
            }
            sample.depths.push_back({cells.contig(columns_[2]), begin, end, group, cells.count(depth())});
            return;
        }
        cells.within(alt(), depth());
        if (kind == "mismatch") {
            sample.mismatches.push_back({variant(cells), group, cells.count(depth()), cells.count(alt()),
                                         flag(cells, columns_[21])});
        } else if (kind == "locus") {
            sample.loci.push_back({variant(cells), group, counts(cells), std::nullopt});
        } else if (kind == "context") {
            sample.contexts.push_back({group, std::string{cells.text(columns_[8])}, std::string{cells.text(columns_[9])},
                                       cells.count(depth()), cells.count(alt())});
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
    [[nodiscard]] Variant variant(RowCells const& cells) const {
        return {cells.contig(columns_[2]), cells.position(columns_[3]), cells.allele(columns_[5]),
                cells.allele(columns_[6])};
    }
    [[nodiscard]] static bool flag(RowCells const& cells, std::size_t column) {
        auto const cell = cells.text(column);
        if (cell != "1" && cell != "0") {
            cells.bad(column, "bad_flag", fmt::format("'{}' is neither 0 nor 1", cell));
        }
        return cell == "1";
    }
    [[nodiscard]] LocusCounts counts(RowCells const& cells) const {
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
        if (!count || *count < 0) {
            refuse(stream, "bad_count", {}, fmt::format("the head says {}={}, which is no count", key, value));
        }
        counts.emplace(key.substr(prefix.size()), *count);
    }
    return counts;
}

SampleEvidence read_own(TsvStream& stream) {
    check_columns(stream, evidence_columns::own, {});
    auto const fact = [&](char const* key) {
        auto const found = stream.facts().find(key);
        return found == stream.facts().end() ? std::string{} : found->second;
    };
    SampleEvidence sample;
    sample.facts = {fact("sample"), fact("panel_hash"), fact("reference_hash"),
                    fact("evidence"), fact("verdict"), fact("integrity")};
    if (sample.facts.sample.empty()) {
        refuse(stream, "missing_sample", {}, "the head names no sample");
    }
    sample.losses = counted_facts(stream, "loss.");
    sample.totals = counted_facts(stream, "total.");
    OwnRows const rows{stream};
    std::vector<std::string_view> cells;
    while (stream.next(cells)) {
        rows.add(RowCells{stream, cells}, sample);
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
        RowCells const cells{stream, row};
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
        refuse(stream, "empty_table", {}, "the table has no rows", "a table without rows is never read as a result");
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
