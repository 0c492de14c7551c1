#include "values/model/lesion_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "values/probability/chi_square.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

constexpr double least_chance = 1e-15;

/// x log(x/m), 0 for x = 0.
double surplus(double x, double mean) { return x > 0 ? x * std::log(x / mean) : 0; }

/// Value, slope and information of one locus by its expected share or mean, and how that moves with each w.
struct LocusShape {
    double value = 0;
    double slope = 0;
    double information = 0;
};

LocusShape poisson_locus(LesionLocus const& locus, double mean) {
    return {.value = -(surplus(locus.alt, mean) - locus.alt + mean), .slope = locus.alt / mean - 1, .information = 1 / mean};
}

LocusShape binomial_locus(LesionLocus const& locus, double chance) {
    double const shown = std::clamp(chance, least_chance, 1 - least_chance);
    double const rest = locus.depth - locus.alt;
    return {.value = -surplus(locus.alt, locus.depth * shown) - surplus(rest, locus.depth * (1 - shown)),
            .slope = locus.alt / shown - rest / (1 - shown),
            .information = locus.depth / (shown * (1 - shown))};
}

void add(LocalShape& sum, LocusShape const& locus, std::vector<double> const& moves) {
    sum.value += locus.value;
    std::size_t const size = moves.size();
    for (std::size_t row = 0; row < size; ++row) {
        sum.slope[row] += locus.slope * moves[row];
        for (std::size_t column = 0; column < size && moves[row] != 0; ++column) {
            sum.curvature[row * size + column] += locus.information * moves[row] * moves[column];
        }
    }
}

/// One step of expectation-maximisation: every molecule is shared out by what each source expects at its locus.
std::vector<double> shared_out(std::span<LesionLocus const> loci, std::vector<double> const& shed) {
    std::vector<double> given(shed.size(), 0);
    std::vector<double> visible(shed.size(), 0);
    for (auto const& locus : loci) {
        double mean = locus.background;
        for (std::size_t lesion = 0; lesion < shed.size(); ++lesion) {
            mean += shed[lesion] * visible_molecules(locus, lesion);
        }
        for (std::size_t lesion = 0; lesion < shed.size(); ++lesion) {
            double const seen = visible_molecules(locus, lesion);
            visible[lesion] += seen;
            given[lesion] += mean > 0 ? locus.alt * seen * shed[lesion] / mean : 0;
        }
    }
    for (std::size_t lesion = 0; lesion < shed.size(); ++lesion) {
        given[lesion] = visible[lesion] > 0 ? given[lesion] / visible[lesion] : 0;
    }
    return given;
}

/// Molecules that one unit of w makes visible.
double visibility(std::span<LesionLocus const> loci, std::size_t lesion) {
    double sum = 0;
    for (auto const& locus : loci) {
        sum += visible_molecules(locus, lesion);
    }
    return sum;
}

/// Highest log likelihood with one lesion's w held, as a function of it; starts where it ended before.
class Profile {
public:
    Profile(std::span<LesionLocus const> loci, LesionForm form, std::size_t held, Maximum const& best)
        : loci_{loci}, form_{form}, held_{held}, others_{best.at} {
        others_.erase(others_.begin() + static_cast<std::ptrdiff_t>(held));
    }

    double operator()(double value) {
        double const left = std::max(0.0, 1 - value);
        double const sum = std::accumulate(others_.begin(), others_.end(), 0.0);
        for (double& other : others_) {
            other *= form_ == LesionForm::exact && sum > left ? 0.999 * left / sum : 1;
        }
        auto const maximum = nonnegative_maximum([&](std::span<double const> others) { return reduced(others, value); }, others_);
        others_ = maximum.at;
        return maximum.value;
    }

private:
    LocalShape reduced(std::span<double const> others, double value) const {
        std::vector<double> shed(others.begin(), others.end());
        shed.insert(shed.begin() + static_cast<std::ptrdiff_t>(held_), value);
        auto const whole = lesion_likelihood(loci_, shed, form_);
        LocalShape shape{.value = whole.value, .slope = {}, .curvature = {}};
        for (std::size_t row = 0; row < shed.size(); ++row) {
            if (row == held_) {
                continue;
            }
            shape.slope.push_back(whole.slope[row]);
            for (std::size_t column = 0; column < shed.size(); ++column) {
                if (column != held_) {
                    shape.curvature.push_back(whole.curvature[row * shed.size() + column]);
                }
            }
        }
        return shape;
    }

    std::span<LesionLocus const> loci_;
    LesionForm form_;
    std::size_t held_;
    std::vector<double> others_;
};

ShedEstimate with_interval(std::span<LesionLocus const> loci, LesionForm form, std::size_t lesion, Maximum const& best) {
    double const visible = visibility(loci, lesion);
    ShedEstimate estimate{.value = best.at[lesion], .lo = 0, .hi = 1};
    if (visible <= 0) {
        return estimate;
    }
    Profile profile{loci, form, lesion, best};
    auto const excess = [&](double value) { return 2 * (best.value - profile(value)) - deviance_limit; };
    if (estimate.value > 0 && excess(0) > 0) {
        estimate.lo = root(excess, 0, estimate.value);
    }
    double reach = std::max(estimate.value, 1 / visible);
    while (estimate.value + reach < 1 && excess(estimate.value + reach) <= 0) {
        reach *= 2;
    }
    double const far = std::min(1.0, estimate.value + reach);
    estimate.hi = excess(far) <= 0 ? far : root(excess, estimate.value, far);
    return estimate;
}

}  // namespace

double visible_molecules(LesionLocus const& locus, std::size_t lesion, LesionMix const& mix) {
    double copies = locus.normal_copies;
    if (mix.form == LesionForm::exact) {
        for (std::size_t each = 0; each < mix.shed.size(); ++each) {
            copies += mix.shed[each] * (locus.lesions[each].total - locus.normal_copies);
        }
    }
    return copies > 0 ? locus.depth * locus.lesions[lesion].mutated / copies : 0;
}

LocalShape lesion_likelihood(std::span<LesionLocus const> loci, std::span<double const> shed, LesionForm form) {
    std::size_t const size = shed.size();
    LocalShape sum{.value = 0, .slope = std::vector<double>(size, 0.0), .curvature = std::vector<double>(size * size, 0.0)};
    double const total = std::accumulate(shed.begin(), shed.end(), 0.0);
    if (total > 1 && form == LesionForm::exact) {
        sum.value = -std::numeric_limits<double>::infinity();
        return sum;
    }
    std::vector<double> moves(size);
    for (auto const& locus : loci) {
        double mutated = 0;
        double copies = locus.normal_copies;
        for (std::size_t lesion = 0; lesion < size; ++lesion) {
            mutated += shed[lesion] * locus.lesions[lesion].mutated;
            copies += shed[lesion] * (locus.lesions[lesion].total - locus.normal_copies);
        }
        if (form == LesionForm::linear) {
            for (std::size_t lesion = 0; lesion < size; ++lesion) {
                moves[lesion] = visible_molecules(locus, lesion);
            }
            add(sum, poisson_locus(locus, locus.background + locus.depth * mutated / locus.normal_copies), moves);
            continue;
        }
        double const rate = locus.background / locus.depth;
        double const vaf = copies > 0 ? std::min(1.0, mutated / copies) : 0;
        for (std::size_t lesion = 0; lesion < size; ++lesion) {
            auto const& held = locus.lesions[lesion];
            moves[lesion] = copies > 0 ? (1 - rate) * (held.mutated - vaf * (held.total - locus.normal_copies)) / copies : 0;
        }
        add(sum, binomial_locus(locus, vaf + (1 - vaf) * rate), moves);
    }
    return sum;
}

Maximum best_shed(std::span<LesionLocus const> loci, LesionForm form) {
    if (loci.empty()) {
        return {};
    }
    std::size_t const size = loci.front().lesions.size();
    std::vector<double> shed(size, 0.01 / static_cast<double>(size));
    for (int step = 0; step < 10; ++step) {
        shed = shared_out(loci, shed);
    }
    double const sum = std::accumulate(shed.begin(), shed.end(), 0.0);
    for (double& each : shed) {
        each *= form == LesionForm::exact && sum > 0.9 ? 0.9 / sum : 1;
    }
    return nonnegative_maximum([&](std::span<double const> at) { return lesion_likelihood(loci, at, form); }, std::move(shed));
}

LesionFit fit_lesions(std::span<LesionLocus const> loci) {
    auto best = best_shed(loci, LesionForm::linear);
    auto const form = lesion_form(std::accumulate(best.at.begin(), best.at.end(), 0.0));
    if (form == LesionForm::exact) {
        best = best_shed(loci, form);
    }
    LesionFit fit{.form = form, .shed = {}, .log_likelihood = best.value};
    for (std::size_t lesion = 0; lesion < best.at.size(); ++lesion) {
        fit.shed.push_back(with_interval(loci, form, lesion, best));
    }
    return fit;
}

bool is_private(LesionLocus const& locus, std::size_t lesion) {
    for (std::size_t other = 0; other < locus.lesions.size(); ++other) {
        if ((locus.lesions[other].mutated > 0) != (other == lesion)) {
            return false;
        }
    }
    return true;
}

}  // namespace tidemark
