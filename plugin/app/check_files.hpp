// The part of `check` that looks at files: one judgement a sample.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "io/hts/integrity.hpp"
#include "io/hts/reference_checksums.hpp"
#include "stages/check/file_facts_rules.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

struct FileCheckSetting {
    std::filesystem::path base;        ///< what paths of the sheet are relative to
    std::filesystem::path reference;
    std::string sheet;                 ///< base name, for warnings
    FileDepth depth = FileDepth::ends_only;
    bool trust_cram = false;
    int threads = 1;                   ///< for one file
    FileRuleParameters rules;
};

/// All rows of one sample: several only where it came on several lanes.
struct SampleRows {
    std::vector<SampleRow> rows;
    [[nodiscard]] SampleRow const& first() const { return rows.front(); }
};

/// In the order of the sheet.
[[nodiscard]] std::vector<SampleRows> samples_of(std::span<SampleRow const> rows);

/// `alignment` stands for the sheet's path where it is not empty (a staged copy).
[[nodiscard]] FileJudgement judge_sample(SampleRows const& sample, std::filesystem::path const& alignment,
                                         ReferenceChecksums& reference, FileCheckSetting const& setting);

/// Side by side with `threads` threads; the order of the result is the sheet's.
[[nodiscard]] std::vector<FileJudgement> judge_samples(std::span<SampleRows const> samples, int threads,
                                                       FileCheckSetting const& setting);

}  // namespace tidemark
