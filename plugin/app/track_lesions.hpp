// What `track` reads about a patient's lesions.
#pragma once
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "stages/track/lesion_knowledge.hpp"
#include "values/failure/finding.hpp"

namespace tidemark {

/// As on the command line; all may be empty.
struct LesionFiles {
    std::string lesions;
    std::string lesion_map;
    std::vector<std::string> tissue;
    std::vector<std::string> segments;   ///< LESION=FILE

    [[nodiscard]] bool asked() const { return !lesions.empty() || !lesion_map.empty() || !tissue.empty() || !segments.empty(); }
};

void add_lesion_options(CLI::App& app, LesionFiles& files);

/// What was read; `knowledge` looks into it.
struct LesionInputs {
    std::vector<LesionRow> lesions;
    std::vector<LesionMapRow> map;
    std::vector<SampleEvidence> tissue;
    std::vector<LesionSegments> segments;

    /// `panel` may be null.
    [[nodiscard]] LesionKnowledge knowledge(bool asked, Panel const* panel) const;
};

/// Throws UsageError where a map can be made of nothing that is given; faults of the sheets are appended to `findings`.
[[nodiscard]] LesionInputs read_lesion_inputs(LesionFiles const& files, bool with_panel, Findings& findings);

}  // namespace tidemark
