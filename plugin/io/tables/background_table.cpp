#include "io/tables/background_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

constexpr std::string_view schema = "tidemark.background/1";
constexpr std::array<std::string_view, 16> columns{"level",     "evidence_class", "strand",     "context",
                                                   "substitution", "contig",      "position",   "ref",
                                                   "alt",       "errors",         "molecules",  "rate",
                                                   "dispersion", "hot_share",     "hot_rate",   "hot_dispersion"};
// Files of earlier versions know one kind of loci only.
constexpr std::array<std::string_view, 3> hot_columns{"hot_share", "hot_rate", "hot_dispersion"};

constexpr std::string_view level_text(BackgroundLevel level) {
    switch (level) {
        case BackgroundLevel::evidence_class: return "class";
        case BackgroundLevel::context: return "context";
        case BackgroundLevel::locus: return "locus";
    }
    return "class";
}

std::string class_list(BackgroundModel const& model) {
    std::set<EvidenceClass> classes;
    for (auto const& rate : model.rates) {
        classes.insert(rate.group.evidence_class);
    }
    std::vector<std::string_view> names;
    std::ranges::transform(classes, std::back_inserter(names), [](auto each) { return to_text(each); });
    return fmt::format("{}", fmt::join(names, ","));
}

std::string row_text(BackgroundRate const& rate) {
    std::array<std::string, columns.size()> const cells{
        std::string{level_text(rate.level)},
        std::string{to_text(rate.group.evidence_class)},
        std::string{to_text(rate.group.strand)},
        rate.context,
        rate.substitution,
        rate.locus ? rate.locus->contig : std::string{},
        rate.locus ? std::to_string(rate.locus->position.one_based()) : std::string{},
        rate.locus ? rate.locus->ref : std::string{},
        rate.locus ? rate.locus->alt : std::string{},
        std::to_string(rate.errors),
        std::to_string(rate.molecules),
        number_text(rate.rate),
        number_text(rate.dispersion),
        number_text(rate.hot_share),
        number_text(rate.hot_rate),
        number_text(rate.hot_dispersion)};
    return tsv_line(cells);
}

/// Cells of one row by column name, with messages that name line and column.
class RowReader {
public:
    RowReader(TsvStream const& stream, std::vector<std::string_view> const& cells) : stream_{stream}, cells_{cells} {}

    [[nodiscard]] std::string_view text(std::string_view column) const { return cells_[*stream_.column(column)]; }

    [[nodiscard]] bool has(std::string_view column) const { return stream_.column(column).has_value(); }

    [[nodiscard]] std::int64_t count(std::string_view column) const {
        auto const number = parse_integer(text(column));
        if (!number || *number < 0) {
            refuse(column, "must be a whole number of at least 0");
        }
        return *number;
    }

    [[nodiscard]] double number(std::string_view column) const {
        auto const value = parse_number(text(column));
        if (!value || *value < 0) {
            refuse(column, "must be a number of at least 0");
        }
        return *value;
    }

    [[noreturn]] void refuse(std::string_view column, std::string_view rule) const {
        throw InputError{{.rule = "bad_background_cell",
                          .what = fmt::format("column {} {}", column, rule),
                          .where = fmt::format("{} line {}", stream_.name(), stream_.line_number()),
                          .why = {},
                          .remedy = "run tidemark background again"}};
    }

private:
    TsvStream const& stream_;
    std::vector<std::string_view> const& cells_;
};

BackgroundLevel level_from(RowReader const& row) {
    for (auto const level : {BackgroundLevel::evidence_class, BackgroundLevel::context, BackgroundLevel::locus}) {
        if (level_text(level) == row.text("level")) {
            return level;
        }
    }
    row.refuse("level", "must be class, context or locus");
}

BackgroundRate rate_from(RowReader const& row) {
    auto const evidence_class = evidence_class_from_text(row.text("evidence_class"));
    if (!evidence_class) {
        row.refuse("evidence_class", "is no evidence class");
    }
    auto const strand = strand_from_text(row.text("strand"));
    if (!strand) {
        row.refuse("strand", "must be F, R or empty");
    }
    BackgroundRate rate{.level = level_from(row),
                        .group = {*evidence_class, *strand},
                        .context = std::string{row.text("context")},
                        .substitution = std::string{row.text("substitution")},
                        .locus = std::nullopt,
                        .errors = row.count("errors"),
                        .molecules = row.count("molecules"),
                        .rate = row.number("rate"),
                        .dispersion = row.number("dispersion")};
    if (rate.level == BackgroundLevel::locus) {
        rate.locus = Variant{std::string{row.text("contig")}, Position::from_one_based(row.count("position")),
                             std::string{row.text("ref")}, std::string{row.text("alt")}};
        if (rate.locus->contig.empty() || rate.locus->position.value < 0 || rate.locus->ref.empty() ||
            rate.locus->alt.empty()) {
            row.refuse("contig", "needs contig, position, ref and alt in a locus row");
        }
    }
    if (row.has("hot_share")) {
        rate.hot_share = row.number("hot_share");
        rate.hot_rate = row.number("hot_rate");
        rate.hot_dispersion = row.number("hot_dispersion");
    }
    if (rate.hot_share >= 1) {
        row.refuse("hot_share", "must be below 1");
    }
    // A digit of rounding is let through.
    if (rate.hot_rate >= 1 || rate.hot_share * rate.hot_rate > rate.rate * (1 + 1e-9)) {
        row.refuse("hot_rate", "must be below 1, and hot_share x hot_rate at most rate");
    }
    if (rate.rate <= 0 || rate.rate >= 1) {
        row.refuse("rate", "must lie between 0 and 1, both excluded");
    }
    return rate;
}

std::string fact(TsvStream const& stream, std::string const& key) {
    auto const found = stream.facts().find(key);
    if (found == stream.facts().end()) {
        throw InputError{{.rule = "bad_background_head",
                          .what = fmt::format("{} has no line #{}=", stream.name(), key),
                          .where = stream.name(),
                          .why = "a model that does not say what it was made from is not used",
                          .remedy = "run tidemark background again"}};
    }
    return found->second;
}

void refuse_other_columns(TsvStream const& stream) {
    auto const refuse = [&](std::string what) {
        throw InputError{{.rule = "bad_background_columns",
                          .what = std::move(what),
                          .where = stream.name(),
                          .why = {},
                          .remedy = "run tidemark background again"}};
    };
    std::set<std::string_view> seen;
    for (auto const& column : stream.columns()) {
        if (!seen.insert(column).second) {
            refuse(fmt::format("column {} stands twice in the header", column));
        }
        if (std::ranges::find(columns, column) == columns.end() && !column.starts_with("x_")) {
            refuse(fmt::format("column {} is unknown", column));
        }
    }
    bool const old = std::ranges::none_of(hot_columns, [&](auto column) { return seen.contains(column); });
    for (auto const column : columns) {
        if (!seen.contains(column) && !(old && std::ranges::find(hot_columns, column) != hot_columns.end())) {
            refuse(fmt::format("column {} is missing", column));
        }
    }
}

std::vector<std::string> split_commas(std::string const& text) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start < text.size();) {
        auto const end = std::min(text.find(',', start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

}  // namespace

std::string background_text(BackgroundModel const& model) {
    std::string text = fmt::format("#schema={}\n#chemistry={}\n#reference_hash={}\n#samples={}\n", schema, model.chemistry,
                                   model.reference_hash, fmt::join(model.samples, ","));
    // Files of earlier versions lack the line, and keep their hash without it.
    if (!model.sample_hashes.empty()) {
        text += fmt::format("#sample_hashes={}\n", fmt::join(model.sample_hashes, ","));
    }
    text += fmt::format("#sample_dispersion={}\n#classes={}\n", number_text(model.sample_dispersion), class_list(model));
    text += fmt::format("{}\n", fmt::join(columns, "\t"));
    for (auto const& rate : model.rates) {
        text += row_text(rate);
    }
    return text;
}

void write_background(std::filesystem::path const& path, BackgroundModel const& model) {
    write_text_file(path, background_text(model));
}

BackgroundModel read_background(std::filesystem::path const& path) {
    TsvStream stream{path};
    if (auto const found = stream.facts().find("schema"); found == stream.facts().end() || found->second != schema) {
        throw ContradictionError{{.rule = "schema_version",
                                  .what = fmt::format("{} does not carry schema {}", stream.name(), schema),
                                  .where = stream.name(),
                                  .why = "a model of another version or kind is not used",
                                  .remedy = "run tidemark background of this version again"}};
    }
    refuse_other_columns(stream);
    BackgroundModel model;
    model.chemistry = fact(stream, "chemistry");
    model.reference_hash = fact(stream, "reference_hash");
    model.samples = split_commas(fact(stream, "samples"));
    if (stream.facts().contains("sample_hashes")) {
        model.sample_hashes = split_commas(fact(stream, "sample_hashes"));
    }
    auto const dispersion = parse_number(fact(stream, "sample_dispersion"));
    if (!dispersion || *dispersion < 0) {
        throw InputError{{.rule = "bad_background_head",
                          .what = "#sample_dispersion must be a number of at least 0",
                          .where = stream.name(),
                          .why = {},
                          .remedy = "run tidemark background again"}};
    }
    model.sample_dispersion = *dispersion;
    std::vector<std::string_view> cells;
    while (stream.next(cells)) {
        model.rates.push_back(rate_from(RowReader{stream, cells}));
    }
    return model;
}

}  // namespace tidemark
