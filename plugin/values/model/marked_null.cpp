#include "values/model/marked_null.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numbers>
#include <utility>

#include "values/model/exact_null.hpp"

namespace tidemark {
namespace {

using Complex = std::complex<double>;

constexpr double beyond = 30;   // e^-30 is 1e-13

/// Chance of each score that a molecule may have, by score.
using ScoreLaw = std::vector<std::pair<std::int64_t, double>>;

ScoreLaw score_law(MarkedCell const& cell, MarkLaw const& marks, double step) {
    std::map<std::int64_t, double> sums;
    if (!cell.marked) {
        sums[marked_score(cell.weight, 0, step)] = 1;
    }
    for (std::size_t mark = 0; cell.marked && mark < marks.chance.size(); ++mark) {
        sums[marked_score(cell.weight, marks.log_ratio[mark], step)] += marks.chance[mark];
    }
    return {sums.begin(), sums.end()};
}

/// Generating function of a negative binomial at h, as 1 - h says it.
template <typename Number>
Number negative_binomial(NegativeBinomial const& law, Number const& below_one) {
    if (law.dispersion < 1e-12) {
        return std::exp(-law.mean * below_one);
    }
    return std::pow(1.0 + law.dispersion * law.mean * below_one, -1 / law.dispersion);
}

/// A cell at one noise level, ready to be asked for its generating function.
class CellFunction {
public:
    CellFunction(MarkedCell const& cell, double noise_level) : mixture_{cell.cell.mixture(noise_level)} {
        if (cell.cap > 0) {
            chances_ = capped_chances(cell.cell, {.noise_level = noise_level, .tumor_fraction = 0}, cell.cap);
        }
    }

    template <typename Number>
    [[nodiscard]] Number at(Number const& h) const {
        if (!chances_.empty()) {
            Number sum = chances_.back();
            for (auto chance = chances_.rbegin() + 1; chance != chances_.rend(); ++chance) {
                sum = sum * h + *chance;
            }
            return sum;
        }
        auto const ordinary = negative_binomial(mixture_.ordinary, Number{1} - h);
        return mixture_.hot_share > 0
                   ? (1 - mixture_.hot_share) * ordinary + mixture_.hot_share * negative_binomial(mixture_.hot, Number{1} - h)
                   : ordinary;
    }

    /// Whether E[h^count] is finite.
    [[nodiscard]] bool is_finite_at(double h) const {
        auto const finite = [&](NegativeBinomial const& law) { return 1 + law.dispersion * law.mean * (1 - h) > 1e-9; };
        return !chances_.empty() || (finite(mixture_.ordinary) && (mixture_.hot_share == 0 || finite(mixture_.hot)));
    }

private:
    NoiseMixture mixture_;
    std::vector<double> chances_;
};

/// All cells at one noise level, and its weight.
struct Level {
    double weight = 1;
    std::vector<CellFunction> cells;
};

/// The score laws, each once, and which one each cell has.
struct Scoring {
    std::vector<ScoreLaw> laws;
    std::vector<std::size_t> law_of;
};

Scoring scoring_of(std::span<MarkedCell const> cells, MarkLaw const& marks, double step) {
    Scoring scoring;
    std::map<std::pair<double, bool>, std::size_t> known;
    for (auto const& cell : cells) {
        auto const [place, fresh] = known.try_emplace({cell.weight, cell.marked}, scoring.laws.size());
        if (fresh) {
            scoring.laws.push_back(score_law(cell, marks, step));
        }
        scoring.law_of.push_back(place->second);
    }
    return scoring;
}

/// log E[e^(theta T)], not finite where a tail is too heavy.
double log_moment(std::vector<Level> const& levels, Scoring const& scoring, double theta) {
    std::vector<double> h;
    for (auto const& law : scoring.laws) {
        h.push_back(0);
        for (auto const& [score, chance] : law) {
            h.back() += chance * std::exp(theta * static_cast<double>(score));
        }
    }
    std::vector<double> logs;
    for (auto const& level : levels) {
        double sum = std::log(level.weight);
        for (std::size_t index = 0; index < level.cells.size(); ++index) {
            double const at = h[scoring.law_of[index]];
            if (!level.cells[index].is_finite_at(at)) {
                return std::numeric_limits<double>::infinity();
            }
            sum += std::log(level.cells[index].at(at));
        }
        logs.push_back(sum);
    }
    double const highest = std::ranges::max(logs);
    double total = 0;
    for (double const each : logs) {
        total += std::exp(each - highest);
    }
    return highest + std::log(total);
}

/// Points that all but 1e-13 of T lie below.
std::size_t points_needed(std::vector<Level> const& levels, Scoring const& scoring) {
    double fewest = std::numeric_limits<double>::infinity();
    for (double theta = 1; theta > 1e-5; theta /= 2) {
        double const moment = log_moment(levels, scoring, theta);
        if (std::isfinite(moment)) {
            fewest = std::min(fewest, (moment + beyond) / theta);
        }
    }
    constexpr double most = 1 << 20;
    return std::size_t{2} * (static_cast<std::size_t>(std::clamp(fewest, 16.0, most)) / 2 + 1);
}

}  // namespace

std::int64_t marked_score(double weight, double log_ratio, double step) {
    return std::max<std::int64_t>(0, std::llround((weight + log_ratio) / step));
}

MarkedNull::MarkedNull(std::span<MarkedCell const> cells, MarkLaw const& marks, double sample_dispersion, double step) {
    double background = 0;
    for (auto const& cell : cells) {
        background += cell.cell.background;
    }
    std::vector<Level> levels;
    for (auto const& node : noise_nodes(background, sample_dispersion)) {
        auto& level = levels.emplace_back(Level{.weight = node.weight, .cells = {}});
        for (auto const& cell : cells) {
            level.cells.emplace_back(cell, node.value);
        }
    }
    auto const scoring = scoring_of(cells, marks, step);
    points_ = points_needed(levels, scoring);
    std::vector<Complex> roots(points_);
    for (std::size_t index = 0; index < points_; ++index) {
        roots[index] = std::polar(1.0, 2 * std::numbers::pi * static_cast<double>(index) / static_cast<double>(points_));
    }
    std::vector<std::vector<Complex>> h;   // by law and point
    for (auto const& law : scoring.laws) {
        auto& values = h.emplace_back(points_ / 2 + 1, Complex{0});
        for (std::size_t index = 0; index < values.size(); ++index) {
            for (auto const& [score, chance] : law) {
                values[index] += chance * roots[index * static_cast<std::size_t>(score) % points_];
            }
        }
    }
    transform_.assign(points_ / 2 + 1, Complex{0});
    std::vector<Complex> product(transform_.size());
    for (auto const& level : levels) {
        std::ranges::fill(product, Complex{level.weight});
        for (std::size_t each = 0; each < level.cells.size(); ++each) {
            auto const& values = h[scoring.law_of[each]];
            for (std::size_t index = 0; index < values.size(); ++index) {
                product[index] *= level.cells[each].at(values[index]);
            }
        }
        std::ranges::transform(transform_, product, transform_.begin(), std::plus{});
    }
}

double MarkedNull::tail(std::int64_t t) const {
    if (t <= 0) {
        return 1;
    }
    auto const first = static_cast<std::size_t>(t);
    if (first >= points_) {
        return 0;
    }
    // P(T >= t) = 1/M sum over j of G(w^j) (w^(-j t) + ... + w^(-j (M-1))), the last sum (w^(-j t) - 1) / (1 - w^(-j)).
    double sum = transform_.front().real() * static_cast<double>(points_ - first);
    double const turn = -2 * std::numbers::pi / static_cast<double>(points_);
    for (std::size_t index = 1; index < transform_.size(); ++index) {
        auto const power = std::polar(1.0, turn * static_cast<double>(index * first % points_));
        auto const root = std::polar(1.0, turn * static_cast<double>(index));
        double const twice = 2 * index == points_ ? 1 : 2;   // the other half is the conjugate
        sum += twice * (transform_[index] * (power - 1.0) / (1.0 - root)).real();
    }
    return std::clamp(sum / static_cast<double>(points_), 0.0, 1.0);
}

}  // namespace tidemark
