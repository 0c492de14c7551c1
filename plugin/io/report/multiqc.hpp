// MultiQC custom content: what a core facility sees beside its other tools (docs/formats/multiqc.md).
#pragma once
#include <span>
#include <string>
#include <vector>

#include "values/molecule/molecule_counts.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// A file by its name inside the folder.
struct NamedText {
    std::string name;
    std::string text;
    bool operator==(NamedText const&) const = default;
};

/// tidemark_*_mqc.json and tidemark_mqc_versions.yml. A section without data is left out. All text is escaped, since
/// MultiQC writes sample names into its page as they are. `molecules`: of samples that came as raw reads.
[[nodiscard]] std::vector<NamedText> multiqc_files(std::span<Timeline const> timelines,
                                                   std::span<MoleculeSummary const> molecules, std::string const& version);

}  // namespace tidemark
