// A plan on one short contig, and molecules counted with it, in a few lines of a test.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "stages/genotype/count_molecules.hpp"
#include "stages/genotype/counting_plan.hpp"
#include "support/read_builder.hpp"

namespace tidemark::test {

/// A random-looking contig without repeats of note: 400 bases from a fixed linear congruence.
inline std::string const& plain_contig() {
    static std::string const bases = [] {
        std::string text;
        std::uint32_t state = 12345;
        for (int base = 0; base < 400; ++base) {
            state = state * 1664525U + 1013904223U;
            text += "ACGT"[state >> 30U];
        }
        return text;
    }();
    return bases;
}

inline CountingPlan plan_on(std::string const& contig, std::vector<Variant> loci, std::vector<Region> targets = {},
                            std::vector<Variant> common_sites = {}) {
    PlanInput input;
    input.reference.contigs = {{"chr1", static_cast<std::int64_t>(contig.size()), {}}};
    input.loci = std::move(loci);
    input.targets = std::move(targets);
    input.common_sites = std::move(common_sites);
    return make_counting_plan(std::move(input), [&](std::string const&, Interval const& interval) {
        auto const begin = std::min<std::int64_t>(interval.begin().value, static_cast<std::int64_t>(contig.size()));
        return ReferenceSlice{interval.begin(), contig.substr(static_cast<std::size_t>(begin),
                                                              static_cast<std::size_t>(interval.length()))};
    });
}

/// The SNV at a 0-based place of a contig; the alternative is the base after the reference's in ACGT.
inline Variant snv_at(std::string const& contig, std::int64_t place) {
    char const ref = contig[static_cast<std::size_t>(place)];
    return {"chr1", Position{place}, std::string(1, ref),
            std::string(1, "ACGT"[(std::string{"ACGT"}.find(ref) + 1) % 4])};
}

/// Reads are put into coordinate order, as a file has them.
inline SampleEvidence count_reads(CountingPlan const& plan, std::vector<ReadText> reads,
                                  CountParameters const& parameters = {}) {
    std::ranges::stable_sort(reads, {}, &ReadText::position);
    MoleculeCounter counter{plan, parameters, {{0}, {1'000'000}}};
    for (auto const& text : reads) {
        BuiltRead const built{text};
        counter.add(built.read());
    }
    counter.finish();
    return counter.take_evidence();
}

/// A pair of forward and reverse reads over [begin, begin + length) of a contig, both with the whole fragment.
inline std::vector<ReadText> pair_over(std::string const& contig, std::string const& name, std::int64_t begin,
                                       std::int64_t length) {
    auto const bases = contig.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(length));
    ReadText first{.name = name, .flags = 0x1 | 0x20 | 0x40, .position = begin, .cigar = {}, .mate_contig = 0,
                   .mate_position = begin, .template_length = length, .bases = bases, .low = {}, .tags = {}};
    auto second = first;
    second.flags = 0x1 | 0x10 | 0x80;
    second.template_length = -length;
    return {first, second};
}

/// Sum of the rows of one locus over all groups.
inline LocusCounts counts_at(SampleEvidence const& evidence, Variant const& variant) {
    LocusCounts sum;
    for (auto const& row : evidence.loci) {
        if (row.variant == variant) {
            sum.depth += row.counts.depth;
            sum.alt += row.counts.alt;
            sum.other += row.counts.other;
            sum.unreadable += row.counts.unreadable;
            sum.mate_disagreement += row.counts.mate_disagreement;
            sum.depth_mates_agreed += row.counts.depth_mates_agreed;
            sum.alt_mates_agreed += row.counts.alt_mates_agreed;
        }
    }
    return sum;
}

}  // namespace tidemark::test
