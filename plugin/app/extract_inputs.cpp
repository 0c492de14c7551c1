#include "app/extract_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>
#include <set>
#include <utility>

#include "app/misuse.hpp"
#include "app/output_ending.hpp"
#include "io/files/line_reader.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

bool has_kind(std::vector<ReadStructure> const& structures, SegmentKind kind) {
    return std::ranges::any_of(structures, [&](ReadStructure const& structure) { return structure.has(kind); });
}

/// Exactly one source of the UMI, or the word that there is none.
void check_umi_source(ExtractOptions const& options, std::vector<ReadStructure> const& structures) {
    bool const in_bases = has_kind(structures, SegmentKind::umi);
    int const sources = (in_bases ? 1 : 0) + (options.umi_from_name.empty() ? 0 : 1) + (options.umi_pattern.empty() ? 0 : 1) +
                        (options.umi.empty() ? 0 : 1);
    if (sources == 0) {
        misuse("umi_source", "nothing says where the UMI is", "reads without UMI are told apart by position only",
               "give M segments in --read-structure, --umi-from-name, --umi-pattern, or --umi none");
    }
    if (sources > 1) {
        misuse("umi_source", "the UMI is said to be at several places", "only one of them can be right",
               "keep one of M segments, --umi-from-name, --umi-pattern and --umi none");
    }
    if (!options.umi_whitelist.empty() && !options.umi.empty()) {
        misuse("umi_source", "--umi-whitelist corrects UMIs, and --umi none says that there are none", {}, "leave one of them out");
    }
}

/// Reads and summary cannot both go to standard output, and a name must say what is written.
void check_outputs(ExtractOptions const& options) {
    if (options.format.empty()) {
        refuse_unknown_ending("--output", options.output, {".bam", ".fastq", ".fq", ".fastq.gz", ".fq.gz"});
    }
    if (options.output == "-" && options.summary == "-") {
        misuse("one_stdout", "reads and summary would both go to standard output", {}, "give --summary a file");
    }
}

void check_files(ExtractOptions const& options, std::size_t files_per_lane) {
    if (options.files.size() % files_per_lane != 0) {
        misuse("read_structure",
               fmt::format("{} read structures for {} FASTQ files", files_per_lane, options.files.size()),
               "each lane has one file for each read structure",
               "give one word for each file of a lane, and whole lanes: L1_R1 L1_R2 L2_R1 L2_R2");
    }
    std::set<std::filesystem::path> seen;
    for (auto const& file : options.files) {
        std::error_code ignored;
        auto const place = std::filesystem::weakly_canonical(std::filesystem::absolute(file, ignored), ignored);
        bool const special = file != "-" && std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored);
        if (!special && !seen.insert(place).second) {
            misuse("file_twice", fmt::format("{} is given twice", file), "its reads would be taken for their own mates",
                   "give each file once");
        }
    }
}

void check_names(ExtractOptions const& options) {
    static std::regex const id{"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"};
    for (auto const& [name, option] : {std::pair{options.sample, "--sample"}, std::pair{options.library, "--library"},
                                       std::pair{options.read_group, "--read-group"}}) {
        bool const may_be_empty = std::string_view{option} != "--read-group";
        if (!(name.empty() && may_be_empty) && !std::regex_match(name, id)) {
            misuse("id", fmt::format("{} \"{}\" is no id", option, name),
                   "ids are letters, digits, _ . - and at most 64 of them", {});
        }
    }
    static std::regex const tag{"[A-Za-z][A-Za-z0-9]"};
    if (!std::regex_match(options.umi_tag, tag)) {
        misuse("umi_tag", fmt::format("--umi-tag \"{}\" is no SAM tag", options.umi_tag), {}, "a letter and a letter or digit");
    }
    static std::set<std::string> const taken{"BC", "CB", "CY", "OX", "QT", "QX", "RG"};
    if (taken.contains(options.umi_tag)) {
        misuse("umi_tag", fmt::format("--umi-tag {} is written for something else", options.umi_tag), {}, "take another tag");
    }
}

UmiPattern pattern_of(ExtractOptions const& options) {
    try {
        UmiPattern pattern{options.umi_pattern};
        if (pattern.group_count() < 1 || pattern.group_count() > 2) {
            misuse("pattern", fmt::format("--umi-pattern \"{}\" has {} groups", options.umi_pattern, pattern.group_count()),
                   "group 1 is the UMI or its first half, group 2 the second", "use (?:…) for other parentheses");
        }
        return pattern;
    } catch (std::regex_error const& error) {
        misuse("pattern", fmt::format("--umi-pattern \"{}\" is no ECMAScript pattern", options.umi_pattern), error.what(), {});
    }
}

/// First word of each line; empty lines and lines that start with # are skipped.
UmiList list_of(ExtractOptions const& options) {
    std::vector<std::string> umis;
    LineReader lines{options.umi_whitelist};
    while (auto const line = lines.next()) {
        auto word = line->substr(0, line->find_first_of(" \t,"));
        if (word.empty() || word.starts_with('#')) {
            continue;
        }
        std::ranges::transform(word, word.begin(),
                               [](char base) { return static_cast<char>(std::toupper(static_cast<unsigned char>(base))); });
        umis.push_back(std::move(word));
    }
    auto list = UmiList::make(umis, options.correction);
    if (!list) {
        throw InputError{{.rule = "umi_whitelist",
                          .what = fmt::format("{} is no list of UMIs: {}", lines.name(), list.reason()),
                          .where = lines.name(),
                          .why = {},
                          .remedy = "give one UMI a line"}};
    }
    return *list;
}

/// `text` as one word of a shell, without what would break a header line.
std::string shell_word(std::string_view text) {
    std::string word;
    for (char const letter : text) {
        word += letter == '\'' ? "'\\''" : std::string(1, letter >= ' ' && letter <= '~' ? letter : '?');
    }
    return "'" + word + "'";
}

}  // namespace

std::vector<ReadStructure> structures_of(ExtractOptions const& options) {
    if (options.read_structure.empty()) {
        if (options.files.size() > 2) {
            misuse("read_structure", fmt::format("{} FASTQ files and no --read-structure", options.files.size()),
                   "which of them belong together cannot be told", "give --read-structure, as in \"+T +T\"");
        }
        return {options.files.size(), ReadStructure{{ReadSegment{}}}};
    }
    auto const structures = read_structures_from_text(options.read_structure);
    if (!structures) {
        misuse("read_structure", fmt::format("--read-structure: {}", structures.reason()), {}, "as in \"3M2S+T 3M2S+T\"");
    }
    auto const templates = std::ranges::count_if(
        *structures, [](ReadStructure const& structure) { return structure.has(SegmentKind::bases); });
    if (templates < 1 || templates > 2) {
        misuse("read_structure", fmt::format("{} reads with a template segment (T)", templates),
               "a template has one or two reads", "give T to one or two of the files");
    }
    return *structures;
}

ExtractParameters extract_parameters(ExtractOptions const& options) {
    ExtractParameters parameters;
    parameters.structures = structures_of(options);
    check_files(options, parameters.structures.size());
    check_umi_source(options, parameters.structures);
    check_names(options);
    check_outputs(options);
    parameters.name_separator = options.umi_from_name;
    if (!options.umi_pattern.empty()) {
        parameters.pattern = pattern_of(options);
    }
    if (!options.umi_whitelist.empty()) {
        parameters.list = list_of(options);
    }
    parameters.unlisted = options.unlisted_umi == "keep" ? UnlistedUmi::keep : UnlistedUmi::leave_out;
    parameters.trim = options.trim == "overlap" ? std::optional{options.overlap} : std::nullopt;
    return parameters;
}

std::string umi_source(ExtractOptions const& options) {
    return !options.umi_from_name.empty() ? "name:" + options.umi_from_name
           : !options.umi_pattern.empty() ? "pattern:" + options.umi_pattern
           : !options.umi.empty()         ? "none"
                                          : "bases";
}

std::string command_line_of(ExtractOptions const& options) {
    auto line = std::string{"tidemark extract"};
    auto const add = [&](std::string_view option, std::string const& value) {
        if (!value.empty()) {
            line += fmt::format(" {} {}", option, shell_word(value));
        }
    };
    add("--read-structure", options.read_structure);
    add("--umi", options.umi);
    add("--umi-from-name", options.umi_from_name);
    add("--umi-pattern", options.umi_pattern);
    if (!options.umi_whitelist.empty()) {
        line += fmt::format(" --umi-max-mismatches {} --umi-min-distance {} --unlisted-umi {}",
                            options.correction.maximum_mismatches, options.correction.minimum_distance, options.unlisted_umi);
    }
    line += fmt::format(" --umi-tag {} --unfit {} --trim {}", options.umi_tag, options.unfit, options.trim);
    if (options.trim == "overlap") {
        line += fmt::format(" --trim-min-overlap {} --trim-mismatch-rate {}", options.overlap.minimum_overlap,
                            options.overlap.mismatch_rate);
    }
    return line;
}

bool writes_fastq(ExtractOptions const& options) {
    if (!options.format.empty()) {
        return options.format == "fastq";
    }
    return std::ranges::any_of(std::initializer_list<std::string_view>{".fastq", ".fq", ".fastq.gz", ".fq.gz"},
                               [&](std::string_view ending) { return options.output.ends_with(ending); });
}

ExtractThreads share_threads(ExtractOptions const& options, std::size_t files_per_lane) {
    auto const more = options.threads - 1;
    auto const files = static_cast<int>(files_per_lane);
    bool const compresses = writes_fastq(options) ? options.output.ends_with(".gz") : options.output != "-";
    // Compression is the longest part; readers come second.
    auto const reading = compresses ? std::min(files, more / 3) : std::min(files, more);
    return {reading, compresses ? more - reading : 0};
}

}  // namespace tidemark
