#include "values/model/concentration.hpp"

namespace tidemark {

double genomes_per_ml(PlasmaYield const& yield) { return yield.cfdna_ng * yield.hge_per_ng / yield.plasma_ml; }

double hge_per_ml(double vaf_mean, PlasmaYield const& yield) { return vaf_mean * genomes_per_ml(yield); }

std::optional<PlasmaYield> plasma_yield(std::optional<double> cfdna_ng, std::optional<double> plasma_ml,
                                        double hge_per_ng) {
    if (!cfdna_ng || !plasma_ml || *cfdna_ng <= 0 || *plasma_ml <= 0) {
        return std::nullopt;
    }
    return PlasmaYield{*cfdna_ng, *plasma_ml, hge_per_ng};
}

}  // namespace tidemark
