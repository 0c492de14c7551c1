// What a series shows of its lesions: a change counts once the next telling draw shows it too.
#include <gtest/gtest.h>

#include <algorithm>

#include "stages/track/lesion_claims.hpp"
#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

/// A lesion in one draw: a change with limits of a factor two either way.
struct Seen {
    double log2 = 0;
    std::string verdict;
    std::string reason{};
};

Seen const fall{-2, "distant_response"};
Seen const no_change{0, "distant_stable"};
Seen const rise{2, "distant_progression"};
Seen const imprecise{-0.5, "undetermined"};   // from -1.5 to 0.5: spans no change, and is no two-fold stability

/// A baseline and a nonirradiated lesion N in every later draw, on days 21, 42, ...
struct Series {
    std::vector<Draw> draws{detected("d0", 0, 100)};
    LesionSeries lesions{.source = "table", .resolution = "resolved", .map = {}, .rows = {}, .comparisons = {}};

    explicit Series(std::vector<Seen> const& seen) {
        for (auto const& each : seen) {
            auto const sample = "d" + std::to_string(draws.size());
            draws.push_back(detected(sample, 21 * static_cast<int>(draws.size()), 100));
            for (auto const* const lesion : {"N", ""}) {
                lesions.rows.push_back({.sample = sample, .lesion = lesion, .compartment = "nonirradiated", .private_loci = 8, .private_molecules = 10,
                                        .shed = 0.01, .shed_lo = 0.005, .shed_hi = 0.02,
                                        .change = {Log2Fold{each.log2}, Log2Fold{each.log2 - 1}, Log2Fold{each.log2 + 1}},
                                        .verdict = each.verdict, .reason = each.reason});
            }
            bool const fell = each.verdict == "distant_response";
            lesions.comparisons.push_back({.from = "d0", .to = sample, .form = "linear", .rank = 3, .condition = 2, .merged = {}, .trunk = {},
                                           .abscopal = {}, .contrast = {}, .dissociation = "undetermined", .abscopal_compatible = fell,
                                           .reason = fell ? "" : "no_distant_response"});
        }
    }

    [[nodiscard]] LesionClaim claim(std::string const& name, std::string const& lesion = "N") const {
        auto const claims = lesion_claims(draws, lesions);
        auto const found = std::ranges::find_if(claims, [&](LesionClaim const& each) { return each.claim == name && each.lesion == lesion; });
        return found == claims.end() ? LesionClaim{{.claim = "none"}, {}, {}} : *found;
    }
};

}  // namespace

TEST(LesionClaims, a_fall_is_claimed_at_its_first_draw_once_the_next_one_shows_it_too) {
    auto const claim = Series{{no_change, fall, fall, no_change}}.claim("distant_response");
    EXPECT_EQ(claim.verdict, Verdict::met);
    EXPECT_EQ(claim.sample, "d2");
    EXPECT_EQ(claim.day, 42);
    EXPECT_EQ(claim.supported_by, "d3");
    EXPECT_EQ(claim.reason, "");
    EXPECT_EQ((Series{{fall, no_change, fall, no_change}}.claim("distant_response").verdict), Verdict::not_met) << "never two in a row";
    EXPECT_EQ((Series{{rise, rise}}.claim("distant_progression").verdict), Verdict::met);
    EXPECT_EQ((Series{{rise, rise}}.claim("distant_response").verdict), Verdict::not_met);
}

TEST(LesionClaims, the_last_draw_confirms_nothing_of_itself) {
    auto const claim = Series{{no_change, fall}}.claim("distant_response");
    EXPECT_EQ(claim.verdict, Verdict::undetermined);
    EXPECT_EQ(claim.sample, "d2");
    EXPECT_EQ(claim.reason, "not_confirmed_yet");
}

TEST(LesionClaims, draws_that_say_nothing_are_passed_over) {
    Series series{{fall, {0, "not_evaluable", "few_private_loci"}, fall}};
    EXPECT_EQ(series.claim("distant_response").supported_by, "d3");
    Series failed{{fall, no_change, fall}};
    failed.draws[2].result.status = SampleStatus::indeterminate;
    EXPECT_EQ(failed.claim("distant_response").supported_by, "d3");
}

TEST(LesionClaims, a_shut_gate_neither_makes_nor_refutes) {
    Seen const gated{-2, "undetermined", "fragile_locus"};
    auto const claim = Series{{fall, gated}}.claim("distant_response");
    EXPECT_EQ(claim.verdict, Verdict::undetermined);
    EXPECT_EQ(claim.reason, "fragile_locus");
    EXPECT_EQ((Series{{gated, gated, no_change}}.claim("distant_response").reason), "fragile_locus");
    auto const later = Series{{fall, gated, fall, fall}}.claim("distant_response");
    EXPECT_EQ(later.verdict, Verdict::met);
    EXPECT_EQ(later.sample, "d3");
}

TEST(LesionClaims, a_rise_in_the_flare_window_neither_starts_nor_confirms_and_a_fall_does) {
    Seen const barred{2, "undetermined", "flare_window"};
    auto const flaring = [](std::vector<Seen> const& seen, std::vector<std::string> const& samples) {
        Series series{seen};
        for (auto& row : series.lesions.rows) {
            row.flare_window = std::ranges::find(samples, row.sample) != samples.end();
        }
        return series;
    };
    auto const claim = flaring({barred, rise, barred, rise}, {"d1", "d3"}).claim("distant_progression");
    EXPECT_EQ(claim.sample, "d2");
    EXPECT_EQ(claim.supported_by, "d4");
    auto const alone = flaring({barred, no_change}, {"d1"}).claim("distant_progression");
    EXPECT_EQ(alone.verdict, Verdict::not_met);
    EXPECT_EQ(alone.reason, "flare_window");
    EXPECT_EQ(flaring({fall, fall}, {"d1"}).claim("distant_response").verdict, Verdict::met);
}

TEST(LesionClaims, the_flare_of_another_lesion_bars_nothing) {
    Series series{{rise, rise}};
    series.draws[1].flare_window = true;   // of the draw, by the irradiated lesion
    EXPECT_EQ(series.claim("distant_progression").verdict, Verdict::met);
}

TEST(LesionClaims, a_rise_that_the_next_draw_did_not_show_is_named) {
    auto const claim = Series{{rise, fall, fall}}.claim("distant_progression");
    EXPECT_EQ(claim.verdict, Verdict::not_met);
    EXPECT_EQ(claim.sample, "d1");
    EXPECT_EQ(claim.day, 21);
    EXPECT_EQ(claim.reason, "not_confirmed");
    auto const open = Series{{rise, imprecise}}.claim("distant_progression");
    EXPECT_EQ(open.verdict, Verdict::undetermined);
    EXPECT_EQ(open.reason, "not_confirmed;not_distinguishable");
    EXPECT_EQ((Series{{no_change, no_change}}.claim("distant_progression").reason), "") << "nothing was seen";
}

TEST(LesionClaims, without_a_telling_draw_the_reason_is_that_of_the_last_row) {
    Series const low{{{0, "not_evaluable", "low_molecules"}}};
    EXPECT_EQ(low.claim("distant_response").verdict, Verdict::not_applicable);
    EXPECT_EQ(low.claim("distant_response").reason, "low_molecules");
    EXPECT_EQ(low.claim("abscopal_compatible", "").reason, "low_molecules");
    EXPECT_EQ((Series{{}}.claim("abscopal_compatible", "").reason), "no_nonirradiated_lesion");
}

TEST(LesionClaims, the_word_is_said_of_two_draws_and_not_of_one) {
    EXPECT_EQ((Series{{fall, fall}}.claim("abscopal_compatible", "").verdict), Verdict::met);
    EXPECT_EQ((Series{{no_change, fall}}.claim("abscopal_compatible", "").verdict), Verdict::undetermined);
    Series treated{{fall, fall, fall}};
    for (std::size_t draw : {1U, 2U}) {
        treated.lesions.comparisons[draw].abscopal_compatible = false;
        treated.lesions.comparisons[draw].reason = "new_systemic_therapy";
    }
    auto const claim = treated.claim("abscopal_compatible", "");
    EXPECT_EQ(claim.verdict, Verdict::undetermined) << "under new therapy a second fall confirms nothing";
    EXPECT_EQ(claim.reason, "new_systemic_therapy");
    EXPECT_EQ(treated.claim("distant_response", "").verdict, Verdict::met);
    for (auto& row : treated.lesions.comparisons) {
        row.abscopal_compatible = false;
        row.reason = "no_radiotherapy";
    }
    EXPECT_EQ(treated.claim("abscopal_compatible", "").verdict, Verdict::not_met);
    EXPECT_EQ(treated.claim("abscopal_compatible", "").reason, "no_radiotherapy");
}

TEST(LesionClaims, a_further_draw_changes_no_row_of_those_before) {
    LesionPatientCase patient;
    patient.shed = {{0.01, 0.01, 0.002}, {0.001, 0.002, 0.0004}, {0.001, 0.002, 0.0004}};
    patient.days = {-7, 42, 63};
    auto const of = [](LesionPatientCase const& each) {
        Random random{7, "lesion claims"};
        Findings findings;
        return lesion_timeline(each, random, findings);
    };
    auto const three = of(patient);
    patient.shed.pop_back();
    patient.days.pop_back();
    auto const two = of(patient);
    auto const& rows = two.lesions.value().rows;
    EXPECT_TRUE(std::equal(rows.begin(), rows.end(), three.lesions.value().rows.begin()));
    auto const claim = [](Timeline const& timeline) {
        return *std::ranges::find_if(timeline.lesions->claims, [](LesionClaim const& each) { return each.lesion == "N" && each.claim == "distant_response"; });
    };
    EXPECT_EQ(claim(two).reason, "not_confirmed_yet");
    EXPECT_EQ(claim(three).verdict, Verdict::met);
    EXPECT_EQ(claim(three).supported_by, "d2");
}

TEST(LesionClaims, a_draw_too_imprecise_to_tell_is_no_no_and_confirms_nothing) {
    for (auto const* const name : {"distant_response", "distant_progression", "abscopal_compatible"}) {
        auto const of = [&](std::vector<Seen> const& seen) { return Series{seen}.claim(name, ""); };
        EXPECT_EQ(of({imprecise, imprecise}).verdict, Verdict::undetermined) << name;
        EXPECT_EQ(of({imprecise, imprecise}).reason, "not_distinguishable") << name;
        EXPECT_EQ(of({no_change, imprecise}).verdict, Verdict::undetermined) << name;
        EXPECT_EQ(of({imprecise, no_change}).verdict, Verdict::not_met) << name;
    }
    EXPECT_EQ((Series{{fall, imprecise}}.claim("distant_response").verdict), Verdict::undetermined);
    EXPECT_EQ((Series{{fall, imprecise, fall, no_change}}.claim("distant_response").verdict), Verdict::not_met);
    EXPECT_EQ((Series{{imprecise, rise}}.claim("distant_response").verdict), Verdict::not_met) << "the opposite";
}

TEST(LesionClaims, a_compartment_is_confirmed_by_the_same_lesions_only) {
    // N and N2 fall together on d1; N2 is irradiated before d2, so that the whole is N alone from there.
    auto const series = [](std::vector<Seen> const& seen) {
        Series of{seen};
        auto second = of.lesions.rows.front();
        second.lesion = "N2";
        of.lesions.rows.push_back(second);
        return of;
    };
    auto const two = series({fall, fall});
    for (auto const* const name : {"distant_response", "abscopal_compatible"}) {
        EXPECT_EQ(two.claim(name, "").verdict, Verdict::undetermined) << name;
        EXPECT_EQ(two.claim(name, "").sample, "d1") << name;
        EXPECT_EQ(two.claim(name, "").reason, "other_lesions") << name;
        auto const three = series({fall, fall, fall});
        EXPECT_EQ(three.claim(name, "").verdict, Verdict::met) << name;
        EXPECT_EQ(three.claim(name, "").sample, "d2") << name;
    }
    EXPECT_EQ(two.claim("distant_response", "N").verdict, Verdict::met) << "N itself fell twice";
}

TEST(LesionClaims, other_lesions_that_do_not_show_a_change_refute_nothing) {
    // N2 drives a rise of the whole on d2 and is irradiated before d3, so that the whole is N alone from there, which falls.
    Series series{{no_change, rise, fall, fall}};
    for (auto const* const sample : {"d1", "d2"}) {
        auto second = series.lesions.rows.front();
        second.sample = sample;
        second.lesion = "N2";
        series.lesions.rows.push_back(second);
    }
    auto const claim = series.claim("distant_progression", "");
    EXPECT_EQ(claim.verdict, Verdict::undetermined) << "N that falls says nothing of N2";
    EXPECT_EQ(claim.sample, "d2");
    EXPECT_EQ(claim.reason, "other_lesions");
    auto const response = series.claim("distant_response", "");
    EXPECT_EQ(response.verdict, Verdict::met);
    EXPECT_EQ(response.sample, "d3");
    EXPECT_EQ((Series{{no_change, rise, fall, fall}}.claim("distant_progression", "").reason), "not_confirmed") << "the same lesions do refute it";
}

TEST(LesionClaims, a_rise_with_every_draw_in_the_flare_window_could_not_be_seen) {
    Series series{{no_change, rise}};
    for (auto& row : series.lesions.rows) {
        row.flare_window = true;
    }
    EXPECT_EQ(series.claim("distant_progression").verdict, Verdict::not_applicable);
    EXPECT_EQ(series.claim("distant_progression").reason, "flare_window");
    EXPECT_EQ(series.claim("distant_response").verdict, Verdict::not_met);
}

TEST(LesionClaims, draws_that_show_nothing_name_their_own_reason) {
    // Neither has a row of the compartment, only of its lesion.
    for (std::string const reason : {"to_not_evaluable", "no_shared_loci"}) {
        Series series{{{0, "not_evaluable", reason}}};
        std::erase_if(series.lesions.rows, [](LesionShed const& row) { return row.lesion.empty(); });
        auto baseline = series.lesions.rows.front();
        baseline.sample = "d0";
        baseline.verdict.clear();
        series.lesions.rows.insert(series.lesions.rows.begin(), baseline);
        EXPECT_EQ(series.claim("abscopal_compatible", "").reason, reason);
        EXPECT_EQ(series.claim("distant_response", "N").reason, reason);
        baseline.lesion.clear();
        series.lesions.rows.insert(series.lesions.rows.begin(), baseline);
        EXPECT_EQ(series.claim("distant_response", "").verdict, Verdict::not_applicable);
        EXPECT_EQ(series.claim("distant_response", "").reason, reason);
        for (auto& row : series.lesions.rows) {
            row.reason = "not_biopsied";
        }
        std::erase_if(series.lesions.rows, [](LesionShed const& row) { return row.lesion.empty(); });
        EXPECT_EQ(series.claim("abscopal_compatible", "").reason, "no_nonirradiated_lesion");
    }
}

}  // namespace tidemark::test
