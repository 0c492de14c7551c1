#include "stages/background/kind_rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "stages/background/shrink.hpp"
#include "values/model/background_law.hpp"
#include "values/model/usual_rate.hpp"

namespace tidemark {
namespace {

constexpr std::array event_kinds{"ins", "del", "mnv"};

constexpr double usual_rate_dispersion = 2;   // gamma shape 1/2: half an error
constexpr double event_share = 0.1;           // ins, del and mnv against one substitution, before anything is seen

ErrorTally operator+(ErrorTally left, ErrorTally const& right) {
    left.errors += right.errors;
    left.molecules += right.molecules;
    return left;
}

/// What was seen of a kind, and how many of the errors belong to hot loci.
struct KindTally {
    ErrorTally seen;
    double hot = 0;
    [[nodiscard]] double errors() const { return std::max(static_cast<double>(seen.errors) - hot, 0.0); }
    [[nodiscard]] double molecules() const { return static_cast<double>(seen.molecules); }
};

using Contexts = std::map<std::string, KindTally>;

KindTally sum(Contexts const& contexts) {
    KindTally total;
    for (auto const& [context, tally] : contexts) {
        total.seen = total.seen + tally.seen;
        total.hot += tally.hot;
    }
    return total;
}

class KindLearner {
public:
    KindLearner(MoleculeGroup group, GroupTallies const& tallies, LearningParameters const& parameters)
        : group_{group}, tallies_{tallies}, parameters_{parameters} {
        for (auto const& [substitution, contexts] : tallies.substitutions) {
            for (auto const& [context, tally] : contexts) {
                kinds_[substitution][context].seen = tally;
            }
        }
        auto const has_context = [](GroupTallies::Place const& place) { return !place.context.empty(); };
        blind_ = tallies.mismatches.size() + tallies.loci.size() > 0 &&
                 std::ranges::none_of(tallies.mismatches, has_context) && std::ranges::none_of(tallies.loci, has_context);
    }

    [[nodiscard]] std::vector<BackgroundRate> learn() {
        constexpr int passes = 2;   // the second sees rates without most of the hot errors
        LocusMixture loci;
        for (int pass = 0; pass < passes; ++pass) {
            learn_substitutions();
            auto prior = parameters_.loci;
            prior.locus_dispersion = stacked_dispersion(prior.locus_dispersion, blind_ ? within_ : 0);
            loci = fit_hot_loci(places(), rows_.front().rate, prior);
            take_hot_errors_off(loci);
        }
        learn_substitutions();
        std::vector<BackgroundRate> rows;
        for (auto const& row : rows_) {
            rows.push_back(with_hot_part(row, loci));
        }
        add_events(rows);
        return rows;
    }

private:
    void add(BackgroundLevel level, std::string context, std::string substitution, ErrorTally const& tally,
             Posterior const& posterior) {
        rows_.push_back({.level = level,
                         .group = group_,
                         .context = std::move(context),
                         .substitution = std::move(substitution),
                         .locus = std::nullopt,
                         .errors = tally.errors,
                         .molecules = tally.molecules,
                         .rate = posterior.mean,
                         .dispersion = posterior.dispersion});
    }

    /// Rates of ordinary loci into rows_ (any substitution first) and rates_.
    void learn_substitutions() {
        rows_.clear();
        rates_.clear();
        KindTally all;
        std::map<std::string, KindTally> totals;
        for (auto const& [substitution, contexts] : kinds_) {
            auto const& total = totals[substitution] = sum(contexts);
            all.seen = all.seen + total.seen;
            all.hot += total.hot;
        }
        auto const any = posterior_rate({usual_rate(group_.evidence_class), usual_rate_dispersion}, all.errors(),
                                        all.molecules());
        std::vector<RateCell> cells;
        for (auto const& [substitution, total] : totals) {
            cells.push_back({total.errors(), any.mean * total.molecules()});
        }
        double const between = moment_dispersion(cells, parameters_.substitution_dispersion);
        std::map<std::string, Posterior> means;
        std::vector<RateCell> context_cells;
        for (auto const& [substitution, contexts] : kinds_) {
            auto const& total = totals.at(substitution);
            auto const mean = posterior_rate({any.mean, between}, total.errors(), total.molecules());
            means.emplace(substitution, mean);
            for (auto const& [context, cell] : contexts) {
                if (!context.empty()) {
                    context_cells.push_back({cell.errors(), mean.mean * cell.molecules()});
                }
            }
        }
        double const within = within_ = moment_dispersion(context_cells, parameters_.context_dispersion);
        double const unseen = blind_ ? 0 : within;   // by the spread of places
        add(BackgroundLevel::evidence_class, {}, {}, all.seen,
            {any.mean, stacked_dispersion(any.dispersion, stacked_dispersion(between, unseen))});
        for (auto const& [substitution, contexts] : kinds_) {
            auto const& mean = means.at(substitution);
            add(BackgroundLevel::evidence_class, {}, substitution, totals.at(substitution).seen,
                {mean.mean, stacked_dispersion(mean.dispersion, unseen)});
            rates_[substitution][{}] = mean.mean;
            for (auto const& [context, cell] : contexts) {
                if (!context.empty()) {
                    auto const rate = posterior_rate({mean.mean, within}, cell.errors(), cell.molecules());
                    add(BackgroundLevel::context, context, substitution, cell.seen, rate);
                    rates_[substitution][context] = rate.mean;
                }
            }
        }
    }

    [[nodiscard]] double rate_of(GroupTallies::Place const& place) const {
        auto const substitution = rates_.find(place.substitution);
        if (substitution == rates_.end()) {
            return rows_.front().rate;
        }
        auto const context = substitution->second.find(place.context);
        if (!place.context.empty() && context != substitution->second.end()) {
            return context->second;
        }
        if (blind_) {
            return substitution->second.at({});
        }
        // Of an error whose context is unknown: contexts weigh as many molecules as they have, times their rate.
        double squares = 0;
        double sum = 0;
        for (auto const& [name, tally] : kinds_.at(place.substitution)) {
            double const rate = substitution->second.at(name);
            squares += tally.molecules() * rate * rate;
            sum += tally.molecules() * rate;
        }
        return sum > 0 ? squares / sum : substitution->second.at({});
    }

    /// Places of about equal rate and depth and equal errors together. Those without error are known by depth only; they
    /// are shared out over kinds as their molecules are.
    [[nodiscard]] std::vector<PlaceCount> places() const {
        std::map<std::tuple<int, int, double>, PlaceCount> bins;
        auto const add = [&](double rate, double depth, double errors, double alleles) {
            auto& bin = bins.try_emplace({static_cast<int>(std::lround(std::log2(rate))), depth_bin(depth) / 8, errors},
                                         PlaceCount{.rate = 0, .depth = 0, .errors = errors, .alleles = 0})
                            .first->second;
            bin.rate += alleles * rate;
            bin.depth += alleles * depth;
            bin.alleles += alleles;
        };
        double molecules = 0;
        for (auto const& [substitution, contexts] : kinds_) {
            molecules += sum(contexts).molecules();
        }
        for (auto const& [number, bin] : tallies_.depths) {
            for (auto const& [substitution, contexts] : kinds_) {
                for (auto const& [context, tally] : contexts) {
                    if (tally.seen.molecules > 0) {
                        add(rates_.at(substitution).at(blind_ ? std::string{} : context), bin.molecules / bin.positions, 0,
                            3 * bin.positions * tally.molecules() / molecules);
                    }
                }
            }
        }
        for (auto const& place : tallies_.mismatches) {
            add(rate_of(place), place.depth, place.errors, 1);
            add(rate_of(place), place.depth, 0, -1);
        }
        for (auto const& place : tallies_.loci) {
            add(rate_of(place), place.depth, place.errors, 1);
        }
        std::vector<PlaceCount> counts;
        for (auto& [key, bin] : bins) {
            if (bin.alleles > 1e-6 && bin.rate > 0 && bin.depth > 0) {
                counts.push_back({bin.rate / bin.alleles, bin.depth / bin.alleles, bin.errors, bin.alleles});
            }
        }
        return counts;
    }

    void take_hot_errors_off(LocusMixture const& loci) {
        for (auto& [substitution, contexts] : kinds_) {
            for (auto& [context, tally] : contexts) {
                tally.hot = 0;
            }
        }
        std::map<std::string, double> seen;   // errors that stand at known places
        for (auto const& place : tallies_.mismatches) {
            auto const kind = kinds_.find(place.substitution);
            if (kind == kinds_.end()) {
                continue;
            }
            seen[place.substitution] += place.errors;
            double const hot =
                place.errors * chance_of_hot(loci, {.rate = rate_of(place), .depth = place.depth, .errors = place.errors});
            if (auto const cell = kind->second.find(place.context); cell != kind->second.end()) {
                cell->second.hot += hot;
                continue;
            }
            auto const errors = static_cast<double>(sum(kind->second).seen.errors);
            for (auto& [context, tally] : kind->second) {
                tally.hot += errors > 0 ? hot * static_cast<double>(tally.seen.errors) / errors : 0;
            }
        }
        // Errors without a place belong to hot loci as often as they would on average.
        for (auto& [substitution, contexts] : kinds_) {
            auto const errors = static_cast<double>(sum(contexts).seen.errors);
            double const placeless = errors > 0 ? std::max(1 - seen[substitution] / errors, 0.0) : 0;
            for (auto& [context, tally] : contexts) {
                double const hot = loci.hot_share * loci.hot_rate;
                double const all = hot + (1 - loci.hot_share) * rates_.at(substitution).at(context);
                tally.hot += placeless * static_cast<double>(tally.seen.errors) * hot / all;
            }
        }
    }

    void add_events(std::vector<BackgroundRate>& rows) {
        rows_.clear();
        double const usual = usual_rate(group_.evidence_class) * event_share;
        for (auto const* const event : event_kinds) {
            auto const found = tallies_.events.find(event);
            Contexts contexts;
            if (found != tallies_.events.end()) {
                for (auto const& [context, tally] : found->second) {
                    contexts[context].seen = tally;
                }
            }
            auto const total = sum(contexts);
            auto const mean = posterior_rate({usual, usual_rate_dispersion}, total.errors(), total.molecules());
            contexts.erase(std::string{});
            std::vector<RateCell> cells;
            for (auto const& [context, tally] : contexts) {
                cells.push_back({tally.errors(), mean.mean * tally.molecules()});
            }
            // Tables that do not tell repeats apart say nothing about their spread.
            double const within = cells.empty() ? 0 : moment_dispersion(cells, parameters_.repeat_dispersion);
            add(BackgroundLevel::evidence_class, {}, event, total.seen, {mean.mean, stacked_dispersion(mean.dispersion, within)});
            for (auto const& [context, tally] : contexts) {
                add(BackgroundLevel::context, context, event, tally.seen,
                    posterior_rate({mean.mean, within}, tally.errors(), tally.molecules()));
            }
        }
        auto const& prior = parameters_.loci;
        for (auto& row : rows_) {
            row.rate /= 1 + prior.share * (prior.ratio - 1);
            rows.push_back(with_hot_part(row, {.hot_share = prior.share,
                                               .hot_rate = prior.ratio * row.rate,
                                               .hot_dispersion = prior.dispersion,
                                               .locus_dispersion = prior.locus_dispersion}));
        }
    }

    MoleculeGroup group_;
    GroupTallies const& tallies_;
    LearningParameters parameters_;
    double within_ = 0;    // spread of contexts round their substitution
    bool blind_ = false;   // contexts of places are unknown: their spread holds that of contexts already
    std::map<std::string, Contexts> kinds_;
    std::vector<BackgroundRate> rows_;                              // ordinary loci, own dispersion only
    std::map<std::string, std::map<std::string, double>> rates_;    // the same by name; empty context: the substitution
};

}  // namespace

BackgroundRate with_hot_part(BackgroundRate row, LocusMixture const& loci) {
    row.dispersion = stacked_dispersion(row.dispersion, loci.locus_dispersion);
    row.hot_share = loci.hot_share;
    row.hot_rate = std::clamp(loci.hot_rate, row.rate, 0.5);
    row.hot_dispersion = loci.hot_dispersion;
    row.rate = (1 - row.hot_share) * row.rate + row.hot_share * row.hot_rate;
    return row;
}

std::vector<BackgroundRate> kind_rates(MoleculeGroup group, GroupTallies const& tallies,
                                       LearningParameters const& parameters) {
    return KindLearner{group, tallies, parameters}.learn();
}

}  // namespace tidemark
