// A scenario that is simulated in a fraction of a second: one patient, five loci, two draws, two controls.
#pragma once
#include <string>

namespace tidemark::test {

/// Patient P1 with lesions L1 and L2, variants S1 and S2 (SNV), M (MNV), I (insertion), D (deletion), white cells
/// P1_wc, draws P1_before (f 0.2) and P1_after (f 0), controls N1 and N2; about 300 molecules per region.
[[nodiscard]] std::string small_scenario();

}  // namespace tidemark::test
