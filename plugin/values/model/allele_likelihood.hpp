// log likelihood of one allele count: how well d, x agree with a share of tumor molecules over a background that varies.
#pragma once

namespace tidemark {

/// Molecules of one class at one place.
struct AlleleCount {
    double depth = 0;            ///< informative molecules d, > 0
    double alt = 0;              ///< of those with the allele, x
    double rate = 0;             ///< background per molecule, 0 < e <= 0.5
    double dispersion = 0;       ///< squared coefficient of variation of this place's rate
    bool sample_factor = true;   ///< whether the sample's noise level multiplies the rate
};

/// Where the likelihood is looked at.
struct AllelePoint {
    double vaf = 0;           ///< share of tumor molecules v(f)
    double vaf_slope = 0;     ///< dv/df
    double noise_level = 1;   ///< s
};

/// Value and slopes, the observed information of f (of q, slopes of v aside) and the expected one of log s. `value` leaves out log binomial(d, x).
struct AlleleTerm {
    double value = 0;
    double by_fraction = 0;
    double by_noise = 0;   ///< by log s
    double information = 0;
    double noise_information = 0;
};

/// METHOD: binomial with q = v + (1-v) s e, plus what the spread of the rate changes: log of Poisson signal over negative
/// binomial background minus log Poisson, both of mean d q. At v = 0 and small e that is the background law, where the
/// background is small beside the signal the binomial. Finite for any count, v 0 and 1 included.
[[nodiscard]] AlleleTerm allele_likelihood(AlleleCount const& count, AllelePoint const& point);

/// Whether the spread of the rate matters: it adds more than 1 % to the variance of the background count and, of more than 100
/// molecules with the allele, to that of the count itself.
[[nodiscard]] bool spread_matters(AlleleCount const& count);

}  // namespace tidemark
