#include "stages/background/learn.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "stages/background/linked_errors.hpp"
#include "stages/background/shrink.hpp"

namespace tidemark {
namespace {

constexpr double largest_sample_dispersion = 1.5;
constexpr double smallest_sample_dispersion = 0.05;

bool is_substitution(std::string const& text) { return text.size() == 3 && text[1] == '>'; }

class Learner {
public:
    Learner(std::span<PooledSample const> samples, ContextLookup const& contexts, LearningParameters const& parameters)
        : samples_{samples}, contexts_{contexts}, parameters_{parameters} {
        for (auto const& sample : samples) {
            for (auto const& [kind, tally] : sample.kinds) {
                auto& group = groups_[kind.group];
                auto& kinds = is_substitution(kind.substitution) ? group.substitutions : group.events;
                auto& sum = kinds[kind.substitution][kind.context];
                sum.errors += tally.errors;
                sum.molecules += tally.molecules;
            }
            for (auto const& [locus, tally] : sample.loci) {
                auto& sum = loci_[locus];
                sum.errors += tally.errors;
                sum.molecules += tally.molecules;
            }
        }
        for (auto const& [group, places] : off_panel_places(samples)) {
            add_places(group, places);
        }
        for (auto const& [locus, tally] : loci_) {
            auto place = place_of(locus.variant, locus.group, tally.molecules, tally.errors);
            if (is_substitution(place.second.substitution)) {
                groups_[place.first].loci.push_back(std::move(place.second));
            }
        }
    }

    void want(MoleculeGroup group) { groups_.try_emplace(canonical_kind(group, {}, "ins").group); }

    [[nodiscard]] BackgroundModel learn() {
        for (auto const& [group, tallies] : groups_) {
            auto const rows = kind_rates(group, tallies, parameters_);
            model_.rates.insert(model_.rates.end(), rows.begin(), rows.end());
        }
        learn_loci();
        learn_linked();
        model_.sample_dispersion = sample_dispersion();
        for (auto const& sample : samples_) {
            model_.samples.push_back(sample.sample);
        }
        std::ranges::sort(model_.samples);
        sort_rows();
        return std::move(model_);
    }

private:
    void add_places(MoleculeGroup group, OffPanelPlaces const& places) {
        auto& bins = groups_[canonical_kind(group, {}, "ins").group].depths;
        for (auto const& [number, bin] : places.depths) {
            bins[number].positions += bin.positions;
            bins[number].molecules += bin.molecules;
        }
        for (auto const& row : places.mismatches) {
            auto place = place_of(row.variant, row.group, row.depth, row.errors);
            groups_[place.first].mismatches.push_back(std::move(place.second));
        }
    }

    [[nodiscard]] std::pair<MoleculeGroup, GroupTallies::Place> place_of(Variant const& variant, MoleculeGroup group,
                                                                         std::int64_t depth, std::int64_t errors) const {
        auto kind = canonical_kind(group, contexts_(variant), substitution_of(variant));
        return {kind.group,
                {std::move(kind.context), std::move(kind.substitution), static_cast<double>(depth),
                 static_cast<double>(errors)}};
    }

    /// METHOD: y errors among N molecules of the controls update either kind of locus in closed form (gamma: shape + y,
    /// rate + N), and the chance of being hot by how well each foretold y (their negative binomials).
    [[nodiscard]] BackgroundRate locus_row(LocusKind const& locus, ErrorTally const& tally, AppliedRate const& parent) const {
        auto const errors = static_cast<double>(tally.errors);
        auto const molecules = static_cast<double>(tally.molecules);
        double const share = parent.hot_share;
        double const mean = (parent.rate - share * parent.hot_rate) / (1 - share);
        auto const ordinary = posterior_rate({mean, parent.dispersion}, errors, molecules);
        BackgroundRate row{.level = BackgroundLevel::locus,
                           .group = locus.group,
                           .context = {},
                           .substitution = substitution_of(locus.variant),
                           .locus = locus.variant,
                           .errors = tally.errors,
                           .molecules = tally.molecules,
                           .rate = ordinary.mean,
                           .dispersion = ordinary.dispersion};
        if (share > 0) {
            auto const hot = posterior_rate({parent.hot_rate, parent.hot_dispersion}, errors, molecules);
            row.hot_share = std::clamp(chance_of_hot({.hot_share = share,
                                                      .hot_rate = parent.hot_rate,
                                                      .hot_dispersion = parent.hot_dispersion,
                                                      .locus_dispersion = parent.dispersion},
                                                     {.rate = mean, .depth = molecules, .errors = errors}),
                                       1e-9, 1 - 1e-4);
            row.hot_rate = hot.mean;
            row.hot_dispersion = hot.dispersion;
            row.rate = (1 - row.hot_share) * ordinary.mean + row.hot_share * hot.mean;
        }
        return row;
    }

    void learn_loci() {
        BackgroundLaw const law{model_};
        for (auto const& [locus, tally] : loci_) {
            auto const parent = law.rate_of_kind(locus.group, contexts_(locus.variant), substitution_of(locus.variant));
            model_.rates.push_back(locus_row(locus, tally, parent));
        }
    }

    void learn_linked() {
        std::vector<MoleculeGroup> groups;
        for (auto const& [group, tallies] : groups_) {
            groups.push_back(group);
        }
        auto const rows = linked_rates(samples_, BackgroundLaw{model_}, contexts_, groups);
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
    ContextLookup const& contexts_;
    LearningParameters parameters_;
    std::map<MoleculeGroup, GroupTallies> groups_;
    std::map<LocusKind, ErrorTally> loci_;
    BackgroundModel model_;
};

}  // namespace

BackgroundModel learn_background(std::span<PooledSample const> samples, std::span<MoleculeGroup const> groups,
                                 ContextLookup const& contexts, LearningParameters const& parameters) {
    Learner learner{samples, contexts, parameters};
    for (auto const& group : groups) {
        learner.want(group);
    }
    for (auto const& sample : samples) {
        for (auto const& [locus, tally] : sample.loci) {
            learner.want(locus.group);
        }
    }
    return learner.learn();
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
