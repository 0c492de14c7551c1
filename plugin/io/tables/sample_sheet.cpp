// The sample sheet: docs/formats/samples.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/sample_row_rules.hpp"
#include "io/tables/sheet_cells.hpp"
#include "io/tables/sheet_table.hpp"

namespace tidemark {
namespace {

/// Of the normalised sheet, in this order; x_ columns follow, sorted.
constexpr std::array<std::string_view, 31> normalised_columns{
    "patient",      "sample",         "sample_type", "lesion",        "day",      "timepoint", "phase",     "use",
    "bam",          "cram",           "fastq_1",     "fastq_2",       "fastq_3",  "fastq_4",   "lane",      "flowcell",
    "read_structure", "umi",          "umi_whitelist", "evidence",    "targets",  "tumor_vcf", "segments",  "purity",
    "cfdna_ng",     "plasma_ml",      "input_ng",    "batch",         "chemistry", "sha256",   "records"};

constexpr std::array<std::string_view, 4> fastq_columns{"fastq_1", "fastq_2", "fastq_3", "fastq_4"};

ColumnRules column_rules() {
    ColumnRules rules{.required = {"sample", "sample_type"}, .optional = {"date"}, .optional_prefixes = {}};
    rules.optional.insert(rules.optional.end(), normalised_columns.begin(), normalised_columns.end());
    return rules;
}

std::optional<std::string> evidence_word(std::string_view text) {
    constexpr std::array<std::string_view, 4> words{"raw", "grouped", "consensus", "deduplicated"};
    return std::ranges::find(words, text) == words.end() ? std::nullopt : std::optional{std::string{text}};
}

std::vector<std::string> fastq_paths(SheetCells& cells) {
    std::vector<std::string> paths;
    for (auto const column : fastq_columns) {
        if (!cells.empty(column) && column != fastq_columns[paths.size()]) {
            cells.refuse("fastq_gap", column, fmt::format("{} is empty before it", fastq_columns[paths.size()]));
        }
        if (!cells.empty(column)) {
            paths.push_back(cells.text(column));
        }
        if (paths.size() > fastq_columns.size() - 1) {
            break;
        }
    }
    return paths;
}

/// A declared 0 says "unknown" in the field's exports: no concentration follows from it, and none is invented.
std::optional<double> quantity(SheetCells& cells, std::string_view column, double high, std::string_view unit) {
    auto const value =
        cells.number(column, {.low = 0, .high = high, .low_end = NumberRange::Low::included, .unit = unit});
    if (value && *value == 0) {
        cells.warn("quantity_zero", column, "0 is taken as unknown: no concentration will be given");
        return std::nullopt;
    }
    return value;
}

std::string lower_hex(std::string text) {
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return text;
}

enum class Reads { required, optional };

SampleRow sample_row(SheetCells& cells, Reads reads) {
    SampleRow row;
    row.line = cells.line();
    row.patient = cells.id("patient");
    row.sample = cells.required_id("sample");
    auto const type =
        cells.word("sample_type", sample_type_from_text, "plasma, tumor, normal, white_cells, control");
    if (cells.empty("sample_type")) {
        cells.refuse_empty("sample_type");
    }
    row.type = type.value_or(SampleType::plasma);
    row.lesion = cells.id("lesion");
    row.day = cells.day("day");
    row.date = cells.date("date");
    row.timepoint = cells.text("timepoint");
    row.phase = cells.text("phase");
    row.use = cells.word("use", intended_use_from_text, "landmark, monitoring").value_or(IntendedUse::monitoring);
    row.bam = cells.text("bam");
    row.cram = cells.text("cram");
    row.fastq = fastq_paths(cells);
    row.lane = cells.text("lane");
    row.flowcell = cells.text("flowcell");
    row.read_structure = cells.text("read_structure");
    row.umi = cells.text("umi");
    row.umi_whitelist = cells.text("umi_whitelist");
    row.evidence = cells.word("evidence", evidence_word, "raw, grouped, consensus, deduplicated").value_or("");
    row.targets = cells.text("targets");
    row.tumor_vcf = cells.text("tumor_vcf");
    row.segments = cells.text("segments");
    row.purity = cells.number("purity", {.low = 0, .high = 1, .low_end = NumberRange::Low::excluded, .unit = {}});
    row.cfdna_ng = quantity(cells, "cfdna_ng", 1000, "ng");
    row.plasma_ml = quantity(cells, "plasma_ml", 20, "mL");
    row.input_ng = quantity(cells, "input_ng", 1000, "ng");
    row.batch = cells.id("batch");
    row.chemistry = cells.id("chemistry");
    row.sha256 = lower_hex(cells.text("sha256"));
    row.records = cells.count("records", 0);
    row.extra = cells.columns_with_prefix("x_");
    if (type) {
        check_columns_of_type(cells, row);
    }
    check_inputs(cells, row);
    if (reads == Reads::required) {
        check_has_reads(cells, row);
    }
    check_words(cells, row);
    return row;
}

std::vector<std::string> row_cells(SampleRow const& row) {
    auto const fastq = [&](std::size_t index) { return index < row.fastq.size() ? row.fastq[index] : std::string{}; };
    return {row.patient,
            row.sample,
            to_text(row.type),
            row.lesion,
            row.day ? std::to_string(*row.day) : std::string{},
            row.timepoint,
            row.phase,
            to_text(row.use),
            row.bam,
            row.cram,
            fastq(0),
            fastq(1),
            fastq(2),
            fastq(3),
            row.lane,
            row.flowcell,
            row.read_structure,
            row.umi,
            row.umi_whitelist,
            row.evidence,
            row.targets,
            row.tumor_vcf,
            row.segments,
            number_text(row.purity),
            number_text(row.cfdna_ng),
            number_text(row.plasma_ml),
            number_text(row.input_ng),
            row.batch,
            row.chemistry,
            row.sha256,
            number_text(row.records)};
}

std::vector<SampleRow> read_rows(std::filesystem::path const& path, Findings& findings, Reads reads) {
    auto const table = read_delimited(path, column_rules(), findings);
    std::vector<SampleRow> rows;
    rows.reserve(table.rows.size());
    for (auto const& row : table.rows) {
        SheetCells cells{table, row, findings};
        rows.push_back(sample_row(cells, reads));
    }
    refuse_rowless(table, findings);
    return rows;
}

}  // namespace

std::vector<SampleRow> read_samples(std::filesystem::path const& path, Findings& findings) {
    return read_rows(path, findings, Reads::required);
}

std::vector<SampleRow> read_counted_samples(std::filesystem::path const& path, Findings& findings) {
    return read_rows(path, findings, Reads::optional);
}

void write_samples(std::filesystem::path const& path, std::span<SampleRow const> rows) {
    std::set<std::string> extra_columns;
    for (auto const& row : rows) {
        for (auto const& [column, cell] : row.extra) {
            extra_columns.insert(column);
        }
    }
    std::vector<std::string> header{normalised_columns.begin(), normalised_columns.end()};
    header.insert(header.end(), extra_columns.begin(), extra_columns.end());
    std::string text = csv_line(header);
    for (auto const& row : rows) {
        auto cells = row_cells(row);
        for (auto const& column : extra_columns) {
            auto const found = row.extra.find(column);
            cells.push_back(found == row.extra.end() ? std::string{} : found->second);
        }
        text += csv_line(cells);
    }
    write_text_file(path, text);
}

}  // namespace tidemark
