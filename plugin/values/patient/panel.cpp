#include "values/patient/panel.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

/// Shortest text that reads back as the same number, letter by letter as the panel table writes it.
std::string number(std::optional<double> value) {
    std::array<char, 64> buffer{};
    auto const* const end =
        value ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), *value).ptr : buffer.data();
    return std::string(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
}

std::string canonical_row(PanelEntry const& entry, std::string const& last_cells) {
    return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}{}\n", entry.variant.contig,
                       entry.variant.position.one_based(), entry.variant.ref, entry.variant.alt,
                       fmt::join(entry.lesions, ";"), entry.trunk ? (*entry.trunk ? "1" : "0") : "",
                       number(entry.multiplicity), number(entry.total_copies), number(entry.normal_copies),
                       number(entry.ccf), entry.clone, number(entry.tumor_vaf), entry.phase_group,
                       entry.state == LocusState::tracked ? "tracked" : "set_aside", entry.reason, last_cells);
}

}  // namespace

std::size_t Panel::tracked_count() const {
    return static_cast<std::size_t>(
        std::ranges::count(entries, LocusState::tracked, [](PanelEntry const& entry) { return entry.state; }));
}

std::string to_text(std::vector<PossibleCopies> const& states) {
    std::string text;
    for (auto const& state : states) {
        text += fmt::format("{}{}:{}:{}", text.empty() ? "" : ";", number(state.multiplicity), number(state.total_copies),
                            number(state.weight));
    }
    return text;
}

bool has_copy_states(std::vector<PanelEntry> const& entries) {
    return std::ranges::any_of(entries, [](PanelEntry const& entry) { return !entry.copy_states.empty(); });
}

std::string panel_hash(std::vector<PanelEntry> const& entries) {
    std::vector<std::string> rows;
    rows.reserve(entries.size());
    bool const states = has_copy_states(entries);
    for (auto const& entry : entries) {
        rows.push_back(canonical_row(entry, states ? "\t" + to_text(entry.copy_states) : ""));
    }
    std::ranges::sort(rows);
    Sha256 hash;
    for (auto const& row : rows) {
        hash.add(row);
    }
    return hash.hex();
}

}  // namespace tidemark
