// What `select` reads: the files of one patient, as values of stages/select.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "io/hts/reference.hpp"
#include "stages/select/freeze_panel.hpp"
#include "stages/select/tumor_candidate.hpp"

namespace tidemark {

/// As on the command line. Lists beside `vcfs` are empty or of its length; "none" stands for a missing file or number.
struct SelectFiles {
    std::vector<std::string> vcfs;
    std::vector<std::string> lesions;
    std::vector<std::string> tumor_samples;
    std::vector<std::string> segments;
    std::vector<std::string> purities;
    std::vector<std::string> white_cells;
    std::string common_sites;
};

/// Throws UsageError where counts, names or numbers cannot be meant. Opens nothing.
void check_select_options(SelectFiles const& files, std::string const& patient);

/// Alleles of all VCFs, checked against the reference and left-aligned. Throws ContradictionError listing every allele
/// whose REF is not what the reference has.
[[nodiscard]] std::vector<TumorCandidate> read_candidates(SelectFiles const& files, Reference const& reference);

/// Segments, purities, common sites and white cells. `candidates`: sorted; what white cells show there is no background.
[[nodiscard]] SelectKnowledge read_knowledge(SelectFiles const& files, Reference const& reference,
                                             std::span<Variant const> candidates);

/// `text` with every path and file name of an input replaced by its role ("tumor VCF 2"): what is written into a result
/// must not depend on how a workflow engine stages its files.
[[nodiscard]] std::string without_file_names(std::string text, SelectFiles const& files, std::string const& reference);

}  // namespace tidemark
