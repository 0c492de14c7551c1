#include "app/molecule_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <regex>
#include <utility>

#include "app/misuse.hpp"
#include "app/value_options.hpp"

namespace tidemark {
namespace {

/// One to three numbers, high to low as fgbio writes them; missing ones repeat the last.
template <typename Number>
std::array<Number, 3> three_numbers(std::string const& text, std::string_view option, double most) {
    std::array<Number, 3> numbers{};
    std::size_t count = 0;
    char const* place = text.data();
    auto const* const end = text.data() + text.size();
    while (count < 3) {
        auto const [stop, error] = std::from_chars(place, end, numbers[count]);
        if (error != std::errc{} || !(numbers[count] >= 0) || static_cast<double>(numbers[count]) > most) {
            break;
        }
        ++count;
        if (stop == end) {
            for (std::size_t rest = count; rest < 3; ++rest) {
                numbers[rest] = numbers[count - 1];
            }
            return numbers;
        }
        if (*stop != ',') {
            break;
        }
        place = stop + 1;
    }
    misuse("three_numbers", fmt::format("{} \"{}\" is not one to three numbers", option, text),
           "in total, of the better strand, of the worse strand", fmt::format("write them with commas: {} 3,1,1", option));
}

void expect_descending(std::array<std::int32_t, 3> const& numbers, std::string_view option) {
    if (numbers[0] < numbers[1] || numbers[1] < numbers[2]) {
        misuse("min_reads", fmt::format("{} {},{},{} rises", option, numbers[0], numbers[1], numbers[2]),
               "the total cannot be less than the better strand, nor that less than the worse", "write them high to low");
    }
}

void fill_labels(UmiOptions const& options, LabelRules& labels) {
    int const places = (options.umi.empty() ? 0 : 1) + (options.umi_tag.empty() ? 0 : 1) +
                       (options.umi_from_name.empty() ? 0 : 1) + (options.umi_pattern.empty() ? 0 : 1);
    if (places > 1) {
        misuse("umi_source", "the UMI is said to be at several places", "only one of them can be right",
               "keep one of --umi-tag, --umi-from-name, --umi-pattern and --umi none");
    }
    if (!options.umi.empty()) {
        labels.umi = UmiPlace::none;
    } else if (!options.umi_from_name.empty()) {
        labels.umi = UmiPlace::name;
        labels.separator = options.umi_from_name;
    } else if (!options.umi_pattern.empty()) {
        labels.umi = UmiPlace::pattern;
        try {
            labels.pattern.emplace(options.umi_pattern);
        } catch (std::regex_error const& error) {
            misuse("pattern", fmt::format("--umi-pattern \"{}\" is no ECMAScript pattern", options.umi_pattern), error.what(), {});
        }
        if (labels.pattern->group_count() < 1 || labels.pattern->group_count() > 2) {
            misuse("pattern", fmt::format("--umi-pattern \"{}\" has {} groups", options.umi_pattern, labels.pattern->group_count()),
                   "group 1 is the UMI or its first half, group 2 the second", "use (?:…) for other parentheses");
        }
    } else if (!options.umi_tag.empty()) {
        static std::regex const tag{"[A-Za-z][A-Za-z0-9]"};
        if (!std::regex_match(options.umi_tag, tag)) {
            misuse("umi_tag", fmt::format("--umi-tag \"{}\" is no SAM tag", options.umi_tag), {}, "a letter and a letter or digit");
        }
        labels.umi_tag = options.umi_tag;
    }
}

std::optional<GroupingParameters> grouping_of(GroupOptions const& options, UmiOptions const& umis) {
    if (!umis.umi.empty()) {
        if (!options.strategy.empty() || options.edits) {
            misuse("strategy", "--strategy and --edits compare UMIs, and --umi none says that there are none", {}, "leave them out");
        }
        return GroupingParameters{GroupingStrategy::identity, 0};
    }
    if (options.strategy.empty()) {
        if (options.edits) {
            misuse("strategy", "--edits without --strategy", "how UMIs become families is then not said", "add --strategy");
        }
        return std::nullopt;
    }
    auto const strategy = *grouping_strategy_from_text(options.strategy);
    if (strategy == GroupingStrategy::identity && options.edits.value_or(0) != 0) {
        misuse("strategy", "--strategy identity knows no edits", {}, "leave --edits out, or take adjacency");
    }
    return GroupingParameters{strategy, options.edits.value_or(strategy == GroupingStrategy::identity ? 0 : 1)};
}

ConsensusParameters consensus_parameters(ConsensusOptions const& options) {
    auto const reads = three_numbers<std::int32_t>(options.min_reads, "--min-reads", 1e6);
    expect_descending(reads, "--min-reads");
    ConsensusParameters parameters;
    parameters.min_reads = {reads[0], reads[1], reads[2]};
    parameters.error_pre_umi = static_cast<std::uint8_t>(options.error_pre_umi);
    parameters.error_post_umi = static_cast<std::uint8_t>(options.error_post_umi);
    parameters.min_input_quality = static_cast<std::uint8_t>(options.min_input_quality);
    parameters.min_consensus_quality = static_cast<std::uint8_t>(options.min_consensus_quality);
    parameters.arithmetic = options.compat.empty() ? ConsensusArithmetic::tidemark : ConsensusArithmetic::fgbio;
    parameters.per_base_arrays = options.per_base_tags;
    return parameters;
}

std::optional<FilterThresholds> filter_thresholds(ConsensusOptions const& options) {
    bool const asked = !options.filter.empty() || !options.filter_min_reads.empty() || !options.max_base_error_rate.empty() ||
                       !options.max_read_error_rate.empty() || options.max_no_calls || options.min_base_quality ||
                       options.min_mean_quality || options.strand_agreement;
    if (!asked) {
        return std::nullopt;
    }
    auto thresholds = options.filter.empty() ? FilterThresholds{} : filter_preset(options.filter).value();
    if (!options.filter_min_reads.empty()) {
        auto const reads = three_numbers<std::int32_t>(options.filter_min_reads, "--filter-min-reads", 1e6);
        expect_descending(reads, "--filter-min-reads");
        thresholds.min_reads = {reads[0], reads[1], reads[2]};
    }
    for (auto const& [text, option, rates] :
         {std::tuple{&options.max_base_error_rate, "--max-base-error-rate", &thresholds.max_base_error_rate},
          std::tuple{&options.max_read_error_rate, "--max-read-error-rate", &thresholds.max_read_error_rate}}) {
        if (!text->empty()) {
            auto const numbers = three_numbers<double>(*text, option, 1);
            *rates = {numbers[0], numbers[1], numbers[2]};
        }
    }
    thresholds.max_no_calls = options.max_no_calls ? options.max_no_calls : thresholds.max_no_calls;
    thresholds.min_base_quality =
        options.min_base_quality ? static_cast<std::uint8_t>(*options.min_base_quality) : thresholds.min_base_quality;
    thresholds.min_mean_quality = options.min_mean_quality.value_or(thresholds.min_mean_quality);
    thresholds.strand_agreement = options.strand_agreement ? StrandAgreement::required : thresholds.strand_agreement;
    return thresholds;
}

}  // namespace

void add_umi_options(CLI::App& app, UmiOptions& options) {
    app.add_option("--umi-tag", options.umi_tag, "Tag that holds the UMI [RX]");
    app.add_option("--umi-from-name", options.umi_from_name, "Separator before the UMI in the read name");
    app.add_option("--umi-pattern", options.umi_pattern, "Regular expression whose group 1 (and 2) is the UMI in the read name");
    app.add_option("--umi", options.umi, "none: molecules are told apart by position")->check(CLI::IsMember({"none"}));
}

void add_group_options(CLI::App& app, GroupOptions& options, std::string const& what_waits) {
    app.add_option("--strategy", options.strategy,
                   "How UMIs become families [paired for two halves, adjacency for one, identity below 5 bases]")
        ->check(CLI::IsMember({"identity", "edit", "adjacency", "directional", "paired"}));
    limit_to(app.add_option("--edits", options.edits, "Mismatches between a UMI and its error [1; 0 where a half has fewer than 5 bases]"), WholeBounds{0, 16});
    limit_to(app.add_option("--min-mapq", options.minimum_mapping_quality, "Reads below take no part"), WholeBounds{0, 255})
        ->capture_default_str();
    limit_to(app.add_option("--max-insert", options.max_insert, "Mates further apart are grouped one end at a time"), WholeBounds{1, 3000})
        ->capture_default_str();
    limit_to(app.add_option("--max-reads", options.max_reads, "Templates of a family, by strand, that take part; chosen by their names [all]"), WholeBounds{1, 1'000'000'000});
    limit_to(app.add_option("--max-memory", options.max_memory, "MB that " + what_waits + "; beyond, the call fails"), WholeBounds{1, 1'000'000})
        ->capture_default_str();
}

void add_consensus_options(CLI::App& app, ConsensusOptions& options) {
    app.add_option("--min-reads", options.min_reads, "Templates a molecule needs: in total, better strand, worse strand")
        ->capture_default_str();
    limit_to(app.add_option("--error-rate-pre-umi", options.error_pre_umi, "Phred: errors before the UMI is attached"), WholeBounds{1, 93})
        ->capture_default_str();
    limit_to(app.add_option("--error-rate-post-umi", options.error_post_umi, "Phred: errors between UMI and sequencing"), WholeBounds{1, 93})
        ->capture_default_str();
    limit_to(app.add_option("--min-input-base-quality", options.min_input_quality, "Lower bases are N"), WholeBounds{0, 93})
        ->capture_default_str();
    limit_to(app.add_option("--min-consensus-base-quality", options.min_consensus_quality, "Lower consensus bases are N"), WholeBounds{2, 93})
        ->capture_default_str();
    app.add_option("--compat", options.compat, "fgbio: reproduces its qualities")->check(CLI::IsMember({"fgbio"}));
    app.add_option("--filter", options.filter, "Thresholds by name; the options below win")
        ->check(CLI::IsMember({"fastquorum", "liquid_biopsy", "high_specificity", "simplex", "washu"}));
    app.add_option("--filter-min-reads", options.filter_min_reads, "Reads below which a molecule is dropped and a base is N, as 3,1,1");
    app.add_option("--max-base-error-rate", options.max_base_error_rate, "Bases above it are N; one to three rates");
    app.add_option("--max-read-error-rate", options.max_read_error_rate, "Molecules above it are dropped; one to three rates");
    limit_to(app.add_option("--max-no-calls", options.max_no_calls, "N in a molecule: a share below 1, else a number"), NumberBounds{0, 1e6});
    limit_to(app.add_option("--min-mean-base-quality", options.min_mean_quality, "Of a molecule, before bases are made N"), NumberBounds{0.0, 93.0});
    app.add_flag("--require-strand-agreement", options.strand_agreement, "A base that the strands do not share is N");
}

FamilySetting family_setting(UmiOptions const& umi, GroupOptions const& group) {
    FamilySetting setting;
    fill_labels(umi, setting.labels);
    setting.labels.minimum_mapping_quality = group.minimum_mapping_quality;
    setting.grouping = grouping_of(group, umi);
    setting.window.max_insert = group.max_insert;
    setting.max_reads = group.max_reads.value_or(0);
    setting.max_bytes = group.max_memory << 20U;
    return setting;
}

MoleculeSetting molecule_setting(UmiOptions const& umi, GroupOptions const& group, ConsensusOptions const& consensus) {
    MoleculeSetting setting;
    setting.families = family_setting(umi, group);
    setting.consensus = consensus_parameters(consensus);
    setting.filter = filter_thresholds(consensus);
    return setting;
}

}  // namespace tidemark
