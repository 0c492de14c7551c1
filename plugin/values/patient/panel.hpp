// The tracked variants of a patient, frozen: `docs/formats/panel.md` is the same content as a file.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"

namespace tidemark {

enum class LocusState { tracked, set_aside };

/// One copy state that a locus may have, where several fit: multiplicity and total copies as below.
struct PossibleCopies {
    double multiplicity = 1;
    double total_copies = 2;
    double weight = 1;                     ///< 0..1; the weights of a locus sum to 1
    bool operator==(PossibleCopies const&) const = default;
};

/// "1:3:0.8;2:3:0.2": multiplicity, total copies and weight of each state.
[[nodiscard]] std::string to_text(std::vector<PossibleCopies> const& states);

struct PanelEntry {
    Variant variant;                       ///< left-aligned
    std::vector<std::string> lesions;      ///< sorted; empty where unknown
    std::optional<bool> trunk;
    std::optional<double> multiplicity;    ///< mutated copies per mutated cell, > 0
    std::optional<double> total_copies;    ///< in tumor cells, >= 0
    std::optional<double> normal_copies;   ///< in normal cells; 2 where unknown
    std::optional<double> ccf;             ///< cancer cell fraction in tissue, 0..1
    std::string clone;
    std::optional<double> tumor_vaf;
    std::string phase_group;
    LocusState state = LocusState::tracked;
    std::string reason;                    ///< fixed code; never empty where set aside
    std::vector<PossibleCopies> copy_states{};   ///< where more than one state fits; empty: the state above alone
    bool operator==(PanelEntry const&) const = default;
};

struct Panel {
    std::string patient;                   ///< may be empty
    std::string reference_hash;            ///< of names and lengths of its contigs; may be empty
    std::string hash;                      ///< SHA-256 of the canonical rows; see panel_hash
    std::string failure;                   ///< "" or why the panel could not be made ("panel_failed: …")
    std::vector<PanelEntry> entries;       ///< order of the reference's contigs, then position, ref, alt
    bool operator==(Panel const&) const = default;

    [[nodiscard]] std::size_t tracked_count() const;
};

/// Whether any entry has several copy states: only then does the table have that column.
[[nodiscard]] bool has_copy_states(std::vector<PanelEntry> const& entries);

/// SHA-256 (hex) of all entries in canonical order: the order of input never changes it. Without copy states the rows are
/// those of a table without that column.
[[nodiscard]] std::string panel_hash(std::vector<PanelEntry> const& entries);

}  // namespace tidemark
