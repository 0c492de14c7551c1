#include "stages/background/linked_errors.hpp"

#include <algorithm>
#include <string_view>

#include "stages/background/shrink.hpp"
#include "values/model/haplotype_pattern.hpp"

namespace tidemark {
namespace {

constexpr double usual_linkage_dispersion = 2;   // gamma shape 1/2: half a molecule with both errors

/// What all controls say about the errors of one group that come together.
struct LinkedSum {
    ErrorTally seen;
    double expected = 0;   ///< were errors independent
};

}  // namespace

std::map<LinkedPair, ErrorTally> linked_pairs(SampleEvidence const& control) {
    HaplotypeNames names;
    std::vector<Variant> loci;
    for (auto const& row : control.loci) {
        if (names.emplace(to_text(row.variant), loci.size()).second) {
            loci.push_back(row.variant);
        }
    }
    for (auto const& row : control.loci) {
        if (is_polymorphic(row.counts)) {
            names.erase(to_text(row.variant));
        }
    }
    std::map<LinkedPair, ErrorTally> pairs;
    for (auto const& row : control.haplotypes) {
        auto const covered = parse_haplotype(row.pattern, names);
        for (auto one = covered.begin(); one != covered.end(); ++one) {
            for (auto other = one + 1; other != covered.end(); ++other) {
                auto const& left = std::min(loci[one->locus], loci[other->locus]);
                auto const& right = std::max(loci[one->locus], loci[other->locus]);
                if (share_bases(left, right)) {
                    continue;
                }
                auto& tally = pairs[{left, right, row.group}];
                tally.molecules += row.molecules;
                tally.errors += one->shows && other->shows ? row.molecules : 0;
            }
        }
    }
    return pairs;
}

std::vector<BackgroundRate> linked_rates(std::span<PooledSample const> samples, BackgroundLaw const& law,
                                         ContextLookup const& contexts, std::span<MoleculeGroup const> groups) {
    std::map<MoleculeGroup, LinkedSum> sums;
    for (auto const& sample : samples) {
        for (auto const& [pair, tally] : sample.linked) {
            auto& sum = sums[canonical_kind(pair.group, {}, linked_errors).group];
            sum.seen.errors += tally.errors;
            sum.seen.molecules += tally.molecules;
            sum.expected += static_cast<double>(tally.molecules) *
                            law.rate_of(pair.one, contexts(pair.one), pair.group).rate *
                            law.rate_of(pair.other, contexts(pair.other), pair.group).rate;
        }
    }
    std::vector<BackgroundRate> rows;
    for (auto const& group : groups) {
        auto const& sum = sums[group];
        double const any = law.rate_of_kind(group, {}, {}).rate;
        double const independent = any * any;
        double const usual = std::max(two_of_adjacent(law.rate_of_kind(group, {}, "mnv").rate), independent);
        auto const both = posterior_rate({usual, usual_linkage_dispersion}, static_cast<double>(sum.seen.errors),
                                         sum.expected / independent);
        rows.push_back({.level = BackgroundLevel::evidence_class,
                        .group = group,
                        .context = {},
                        .substitution = linked_errors,
                        .locus = std::nullopt,
                        .errors = sum.seen.errors,
                        .molecules = sum.seen.molecules,
                        .rate = both.mean,
                        .dispersion = both.dispersion});
    }
    return rows;
}

}  // namespace tidemark
