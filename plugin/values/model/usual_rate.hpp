// What error rate to expect of a class of molecules before anything of a laboratory has been seen.
#pragma once
#include "values/molecule/evidence_class.hpp"

namespace tidemark {

/// METHOD: usual rates of one specific wrong base per molecule: about what the field reports for duplex, one-strand
/// consensus and raw reads. In a background they weigh as much as half an error; a plan has nothing else.
[[nodiscard]] constexpr double usual_rate(EvidenceClass evidence_class) {
    switch (evidence_class) {
        case EvidenceClass::duplex: return 1e-6;
        case EvidenceClass::simplex_forward:
        case EvidenceClass::simplex_reverse:
        case EvidenceClass::simplex:
        case EvidenceClass::collapsed: return 1e-5;
        case EvidenceClass::singleton: return 1e-4;
        case EvidenceClass::position: return 2e-4;
    }
    return 2e-4;
}

/// METHOD: where nothing tells the rate, ten times the usual one is taken as the highest that molecules of a class have: a duplex then errs like
/// one-strand consensus, a raw read in one base of a hundred times three. A call on an assumed rate must hold there.
inline constexpr double highest_over_usual = 10;

}  // namespace tidemark
