// MultiQC custom content: what a core facility sees beside its other tools (docs/formats/multiqc.md).
#pragma once
#include <span>
#include <string>
#include <vector>

#include "values/evidence/evidence_summary.hpp"
#include "values/molecule/extract_counts.hpp"
#include "values/molecule/molecule_counts.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// A file by its name inside the folder.
struct NamedText {
    std::string name;
    std::string text;
    bool operator==(NamedText const&) const = default;
};

/// What extract did with the FASTQ of a sample, consensus with its alignments, genotype with its molecules. Each may be
/// missing; at most one of a kind for each sample.
struct RawSummaries {
    std::vector<ExtractSummary> extracted;
    std::vector<MoleculeSummary> molecules;
    std::vector<EvidenceSummary> counted = {};
};

/// tidemark_*_mqc.json and tidemark_mqc_versions.yml. A section without data is left out. All text is escaped, since
/// MultiQC writes sample names into its page as they are.
[[nodiscard]] std::vector<NamedText> multiqc_files(std::span<Timeline const> timelines, RawSummaries const& raw,
                                                   std::string const& version);

}  // namespace tidemark
