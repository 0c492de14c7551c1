// Options by which raw reads become molecules: the same words in group, consensus and genotype.
#pragma once
#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/family_stream.hpp"
#include "stages/consensus/consensus_parameters.hpp"
#include "stages/consensus/filter.hpp"
#include "io/hts/alignment_file.hpp"

namespace tidemark {

struct UmiOptions {
    std::string umi;             ///< "none"
    std::string umi_tag;         ///< empty: RX
    std::string umi_from_name;
    std::string umi_pattern;
    [[nodiscard]] bool asked() const { return !umi.empty() || !umi_tag.empty() || !umi_from_name.empty() || !umi_pattern.empty(); }
};

struct GroupOptions {
    std::string strategy;        ///< empty: by the shape of the UMI
    std::optional<int> edits;
    int minimum_mapping_quality = 1;
    std::int64_t max_insert = 1000;
};

struct ConsensusOptions {
    std::string min_reads = "1,1,0";
    int error_pre_umi = 45;
    int error_post_umi = 40;
    int min_input_quality = 10;
    int min_consensus_quality = 2;
    std::string compat;
    std::string filter;          ///< a preset
    std::string filter_min_reads;
    std::string max_base_error_rate;
    std::string max_read_error_rate;
    std::optional<double> max_no_calls;
    std::optional<int> min_base_quality;
    std::optional<double> min_mean_quality;
    bool strand_agreement = false;
    bool per_base_tags = false;
};

void add_umi_options(CLI::App& app, UmiOptions& options);
void add_group_options(CLI::App& app, GroupOptions& options);
/// How a consensus is called, and the thresholds of its filter but --min-base-quality, which genotype has of its own.
void add_consensus_options(CLI::App& app, ConsensusOptions& options);

/// Each throws UsageError for options that contradict each other or are none.
void fill_labels(UmiOptions const& options, LabelRules& labels);
[[nodiscard]] std::optional<GroupingParameters> grouping_of(GroupOptions const& options, UmiOptions const& umis);
[[nodiscard]] ConsensusParameters consensus_parameters(ConsensusOptions const& options);
[[nodiscard]] std::optional<FilterThresholds> filter_thresholds(ConsensusOptions const& options);

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
/// Throws ContradictionError where most of the first reads are consensus reads already (fault 36).
void refuse_consensus(FirstReads const& first, std::string const& file);

/// Throws InputError where UMIs were missing in more than one read of a thousand, too long, or all the same
/// (docs/faults.md 30, 32, 34, 96). Warnings are returned: "rule: message".
[[nodiscard]] std::vector<std::string> judge_molecules(MoleculeTally const& tally, FamilySetting const& setting,
                                                       std::string const& file);

}  // namespace tidemark
