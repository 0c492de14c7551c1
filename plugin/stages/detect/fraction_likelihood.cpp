#include "stages/detect/fraction_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

void add(LikelihoodSum& sum, LikelihoodSum const& part) {
    sum.value += part.value;
    sum.score += part.score;
    sum.information += part.information;
    sum.noise_score += part.noise_score;
    sum.noise_information += part.noise_information;
}

/// log(e^left + e^right).
double log_sum(double left, double right) {
    double const high = std::max(left, right);
    return high + std::log1p(std::exp(std::min(left, right) - high));
}

LikelihoodSum sum_of(AlleleTerm const& part) {
    return {part.value, part.by_fraction, part.information, part.by_noise, part.noise_information};
}

/// A count that is of an ordinary place or of a hot one; shares by their logarithms.
LikelihoodSum mixed(AlleleTerm const& ordinary, AlleleTerm const& hot, double log_ordinary_share, double log_hot_share) {
    double const left = log_ordinary_share + ordinary.value;
    double const total = log_sum(left, log_hot_share + hot.value);
    double const share = std::exp(left - total);
    return {.value = total,
            .score = share * ordinary.by_fraction + (1 - share) * hot.by_fraction,
            .information = share * ordinary.information + (1 - share) * hot.information,
            .noise_score = share * ordinary.by_noise + (1 - share) * hot.by_noise,
            .noise_information = share * ordinary.noise_information + (1 - share) * hot.noise_information};
}

/// Without molecules a place says next to nothing about being hot, and where molecules are many being hot changes nothing: its
/// background would add less than 1 % to the variance of the count.
bool may_be_hot(AlleleCount const& ordinary, AlleleCount const& hot) {
    double const background = hot.depth * hot.rate;
    return ordinary.alt > 0 && hot.rate > ordinary.rate && background * background * (1 + hot.dispersion) > 0.01 * ordinary.alt;
}

}  // namespace

FractionLikelihood::FractionLikelihood(std::span<Witness const> witnesses, FractionSetting const& setting)
    : setting_{setting} {
    for (auto const& witness : witnesses) {
        add_place(witness);
    }
    // Shared noise of kappa x background adds less than 1 % to the variance of the count below this.
    constexpr double least_ratio = 0.1;
    noise_matters_ = setting_.sample_dispersion * varied_background_ > least_ratio * std::sqrt(std::max(alt_, background_));
    choose_clear_cells();
    know_absent();
}

FractionLikelihood FractionLikelihood::with(Dropout dropout, double share) const {
    auto other = *this;
    other.setting_.dropout = dropout;
    other.setting_.dropout_share = dropout == Dropout::given ? share : 0;
    other.know_absent();
    return other;
}

void FractionLikelihood::add_place(Witness const& witness) {
    Place place{cells_.size(), 0, states_.size(), 0};
    for (std::size_t each = 0; each < witness.unit.cells.size(); ++each) {
        auto const& cell = witness.unit.cells[each];
        if (cell.depth <= 0) {
            continue;
        }
        AlleleCount count{.depth = cell.depth, .alt = static_cast<double>(witness.alt[each]),
                          .rate = std::max(cell.ordinary_background() / cell.depth, 1e-15), .dispersion = cell.dispersion,
                          .sample_factor = cell.sample_factor};
        count.dispersion = spread_matters(count) ? cell.dispersion : 0;
        auto hot = count;
        hot.rate = std::min(cell.hot_background / cell.depth, 0.5);
        hot.dispersion = cell.hot_dispersion;
        cells_.push_back({.ordinary = count, .hot = hot});
        cells_.back().background = cell.background;
        cells_.back().variance = cell.background * cell.background * cell.dispersion;
        if (cell.hot_share > 0 && may_be_hot(count, hot)) {
            cells_.back().hot_share = cell.hot_share;
            cells_.back().log_ordinary_share = std::log1p(-cell.hot_share);
            cells_.back().log_hot_share = std::log(cell.hot_share);
        }
        alt_ += count.alt;
        background_ += cell.background;
        varied_background_ += cell.sample_factor ? cell.background : 0;
    }
    if (cells_.size() == place.first_cell) {
        return;
    }
    if (witness.copy_states.empty()) {
        states_.push_back({0, witness.unit.cells.front().copies});
    }
    for (auto const& state : witness.copy_states) {
        states_.push_back({std::log(state.weight), state.copies});
    }
    place.end_cell = cells_.size();
    place.end_state = states_.size();
    mixed_states_ = mixed_states_ || place.end_state - place.first_state > 1;
    bool const quiet = place.end_cell - place.first_cell == 1 && place.end_state - place.first_state == 1 &&
                       quiet_.add(cells_.back().ordinary, states_.back().copies);
    if (!quiet) {
        loud_.push_back(places_.size());
    }
    places_.push_back(place);
}

FractionLikelihood::Look FractionLikelihood::look_of(FractionPoint const& point) {
    return {point.fraction, point.log_noise == 0 ? 1 : std::exp(point.log_noise)};
}

LikelihoodSum FractionLikelihood::in_state(Place const& place, CopyState const& copies, Look const& look) const {
    AllelePoint const at{.vaf = expected_vaf(TumorFractionCell{look.fraction}, copies).value,
                         .vaf_slope = expected_vaf_slope(TumorFractionCell{look.fraction}, copies),
                         .noise_level = look.noise_level};
    LikelihoodSum sum;
    for (std::size_t index = place.first_cell; index < place.end_cell; ++index) {
        auto const& cell = cells_[index];
        auto const part = allele_likelihood(cell.ordinary, at);
        if (cell.hot_share > 0) {
            add(sum, mixed(part, allele_likelihood(cell.hot, at), cell.log_ordinary_share, cell.log_hot_share));
        } else {
            add(sum, sum_of(part));
        }
    }
    return sum;
}

FractionLikelihood::PlaceTerm FractionLikelihood::term(Place const& place, Look const& look, Dropout dropout) const {
    PlaceTerm term{.tumor = in_state(place, states_[place.first_state].copies, look)};
    if (place.end_state - place.first_state > 1) {
        std::vector<LikelihoodSum> parts{term.tumor};
        parts.front().value += states_[place.first_state].log_weight;
        double total = parts.front().value;
        for (std::size_t index = place.first_state + 1; index < place.end_state; ++index) {
            parts.push_back(in_state(place, states_[index].copies, look));
            parts.back().value += states_[index].log_weight;
            total = log_sum(total, parts.back().value);
        }
        term.tumor = {.value = total};
        for (auto const& part : parts) {
            double const share = std::exp(part.value - total);
            add(term.tumor, {0, share * part.score, share * part.information, share * part.noise_score,
                             share * part.noise_information});
        }
    }
    if (dropout != Dropout::none) {
        auto const absent = absent_.empty() ? absent_term(place, look.noise_level)
                                            : absent_[static_cast<std::size_t>(&place - places_.data())];
        term.absent = absent.absent;
        term.absent_noise_score = absent.absent_noise_score;
    }
    return term;
}

FractionLikelihood::PlaceTerm FractionLikelihood::absent_term(Place const& place, double noise_level) const {
    auto const absent = in_state(place, states_[place.first_state].copies, {0, noise_level});
    return {.tumor = {}, .absent = absent.value, .absent_noise_score = absent.noise_score};
}

void FractionLikelihood::know_absent() {
    absent_.clear();
    for (std::size_t index = 0; setting_.dropout != Dropout::none && !noise_matters_ && index < places_.size(); ++index) {
        absent_.push_back(absent_term(places_[index], 1));
    }
}

std::vector<FractionLikelihood::PlaceTerm> FractionLikelihood::terms(Look const& look) const {
    std::vector<PlaceTerm> all;
    all.reserve(places_.size());
    for (auto const& place : places_) {
        all.push_back(term(place, look, Dropout::fitted));
    }
    return all;
}

LikelihoodSum FractionLikelihood::of_all_there(Look const& look, std::optional<std::size_t> left_out) const {
    LikelihoodSum sum;
    if (!quiet_.hold(look.fraction, look.noise_level)) {
        for (std::size_t index = 0; index < places_.size(); ++index) {
            if (index != left_out) {
                add(sum, term(places_[index], look, Dropout::none).tumor);
            }
        }
        return sum;
    }
    for (auto const index : loud_) {
        if (index != left_out) {
            add(sum, term(places_[index], look, Dropout::none).tumor);
        }
    }
    add(sum, sum_of(quiet_.sum(look.fraction, look.noise_level)));
    if (left_out && *left_out < places_.size() && !std::ranges::binary_search(loud_, *left_out)) {
        auto const own = term(places_[*left_out], look, Dropout::none).tumor;
        add(sum, {-own.value, -own.score, -own.information, -own.noise_score, -own.noise_information});
    }
    return sum;
}

LikelihoodSum FractionLikelihood::of_all_perhaps_lost(std::vector<PlaceTerm> const& terms, double dropout,
                                                      std::optional<std::size_t> left_out) {
    LikelihoodSum sum;
    double const log_here = std::log1p(-std::min(dropout, 1 - 1e-15));
    double const log_lost = std::log(dropout);
    for (std::size_t index = 0; index < terms.size(); ++index) {
        auto const& each = terms[index];
        if (index == left_out) {
            continue;
        }
        if (dropout == 0) {
            add(sum, each.tumor);
            continue;
        }
        double const here = log_here + each.tumor.value;
        double const total = log_sum(here, log_lost + each.absent);
        double const share = std::exp(here - total);
        add(sum, {total, share * each.tumor.score, share * each.tumor.information,
                  share * each.tumor.noise_score + (1 - share) * each.absent_noise_score,
                  each.tumor.noise_information});
    }
    return sum;
}

void FractionLikelihood::add_prior(LikelihoodSum& sum, double log_noise) const {
    if (noise_matters_) {
        double const shape = 1 / (setting_.sample_dispersion * setting_.sample_dispersion);
        double const level = std::exp(log_noise);
        add(sum, {shape * (log_noise - level + 1), 0, 0, shape * (1 - level), shape * level});
    }
}

LikelihoodSum FractionLikelihood::at(FractionPoint const& point, std::optional<std::size_t> left_out) const {
    auto const look = look_of(point);
    auto sum = point.dropout > 0 ? of_all_perhaps_lost(terms(look), point.dropout, left_out) : of_all_there(look, left_out);
    add_prior(sum, point.log_noise);
    return sum;
}

std::vector<LikelihoodSum> FractionLikelihood::by_place(FractionPoint const& point) const {
    std::vector<LikelihoodSum> parts;
    auto const look = look_of(point);
    auto const absent = absent_chances(point);
    for (std::size_t index = 0; index < places_.size(); ++index) {
        auto const each = term(places_[index], look, Dropout::none).tumor;
        parts.push_back({.score = (1 - absent[index]) * each.score, .information = (1 - absent[index]) * each.information});
    }
    return parts;
}

std::vector<double> FractionLikelihood::absent_chances(FractionPoint const& point) const {
    auto const look = look_of(point);
    std::vector<double> chances(places_.size(), 0.0);
    for (std::size_t index = 0; point.dropout > 0 && index < places_.size(); ++index) {
        auto const each = term(places_[index], look, Dropout::fitted);
        double const odds = std::log(point.dropout) - std::log1p(-std::min(point.dropout, 1 - 1e-15)) + each.absent -
                            each.tumor.value;
        chances[index] = odds > 0 ? 1 / (1 + std::exp(-odds)) : std::exp(odds) / (1 + std::exp(odds));
    }
    return chances;
}

double FractionLikelihood::fitted_dropout(std::vector<PlaceTerm> const& terms) {
    // log P(x) = log(1 + delta (r - 1)) with r = P(x | 0) / P(x | f), so the slope is less / (base + delta less), where both
    // are over max(r, 1). It falls with delta: one top.
    struct Ratio {
        double base;
        double less;
    };
    std::vector<Ratio> ratios;
    ratios.reserve(terms.size());
    for (auto const& each : terms) {
        double const log_ratio = each.absent - each.tumor.value;
        ratios.push_back(log_ratio > 0 ? Ratio{std::exp(-log_ratio), -std::expm1(-log_ratio)} : Ratio{1, std::expm1(log_ratio)});
    }
    auto const slope = [&](double delta) {
        double sum = 0;
        for (auto const& ratio : ratios) {
            sum += ratio.less / (ratio.base + delta * ratio.less);
        }
        return sum;
    };
    constexpr double most = 0.99;
    if (ratios.empty() || slope(0) <= 0) {
        return 0;
    }
    // At 0 the slope is infinite where a place can only be lost; its arc tangent has the same root.
    return slope(most) >= 0 ? most : root([&](double delta) { return std::atan(slope(delta)); }, 0, most, 40);
}

namespace {

constexpr int most_noise_steps = 25;
constexpr double settled = 1e-5;   // of log s; the likelihood is off by half the square of it

/// A scoring step on log s; the prior keeps the information positive.
double noise_step(LikelihoodSum const& sum, double log_noise) {
    double const move = std::clamp(sum.noise_score / sum.noise_information, -0.7, 0.7);
    return std::clamp(log_noise + move, -12.0, 3.0);
}

}  // namespace

FractionLikelihood::Fit FractionLikelihood::fit(double fraction, double dropout) const {
    Fit fit{{fraction, 0, dropout}, {}};
    fit.sum = at(fit.point);
    for (int step = 0; noise_matters_ && step < most_noise_steps; ++step) {
        double const next = noise_step(fit.sum, fit.point.log_noise);
        if (std::abs(next - fit.point.log_noise) < settled) {
            break;
        }
        fit.point.log_noise = next;
        fit.sum = at(fit.point);
    }
    return fit;
}

FractionLikelihood::Fit FractionLikelihood::fit(double fraction) const {
    if (setting_.dropout != Dropout::fitted) {
        return fit(fraction, setting_.dropout_share);
    }
    Fit fit{{fraction, 0, 0}, {}};
    for (int step = 0; step < most_noise_steps; ++step) {
        auto const all = terms(look_of(fit.point));
        fit.point.dropout = fitted_dropout(all);
        fit.sum = of_all_perhaps_lost(all, fit.point.dropout, std::nullopt);
        add_prior(fit.sum, fit.point.log_noise);
        double const next = noise_matters_ ? noise_step(fit.sum, fit.point.log_noise) : 0;
        if (std::abs(next - fit.point.log_noise) < settled) {
            break;
        }
        fit.point.log_noise = next;
    }
    return fit;
}

FractionPoint FractionLikelihood::fitted(double fraction, double dropout) const {
    return noise_matters_ ? fit(fraction, dropout).point : FractionPoint{fraction, 0, dropout};
}

FractionPoint FractionLikelihood::fitted(double fraction) const {
    return setting_.dropout == Dropout::none && !noise_matters_ ? FractionPoint{fraction, 0, 0} : fit(fraction).point;
}

std::vector<double> FractionLikelihood::signals(double fraction) const {
    std::vector<double> each;
    for (auto const& place : places_) {
        double depth = 0;
        for (std::size_t index = place.first_cell; index < place.end_cell; ++index) {
            depth += cells_[index].ordinary.depth;
        }
        each.push_back(depth * mean_vaf(place, fraction));
    }
    return each;
}

double FractionLikelihood::signal(double fraction) const {
    auto const each = signals(fraction);
    return std::accumulate(each.begin(), each.end(), 0.0) * setting_.distinct_share;
}

}  // namespace tidemark
