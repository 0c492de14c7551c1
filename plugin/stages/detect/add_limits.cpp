#include <numeric>

#include "stages/detect/sample_work.hpp"
#include "values/model/detection_limit.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

/// Tumor molecules at a fraction over all molecules.
std::optional<double> mean_share(std::vector<WitnessUnit> const& units, std::optional<double> fraction) {
    double depth = 0;
    double signal = 0;
    for (auto const& unit : units) {
        for (auto const& cell : unit.cells) {
            depth += cell.depth;
            signal += fraction ? cell.signal(*fraction) : 0;
        }
    }
    return fraction && depth > 0 ? std::optional{signal / depth} : std::nullopt;
}

}  // namespace

std::int64_t places_of(std::vector<Witness> const& witnesses) {
    return static_cast<std::int64_t>(
        std::accumulate(witnesses.begin(), witnesses.end(), 0.0,
                        [](double sum, Witness const& witness) { return sum + witness.unit.places; }));
}

void add_limits(DetectionResult& result, SampleWork const& work, TestSetting const& setting) {
    auto const& limits = work.test->limits;
    result.lob_tumor_fraction = limits.blank;
    result.lod95_tumor_fraction = limits.detection95;
    std::vector<WitnessUnit> units;
    for (auto const& witness : collapsed_by_position(work.limiting_witnesses(), work.position_share)) {
        units.push_back(witness.unit);
    }
    result.loq_tumor_fraction = quantification_limit(units, setting.sample_dispersion);
    result.lob_vaf = mean_share(units, result.lob_tumor_fraction);
    result.lod95_vaf = mean_share(units, result.lod95_tumor_fraction);
    result.loq_vaf = mean_share(units, result.loq_tumor_fraction);
    result.critical_count =
        critical_count(*result.background_expected, setting.sample_dispersion * setting.sample_dispersion,
                       setting.rule.alpha_for(places_of(work.witnesses)));
}

}  // namespace tidemark
