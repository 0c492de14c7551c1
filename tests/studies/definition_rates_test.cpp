// How often definitions are met in patients in whom nothing changes: the table of docs/methods/track.md, printed as it stands there.
#include <gtest/gtest.h>

#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "io/tables/response_definitions.hpp"
#include "stages/track/definitions.hpp"
#include "stages/track/milestones.hpp"
#include "stages/track/pairs.hpp"
#include "stages/track/trajectory.hpp"
#include "support/simulated_draw.hpp"

namespace tidemark::test {
namespace {

/// Eight draws, one every three weeks from day 0 on, of the same tumor.
struct Unchanged {
    char const* name;
    double molecules;      ///< expected in every draw, over four loci of 2,000
    double scatter;        ///< standard deviation of the logarithm of the level, draw by draw, beside counting
    double progression;    ///< share of patients with mol_progression in definitions[], as the page names it
    double recist;         ///< of ctdna_recist_ci
};

/// Shares of patients.
struct Rates {
    std::map<std::string, double> at_any_pair;     ///< by definition; of ours by "definition metric"
    std::map<std::string, double> in_definitions;
    std::map<std::string, double> of_pairs;        ///< of ours: share of pairs, not of patients
    double confirmed_progression = 0;
    double class_progression = 0;                  ///< at any draw
};

Timeline unchanged_series(Unchanged const& world, Random& random) {
    Timeline timeline;
    timeline.anchor = "pre_io";
    for (int number = 0; number < 8; ++number) {
        double const level = world.molecules * std::exp(world.scatter * random.normal() - world.scatter * world.scatter / 2);
        auto made = simulated(random, fmt::format("d{}", number), 21 * number, level, 0.5);
        made.row.cfdna_ng = 40 * std::pow(1.3, 2 * random.uniform() - 1);
        made.row.plasma_ml = 4;
        double highest = 0;
        for (auto const& locus : made.result.variants) {
            highest = std::max(highest, static_cast<double>(locus.alt_molecules) / static_cast<double>(locus.depth));
        }
        made.result.vaf_max = highest;
        timeline.draws.push_back(made);
    }
    timeline.draws.front().baseline = true;
    timeline.baseline = "d0";
    // Treatment from day 0 to day 126, surgery three weeks before: every window has a draw.
    timeline.baselines = {{"pre_io", 0, "d0", false}, {"surgery", -21, "d0", true}, {"treatment_end", 126, "d0", false}};
    return timeline;
}

Rates rates_of(Unchanged const& world, int patients) {
    Random random{31, fmt::format("unchanged {} {}", world.molecules, world.scatter)};
    std::vector<ResponseDefinition> definitions{own_definitions().begin(), own_definitions().end()};
    definitions.insert(definitions.end(), published_definitions().begin(), published_definitions().end());
    Rates rates;
    std::map<std::string, int> pairs;
    for (int patient = 0; patient < patients; ++patient) {
        auto timeline = unchanged_series(world, random);
        PairSetting const setting{.baselines = timeline.baselines, .definitions = definitions, .change = {}};
        timeline.pairs = pair_rows(timeline.draws, setting);
        std::set<std::string> met;
        for (auto const& row : timeline.pairs) {
            bool const ours = row.definition.starts_with("decrease") || row.definition.starts_with("demonstrated");
            auto const name = ours ? row.definition + " " + row.metric : row.definition;
            pairs[name] += 1;
            rates.of_pairs[name] += row.verdict == Verdict::met ? 1 : 0;
            if (row.verdict == Verdict::met) {
                met.insert(name);
            }
        }
        for (auto const& name : met) {
            rates.at_any_pair[name] += 1.0 / patients;
        }
        met.clear();
        for (auto const& row : definition_rows(timeline.draws, timeline.pairs, setting)) {
            if (row.verdict == Verdict::met) {
                met.insert(row.definition);
            }
        }
        for (auto const& name : met) {
            rates.in_definitions[name] += 1.0 / patients;
        }
        for (auto const& row : milestones_of(timeline, {})) {
            bool const progression = row.kind == MilestoneKind::molecular_progression && row.verdict == Verdict::met;
            rates.confirmed_progression += progression ? 1.0 / patients : 0;
        }
        auto const classes = trajectory_classes(timeline.draws, true, {});
        rates.class_progression += std::ranges::count(classes, "progression") > 0 ? 1.0 / patients : 0;
    }
    for (auto& [name, share] : rates.of_pairs) {
        share /= pairs[name];
    }
    return rates;
}

double percent(std::map<std::string, double> const& rates, std::string const& name) {
    return rates.contains(name) ? 100 * rates.at(name) : 0;
}

}  // namespace

TEST(DefinitionRates, ours_are_falsely_met_in_at_most_one_of_forty_and_published_ones_are_counted) {
    int const patients = 2000;
    for (auto const& world : {Unchanged{"20 molecules", 20, 0, 0.075, 0.018}, Unchanged{"100 molecules", 100, 0, 0.062, 0.025},
                              Unchanged{"100 molecules, scatter 0.3", 100, 0.3, 0.507, 0.242}}) {
        auto const rates = rates_of(world, patients);
        std::printf("%s\n", world.name);
        EXPECT_NEAR(rates.in_definitions.at("mol_progression"), world.progression, monte_carlo_error(world.progression, patients) + 0.0005) << world.name;
        EXPECT_NEAR(rates.in_definitions.at("ctdna_recist_ci"), world.recist, monte_carlo_error(world.recist, patients) + 0.0005) << world.name;
        for (auto const& definition : published_definitions()) {
            std::printf("%s\t%s\t%.1f\t%.1f\n", definition.id.c_str(), definition.met_means.c_str(), percent(rates.at_any_pair, definition.id),
                        percent(rates.in_definitions, definition.id));
        }
        for (auto const& definition : own_definitions()) {
            for (auto const& metric : definition.metrics) {
                auto const name = definition.id + " " + metric;
                std::printf("%s\tpairs %.2f\tany %.1f\n", name.c_str(), percent(rates.of_pairs, name), percent(rates.at_any_pair, name));
                EXPECT_LE(rates.of_pairs.at(name), 0.025 + monte_carlo_error(0.025, patients)) << world.name << " " << name;
            }
        }
        std::printf("confirmed progression\t%.1f\nclass progression\t%.1f\n", 100 * rates.confirmed_progression, 100 * rates.class_progression);
        std::fflush(stdout);
    }
}

}  // namespace tidemark::test
