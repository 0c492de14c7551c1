#include "stages/detect/quantified_loci.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "stages/detect/estimate.hpp"

namespace tidemark {
namespace {

/// Three expected molecules: none is then seen in one of twenty draws, and the trunk has a say of its own.
constexpr double molecules_that_tell = 3;

double total_depth(std::vector<Witness> const& witnesses) {
    return std::accumulate(witnesses.begin(), witnesses.end(), 0.0,
                           [](double sum, Witness const& witness) { return sum + witness.depth(); });
}

/// Outliers, alleles of another origin, and shares that no fraction gives.
LeftOut not_quantified(SampleWork const& work) {
    auto left_out = work.set_aside();
    for (std::size_t index = 0; index < left_out.size(); ++index) {
        left_out[index] = left_out[index] || work.inconsistent[index];
    }
    return left_out;
}

LeftOut without_parts(LeftOut left_out, LeftOut const& not_trunk) {
    for (std::size_t index = 0; index < left_out.size(); ++index) {
        left_out[index] = left_out[index] || not_trunk[index];
    }
    return left_out;
}

/// METHOD: a clone of a tenth of the cells in tissue may be all of what sheds. Nothing where no part is stated to be less than whole.
std::optional<std::vector<LocusEvidence>> with_whole_parts(std::vector<LocusEvidence> const& loci) {
    auto const is_less = [](LocusEvidence const& locus) {
        return !locus.trunk && (locus.copies.cancer_cell_fraction < 1 || !locus.copy_states.empty());
    };
    if (std::ranges::none_of(loci, is_less)) {
        return std::nullopt;
    }
    auto whole = loci;
    for (auto& locus : whole) {
        if (!locus.trunk) {
            locus.copies.cancer_cell_fraction = 1;
            for (auto& state : locus.copy_states) {
                state.copies.cancer_cell_fraction = 1;
            }
        }
    }
    return whole;
}

class Chooser {
public:
    Chooser(SampleWork const& work, Gatherer const& gatherer, double sample_dispersion)
        : work_{work}, gatherer_{gatherer}, sample_dispersion_{sample_dispersion} {}

    [[nodiscard]] QuantifiedPlaces places_without(LeftOut const& left_out, std::vector<LocusEvidence> const& loci) const {
        auto places = gatherer_.gather(loci, Joining::places, left_out);
        double const depth = total_depth(places);
        auto distinct = gatherer_.gather(loci, Joining::molecules, left_out);
        double const share = depth > 0 ? total_depth(distinct) / depth : 1;
        FractionLikelihood likelihood{places, {.distinct_share = share * work_.position_share, .sample_dispersion = sample_dispersion_}};
        return {.places = std::move(places), .distinct = std::move(distinct), .depth = depth, .likelihood = std::move(likelihood)};
    }
    [[nodiscard]] QuantifiedPlaces places_without(LeftOut const& left_out) const { return places_without(left_out, work_.loci); }

    /// Whether a locus that is not trunk counts.
    [[nodiscard]] bool has_parts(LeftOut const& left_out) const {
        for (std::size_t index = 0; index < left_out.size(); ++index) {
            if (!work_.loci[index].trunk && work_.is_evaluable(index) && !left_out[index]) {
                return true;
            }
        }
        return false;
    }

    void add_parts(QuantifiedLoci& loci, LeftOut const& left_out) const {
        loci.parts = has_parts(left_out);
        if (auto const whole = loci.parts ? with_whole_parts(work_.loci) : std::nullopt) {
            loci.parts_whole = places_without(left_out, *whole);
        }
    }

private:
    SampleWork const& work_;
    Gatherer const& gatherer_;
    double sample_dispersion_;
};

bool tells_fraction(QuantifiedPlaces const& trunk, QuantifiedPlaces const& all) {
    return best_fraction(trunk.likelihood) > 0 && trunk.likelihood.signal(best_fraction(all.likelihood)) >= molecules_that_tell;
}

}  // namespace

QuantifiedLoci quantified_loci(DetectionResult const& result, SampleWork const& work, Gatherer const& gatherer) {
    Chooser const chooser{work, gatherer, result.background_dispersion.value_or(0)};
    auto const of_all = not_quantified(work);
    auto const of_trunk = without_parts(of_all, work.not_trunk());
    QuantifiedLoci loci{.chosen = chooser.places_without(of_trunk), .parts = false, .trunk = {}, .trunk_unseen = false, .parts_whole = {}};
    loci.trunk_unseen = chooser.has_parts(of_trunk) && std::ranges::any_of(work.loci, &LocusEvidence::trunk);
    if (result.status == SampleStatus::not_detected) {
        return loci;
    }
    if (of_all == of_trunk) {   // no trunk locus has molecules, or no other one does
        chooser.add_parts(loci, of_all);
        return loci;
    }
    auto all = chooser.places_without(of_all);
    if (!tells_fraction(loci.chosen, all)) {
        loci.trunk = std::exchange(loci.chosen, std::move(all));
        chooser.add_parts(loci, of_all);
    }
    return loci;
}

}  // namespace tidemark
