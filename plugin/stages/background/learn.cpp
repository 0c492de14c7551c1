#include "stages/background/learn.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "stages/background/shrink.hpp"

namespace tidemark {
namespace {

constexpr double largest_sample_dispersion = 1.5;
constexpr double smallest_sample_dispersion = 0.05;
constexpr std::array event_kinds{"ins", "del", "mnv"};

/// METHOD: usual rates of one specific wrong base per molecule, where a class has shown nothing: about what the field
/// reports for duplex, one-strand consensus and raw reads. They weigh as much as half an error.
double usual_rate(EvidenceClass evidence_class) {
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

constexpr double usual_rate_dispersion = 2;   // gamma shape 1/2: half an error
constexpr double event_share = 0.1;           // ins, del and mnv against one substitution, before anything is seen

bool is_substitution(std::string const& text) { return text.size() == 3 && text[1] == '>'; }

/// Spread on top of spread: (1 + a)(1 + b) - 1.
double stacked(double first, double second) { return (1 + first) * (1 + second) - 1; }

/// All samples of one canonical group.
struct GroupTallies {
    std::map<std::string, std::map<std::string, ErrorTally>> substitutions;   // substitution -> context -> tally
    std::map<std::string, ErrorTally> events;                                 // ins, del, mnv
};

ErrorTally operator+(ErrorTally left, ErrorTally const& right) {
    left.errors += right.errors;
    left.molecules += right.molecules;
    return left;
}

ErrorTally sum(std::map<std::string, ErrorTally> const& tallies) {
    ErrorTally total;
    for (auto const& [name, tally] : tallies) {
        total = total + tally;
    }
    return total;
}

/// Sums over positions that tell the spread of loci within contexts: see locus_dispersion.
struct PairCount {
    double pairs = 0;
    double expected = 0;
};

class Learner {
public:
    Learner(std::span<PooledSample const> samples, LearningParameters const& parameters)
        : samples_{samples}, parameters_{parameters} {
        for (auto const& sample : samples) {
            for (auto const& [kind, tally] : sample.kinds) {
                auto& group = groups_[kind.group];
                auto& place = is_substitution(kind.substitution) ? group.substitutions[kind.substitution][kind.context]
                                                                 : group.events[kind.substitution];
                place = place + tally;
            }
        }
    }

    void want(MoleculeGroup group) { groups_.try_emplace(canonical_kind(group, {}, "ins").group); }

    [[nodiscard]] BackgroundModel learn(ContextLookup const& contexts) {
        for (auto const& [group, tallies] : groups_) {
            learn_kinds(group, tallies);
        }
        // Until here the dispersion of a row is that of its own rate; loci add theirs.
        learn_loci(contexts);
        model_.sample_dispersion = sample_dispersion();
        for (auto const& sample : samples_) {
            model_.samples.push_back(sample.sample);
        }
        std::ranges::sort(model_.samples);
        sort_rows();
        return std::move(model_);
    }

private:
    void add(BackgroundLevel level, ErrorKind kind, ErrorTally const& tally, Posterior const& posterior) {
        model_.rates.push_back({.level = level,
                                .group = kind.group,
                                .context = std::move(kind.context),
                                .substitution = std::move(kind.substitution),
                                .locus = std::nullopt,
                                .errors = tally.errors,
                                .molecules = tally.molecules,
                                .rate = posterior.mean,
                                .dispersion = posterior.dispersion});
    }

    void learn_kinds(MoleculeGroup group, GroupTallies const& tallies) {
        ErrorTally all;
        for (auto const& [substitution, its_contexts] : tallies.substitutions) {
            all = all + sum(its_contexts);
        }
        double const usual = usual_rate(group.evidence_class);
        auto const any = posterior_rate({usual, usual_rate_dispersion}, all.errors, all.molecules);
        std::vector<RateCell> cells;
        for (auto const& [substitution, its_contexts] : tallies.substitutions) {
            auto const tally = sum(its_contexts);
            cells.push_back({static_cast<double>(tally.errors), any.mean * static_cast<double>(tally.molecules)});
        }
        double const between = moment_dispersion(cells, parameters_.substitution_dispersion);
        std::map<std::string, Posterior> means;
        std::vector<RateCell> context_cells;
        for (auto const& [substitution, its_contexts] : tallies.substitutions) {
            auto const tally = sum(its_contexts);
            auto const mean = posterior_rate({any.mean, between}, tally.errors, tally.molecules);
            means.emplace(substitution, mean);
            for (auto const& [context, cell] : its_contexts) {
                if (!context.empty()) {
                    context_cells.push_back(
                        {static_cast<double>(cell.errors), mean.mean * static_cast<double>(cell.molecules)});
                }
            }
        }
        double const within = moment_dispersion(context_cells, parameters_.context_dispersion);
        add(BackgroundLevel::evidence_class, {group, {}, {}}, all,
            {any.mean, stacked(any.dispersion, stacked(between, within))});
        for (auto const& [substitution, its_contexts] : tallies.substitutions) {
            auto const& mean = means.at(substitution);
            add(BackgroundLevel::evidence_class, {group, {}, substitution}, sum(its_contexts),
                {mean.mean, stacked(mean.dispersion, within)});
            for (auto const& [context, cell] : its_contexts) {
                if (!context.empty()) {
                    add(BackgroundLevel::context, {group, context, substitution}, cell,
                        posterior_rate({mean.mean, within}, cell.errors, cell.molecules));
                }
            }
        }
        for (auto const* const event : event_kinds) {
            auto const found = tallies.events.find(event);
            auto const tally = found == tallies.events.end() ? ErrorTally{} : found->second;
            add(BackgroundLevel::evidence_class, {group, {}, event}, tally,
                posterior_rate({usual * event_share, usual_rate_dispersion}, tally.errors, tally.molecules));
        }
    }

    /// Mean over the group's positions of the sum, over the three wrong bases, of the squared rate.
    [[nodiscard]] double mean_squared_rate(MoleculeGroup group) const {
        double squares = 0;
        double bases = 0;
        for (auto const& row : model_.rates) {
            if (row.group == group && row.level == BackgroundLevel::context) {
                squares += static_cast<double>(row.molecules) * row.rate * row.rate;
                bases += static_cast<double>(row.molecules) / 3;
            }
        }
        return bases > 0 ? squares / bases : 0;
    }

    /// METHOD: E[y (y-1)] = (d mu)^2 (1 + phi) at every place, so pairs of errors at one place over the pairs that equal
    /// rates would give are 1 + phi. Positions without any error enter only through their depth, which the table has.
    [[nodiscard]] double locus_dispersion(std::map<LocusKind, ErrorTally> const& loci, BackgroundLaw const& law,
                                          ContextLookup const& contexts) const {
        PairCount count{.pairs = 1 + parameters_.locus_dispersion, .expected = 1};
        for (auto const& [locus, tally] : loci) {
            double const errors = static_cast<double>(tally.errors);
            double const mean = static_cast<double>(tally.molecules) *
                                law.rate_of_kind(locus.group, contexts(locus.variant), substitution_of(locus.variant)).rate;
            count.pairs += errors * (errors - 1);
            count.expected += mean * mean;
        }
        for (auto const& sample : samples_) {
            for (auto const& [group, spread] : sample.spreads) {
                count.pairs += spread.pairs;
                count.expected += spread.squared_depth * mean_squared_rate(canonical_kind(group, {}, "ins").group);
            }
        }
        return std::clamp(count.pairs / count.expected - 1, 0.05, 20.0);
    }

    void learn_loci(ContextLookup const& contexts) {
        std::map<LocusKind, ErrorTally> loci;
        for (auto const& sample : samples_) {
            for (auto const& [locus, tally] : sample.loci) {
                loci[locus] = loci[locus] + tally;
            }
        }
        BackgroundLaw const law{model_};
        double const between = locus_dispersion(loci, law, contexts);
        std::vector<BackgroundRate> rows;
        for (auto const& [locus, tally] : loci) {
            auto const parent = law.rate_of_kind(locus.group, contexts(locus.variant), substitution_of(locus.variant));
            auto const posterior = posterior_rate({parent.rate, stacked(parent.dispersion, between)}, tally.errors,
                                                  tally.molecules);
            rows.push_back({.level = BackgroundLevel::locus,
                            .group = locus.group,
                            .context = {},
                            .substitution = substitution_of(locus.variant),
                            .locus = locus.variant,
                            .errors = tally.errors,
                            .molecules = tally.molecules,
                            .rate = posterior.mean,
                            .dispersion = posterior.dispersion});
        }
        for (auto& row : model_.rates) {
            row.dispersion = stacked(row.dispersion, between);
        }
        model_.rates.insert(model_.rates.end(), rows.begin(), rows.end());
    }

    /// METHOD: kappa^2 by moments over the samples' totals (two samples' worth of the default mixed in), plus what the
    /// number of errors leaves open about the level as a whole, 1/(Y + 1/2): a level learnt from few errors may be wrong
    /// for all loci at once.
    [[nodiscard]] double sample_dispersion() const {
        BackgroundLaw const law{model_};
        double total_errors = 0;
        double excess = 0;
        double squares = 0;
        double const count = static_cast<double>(samples_.size());
        for (auto const& sample : samples_) {
            double errors = 0;
            double expected = 0;
            for (auto const& [kind, tally] : sample.kinds) {
                errors += static_cast<double>(tally.errors);
                expected += static_cast<double>(tally.molecules) *
                            law.rate_of_kind(kind.group, kind.context, kind.substitution).rate;
            }
            total_errors += errors;
            // The level was fitted to these samples: count - 1 of them are free.
            excess += (errors - expected) * (errors - expected) * count / std::max(count - 1, 1.0) - expected;
            squares += expected * expected;
        }
        double const usual = parameters_.sample_dispersion * parameters_.sample_dispersion;
        double variance = usual;
        if (samples_.size() >= 3 && squares > 0) {
            variance = ((count - 1) * std::max(excess / squares, 0.0) + 2 * usual) / (count + 1);
        }
        return std::clamp(std::sqrt(variance + 1 / (total_errors + 0.5)), smallest_sample_dispersion,
                          largest_sample_dispersion);
    }

    void sort_rows() {
        auto const key = [](BackgroundRate const& row) {
            return std::tie(row.level, row.locus, row.group, row.substitution, row.context);
        };
        std::ranges::sort(model_.rates, [&](auto const& left, auto const& right) { return key(left) < key(right); });
    }

    std::span<PooledSample const> samples_;
    LearningParameters parameters_;
    std::map<MoleculeGroup, GroupTallies> groups_;
    BackgroundModel model_;
};

}  // namespace

BackgroundModel learn_background(std::span<PooledSample const> samples, std::span<MoleculeGroup const> groups,
                                 ContextLookup const& contexts, LearningParameters const& parameters) {
    Learner learner{samples, parameters};
    for (auto const& group : groups) {
        learner.want(group);
    }
    for (auto const& sample : samples) {
        for (auto const& [locus, tally] : sample.loci) {
            learner.want(locus.group);
        }
    }
    return learner.learn(contexts);
}

SampleLevel sample_level(PooledSample const& own, BackgroundModel const& model) {
    BackgroundLaw const law{model};
    double errors = 0;
    double expected = 0;
    for (auto const& [kind, tally] : own.kinds) {
        if (law.covers(kind.group)) {
            errors += static_cast<double>(tally.errors);
            expected += static_cast<double>(tally.molecules) *
                        law.rate_of_kind(kind.group, kind.context, kind.substitution).rate;
        }
    }
    double const kappa = std::max(model.sample_dispersion, smallest_sample_dispersion);
    double const shape = 1 / (kappa * kappa);
    return {.factor = (shape + errors) / (shape + expected),
            .dispersion = std::max(1 / std::sqrt(shape + errors), smallest_sample_dispersion)};
}

}  // namespace tidemark
