#include <algorithm>

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

/// P(at least the molecules seen | largest share, with the background on top).
double chance_of_so_many(LocusEvidence const& locus) {
    double const rate = std::clamp(locus.background() / static_cast<double>(locus.depth()), 0.0, 1.0);
    double const share = shown_allele_chance(Vaf{largest_share(locus)}, rate);
    if (static_cast<double>(locus.alt()) <= share * static_cast<double>(locus.depth())) {
        return 1;
    }
    return binomial_at_least(locus.alt(), locus.depth(), share);
}

}  // namespace

void judge_copies(SampleWork& work) {
    constexpr double outside_interval = 0.025;   // beyond the upper end of a two-sided 95 % interval
    auto const size = work.loci.size();
    work.inconsistent.assign(size, false);
    std::int64_t evaluable = 0;
    for (std::size_t index = 0; index < size; ++index) {
        evaluable += work.is_evaluable(index) ? 1 : 0;
    }
    for (std::size_t index = 0; index < size; ++index) {
        work.inconsistent[index] = work.is_evaluable(index) && chance_of_so_many(work.loci[index]) <
                                                                   outside_interval / static_cast<double>(evaluable);
    }
}

}  // namespace tidemark
