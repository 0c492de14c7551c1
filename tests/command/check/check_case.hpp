// A run of `check` on sheets and files built in a few lines.
#pragma once
#include <string>
#include <vector>

#include "support/alignment_text.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

/// A reference with contigs chr1 and chr2, 400 bases each, sheets and files beside it.
class CheckCase {
public:
    CheckCase();

    /// `count` unpaired reads of ten bases on chr1, each with these tags ("\tRX:Z:ACGT" and so on).
    [[nodiscard]] static std::string reads(int count, std::string const& tags = {}, std::string const& contig = "chr1");
    /// Header of a sorted file whose read group names `sample`.
    [[nodiscard]] static std::string header(std::string const& sample, std::string const& contig = "chr1", int length = 400);
    /// Writes `name`.bam with its index; sample name as its SM.
    std::string bam(std::string const& name, std::string const& text) const;
    /// Sheet with the columns patient,sample,sample_type,day,bam,tumor_vcf and then `more`.
    std::string sheet(std::vector<std::string> const& rows, std::string const& more = {}) const;

    /// Runs `check` on sheet.csv with further words; results go to folder "out".
    [[nodiscard]] CommandResult check(std::vector<std::string> const& more = {}) const;
    /// Cell of verdicts.tsv; "<absent>" where there is no such row or column.
    [[nodiscard]] std::string verdict(std::string const& sample, std::string const& column) const;
    /// verdict and reason together: "ok " or "failed no_index".
    [[nodiscard]] std::string outcome(std::string const& sample) const;
    [[nodiscard]] bool wrote(std::string const& name) const;

    Scratch folder;
    std::string reference;
};

/// Cells of a table's row whose first cell is `sample`, by column.
[[nodiscard]] std::string table_cell(std::string const& table, std::string const& sample, std::string const& column);
[[nodiscard]] bool has(std::string const& text, std::string const& part);

}  // namespace tidemark::test
