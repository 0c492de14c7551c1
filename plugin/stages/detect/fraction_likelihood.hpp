// log likelihood of the tumor fraction over places, with what else must be fitted beside it: the sample's noise level and
// the share of places that the draw lost (statistics.md 4, 7).
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "stages/detect/quiet_places.hpp"
#include "stages/detect/witnesses.hpp"
#include "values/model/allele_likelihood.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {

/// Whether places may be `absent`: none can, or each is with a share that is fitted or given.
enum class Dropout { none, fitted, given };

struct FractionSetting {
    double distinct_share = 1;      ///< different molecules over the sum of depths, see below
    double sample_dispersion = 0;   ///< kappa, coefficient of variation of the sample's noise level
    Dropout dropout = Dropout::none;
    double dropout_share = 0;       ///< where it is given, 0..1
};

/// Everything the likelihood depends on.
struct FractionPoint {
    double fraction = 0;
    double log_noise = 0;   ///< log of the noise level, 0 is the expected one
    double dropout = 0;     ///< share of places that are absent, 0..1
};

struct LikelihoodSum {
    double value = 0;
    double score = 0;         ///< by f
    double information = 0;   ///< observed, of f
    double noise_score = 0;   ///< by log noise
    double noise_information = 0;
};

/// METHOD: each place is `tumor`, with a copy state of its own that is averaged over where it is uncertain, or `absent`:
/// P = (1 - delta) sum of w P(x | f, state) + delta P(x | 0). All places share the noise level s, whose log has the prior
/// log s - s of Gamma(mean 1, CV kappa) times 1/kappa^2 (mode 1); it is fitted only where the background is large enough
/// to matter (kappa x background above a tenth of the standard deviation of the count).
/// A place that shows molecules may be hot (background model): its likelihood is the mixture of both rates, where a hot rate adds
/// 1 % to the variance of the count.
/// Places may share molecules. Each gives an unbiased view of f, but so many molecules are not there: `distinct_share`
/// scales the information of the interval and the counts of the Feldman-Cousins limits.
class FractionLikelihood {
public:
    explicit FractionLikelihood(std::span<Witness const> witnesses, FractionSetting const& setting = {});

    /// The same places with another treatment of drop-out; `share`: where it is given.
    [[nodiscard]] FractionLikelihood with(Dropout dropout, double share = 0) const;

    /// Noise level and drop-out share that fit best at this fraction.
    [[nodiscard]] FractionPoint fitted(double fraction) const;
    /// Noise level that fits best at this fraction and drop-out share.
    [[nodiscard]] FractionPoint fitted(double fraction, double dropout) const;
    /// Likelihood with the prior of the noise level, without terms that do not depend on the point. `left_out`: a place.
    [[nodiscard]] LikelihoodSum at(FractionPoint const& point, std::optional<std::size_t> left_out = std::nullopt) const;
    /// The likelihood at `fitted(fraction)`.
    [[nodiscard]] double log_likelihood(double fraction) const { return fit(fraction).sum.value; }
    /// The best fit at this fraction with its likelihood and slopes: one evaluation less than `at(fitted(fraction))`.
    struct Fit {
        FractionPoint point;
        LikelihoodSum sum;
    };
    [[nodiscard]] Fit fit(double fraction) const;
    /// The same at a given drop-out share.
    [[nodiscard]] Fit fit(double fraction, double dropout) const;
    /// Each place's chance to be absent.
    [[nodiscard]] std::vector<double> absent_chances(FractionPoint const& point) const;
    /// Each place's own part of the slope and information of f.
    [[nodiscard]] std::vector<LikelihoodSum> by_place(FractionPoint const& point) const;

    /// d v(f) of each place, copy states averaged.
    [[nodiscard]] std::vector<double> signals(double fraction) const;
    /// sum of d v(f) x distinct_share: expected different tumor molecules.
    [[nodiscard]] double signal(double fraction) const;
    /// Different molecules: counts and background by `distinct_share`.
    [[nodiscard]] double molecules_alt() const { return alt_ * setting_.distinct_share; }
    [[nodiscard]] double background() const { return background_ * setting_.distinct_share; }
    /// METHOD: the cells whose counts alone bound f from above the closest: those of the lowest rates of background, as many as make
    /// (3 + 2 standard deviations of their background) / sum of d v'(0) the smallest. Chosen without looking at what they show. Up to
    /// 20 molecules the limits count these: pooled with noisier ones, few clean molecules would not show above the noise.
    struct ClearCount {
        double alt = 0;           ///< different molecules
        double background = 0;
        double dispersion = 0;    ///< squared coefficient of variation of that
    };
    [[nodiscard]] ClearCount const& clear() const { return clear_; }
    /// Expected different tumor molecules among those.
    [[nodiscard]] double clear_signal(double fraction) const;
    [[nodiscard]] FractionSetting const& setting() const { return setting_; }
    [[nodiscard]] std::size_t places() const { return places_.size(); }
    /// Whether the likelihood may have several tops: copy states are averaged, or places may be absent.
    [[nodiscard]] bool is_mixture() const { return mixed_states_ || setting_.dropout != Dropout::none; }

private:
    /// A count with the rate of an ordinary place, and where it shows molecules that of a hot one.
    struct Cell {
        AlleleCount ordinary;
        AlleleCount hot;
        double hot_share = 0;   ///< 0: only the first
        double log_ordinary_share = 0;
        double log_hot_share = 0;   ///< where there is one
        double background = 0;      ///< whether it is hot left open
        double variance = 0;        ///< of the background, from the spread of the place's rate
    };
    struct State {
        double log_weight;
        CopyState copies;
    };
    struct Place {
        std::size_t first_cell;
        std::size_t end_cell;
        std::size_t first_state;
        std::size_t end_state;
        double clear_depth = 0;   ///< of the cells of ClearCount
    };
    /// One place, taken as tumor and as absent.
    struct PlaceTerm {
        LikelihoodSum tumor;
        double absent = 0;
        double absent_noise_score = 0;
    };
    /// What one place sees of a point.
    struct Look {
        double fraction = 0;
        double noise_level = 1;
    };
    [[nodiscard]] static Look look_of(FractionPoint const& point);
    void add_place(Witness const& witness);
    [[nodiscard]] LikelihoodSum in_state(Place const& place, CopyState const& copies, Look const& look) const;
    [[nodiscard]] PlaceTerm term(Place const& place, Look const& look, Dropout dropout) const;
    [[nodiscard]] LikelihoodSum of_all_there(Look const& look, std::optional<std::size_t> left_out) const;
    [[nodiscard]] std::vector<PlaceTerm> terms(Look const& look) const;
    [[nodiscard]] static LikelihoodSum of_all_perhaps_lost(std::vector<PlaceTerm> const& terms, double dropout,
                                                           std::optional<std::size_t> left_out);
    [[nodiscard]] static double fitted_dropout(std::vector<PlaceTerm> const& terms);
    void add_prior(LikelihoodSum& sum, double log_noise) const;
    [[nodiscard]] PlaceTerm absent_term(Place const& place, double noise_level) const;
    void know_absent();
    void choose_clear_cells();
    [[nodiscard]] double mean_vaf(Place const& place, double fraction) const;

    FractionSetting setting_;
    std::vector<Cell> cells_;
    std::vector<State> states_;
    std::vector<Place> places_;
    std::vector<std::size_t> loud_;   ///< places that are not summed in `quiet_`
    std::vector<PlaceTerm> absent_;   ///< each place at fraction 0, where the noise level is not fitted but drop-out is
    QuietPlaces quiet_;
    bool mixed_states_ = false;
    double alt_ = 0;
    double background_ = 0;
    double varied_background_ = 0;   ///< part that the noise level multiplies
    bool noise_matters_ = false;
    ClearCount clear_;
};

}  // namespace tidemark
