// MultiQC custom content: what a core facility sees beside its other tools (docs/formats/multiqc.md).
#pragma once
#include <span>
#include <string>
#include <vector>

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

/// Of the samples that came as raw reads: what extract did with their FASTQ, what consensus did with their alignments.
/// Either may be missing; at most one of a kind for each sample.
struct RawSummaries {
    std::vector<ExtractSummary> extracted;
    std::vector<MoleculeSummary> molecules;
};

/// tidemark_*_mqc.json and tidemark_mqc_versions.yml. A section without data is left out. All text is escaped, since
/// MultiQC writes sample names into its page as they are.
[[nodiscard]] std::vector<NamedText> multiqc_files(std::span<Timeline const> timelines, RawSummaries const& raw,
                                                   std::string const& version);

}  // namespace tidemark
