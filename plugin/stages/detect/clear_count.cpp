// The counts that bound a fraction from few molecules: FractionLikelihood::ClearCount.
#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/detect/fraction_likelihood.hpp"

namespace tidemark {

double FractionLikelihood::mean_vaf(Place const& place, double fraction) const {
    double share = 0;
    for (std::size_t index = place.first_state; index < place.end_state; ++index) {
        share += std::exp(states_[index].log_weight) * expected_vaf(TumorFractionCell{fraction}, states_[index].copies).value;
    }
    return share;
}

double FractionLikelihood::clear_signal(double fraction) const {
    double sum = 0;
    for (auto const& place : places_) {
        sum += place.clear_depth > 0 ? place.clear_depth * mean_vaf(place, fraction) : 0;
    }
    return sum * setting_.distinct_share;
}

void FractionLikelihood::choose_clear_cells() {
    constexpr double slope_at = 1e-9;            // a fraction so small that v is its slope
    constexpr double no_molecule = 3;            // 95 % bound of a count of 0
    constexpr double deviations = 2;
    struct Choice {
        double noise = 0;                        // background per tumor molecule
        std::size_t cell = 0;
        std::size_t place = 0;
        double slope = 0;                        // d v
    };
    std::vector<Choice> choices;
    for (std::size_t place = 0; place < places_.size(); ++place) {
        double const slope = mean_vaf(places_[place], slope_at);
        for (std::size_t cell = places_[place].first_cell; cell < places_[place].end_cell; ++cell) {
            double const signal = cells_[cell].ordinary.depth * slope;
            if (signal > 0) {
                choices.push_back({cells_[cell].background / signal, cell, place, signal});
            }
        }
    }
    std::ranges::sort(choices, [](Choice const& left, Choice const& right) {
        return std::pair{left.noise, left.cell} < std::pair{right.noise, right.cell};
    });
    struct Sums {
        double slope = 0;
        double background = 0;
        double varied = 0;
        double place_variance = 0;
    };
    Sums sums;
    Sums chosen;
    std::size_t end = 0;
    double closest = 0;
    auto const variance_of = [&](Sums const& of) {
        double const shared = setting_.sample_dispersion * of.varied;
        return shared * shared + of.place_variance;
    };
    for (std::size_t index = 0; index < choices.size(); ++index) {
        auto const& cell = cells_[choices[index].cell];
        sums.slope += choices[index].slope;
        sums.background += cell.background;
        sums.varied += cell.ordinary.sample_factor ? cell.background : 0;
        sums.place_variance += cell.variance;
        bool const alike = index + 1 < choices.size() && choices[index + 1].noise <= choices[index].noise * (1 + 1e-9);
        double const bound = (no_molecule + deviations * std::sqrt(sums.background + variance_of(sums))) / sums.slope;
        if (!alike && (end == 0 || bound <= closest)) {
            closest = bound;
            end = index + 1;
            chosen = sums;
        }
    }
    clear_ = {};
    for (std::size_t index = 0; index < end; ++index) {
        auto const& cell = cells_[choices[index].cell];
        clear_.alt += cell.ordinary.alt * setting_.distinct_share;
        places_[choices[index].place].clear_depth += cell.ordinary.depth;
    }
    clear_.background = chosen.background * setting_.distinct_share;
    clear_.dispersion = chosen.background > 0 ? variance_of(chosen) / (chosen.background * chosen.background) : 0;
}

}  // namespace tidemark
