// Options by which raw reads become molecules: the same words in group, consensus and genotype.
#pragma once
#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>

#include "app/molecule_stream.hpp"

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
    std::optional<std::size_t> max_reads;
    std::size_t max_memory = 4096;   ///< MB
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
/// `what_waits`: what --max-memory bounds in this word, and where, as the start of its help.
void add_group_options(CLI::App& app, GroupOptions& options, std::string const& what_waits);
/// How a consensus is called, and the thresholds of its filter but --min-base-quality, which genotype has of its own.
void add_consensus_options(CLI::App& app, ConsensusOptions& options);

/// Throw UsageError for options that contradict each other or are none.
[[nodiscard]] FamilySetting family_setting(UmiOptions const& umi, GroupOptions const& group);
[[nodiscard]] MoleculeSetting molecule_setting(UmiOptions const& umi, GroupOptions const& group,
                                               ConsensusOptions const& consensus);

}  // namespace tidemark
