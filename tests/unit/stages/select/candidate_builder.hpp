// Candidates in one line: defaults for everything that a test does not speak of.
#pragma once
#include <string>
#include <utility>

#include "stages/select/tumor_candidate.hpp"

namespace tidemark::test {

inline Variant snv(std::int64_t one_based, std::string alt = "C") {
    return {"chr1", Position::from_one_based(one_based), "A", std::move(alt)};
}

inline LocusCandidate locus(Variant variant, std::vector<Sighting> sightings = {Sighting{}}) {
    return {std::move(variant), "GAT", {}, std::move(sightings)};
}

inline Sighting phased(std::string phase_set, std::size_t source = 0) {
    Sighting sighting;
    sighting.source = source;
    sighting.phase_set = std::move(phase_set);
    return sighting;
}

inline Sighting seen(std::size_t source, std::optional<double> tumor_vaf = std::nullopt,
                     std::vector<std::string> filters = {"PASS"}) {
    return {source, std::move(filters), tumor_vaf, {}, 0};
}

}  // namespace tidemark::test
