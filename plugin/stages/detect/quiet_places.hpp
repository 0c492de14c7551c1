// Places without any molecule of the allele, summed: at 100,000 loci most are, and one sum stands for all.
#pragma once
#include <vector>

#include "values/model/allele_likelihood.hpp"
#include "values/model/expected_vaf.hpp"

namespace tidemark {

/// METHOD: a count of zero says d log(1-q) = -d (q + q^2/2 + q^3/3) up to q^4/4. With q = v + (1-v) s e that is a polynomial
/// in v and s whose coefficients are the sums of d e^k over all places of one copy state. Used while every q is below 0.001:
/// what is left out is then below 3e-13 for each molecule.
class QuietPlaces {
public:
    /// Whether the count was taken; it must have no molecule of the allele and no spread.
    [[nodiscard]] bool add(AlleleCount const& count, CopyState const& copies);

    /// Whether every q is small enough.
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
