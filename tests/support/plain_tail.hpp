// A Poisson tail by its sum, apart from the program's.
#pragma once
#include <cmath>

namespace tidemark::test {

/// P(X >= count) of a Poisson law, term by term.
inline double plain_tail(int count, double mean) {
    double below = 0;
    double term = std::exp(-mean);
    for (int each = 0; each < count; ++each) {
        below += term;
        term *= mean / (each + 1);
    }
    return 1 - below;
}

}  // namespace tidemark::test
