#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include "stages/detect/sample_work.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

/// The largest share of molecules that any tumor fraction gives, at the most generous of the states that the locus may have.
double largest_share(LocusEvidence const& locus) {
    double largest = locus.copy_states.empty() ? largest_vaf(locus.copies).value : 0;
    for (auto const& state : locus.copy_states) {
        largest = std::max(largest, largest_vaf(state.copies).value);
    }
    return largest;
}

/// The same with the background on top.
double largest_shown(LocusEvidence const& locus) {
    double const rate = std::clamp(locus.background() / static_cast<double>(locus.depth()), 0.0, 1.0);
    return shown_allele_chance(Vaf{largest_share(locus)}, rate);
}

double molecules_expected(LocusEvidence const& locus) { return largest_shown(locus) * static_cast<double>(locus.depth()); }

/// P(at least the molecules seen | largest share).
double chance_of_so_many(LocusEvidence const& locus) {
    return static_cast<double>(locus.alt()) <= molecules_expected(locus)
               ? 1
               : binomial_at_least(locus.alt(), locus.depth(), largest_shown(locus));
}

/// P(at least the sum of molecules seen | each locus at its largest share).
/// METHOD (Hoeffding 1956, theorem 4): loci differ in their shares, and a sum of such counts lies beyond c with at most the chance that
/// the binomial law of all molecules with their mean share gives, where c is the mean plus one or more. Below it nothing is said.
double chance_of_sum(SampleWork const& work, std::span<std::size_t const> loci) {
    double depth = 0;
    double alt = 0;
    double expected = 0;
    for (auto const index : loci) {
        depth += static_cast<double>(work.loci[index].depth());
        alt += static_cast<double>(work.loci[index].alt());
        expected += molecules_expected(work.loci[index]);
    }
    // Copies of one molecule are one witness, where position alone tells molecules apart.
    auto const trials = static_cast<std::int64_t>(std::ceil(depth * work.position_share));
    auto const seen = static_cast<std::int64_t>(std::floor(alt * work.position_share));
    double const share = depth > 0 ? expected / depth : 1;
    return static_cast<double>(seen) < share * static_cast<double>(trials) + 1 ? 1 : binomial_at_least(seen, trials, share);
}

/// Loci that no other one shares molecules with, as far as is known: of those that do, the deepest one speaks.
std::vector<std::size_t> speaking_loci(SampleWork const& work, Panel const& panel, SampleEvidence const& evidence) {
    LeftOut left_out(work.loci.size(), false);
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        left_out[index] = !work.is_evaluable(index) || work.inconsistent[index];
    }
    std::vector<std::size_t> speaking;
    for (auto const& witness : gather_witnesses(work.loci, panel, evidence, Joining::molecules, left_out)) {
        speaking.push_back(*std::ranges::max_element(witness.loci, {}, [&](std::size_t index) { return work.loci[index].depth(); }));
    }
    std::ranges::sort(speaking);
    return speaking;
}

/// Neighbours on one contig with the same total copies: a segment, as far as the panel shows one.
std::vector<std::span<std::size_t const>> segments_of(SampleWork const& work, Panel const& panel, std::span<std::size_t const> loci) {
    std::vector<std::span<std::size_t const>> segments;
    auto const same = [&](std::size_t left, std::size_t right) {
        return panel.entries[work.loci[left].entry].variant.contig == panel.entries[work.loci[right].entry].variant.contig &&
               work.loci[left].copies.total_copies == work.loci[right].copies.total_copies;
    };
    for (std::size_t begin = 0; begin < loci.size();) {
        auto end = begin + 1;
        while (end < loci.size() && same(loci[begin], loci[end])) {
            ++end;
        }
        if (end - begin > 1 && end - begin < loci.size()) {
            segments.push_back(loci.subspan(begin, end - begin));
        }
        begin = end;
    }
    return segments;
}

void judge_each(SampleWork& work) {
    constexpr double outside_interval = 0.025;   // beyond the upper end of a two-sided 95 % interval
    std::int64_t evaluable = 0;
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        evaluable += work.is_evaluable(index) ? 1 : 0;
    }
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        work.inconsistent[index] = work.is_evaluable(index) && chance_of_so_many(work.loci[index]) <
                                                                   outside_interval / static_cast<double>(evaluable);
    }
}

void set_inconsistent(SampleWork& work, Panel const& panel, SampleEvidence const& evidence, std::span<std::size_t const> loci) {
    for (auto const index : loci) {
        work.inconsistent[index] = true;
    }
    // Those that share their molecules say the same.
    for (auto const& witness : gather_witnesses(work.loci, panel, evidence, Joining::molecules, work.other_origin)) {
        bool const judged = std::ranges::any_of(witness.loci, [&](std::size_t index) { return std::ranges::binary_search(loci, index); });
        for (auto const index : witness.loci) {
            work.inconsistent[index] = work.inconsistent[index] || (judged && work.is_evaluable(index));
        }
    }
}

/// Sums over the loci that fit by themselves: each segment, then all that are left.
void judge_sums(SampleWork& work, Panel const& panel, SampleEvidence const& evidence) {
    constexpr double of_all = 0.005;
    constexpr double of_segments = 0.005;   // shared among them
    auto const loci = speaking_loci(work, panel, evidence);
    auto const segments = segments_of(work, panel, loci);
    std::vector<std::size_t> beyond;
    for (auto const segment : segments) {
        if (chance_of_sum(work, segment) < of_segments / static_cast<double>(segments.size())) {
            beyond.insert(beyond.end(), segment.begin(), segment.end());
        }
    }
    std::vector<std::size_t> rest;
    std::ranges::set_difference(loci, beyond, std::back_inserter(rest));
    if (rest.size() > 1 && chance_of_sum(work, rest) < of_all) {
        beyond = loci;
    }
    if (!beyond.empty()) {
        set_inconsistent(work, panel, evidence, beyond);
    }
}

}  // namespace

void judge_copies(SampleWork& work, Panel const& panel, SampleEvidence const& evidence) {
    work.inconsistent.assign(work.loci.size(), false);
    judge_each(work);
    bool any_beyond = false;
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        any_beyond = any_beyond || (work.is_evaluable(index) && static_cast<double>(work.loci[index].alt()) > molecules_expected(work.loci[index]));
    }
    // An ordinary draw has no such locus, and no sum is beyond where none is.
    if (any_beyond) {
        judge_sums(work, panel, evidence);
    }
}

}  // namespace tidemark
