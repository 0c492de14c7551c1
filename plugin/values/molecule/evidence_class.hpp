// How well a molecule is known, and by which strand.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tidemark {

/// Each class has an error rate of its own. `simplex` is one strand of unknown direction; `collapsed` was made
/// elsewhere without class tags; `position` was collapsed here by fragment ends, without UMI.
enum class EvidenceClass : std::uint8_t { duplex, simplex_forward, simplex_reverse, simplex, singleton, collapsed, position };

inline constexpr std::array all_evidence_classes{
    EvidenceClass::duplex,    EvidenceClass::simplex_forward, EvidenceClass::simplex_reverse, EvidenceClass::simplex,
    EvidenceClass::singleton, EvidenceClass::collapsed,       EvidenceClass::position};

/// Direction of the molecule's read 1 (of the read itself when single-end). `none` where the class already tells
/// (simplex_forward, simplex_reverse) or where both strands were merged (duplex, simplex).
enum class MoleculeStrand : std::uint8_t { none, forward, reverse };

[[nodiscard]] constexpr std::string_view to_text(EvidenceClass evidence_class) {
    constexpr std::array<std::string_view, 7> names{"duplex",    "simplex_forward", "simplex_reverse", "simplex",
                                                    "singleton", "collapsed",       "position"};
    return names[static_cast<std::size_t>(evidence_class)];
}

/// "", "F", "R".
[[nodiscard]] constexpr std::string_view to_text(MoleculeStrand strand) {
    constexpr std::array<std::string_view, 3> names{"", "F", "R"};
    return names[static_cast<std::size_t>(strand)];
}

[[nodiscard]] constexpr std::optional<EvidenceClass> evidence_class_from_text(std::string_view text) {
    for (auto const evidence_class : all_evidence_classes) {
        if (to_text(evidence_class) == text) {
            return evidence_class;
        }
    }
    return std::nullopt;
}

[[nodiscard]] constexpr std::optional<MoleculeStrand> strand_from_text(std::string_view text) {
    for (auto const strand : {MoleculeStrand::none, MoleculeStrand::forward, MoleculeStrand::reverse}) {
        if (to_text(strand) == text) {
            return strand;
        }
    }
    return std::nullopt;
}

/// True for the classes whose rows carry F or R in column `strand` (contract: singleton, collapsed, position).
[[nodiscard]] constexpr bool carries_strand(EvidenceClass evidence_class) {
    return evidence_class == EvidenceClass::singleton || evidence_class == EvidenceClass::collapsed ||
           evidence_class == EvidenceClass::position;
}

/// Which strand of the DNA the molecule shows: what a strand-wise error rate is looked up by. simplex_forward and
/// simplex_reverse answer from the class, the others from `strand`.
[[nodiscard]] constexpr MoleculeStrand shown_strand(EvidenceClass evidence_class, MoleculeStrand strand) {
    if (evidence_class == EvidenceClass::simplex_forward) {
        return MoleculeStrand::forward;
    }
    if (evidence_class == EvidenceClass::simplex_reverse) {
        return MoleculeStrand::reverse;
    }
    return carries_strand(evidence_class) ? strand : MoleculeStrand::none;
}

}  // namespace tidemark
