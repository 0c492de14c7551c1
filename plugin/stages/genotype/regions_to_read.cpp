#include "stages/genotype/regions_to_read.hpp"

#include <algorithm>

namespace tidemark {

std::vector<std::pair<std::int32_t, Interval>> regions_to_read(CountingPlan const& plan, ContigTable const& file,
                                                                std::int64_t margin) {
    std::vector<std::pair<std::int32_t, Interval>> regions;
    for (std::size_t number = 0; number < file.contigs.size(); ++number) {
        auto const planned = std::ranges::find(plan.contigs, file.contigs[number].name, &PlannedContig::name);
        if (planned == plan.contigs.end()) {
            continue;
        }
        auto const contig = static_cast<std::int32_t>(number);
        for (auto index = planned->interest.first; index < planned->interest.last; ++index) {
            auto const& interest = plan.interest[index];
            auto const begin = std::max<std::int64_t>(interest.begin().value - margin, 0);
            Interval const region{Position{begin}, interest.end() + margin};
            if (!regions.empty() && regions.back().first == contig &&
                region.begin() - regions.back().second.end() <= 4 * maximum_insert) {
                regions.back().second = Interval{regions.back().second.begin(), region.end()};
            } else {
                regions.emplace_back(contig, region);
            }
        }
    }
    return regions;
}

}  // namespace tidemark
