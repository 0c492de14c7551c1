#include "stages/check/contig_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "values/genome/known_builds.hpp"

namespace tidemark {
namespace {

/// The same contig in the other naming habit: chr1 and 1, chrM and MT.
std::string other_name(std::string const& name) {
    if (name == "chrM") {
        return "MT";
    }
    if (name == "MT" || name == "M") {
        return "chrM";
    }
    return name.starts_with("chr") ? name.substr(3) : "chr" + name;
}

ContigTable contigs_of(std::vector<ContigUse> const& used) {
    ContigTable table;
    std::ranges::transform(used, std::back_inserter(table.contigs), &ContigUse::contig);
    return table;
}

/// "; the file looks like hg19, the reference like hg38", as far as known.
std::string builds_text(std::vector<ContigUse> const& used, ContigTable const& reference) {
    auto const of_file = human_build(contigs_of(used));
    auto const of_reference = human_build(reference);
    if (of_file.empty() && of_reference.empty()) {
        return {};
    }
    constexpr std::string_view unknown = "no known build";
    return fmt::format("; the file looks like {}, the reference like {}", of_file.empty() ? unknown : of_file,
                       of_reference.empty() ? unknown : of_reference);
}

FileRefusal missing(Contig const& contig, std::vector<ContigUse> const& used, ContigTable const& reference) {
    auto const other = other_name(contig.name);
    if (reference.index_of(other)) {
        return {"contig_naming", fmt::format("reads lie on {}, which the reference calls {}; give the reference that the "
                                             "file was aligned to, or rename its contigs ({}={} and so on){}",
                                             contig.name, other, contig.name, other, builds_text(used, reference))};
    }
    return {"contig_not_in_reference",
            fmt::format("reads lie on {}, which the reference does not have; give the reference that the file was "
                        "aligned to{}",
                        contig.name, builds_text(used, reference))};
}

}  // namespace

ContigJudgement judge_contigs(std::vector<ContigUse> const& used, ContigTable const& reference,
                              ContigParameters const& parameters) {
    ContigJudgement judgement;
    auto const total = std::accumulate(used.begin(), used.end(), std::int64_t{0},
                                       [](std::int64_t sum, ContigUse const& use) { return sum + use.reads; });
    for (auto const& [contig, reads] : used) {
        auto const found = reference.index_of(contig.name);
        if (!found) {
            if (static_cast<double>(reads) < parameters.stray_share * static_cast<double>(total)) {
                judgement.warnings.push_back(
                    fmt::format("few reads lie on {}, which the reference does not have", contig.name));
                continue;
            }
            judgement.refusal = missing(contig, used, reference);
            return judgement;
        }
        auto const& expected = reference.contigs[*found];
        bool const sums_known = !contig.md5.empty() && !expected.md5.empty();
        bool const same_sum = sums_known && contig.md5 == expected.md5;
        if (contig.length != expected.length && !same_sum) {
            judgement.refusal = FileRefusal{
                "contig_length", fmt::format("{} has {} bases in the file's header and {} in the reference; give the "
                                             "reference that the file was aligned to{}",
                                             contig.name, contig.length, expected.length, builds_text(used, reference))};
            return judgement;
        }
        if (contig.length != expected.length) {
            judgement.warnings.push_back(fmt::format("{} has another length in the header, but its checksum is the "
                                                     "reference's",
                                                     contig.name));
        } else if (sums_known && !same_sum) {
            judgement.refusal = FileRefusal{
                "contig_md5", fmt::format("{} has the length of the reference's but another checksum (M5): its "
                                          "sequence differs; give the reference that the file was aligned to",
                                          contig.name)};
            return judgement;
        }
    }
    return judgement;
}

}  // namespace tidemark
