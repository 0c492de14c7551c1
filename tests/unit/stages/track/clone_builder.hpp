// A patient with one clone as a test needs it: a panel and draws by the counts of the clone and of the trunk.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "unit/stages/track/series_builder.hpp"
#include "values/patient/panel.hpp"

namespace tidemark::test {

inline PanelEntry entry(int number, std::string clone, std::optional<double> ccf, std::optional<bool> trunk) {
    PanelEntry made;
    made.variant = locus(number, 0).variant;
    made.clone = std::move(clone);
    made.ccf = ccf;
    made.trunk = trunk;
    return made;
}

/// Loci 1-4 trunk, 5-8 clone B of CCF 0.4 in tissue.
inline Panel panel() {
    Panel made;
    for (int number = 1; number <= 8; ++number) {
        made.entries.push_back(entry(number, number > 4 ? "B" : "", number > 4 ? std::optional{0.4} : std::nullopt, number <= 4));
    }
    return made;
}

/// Trunk 40 of 2,000 molecules at each locus (f = 4 %), clone B as given.
inline Draw tube(std::string sample, int day, std::vector<std::int64_t> const& of_clone, std::int64_t of_trunk = 40) {
    std::vector<std::int64_t> alts(4, of_trunk);
    alts.insert(alts.end(), of_clone.begin(), of_clone.end());
    return draw(std::move(sample), day, SampleStatus::detected, alts);
}

}  // namespace tidemark::test
