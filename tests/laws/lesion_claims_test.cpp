// How often a series of lesions claims something false, and what the confirmation costs: through the stage, fixed seeds, bounds with
// their Monte-Carlo error.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "stages/track/lesion_map.hpp"
#include "stages/track/lesion_series.hpp"
#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

struct Shares {
    double single_fall = 0;      ///< series with distant_response at some draw
    double fall = 0;             ///< with the confirmed claim
    double rise = 0;
    double compatible = 0;
    double back = 0;             ///< distant_recrudescence
};

bool is_met(LesionSeries const& series, std::string const& name) {
    return std::ranges::any_of(series.claims, [&](LesionClaim const& claim) {
        return claim.lesion.empty() && claim.claim == name && claim.verdict == Verdict::met;
    });
}

/// Molecules at each locus of the baseline and of every follow-up.
struct Depths {
    std::int64_t baseline = 3000;
    std::int64_t follow_ups = 3000;
};

/// What the last follow-ups shed instead.
struct Return {
    Shed shed{};
    int draws = 0;
};

/// `patients` series whose follow-ups, every three weeks, all shed `after`, but for the last of a return.
Shares shares_of(Shed const& before, Shed const& after, int follow_ups, int patients, Depths const& depths = {}, Return const& back = {}) {
    LesionPatientCase patient;
    patient.days = {-7};
    for (int number = 1; number <= follow_ups; ++number) {
        patient.days.push_back(21 * number);
    }
    auto radiotherapy = event(1, EventKind::radiotherapy_fraction);
    radiotherapy.lesion = "I";
    patient.events.push_back(radiotherapy);
    auto const rows = lesion_sheet(patient);
    auto const panel = lesion_panel();
    std::vector<SampleEvidence> const tissue{lesion_tissue(0, patient.tissue_depth), lesion_tissue(1, patient.tissue_depth)};
    auto const map = make_lesion_map({.asked = true, .panel = &panel, .lesions = patient.lesions, .map = {}, .tissue = tissue, .segments = {}},
                                     {.id = "P1", .samples = rows, .events = patient.events, .first_follow_up = 21});
    Random random{64, "lesion claims"};
    Shares sum;
    double const one = 1.0 / patients;
    for (int number = 0; number < patients; ++number) {
        Timeline timeline;
        timeline.patient = "P1";
        timeline.baseline = "d0";
        timeline.events = patient.events;
        for (std::size_t index = 0; index < patient.days.size(); ++index) {
            auto& draw = timeline.draws.emplace_back();
            draw.row = rows[index + 2];
            draw.day = patient.days[index];
            patient.depth = index == 0 ? depths.baseline : depths.follow_ups;
            bool const returned = static_cast<int>(index) > follow_ups - back.draws;
            draw.result = lesion_detection("d" + std::to_string(index), patient, index == 0 ? before : returned ? back.shed : after, random);
        }
        auto const series = lesion_series(timeline, map);
        sum.single_fall += std::ranges::any_of(series.rows, [](LesionShed const& row) {
                               return row.lesion.empty() && row.verdict == "distant_response";
                           }) ? one : 0;
        sum.fall += is_met(series, "distant_response") ? one : 0;
        sum.rise += is_met(series, "distant_progression") ? one : 0;
        sum.compatible += is_met(series, "abscopal_compatible") ? one : 0;
        sum.back += is_met(series, "distant_recrudescence") ? one : 0;
    }
    // For docs/methods/track.md: --gtest_output=json:FILE.
    auto const name = std::to_string(follow_ups) + "_follow_ups_" + std::to_string(depths.baseline);
    testing::Test::RecordProperty(name + "_single_fall", std::to_string(sum.single_fall));
    testing::Test::RecordProperty(name + "_fall", std::to_string(sum.fall));
    testing::Test::RecordProperty(name + "_rise", std::to_string(sum.rise));
    testing::Test::RecordProperty(name + "_compatible", std::to_string(sum.compatible));
    testing::Test::RecordProperty(name + "_back_" + std::to_string(back.draws) + "_" + std::to_string(after[1]), std::to_string(sum.back));
    return sum;
}

double noise(double share, int patients) { return 3 * std::sqrt(share * (1 - share) / patients); }

constexpr Shed even{0.01, 0.01, 0.002};

}  // namespace

TEST(LesionClaimRates, a_stable_lesion_has_a_confirmed_fall_in_at_most_one_series_of_twenty) {
    // The promise is 5 %; what docs/methods/track.md says was measured is a tenth of it and is held too, so that a worse rule is seen.
    struct Documented {
        int follow_ups;
        double single_fall;
        double fall;
        double rise;
    };
    int const patients = 800;
    double const rounding = 0.0005;
    for (auto const& [follow_ups, single_fall, fall, rise] : {Documented{4, 0.019, 0.003, 0.004}, Documented{12, 0.049, 0.004, 0.004}}) {
        auto const found = shares_of(even, even, follow_ups, patients);
        EXPECT_NEAR(found.single_fall, single_fall, noise(single_fall, patients) + rounding) << follow_ups;
        EXPECT_NEAR(found.fall, fall, noise(fall, patients) + rounding) << follow_ups;
        EXPECT_NEAR(found.rise, rise, noise(rise, patients) + rounding) << follow_ups;
        EXPECT_LE(found.fall + noise(found.fall, patients), 0.05) << follow_ups;
        EXPECT_LE(found.rise + noise(found.rise, patients), 0.05) << follow_ups;
        EXPECT_LE(found.back, 0.01) << "what never fell does not come back";
    }
}

TEST(LesionClaimRates, a_shallow_baseline_that_every_follow_up_shares_confirms_each_direction_in_at_most_one_series_of_twenty) {
    // 1 000 molecules at the baseline, 3 000 at each of twelve follow-ups: the baseline's chance is in every comparison.
    int const patients = 500;
    auto const found = shares_of(even, even, 12, patients, {25000, 75000});
    EXPECT_LE(found.fall + noise(found.fall, patients), 0.05);
    EXPECT_LE(found.rise + noise(found.rise, patients), 0.05);
}

TEST(LesionClaimRates, an_abscopal_response_is_confirmed_by_two_draws_nearly_as_often_as_one_shows_it) {
    int const patients = 150;
    auto const two = shares_of(even, {0.001, 0.002, 0.0004}, 2, patients);
    EXPECT_GE(two.fall, 0.90 - noise(0.90, patients));
    EXPECT_GE(two.compatible, 0.90 - noise(0.90, patients));
    auto const one = shares_of(even, {0.001, 0.002, 0.0004}, 1, patients);
    EXPECT_EQ(one.fall, 0) << "one follow-up confirms nothing";
    EXPECT_EQ(one.compatible, 0);
}

TEST(LesionClaimRates, a_lesion_that_stays_at_its_low_comes_back_falsely_in_at_most_one_series_of_twenty) {
    // The lowest of up to twelve draws is what each is compared with. N at 24 of its 120 molecules, and at 18 of 360 in deeper follow-ups.
    int const patients = 300;
    for (auto const& [low, depths] : {std::pair{0.002, Depths{}}, std::pair{0.0005, Depths{3000, 9000}}}) {
        auto const found = shares_of(even, {0.01, low, 0.002}, 12, patients, depths);
        EXPECT_GE(found.fall, 0.9) << "it fell";
        EXPECT_LE(found.back + noise(found.back, patients), 0.05) << low;
    }
}

TEST(LesionClaimRates, a_lesion_back_at_half_of_its_baseline_is_claimed_where_the_baseline_shows_none) {
    int const patients = 150;
    auto const found = shares_of(even, {0.01, 0.0005, 0.002}, 5, patients, {}, {.shed = {0.01, 0.005, 0.002}, .draws = 2});
    EXPECT_GE(found.back, 0.80) << "6 of 120 molecules, then 60";
    EXPECT_EQ(found.rise, 0) << "below the baseline it is no progression";
}

}  // namespace tidemark::test
