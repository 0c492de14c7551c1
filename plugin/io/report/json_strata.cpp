#include "io/report/json_strata.hpp"

#include <nlohmann/json.hpp>

#include "io/report/json_values.hpp"

namespace tidemark {
void add_strata(nlohmann::ordered_json& document, CohortStrata const& strata) {
    document["strata"] = array_of(strata.rates);
    document["differences"] = array_of(strata.differences);
    document["parity"] = strata.parity ? object_of(*strata.parity) : nlohmann::ordered_json(nullptr);
    document["parity_draws"] = array_of(strata.parity_draws);
}

}  // namespace tidemark
