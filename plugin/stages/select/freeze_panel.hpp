// Every allele gets its state and reason, and the panel its order and hash.
#pragma once
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "stages/select/copy_state.hpp"
#include "stages/select/tumor_candidate.hpp"
#include "values/model/white_cells.hpp"
#include "values/genome/contig_table.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

enum class FilteredRecords { set_aside, included };

struct SelectParameters {
    FilteredRecords filtered = FilteredRecords::set_aside;
    WhiteCellParameters white_cells;
};

/// What is known beside the VCFs.
struct SelectKnowledge {
    std::vector<TumorTissue> tissues;       ///< one for each VCF, as sightings number them
    std::set<Variant> common;               ///< common germline variants, left-aligned
    std::optional<WhiteCells> white_cells;  ///< nothing where none were counted
};

/// Fixed code of why a locus cannot be followed, whatever the white cells say: "unsupported:<code>", "indel_too_long",
/// "filter_not_pass:<names>", "common_snp"; empty where it can.
[[nodiscard]] std::string exclusion(LocusCandidate const& locus, SelectKnowledge const& knowledge,
                                    FilteredRecords filtered);

/// Entries in the order of `contigs`, then position, ref and alt; hash filled, patient and reference_hash left to the
/// caller. A locus is trunk (1) where all of two or more named lesions have it and its CCF is not stated below 0.7, 0 where some have it or only a
/// part of the cells, empty else.
[[nodiscard]] Panel freeze_panel(std::span<LocusCandidate const> loci, SelectKnowledge const& knowledge,
                                 SelectParameters const& parameters, ContigTable const& contigs);

}  // namespace tidemark
