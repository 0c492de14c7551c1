#include "app/sample_name.hpp"

#include <fmt/format.h>

#include <regex>
#include <set>

#include "app/misuse.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

/// The sample of the file's read groups; empty where they name none.
std::string sample_in_file(AlignmentFile const& file, std::string const& rg_sample) {
    std::set<std::string> samples;
    for (auto const& [group, sample] : file.read_groups) {
        if (!sample.empty()) {
            samples.insert(sample);
        }
    }
    if (!rg_sample.empty()) {
        if (!samples.contains(rg_sample)) {
            contradict("sample_not_in_file",
                       fmt::format("{} has no read group of sample {}", file.name, rg_sample), file.name,
                       fmt::format("its samples are: {}", samples.empty() ? "none" : fmt::format("{}", fmt::join(samples, ", "))),
                       "give one of them with --rg-sample");
        }
        return rg_sample;
    }
    if (samples.size() > 1) {
        contradict("several_samples", fmt::format("{} holds reads of {} samples", file.name, samples.size()), file.name,
                   fmt::format("{} would be counted as one", fmt::join(samples, ", ")),
                   "pick one with --rg-sample, or split the file: samtools split");
    }
    return samples.empty() ? std::string{} : *samples.begin();
}

}  // namespace

std::string sample_name(AlignmentFile const& file, std::string const& wanted, std::string const& rg_sample,
                        std::vector<std::string>& warnings) {
    auto const inside = sample_in_file(file, rg_sample);
    if (inside.empty()) {
        warnings.push_back(fmt::format("no_read_group_sample: {} names no sample in its read groups", file.name));
    }
    if (!wanted.empty()) {
        if (!inside.empty() && inside != wanted) {
            warnings.push_back(fmt::format("sample_name_differs: {} is written as {}, its read groups say {}", file.name,
                                           wanted, inside));
        }
        return wanted;
    }
    if (inside.empty() && !file.regular) {
        misuse("sample_unknown", "the sample on standard input has no name", "its read groups name none",
               "give one with --sample");
    }
    auto const name = inside.empty() ? file.path.stem().string() : inside;
    static std::regex const id{"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"};
    if (!std::regex_match(name, id)) {
        throw InputError{{.rule = "sample_id",
                          .what = fmt::format("\"{}\" cannot be a sample's id", name),
                          .where = file.name,
                          .why = "ids are letters, digits, _ . - and at most 64 of them",
                          .remedy = "give an id with --sample"}};
    }
    return name;
}

}  // namespace tidemark
