// Words of the evidence table that its writer and its reader share: docs/formats/evidence.md.
#pragma once
#include <array>
#include <string_view>

namespace tidemark::evidence_columns {

inline constexpr std::string_view schema_kind{"tidemark.evidence/"};
inline constexpr std::string_view schema{"tidemark.evidence/1"};

/// Columns of our own table, in the order of the file.
inline constexpr std::array<std::string_view, 22> own{"row",
                                                      "sample",
                                                      "contig",
                                                      "position",
                                                      "end",
                                                      "ref",
                                                      "alt",
                                                      "pattern",
                                                      "context",
                                                      "substitution",
                                                      "evidence_class",
                                                      "strand",
                                                      "depth",
                                                      "alt_molecules",
                                                      "other_molecules",
                                                      "unreadable",
                                                      "mate_disagreement",
                                                      "depth_mates_agreed",
                                                      "alt_mates_agreed",
                                                      "alt_lengths",
                                                      "alt_family_sizes",
                                                      "polymorphic"};

/// A table made elsewhere has at least these.
inline constexpr std::array<std::string_view, 8> foreign_required{
    "sample", "contig", "position", "ref", "alt", "evidence_class", "depth", "alt_molecules"};
inline constexpr std::array<std::string_view, 3> foreign_optional{"strand", "background_rate", "alt_lengths"};

}  // namespace tidemark::evidence_columns
