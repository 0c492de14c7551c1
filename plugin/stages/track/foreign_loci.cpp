#include "stages/track/foreign_loci.hpp"

#include <algorithm>

#include "values/probability/distributions.hpp"

namespace tidemark {

void leave_out_foreign(std::vector<CountedLocus>& loci) {
    while (loci.size() > 1) {
        double visible = 0;
        std::int64_t molecules = 0;
        for (auto const& locus : loci) {
            visible += locus.visible;
            molecules += locus.row->alt_molecules;
        }
        auto worst = loci.end();
        double smallest = 0.05 / static_cast<double>(loci.size());
        for (auto place = loci.begin(); place != loci.end(); ++place) {
            auto const& row = *place->row;
            double const tail = binomial_at_least(row.alt_molecules, molecules, std::min(1.0, place->visible / visible));
            if (row.state == "outlier" && row.alt_molecules >= 3 && tail < smallest) {
                smallest = tail;
                worst = place;
            }
        }
        if (worst == loci.end()) {
            return;
        }
        loci.erase(worst);
    }
    if (loci.size() == 1 && loci.front().row->state == "outlier") {
        loci.clear();
    }
}

}  // namespace tidemark
