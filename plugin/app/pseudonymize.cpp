#include "app/pseudonymize.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "io/tables/delimited.hpp"
#include "values/failure/failure.hpp"
#include "values/probability/keyed_hash.hpp"

namespace tidemark {
namespace {

constexpr std::size_t least_key_bytes = 16;
constexpr std::size_t pseudonym_digits = 16;

/// Kind and id are told apart by a byte that no id holds, so that a patient and a sample of one name differ.
std::string pseudonym(std::string const& key, char kind, std::string const& id) {
    if (id.empty()) {
        return {};
    }
    std::string name(1, kind);
    for (char const digit : keyed_sha256(key, fmt::format("{}\n{}", kind, id)).substr(0, pseudonym_digits)) {
        // Digits in a row would look like a record number.
        name += static_cast<char>('a' + (digit <= '9' ? digit - '0' : digit - 'a' + 10));
    }
    return name;
}

}  // namespace

std::string read_key(std::filesystem::path const& path) {
    std::ifstream file{path, std::ios::binary};
    std::string key{std::istreambuf_iterator<char>{file}, {}};
    auto const refuse = [&](std::string const& rule, std::string const& what) {
        throw InputError{{.rule = rule, .what = what, .where = path.filename().string(),
                          .why = "whoever guesses the key can guess every id", .remedy = "give a file of 16 or more random bytes"}};
    };
    if (!file) {
        refuse("unreadable_key", "the key cannot be read");
    }
    for (char const end : {'\n', '\r'}) {
        if (!key.empty() && key.back() == end) {
            key.pop_back();
        }
    }
    if (key.size() < least_key_bytes) {
        refuse("key_too_short", fmt::format("the key has {} bytes, {} are needed", key.size(), least_key_bytes));
    }
    return key;
}

std::string patient_pseudonym(std::string const& key, std::string const& patient) { return pseudonym(key, 'P', patient); }
std::string sample_pseudonym(std::string const& key, std::string const& sample) { return pseudonym(key, 'S', sample); }

std::vector<SampleRow> with_pseudonyms(std::vector<SampleRow> rows, std::string const& key) {
    for (auto& row : rows) {
        row.patient = patient_pseudonym(key, row.patient);
        row.sample = sample_pseudonym(key, row.sample);
        row.extra.clear();
    }
    return rows;
}

std::string pseudonymous_clonotypes(std::span<ClonotypeRow const> rows, std::string const& key) {
    std::string text = csv_line(std::vector<std::string>{"sample", "patient", "compartment", "cdr3_nt", "cdr3_aa", "v", "j", "templates"});
    for (auto const& row : rows) {
        text += csv_line(std::vector<std::string>{sample_pseudonym(key, row.sample), patient_pseudonym(key, row.patient), row.compartment,
                                                  row.cdr3_nt, row.cdr3_aa, row.v, row.j, std::to_string(row.templates)});
    }
    return text;
}

std::string pseudonymous_sheet(PseudonymSheet const& sheet, std::string const& key) {
    Findings findings;
    auto const table = read_delimited(sheet.path, {.required = {}, .optional = {}, .optional_prefixes = {""}}, findings);
    std::vector<std::string> columns;
    for (auto const& column : table.columns) {
        if (column != "date" && !column.starts_with("x_") && (column != "day" || sheet.days.empty())) {
            columns.push_back(column);
        }
    }
    auto head = columns;
    if (!sheet.days.empty()) {
        head.emplace_back("day");
    }
    std::string text = csv_line(head);
    for (std::size_t index = 0; index < table.rows.size(); ++index) {
        std::vector<std::string> cells;
        for (auto const& column : columns) {
            std::string cell{table.cell(table.rows[index], column)};
            cells.push_back(column == "patient" ? patient_pseudonym(key, cell) : column == "sample" ? sample_pseudonym(key, cell) : cell);
        }
        if (!sheet.days.empty()) {
            cells.push_back(std::to_string(sheet.days.at(index)));
        }
        text += csv_line(cells);
    }
    return text;
}

}  // namespace tidemark
