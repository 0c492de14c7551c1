// Turns facts about a file into the verdict of its sample. The first fault in a fixed order is the reason; a verdict
// never ends the run.
#pragma once
#include <string>
#include <vector>

#include "stages/check/contig_rules.hpp"
#include "values/failure/finding.hpp"
#include "values/genome/contig_table.hpp"
#include "values/patient/file_facts.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

struct FileRuleParameters {
    bool allow_missing_eof = false;
    std::string read_group_sample;   ///< SM that --rg-sample picks; may be empty
    ContigParameters contigs;
};

struct FileJudgement {
    SampleVerdict verdict;
    Findings warnings;   ///< by the sheet's line
};

/// `reference`: contigs with md5 where known. `row`: the sample's first row; `sheet`: its file, for warnings.
[[nodiscard]] FileJudgement judge_file(FileFacts const& facts, SampleRow const& row, std::string const& sheet,
                                       ContigTable const& reference, FileRuleParameters const& parameters);

/// Samples whose files have the same content: contradictions. Files without records are left out.
[[nodiscard]] Findings check_same_content(std::vector<SampleVerdict> const& verdicts,
                                          std::vector<SampleRow> const& rows, std::string const& sheet);

}  // namespace tidemark
