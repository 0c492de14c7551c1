// Everything one sample says about a panel: molecules at tracked loci, and its own background around them.
// This is the seam between counting and statistics: `docs/formats/evidence.md` is the same content as a file.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"
#include "values/molecule/evidence_class.hpp"

namespace tidemark {

/// Class and strand of a group of molecules.
struct MoleculeGroup {
    EvidenceClass evidence_class = EvidenceClass::position;
    MoleculeStrand strand = MoleculeStrand::none;
    auto operator<=>(MoleculeGroup const&) const = default;
};

/// Molecules at one tracked allele in one group. All counts are molecules, never reads.
struct LocusCounts {
    std::int64_t depth = 0;               ///< informative: could have shown the allele (alt + ref + other)
    std::int64_t alt = 0;
    std::int64_t other = 0;               ///< informative, showing a third allele or a mixed haplotype
    std::int64_t unreadable = 0;          ///< N, masked or below the quality floor
    std::int64_t mate_disagreement = 0;   ///< mates overlap and disagree: unreadable, counted apart
    std::int64_t depth_mates_agreed = 0;  ///< of `depth`: both mates cover the locus and agree
    std::int64_t alt_mates_agreed = 0;
    std::vector<std::int32_t> alt_lengths;       ///< fragment length of each alt molecule, ascending; 0 = unknown
    std::vector<std::int32_t> alt_family_sizes;  ///< family size of each alt molecule, ascending; 0 = unknown
    bool operator==(LocusCounts const&) const = default;
};

struct LocusRow {
    Variant variant;
    MoleculeGroup group;
    LocusCounts counts;
    std::optional<double> background_rate;   ///< foreign tables only: used as it stands
    bool operator==(LocusRow const&) const = default;
};

/// Molecules that cover exactly the same two or more tracked loci, by which of them they show.
struct HaplotypeRow {
    std::string pattern;   ///< "chr14:106327474:C>T=1,chr14:106327477:G>A=0": 1 alt, 0 not alt; loci in genome order
    MoleculeGroup group;
    std::int64_t molecules = 0;
    auto operator<=>(HaplotypeRow const&) const = default;
};

/// Error opportunities away from tracked and polymorphic positions.
/// `substitution` "C>T" has a reference trinucleotide in `context`, reference strand, not folded; "ins" and "del"
/// have a repeat class (values/genome/repeat_class.hpp), "1x1" outside repeats, and count events per covered repeat or base;
/// "mnv" has an empty context and counts events per covered base. Tables of earlier versions have "ins" and "del" with an
/// empty context, per covered base.
struct ContextRow {
    MoleculeGroup group;
    std::string context;
    std::string substitution;
    std::int64_t molecules = 0;   ///< molecule-bases that could have shown it
    std::int64_t errors = 0;      ///< of those, showing exactly it
    auto operator<=>(ContextRow const&) const = default;
};

/// An off-panel position where at least one molecule shows something else than the reference.
struct MismatchRow {
    Variant variant;              ///< SNVs only
    MoleculeGroup group;
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    bool polymorphic = false;     ///< left out of the context rows (non-reference share or a known site)
    auto operator<=>(MismatchRow const&) const = default;
};

/// Off-panel positions [begin, end) with the same depth in one group.
struct DepthRun {
    std::string contig;
    Position begin;
    Position end;
    MoleculeGroup group;
    std::int64_t depth = 0;
    auto operator<=>(DepthRun const&) const = default;
};

/// Facts of a table that are not rows. Text values only; order of keys is the order in the file.
struct EvidenceFacts {
    std::string sample;
    std::string panel_hash;       ///< of the panel counted; empty for foreign tables
    std::string reference_hash;   ///< of names and lengths of its contigs; empty for foreign tables
    std::string evidence;         ///< declared kind: raw, grouped, consensus, deduplicated, or empty
    std::string verdict;          ///< "", or why nothing was counted: "panel_failed" (it could not be made), "input_failed"
    std::string integrity;        ///< "declared": the file has the number of records it should; else "unverified"
    std::string failure{};        ///< with input_failed: what befell the sample's file, "rule: message"
    bool operator==(EvidenceFacts const&) const = default;
};

struct SampleEvidence {
    EvidenceFacts facts;
    std::vector<LocusRow> loci;
    std::vector<HaplotypeRow> haplotypes;
    std::vector<ContextRow> contexts;
    std::vector<MismatchRow> mismatches;
    std::vector<DepthRun> depths;
    std::map<std::string, std::int64_t> losses;   ///< reads and molecules left out, by fixed reason
    std::map<std::string, std::int64_t> totals;   ///< reads_seen, reads_used, molecules, ...
    /// Molecules that show the reference at a tracked locus, once for each locus, by fragment length in bases: 0 unknown, 1000
    /// and more at 1000. Empty in foreign tables.
    std::map<std::int32_t, std::int64_t> reference_lengths{};
    bool operator==(SampleEvidence const&) const = default;
};

}  // namespace tidemark
