#include "stages/detect/calibrate.hpp"

#include <algorithm>

#include "values/evidence/detection_result.hpp"

namespace tidemark {
namespace {

constexpr double dispersion_step = 1.15;
constexpr double first_dispersion = 0.05;   // where kappa is 0

struct PValue {
    double exact = 1;      // P(T >= t)
    double drawn = 1;      // between P(T > t) and P(T >= t)
};

/// The signatures under the law of one kappa.
class Trial {
public:
    Trial(SignaturePlan const& plan, CalibrationSetting const& setting) : plan_{plan} {
        for (auto const& locus : plan.loci) {
            units_.push_back(locus.unit);
        }
        for (std::size_t number = 0; number < setting.signatures; ++number) {
            auto const signature = draw_signature(plan, setting.seed, number);
            draws_.push_back({signature.statistic, signature.chance});
        }
    }

    [[nodiscard]] std::vector<PValue> p_values(double sample_dispersion) const {
        StatisticLaw const law{units_, plan_.scores, sample_dispersion};
        std::vector<PValue> values;
        for (auto const& [statistic, chance] : draws_) {
            double const at_least = law.null_tail(statistic);
            double const above = law.null_tail(statistic + 1);
            values.push_back({at_least, std::max(above + (1 - chance) * (at_least - above), smallest_p_value)});
        }
        return values;
    }

    [[nodiscard]] static std::vector<double> drawn(std::vector<PValue> const& values) {
        std::vector<double> list;
        std::ranges::transform(values, std::back_inserter(list), &PValue::drawn);
        std::ranges::sort(list);
        return list;
    }

private:
    struct Drawn {
        std::int64_t statistic = 0;
        double chance = 0;
    };
    SignaturePlan const& plan_;
    std::vector<WitnessUnit> units_;
    std::vector<Drawn> draws_;
};

/// Of ascending values.
std::int64_t count_at_most(std::vector<double> const& p_values, double level) {
    return std::ranges::upper_bound(p_values, level) - p_values.begin();
}

double share_at(std::vector<double> const& p_values, double level) {
    return static_cast<double>(count_at_most(p_values, level)) / static_cast<double>(p_values.size());
}

/// Not more small p-values than there should be, and not smaller ones.
bool fits(std::vector<double> const& p_values) {
    return inflation_factor(p_values) <= 1 && share_at(p_values, 0.05) <= 0.05 && share_at(p_values, 0.01) <= 0.01;
}

/// The first step that fits, else the last.
double fitting_dispersion(Trial const& trial, CalibrationSetting const& setting) {
    double dispersion = std::max(setting.sample_dispersion, first_dispersion);
    while (dispersion < setting.largest_dispersion) {
        dispersion = std::min(dispersion * dispersion_step, setting.largest_dispersion);
        if (fits(Trial::drawn(trial.p_values(dispersion)))) {
            break;
        }
    }
    return dispersion;
}

}  // namespace

Calibration calibrate(SignaturePlan const& plan, CalibrationSetting const& setting) {
    Trial const trial{plan, setting};
    auto const values = trial.p_values(setting.sample_dispersion);
    Calibration calibration;
    calibration.p_values = Trial::drawn(values);
    std::ranges::transform(values, std::back_inserter(calibration.exact_p_values), &PValue::exact);
    std::ranges::sort(calibration.exact_p_values);
    calibration.positive = count_at_most(calibration.exact_p_values, positive_alpha);
    calibration.loci = plan.loci.size();
    calibration.independent = std::min(plan.independent, static_cast<double>(setting.signatures));
    Random random{setting.seed, "inflation"};
    calibration.inflation = tail_inflation(calibration.p_values, calibration.independent, random);
    calibration.inflated = calibration.inflation.lower > 1;
    calibration.fitting_dispersion =
        calibration.inflated ? fitting_dispersion(trial, setting) : setting.sample_dispersion;
    return calibration;
}

std::int64_t signatures_at_most(Calibration const& calibration, double level) {
    return count_at_most(calibration.exact_p_values, level);
}

std::optional<double> empirical_p_value(Calibration const& calibration, double p_value, double alpha) {
    constexpr double least_per_alpha = 10;
    double const drawn = static_cast<double>(calibration.exact_p_values.size());
    if (drawn + 1 < least_per_alpha / alpha) {
        return std::nullopt;
    }
    return (1 + static_cast<double>(signatures_at_most(calibration, p_value))) / (1 + drawn);
}

}  // namespace tidemark
