#include "stages/detect/evidence_hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

std::string group_text(MoleculeGroup group) {
    return fmt::format("{}/{}", to_text(group.evidence_class), to_text(group.strand));
}

}  // namespace

std::string evidence_hash(SampleEvidence const& evidence) {
    auto const& facts = evidence.facts;
    std::vector<std::string> lines;
    lines.push_back(fmt::format("facts\t{}\t{}\t{}\t{}\t{}\t{}", facts.sample, facts.panel_hash, facts.reference_hash,
                                facts.evidence, facts.verdict, facts.integrity));
    for (auto const& row : evidence.loci) {
        auto const& counts = row.counts;
        lines.push_back(fmt::format("locus\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", to_text(row.variant),
                                    group_text(row.group), counts.depth, counts.alt, counts.other, counts.unreadable,
                                    counts.mate_disagreement, counts.depth_mates_agreed, counts.alt_mates_agreed,
                                    fmt::join(counts.alt_lengths, ","), fmt::join(counts.alt_family_sizes, ","),
                                    row.background_rate ? fmt::format("{}", *row.background_rate) : ""));
    }
    for (auto const& row : evidence.haplotypes) {
        lines.push_back(fmt::format("haplotype\t{}\t{}\t{}", row.pattern, group_text(row.group), row.molecules));
    }
    for (auto const& row : evidence.contexts) {
        lines.push_back(fmt::format("context\t{}\t{}\t{}\t{}\t{}", group_text(row.group), row.context,
                                    row.substitution, row.molecules, row.errors));
    }
    for (auto const& row : evidence.mismatches) {
        lines.push_back(fmt::format("mismatch\t{}\t{}\t{}\t{}\t{}", to_text(row.variant), group_text(row.group),
                                    row.depth, row.alt, row.polymorphic ? 1 : 0));
    }
    for (auto const& run : evidence.depths) {
        lines.push_back(fmt::format("depth\t{}\t{}\t{}\t{}\t{}", run.contig, run.begin.one_based(), run.end.value,
                                    group_text(run.group), run.depth));
    }
    for (auto const& [reason, count] : evidence.losses) {
        lines.push_back(fmt::format("loss\t{}\t{}", reason, count));
    }
    for (auto const& [name, count] : evidence.totals) {
        lines.push_back(fmt::format("total\t{}\t{}", name, count));
    }
    for (auto const& [length, molecules] : evidence.reference_lengths) {
        lines.push_back(fmt::format("length\t{}\t{}", length, molecules));
    }
    std::ranges::sort(lines);
    Sha256 hash;
    for (auto const& line : lines) {
        hash.add(line);
        hash.add("\n");
    }
    return hash.hex();
}

}  // namespace tidemark
