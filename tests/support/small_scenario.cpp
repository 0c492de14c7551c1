#include "support/small_scenario.hpp"

namespace tidemark::test {

std::string small_scenario() {
    return R"({
  "schema": "tidemark.scenario/1",
  "reference": {"contigs": [{"name": "chrS1", "length": 20000}, {"name": "chrS2", "length": 15000}]},
  "controls": {"samples": ["N1", "N2"], "molecules": 300},
  "patients": [{
    "id": "P1",
    "sex": "male",
    "lesions": [
      {"id": "L1", "compartment": "irradiated", "purity": 0.6, "molecules": 200},
      {"id": "L2", "compartment": "nonirradiated", "purity": 0.5, "molecules": 200}
    ],
    "variants": [
      {"id": "S", "count": 2},
      {"id": "M", "kind": "mnv", "length": 2, "lesions": ["L1"]},
      {"id": "I", "kind": "insertion", "length": 4},
      {"id": "D", "kind": "deletion", "length": 5}
    ],
    "white_cell_molecules": 200,
    "draws": [
      {"sample": "P1_before", "day": -7, "fraction": 0.2, "molecules": 300,
       "shedding": {"L1": 3, "L2": 1}, "cfdna_ng": 40, "plasma_ml": 4, "input_ng": 30},
      {"sample": "P1_after", "day": 21, "fraction": 0, "molecules": 300,
       "cfdna_ng": 30, "plasma_ml": 4, "input_ng": 30}
    ],
    "events": [
      {"day": 0, "event": "radiotherapy_fraction", "anchor": "pre_rt", "lesion": "L1", "value": 8, "unit": "Gy"},
      {"day": 5, "event": "systemic_start", "anchor": "pre_io", "label": "pembrolizumab"}
    ]
  }]
})";
}

}  // namespace tidemark::test
