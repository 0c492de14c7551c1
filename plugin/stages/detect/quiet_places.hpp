// Places without any molecule of the allele, summed: at 100,000 loci most are, and one sum stands for all.
#pragma once
#include <vector>

#include "values/model/allele_likelihood.hpp"
#include "values/model/expected_vaf.hpp"

namespace tidemark {

/// METHOD: a count of zero says d log(1-q) with 1-q = (1-v)(1 - s e), so d log(1-v) - d (s e + (s e)^2/2 + (s e)^3/3) up to
/// (s e)^4/4: a polynomial in s whose coefficients are the sums of d e^k over all places of one copy state. Used while every s e is
/// below 0.001: what is left out is then below 3e-13 for each molecule.
class QuietPlaces {
public:
    /// Whether the count was taken; it must have no molecule of the allele and no spread.
    [[nodiscard]] bool add(AlleleCount const& count, CopyState const& copies);

    /// Whether every s e is small enough, and v not 1.
    [[nodiscard]] bool hold(double fraction, double noise_level) const;
    /// Sum over all places; `noise_information` is an upper bound.
    [[nodiscard]] AlleleTerm sum(double fraction, double noise_level) const;

private:
    struct Group {
        CopyState copies;
        bool sample_factor = true;
        double largest_rate = 0;
        double moments[5] = {0, 0, 0, 0, 0};   ///< sum of d e^k
    };
    std::vector<Group> groups_;
};

}  // namespace tidemark
