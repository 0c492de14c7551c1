// Samples without tumor (or a sample's own off-panel molecules) as tallies that a background can be learnt from.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "values/evidence/sample_evidence.hpp"
#include "values/failure/finding.hpp"
#include "values/model/background_law.hpp"

namespace tidemark {

struct ErrorTally {
    std::int64_t errors = 0;
    std::int64_t molecules = 0;
    bool operator==(ErrorTally const&) const = default;
};

struct LocusKind {
    Variant variant;
    MoleculeGroup group;
    auto operator<=>(LocusKind const&) const = default;
};

/// Two alleles that molecules of a group cover together; `one` before `other`.
struct LinkedPair {
    Variant one;
    Variant other;
    MoleculeGroup group;
    auto operator<=>(LinkedPair const&) const = default;
};

/// One off-panel allele.
struct OffPanelAllele {
    Variant variant;
    MoleculeGroup group;
    std::int64_t depth = 0;
    std::int64_t errors = 0;
};

/// One sample: every molecule once, however many tables it stands in.
struct PooledSample {
    std::string sample;
    std::map<ErrorKind, ErrorTally> kinds;
    std::map<LocusKind, ErrorTally> loci;
    std::map<LinkedPair, ErrorTally> linked{};   ///< molecules over both loci, and those that show both alleles
    std::vector<DepthRun> depths;              ///< all off-panel positions
    std::vector<OffPanelAllele> mismatches;    ///< alleles there that molecules show, polymorphic ones left out
    std::vector<OffPanelAllele> rows;          ///< SNVs of foreign tables, shown or not
};

/// Whether a sample shows an allele as a genotype, not as noise: 5 % or more of its molecules, two at least.
[[nodiscard]] bool is_polymorphic(LocusCounts const& counts);

/// Trinucleotide round an SNV, forward strand, repeat class of an insertion or deletion; empty where unknown.
using ContextLookup = std::function<std::string(Variant const&)>;

/// METHOD: tables of one sample (contract 7.1: a control is counted at each panel) are joined without counting a molecule
/// twice: equal tables once; context rows of tables whose background positions do not overlap are added, of overlapping
/// ones the table with most molecules is used; a locus in several tables is used once.
/// Loci where a sample shows the allele in 5 % or more of its molecules (two at least) are polymorphic there, not noise.
/// A contradiction (exit 4): tables counted against different references; one sample with two different tables of the same
/// panel. `contexts` files the rows of foreign tables, which are all background.
[[nodiscard]] std::vector<PooledSample> pool_controls(std::span<SampleEvidence const> tables,
                                                      ContextLookup const& contexts, Findings& findings);

/// The background part of one sample under test: its context rows, or, of a foreign table, the rows whose locus is not
/// in `panel` (sorted). No loci are learnt from it.
[[nodiscard]] PooledSample own_background(SampleEvidence const& evidence, std::span<Variant const> panel,
                                          ContextLookup const& contexts);

}  // namespace tidemark
