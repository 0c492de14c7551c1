#include "stages/genotype/contig_rules.hpp"

#include <fmt/format.h>

#include <optional>

namespace tidemark {
namespace {

std::optional<Finding> judge(Contig const& ours, Contig const* theirs, ContigTable const& file, ContigMd5 const& md5) {
    if (theirs == nullptr) {
        auto const other = other_spelling(ours.name, file);
        return Finding{Severity::contradiction, "contig_not_in_file", {}, 0, {},
                       other.empty() ? fmt::format("the file has no contig {}", ours.name)
                                     : fmt::format("the file has no contig {}; it has {}: is {} meant to be {}?", ours.name,
                                                   other, ours.name, other)};
    }
    bool const same_length = theirs->length == ours.length;
    if (!theirs->md5.empty() && md5(ours.name) != theirs->md5) {
        return Finding{Severity::contradiction, same_length ? "contig_md5" : "contig_length", {}, 0, {},
                       fmt::format("{} of the file has another sequence than the reference's (M5 differs; {} and {} bases)",
                                   ours.name, theirs->length, ours.length)};
    }
    if (same_length) {
        return std::nullopt;
    }
    auto const severity = theirs->md5.empty() ? Severity::contradiction : Severity::warning;
    return Finding{severity, "contig_length", {}, 0, {},
                   fmt::format("{} has {} bases in the file and {} in the reference{}", ours.name, theirs->length,
                               ours.length, severity == Severity::warning ? ", but the same checksum" : "")};
}

}  // namespace

Findings contig_findings(std::span<std::string const> used, ContigTable const& file, ContigTable const& reference,
                         ContigMd5 const& md5, std::string const& file_name) {
    Findings findings;
    for (auto const& name : used) {
        auto const in_reference = reference.index_of(name);
        if (!in_reference) {
            continue;   // refused already, where the loci were read
        }
        auto const in_file = file.index_of(name);
        if (auto finding = judge(reference.contigs[*in_reference], in_file ? &file.contigs[*in_file] : nullptr, file, md5)) {
            finding->file = file_name;
            findings.push_back(std::move(*finding));
        }
    }
    return findings;
}

std::string other_spelling(std::string const& contig, ContigTable const& table) {
    std::vector<std::string> spellings;
    if (contig == "chrM" || contig == "MT" || contig == "M") {
        spellings = {"chrM", "MT", "M"};
    } else {
        spellings = {contig.starts_with("chr") ? contig.substr(3) : "chr" + contig};
    }
    for (auto const& spelling : spellings) {
        if (spelling != contig && table.index_of(spelling)) {
            return spelling;
        }
    }
    return {};
}

}  // namespace tidemark
