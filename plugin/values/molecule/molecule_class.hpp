// From what is known about a record to the evidence class of its molecule.
#pragma once
#include <cstdint>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "values/molecule/evidence_class.hpp"
#include "values/molecule/molecule_tags.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// What the sheet or the command line says about a file; `unknown` lets the tags decide.
enum class DeclaredEvidence : std::uint8_t { unknown, raw, grouped, consensus, deduplicated };

[[nodiscard]] std::optional<DeclaredEvidence> declared_evidence_from_text(std::string_view text);
[[nodiscard]] std::string_view to_text(DeclaredEvidence evidence);

/// Family size out of a read name, for collapsed files that keep it there ("Count=12").
class FamilySizeInName {
public:
    /// ECMAScript pattern, searched in the name; group 1 is the size. Throws std::regex_error where it is no pattern
    /// or has no group.
    explicit FamilySizeInName(std::string const& pattern);
    [[nodiscard]] std::optional<std::int32_t> operator()(std::string_view name) const;

private:
    std::regex pattern_;
};

struct MoleculeKind {
    EvidenceClass evidence_class = EvidenceClass::position;
    MoleculeStrand strand = MoleculeStrand::none;
    std::int32_t family_size = 0;   ///< reads of the molecule; 0 unknown
    bool operator==(MoleculeKind const&) const = default;
};

/// METHOD: consensus tags decide first. Duplex needs support on both strands (aD and bD above 0, or gencore's FR and
/// RR); a family of one read is a singleton; any other consensus is simplex of the direction of read 1, and plain
/// simplex where that is unknown. Without class tags: the family size in the name, then the declaration
/// (`deduplicated`, `consensus`: collapsed), then `position`.
[[nodiscard]] MoleculeKind classify(Read const& read, MoleculeTags const& tags, DeclaredEvidence declared,
                                    std::optional<std::int32_t> family_size_in_name);

}  // namespace tidemark
