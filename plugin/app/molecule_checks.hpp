// What a file of raw reads must be before and after the pass, so that molecules can be believed.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/family_stream.hpp"
#include "io/hts/alignment_file.hpp"

namespace tidemark {

/// What the first reads of a file tell, looked at before the pass so that parts of a file are read alike.
struct FirstReads {
    std::int64_t looked_at = 0;      ///< primary, mapped
    std::int64_t with_umi = 0;
    std::int64_t with_molecule_id = 0;
    std::int64_t with_consensus_tags = 0;
    std::optional<GroupingParameters> default_grouping;   ///< by the first usable UMI
};
/// Up to 2,000 reads. Faults of AlignmentReader.
[[nodiscard]] FirstReads first_reads(AlignmentSource const& source, LabelRules const& labels);
/// Throws ContradictionError where most of `reads` are consensus reads already (fault 36).
void refuse_consensus(std::int64_t consensus_reads, std::int64_t reads, std::string const& file);
/// Families by what was not said: by molecule ids where `ids_may_decide` and each of the first reads has one, by the
/// strategy that suits the first UMI.
void settle(FamilySetting& setting, FirstReads const& first, bool ids_may_decide);

/// Throws InputError where UMIs were missing in more than one read of a thousand, too long, or all the same
/// (docs/faults.md 30, 32, 34, 96). Warnings are returned: "rule: message".
[[nodiscard]] std::vector<std::string> judge_molecules(MoleculeTally const& tally, FamilySetting const& setting,
                                                       std::string const& file);

}  // namespace tidemark
