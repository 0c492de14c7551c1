// The tracked variants of a patient, frozen: `docs/formats/panel.md` is the same content as a file.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"

namespace tidemark {

enum class LocusState { tracked, set_aside };

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

/// SHA-256 (hex) of all entries in canonical order: the order of input never changes it.
[[nodiscard]] std::string panel_hash(std::vector<PanelEntry> const& entries);

}  // namespace tidemark
