// What is written is read back, whatever the counts.
#include "io/tables/evidence_table.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Count = std::int64_t;

Count count_up_to(Count most) {
    return *rc::gen::inRange<Count>(0, most + 1);
}

MoleculeGroup any_group() {
    MoleculeGroup group;
    group.evidence_class = all_evidence_classes[*rc::gen::inRange<std::size_t>(0, all_evidence_classes.size())];
    if (carries_strand(group.evidence_class)) {
        group.strand = *rc::gen::element(MoleculeStrand::none, MoleculeStrand::forward, MoleculeStrand::reverse);
    }
    return group;
}

std::vector<std::int32_t> ascending(Count size) {
    auto numbers = *rc::gen::container<std::vector<std::int32_t>>(static_cast<std::size_t>(size),
                                                                  rc::gen::inRange<std::int32_t>(0, 1000));
    std::ranges::sort(numbers);
    return numbers;
}

LocusRow any_locus() {
    LocusRow row;
    row.variant.contig = *rc::gen::element<std::string>("chr1", "HLA-A*01:01");
    row.variant.position = Position{count_up_to(3'000'000'000)};
    auto const allele = rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('A', 'C', 'G', 'T', 'N')));
    row.variant.ref = *allele;
    row.variant.alt = *allele;
    row.group = any_group();
    row.counts.alt = count_up_to(20);
    row.counts.other = count_up_to(20);
    row.counts.depth = row.counts.alt + row.counts.other + count_up_to(10'000'000);
    row.counts.unreadable = count_up_to(100);
    row.counts.mate_disagreement = count_up_to(100);
    row.counts.depth_mates_agreed = count_up_to(row.counts.depth);
    row.counts.alt_mates_agreed = count_up_to(row.counts.alt);
    row.counts.alt_lengths = ascending(row.counts.alt);
    row.counts.alt_family_sizes = ascending(row.counts.alt);
    return row;
}

SampleEvidence any_evidence() {
    SampleEvidence evidence;
    evidence.facts = {"S.1", "hash", "", *rc::gen::element<std::string>("", "raw", "consensus"), "", "index"};
    std::set<std::pair<Variant, MoleculeGroup>> seen;
    for (Count row = count_up_to(8); row > 0; --row) {
        auto locus = any_locus();
        if (seen.emplace(locus.variant, locus.group).second) {
            evidence.loci.push_back(std::move(locus));
        }
    }
    for (Count row = count_up_to(4); row > 0; --row) {
        evidence.haplotypes.push_back(
            {*rc::gen::element<std::string>("c:1:A>C=1,c:9:A>C=0", "c:1:A>C=1,c:9:A>C=1", "c:1:A>C=0,c:20:A>C=1"),
             any_group(), count_up_to(1000)});
    }
    for (Count row = count_up_to(4); row > 0; --row) {
        auto const molecules = count_up_to(1'000'000'000'000);
        evidence.contexts.push_back({any_group(), *rc::gen::element<std::string>("ACG", ""),
                                     *rc::gen::element<std::string>("C>T", "ins"), molecules, count_up_to(molecules)});
    }
    for (Count row = count_up_to(4); row > 0; --row) {
        auto const depth = count_up_to(10'000);
        evidence.mismatches.push_back({{"chr2", Position{count_up_to(1000)}, "A", "C"},
                                       any_group(),
                                       depth,
                                       count_up_to(depth),
                                       *rc::gen::arbitrary<bool>()});
    }
    for (Count row = count_up_to(4); row > 0; --row) {
        Position const begin{count_up_to(1'000'000)};
        evidence.depths.push_back({"chr2", begin, begin + 1 + count_up_to(1000), any_group(), count_up_to(10'000)});
    }
    for (auto const* const reason : {"duplicate_flag", "no_umi", "secondary"}) {
        if (*rc::gen::arbitrary<bool>()) {
            evidence.losses[reason] = count_up_to(1'000'000);
        }
    }
    evidence.totals = {{"reads_seen", count_up_to(10'000'000'000)}};
    for (Count length = count_up_to(4); length > 0; --length) {
        evidence.reference_lengths[static_cast<std::int32_t>(count_up_to(1000))] = count_up_to(10'000'000'000);
    }
    return evidence;
}

}  // namespace

TEST(EvidenceTableLaw, every_sample_reads_back_as_it_was_written) {
    Scratch const scratch;
    EXPECT_TRUE(rc::check([&] {
        auto const evidence = any_evidence();
        write_evidence(scratch / "e.tsv", evidence);
        auto const read = read_evidence(scratch / "e.tsv");
        RC_ASSERT(read.size() == 1U);
        RC_ASSERT(read.front() == evidence);
    }));
}

}  // namespace tidemark::test
