#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "io/tables/delimited.hpp"
#include "io/tables/panel_columns.hpp"
#include "io/tables/panel_table.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

/// Reads cells of one row and lists every fault with its line and column.
class RowReader {
public:
    RowReader(DelimitedTable const& table, DelimitedRow const& row, Findings& findings)
        : table_{table}, row_{row}, findings_{findings} {}

    [[nodiscard]] PanelEntry entry() {
        PanelEntry entry;
        entry.state = state();
        entry.reason = text("reason");
        if (entry.state == LocusState::set_aside && entry.reason.empty()) {
            report("missing_reason", "reason", "a locus that is set aside needs a reason");
        }
        entry.variant = variant(entry.state);
        entry.lesions = lesions();
        entry.trunk = trunk();
        constexpr double unbounded = 1e6;
        entry.multiplicity = number("multiplicity", Bounds{0, unbounded, false});
        entry.total_copies = number("total_copies", Bounds{0, unbounded, true});
        entry.normal_copies = number("normal_copies", Bounds{0, unbounded, false});
        if (entry.multiplicity && entry.total_copies && *entry.multiplicity > *entry.total_copies) {
            report("bad_number", "multiplicity", "more mutated copies than total_copies");
        }
        entry.ccf = number("ccf", Bounds{0, largest_ccf, true});
        if (entry.ccf && *entry.ccf > 1) {
            entry.ccf = 1;
            entry.reason = entry.reason.empty() ? "ccf_clamped" : entry.reason;
        }
        entry.clone = text("clone");
        entry.tumor_vaf = number("tumor_vaf", Bounds{0, 1, true});
        entry.phase_group = text("phase_group");
        entry.copy_states = copy_states();
        return entry;
    }

private:
    /// Estimates of a clonal CCF scatter round 1; beyond this they are a mistake.
    static constexpr double largest_ccf = 1.1;

    struct Bounds {
        double low;
        double high;
        bool low_allowed;
    };

    [[nodiscard]] std::string text(std::string_view column) const { return std::string{table_.cell(row_, column)}; }

    void report(std::string rule, std::string_view column, std::string message) {
        findings_.push_back(
            {Severity::invalid, std::move(rule), table_.file, row_.line, std::string{column}, std::move(message)});
    }

    [[nodiscard]] LocusState state() {
        auto const cell = text("state");
        if (!cell.empty() && cell != "tracked" && cell != "set_aside") {
            report("bad_state", "state", fmt::format("'{}' is neither tracked nor set_aside", cell));
        }
        return cell == "set_aside" ? LocusState::set_aside : LocusState::tracked;
    }

    [[nodiscard]] Variant variant(LocusState state) {
        Variant variant{
            .contig = text("contig"), .position = {}, .ref = allele("ref", state), .alt = allele("alt", state)};
        if (variant.contig.empty()) {
            report("empty_cell", "contig", "the contig is missing");
        }
        auto const position = parse_integer(table_.cell(row_, "position"));
        if (!position || *position < 1) {
            report("bad_position", "position", fmt::format("'{}' is no 1-based position", text("position")));
        } else {
            variant.position = Position::from_one_based(*position);
        }
        if (state == LocusState::tracked && variant.ref == variant.alt) {
            report("ref_equals_alt", "alt", "the alternative allele is the reference");
        }
        return variant;
    }

    /// A locus that is set aside may be one that cannot be tracked, e.g. <DEL>: it is kept as it was.
    [[nodiscard]] std::string allele(std::string_view column, LocusState state) {
        auto bases = text(column);
        if (state == LocusState::set_aside && !bases.empty()) {
            return bases;
        }
        std::ranges::transform(bases, bases.begin(), [](char base) {
            return base >= 'a' && base <= 'z' ? static_cast<char>(base - 32) : base;
        });
        if (bases.empty() || bases.find_first_not_of("ACGT") != std::string::npos) {
            report("bad_allele", column,
                   fmt::format("'{}' is no allele: letters of ACGT, VCF style with the anchor base for indels", bases));
        }
        return bases;
    }

    [[nodiscard]] std::vector<std::string> lesions() {
        std::vector<std::string> names;
        auto const cell = table_.cell(row_, "lesion");
        for (std::size_t start = 0; start < cell.size();) {
            auto const end = std::min(cell.find(';', start), cell.size());
            if (end == start || end + 1 == cell.size()) {
                report("bad_lesion", "lesion", fmt::format("'{}' has an empty lesion name", cell));
                break;
            }
            names.emplace_back(cell.substr(start, end - start));
            start = end + 1;
        }
        std::ranges::sort(names);
        names.erase(std::ranges::unique(names).begin(), names.end());
        return names;
    }

    /// "1:3:0.8;2:3:0.2": multiplicity, total copies, weight. Weights of people need not sum to 1 to the last digit.
    [[nodiscard]] std::vector<PossibleCopies> copy_states() {
        std::vector<PossibleCopies> states;
        auto const cell = table_.cell(row_, "copy_states");
        double total = 0;
        for (std::size_t start = 0; start < cell.size();) {
            auto const end = std::min(cell.find(';', start), cell.size());
            auto const state = cell.substr(start, end - start);
            auto const first = std::min(state.find(':'), state.size());
            auto const second = std::min(state.find(':', std::min(first + 1, state.size())), state.size());
            auto const multiplicity = parse_number(state.substr(0, first));
            auto const copies = parse_number(state.substr(std::min(first + 1, state.size()), second - std::min(first + 1, second)));
            auto const weight = parse_number(state.substr(std::min(second + 1, state.size())));
            if (!multiplicity || !copies || !weight || *multiplicity <= 0 || *copies < *multiplicity || *copies > 1e6 ||
                *weight <= 0 || *weight > 1 || end + 1 == cell.size()) {
                report("bad_copy_states", "copy_states",
                       fmt::format("'{}' is no state multiplicity:total_copies:weight with 0 < multiplicity <= "
                                   "total_copies and 0 < weight <= 1", state));
                return {};
            }
            states.push_back({*multiplicity, *copies, *weight});
            total += *weight;
            start = end + 1;
        }
        if (!states.empty() && (total < 0.99 || total > 1.01)) {
            report("bad_copy_states", "copy_states", fmt::format("the weights of '{}' do not sum to 1", cell));
        }
        return states;
    }

    [[nodiscard]] std::optional<bool> trunk() {
        auto const cell = text("trunk");
        if (!cell.empty() && cell != "0" && cell != "1") {
            report("bad_flag", "trunk", fmt::format("'{}' is neither 0 nor 1", cell));
        }
        return cell.empty() ? std::nullopt : std::optional{cell == "1"};
    }

    [[nodiscard]] std::optional<double> number(std::string_view column, Bounds const& bounds) {
        auto const cell = table_.cell(row_, column);
        if (cell.empty()) {
            return std::nullopt;
        }
        auto const value = parse_number(cell);
        if (!value || *value > bounds.high || *value < bounds.low || (*value == bounds.low && !bounds.low_allowed)) {
            report("bad_number", column,
                   fmt::format("'{}' is no number {} {} and up to {}", cell, bounds.low_allowed ? "from" : "above",
                               bounds.low, bounds.high));
            return std::nullopt;
        }
        return value;
    }

    DelimitedTable const& table_;
    DelimitedRow const& row_;
    Findings& findings_;
};

std::string fact(DelimitedTable const& table, char const* key) {
    auto const found = table.facts.find(key);
    return found == table.facts.end() ? std::string{} : found->second;
}

void check_schema(DelimitedTable const& table) {
    auto const stored = fact(table, "schema");
    if (stored.empty() || stored == panel_columns::schema) {
        return;
    }
    if (stored.starts_with(panel_columns::schema_kind)) {
        throw ContradictionError{
            {.rule = "unknown_schema",
             .what = fmt::format("{} has schema {}, this program reads {}", table.file, stored, panel_columns::schema),
             .where = table.file,
             .why = "columns of another version may mean something else",
             .remedy = "run select again with this program, or use the version that wrote it"}};
    }
    throw InputError{{.rule = "not_a_panel",
                      .what = fmt::format("{} is a {} table, not a panel", table.file, stored),
                      .where = table.file,
                      .why = {},
                      .remedy = "give the table that tidemark select wrote"}};
}

void check_hash(DelimitedTable const& table, Panel const& panel) {
    auto const stored = fact(table, "hash");
    if (!stored.empty() && stored != panel.hash) {
        throw ContradictionError{{.rule = "panel_hash_differs",
                                  .what = fmt::format("the rows of {} are not those its hash was made of", table.file),
                                  .where = table.file,
                                  .why = "a frozen panel was edited, and draws counted before would not compare",
                                  .remedy = "run select again; if the edit is meant, remove the line #hash= and count "
                                            "all draws anew"}};
    }
}

/// Contigs in order of first appearance, then position and alleles: rows of a hand-made panel may stand in any order.
void sort_entries(std::vector<PanelEntry>& entries) {
    std::map<std::string, std::size_t, std::less<>> first;
    for (auto const& entry : entries) {
        first.emplace(entry.variant.contig, first.size());
    }
    std::ranges::stable_sort(entries, {}, [&](PanelEntry const& entry) {
        return std::make_tuple(first.at(entry.variant.contig), entry.variant.position,
                               std::string_view{entry.variant.ref}, std::string_view{entry.variant.alt});
    });
}

/// The same row twice is one locus; the same allele with different attributes has no right answer.
void merge_repeated(DelimitedTable const& table, std::vector<PanelEntry>& entries) {
    entries.erase(std::ranges::unique(entries).begin(), entries.end());
    auto const repeated = std::ranges::adjacent_find(entries, {}, &PanelEntry::variant);
    if (repeated != entries.end()) {
        throw ContradictionError{{.rule = "duplicate_variant",
                                  .what = fmt::format("{} stands twice in {} with different attributes",
                                                      to_text(repeated->variant), table.file),
                                  .where = table.file,
                                  .why = "its molecules would be counted twice",
                                  .remedy = "keep one row for each variant"}};
    }
}

}  // namespace

Panel read_panel(std::filesystem::path const& path) {
    Findings findings;
    auto const optional = panel_columns::all.begin() + panel_columns::required;
    ColumnRules const rules{.required = {panel_columns::all.begin(), optional},
                            .optional = {optional, panel_columns::all.end()},
                            .optional_prefixes = {}};
    auto const table = read_delimited(path, rules, findings);
    check_schema(table);
    refuse_findings(findings);
    Panel panel{.patient = fact(table, "patient"),
                .reference_hash = fact(table, "reference_hash"),
                .hash = {},
                .failure = fact(table, "failure"),
                .entries = {}};
    for (auto const& row : table.rows) {
        panel.entries.push_back(RowReader{table, row, findings}.entry());
    }
    refuse_findings(findings);
    sort_entries(panel.entries);
    merge_repeated(table, panel.entries);
    panel.hash = panel_hash(panel.entries);
    check_hash(table, panel);
    return panel;
}

}  // namespace tidemark
