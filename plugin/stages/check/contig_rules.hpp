// The contigs that a file has reads on, against those of the reference.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "values/genome/contig_table.hpp"
#include "values/patient/file_facts.hpp"

namespace tidemark {

/// A reason to fail a file: fixed code and sentence.
struct FileRefusal {
    std::string rule;
    std::string message;
    bool operator==(FileRefusal const&) const = default;
};

struct ContigParameters {
    /// A contig that the reference lacks is passed over below this share of the mapped reads: reads that strayed onto
    /// decoys and alternative contigs. What an assay aims at lies far above (this design).
    double stray_share = 0.01;
};

struct ContigJudgement {
    std::optional<FileRefusal> refusal;
    std::vector<std::string> warnings;   ///< sentences
};

/// `reference` has md5 where it is known. A matching M5 overrides a differing length, with a warning.
[[nodiscard]] ContigJudgement judge_contigs(std::vector<ContigUse> const& used, ContigTable const& reference,
                                            ContigParameters const& parameters = {});

}  // namespace tidemark
