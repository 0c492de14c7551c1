// What the head of a page says in each case; the fixed texts are the design's, letter by letter.
#include "stages/report/head_statement.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/report/head_course.hpp"
#include "stages/report/reason_sentences.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Timeline up_to(std::size_t draws) {
    auto timeline = example_timeline();
    timeline.draws.resize(draws);
    return timeline;
}

/// Among the sentences of the status or those of the series.
bool says(Statement const& statement, std::string const& sentence) {
    return std::find(statement.sentences.begin(), statement.sentences.end(), sentence) != statement.sentences.end() ||
           std::ranges::find(statement.findings, sentence, &Item::text) != statement.findings.end();
}

std::string finding(Statement const& statement, std::string const& term) {
    auto const found = std::ranges::find(statement.findings, term, &Item::term);
    return found == statement.findings.end() ? "" : found->text;
}

std::string answer(Statement const& statement, std::string const& question) {
    auto const found = std::find_if(statement.answers.begin(), statement.answers.end(),
                                    [&](Answer const& candidate) { return candidate.question == question; });
    return found == statement.answers.end() ? "" : found->answer;
}

}  // namespace

TEST(PatientStatement, no_draw_is_said) {
    EXPECT_EQ(patient_statement(Timeline{}).headline, "There is no plasma sample of this patient.");
}

TEST(PatientStatement, nothing_evaluable_is_said_and_no_verdict_is_given) {
    auto timeline = example_timeline();
    for (auto& draw : timeline.draws) {
        draw.result.status = SampleStatus::not_evaluable;
    }
    auto const statement = patient_statement(timeline);
    EXPECT_TRUE(says(statement, "No sample of this patient could be evaluated."));
    EXPECT_TRUE(says(statement, "It says nothing about the presence or absence of tumor DNA."));
    EXPECT_TRUE(statement.answers.empty());
}

TEST(PatientStatement, not_detected_carries_the_limit_of_that_sample) {
    auto const statement = patient_statement(up_to(5));
    EXPECT_EQ(statement.status, "Not detected");
    EXPECT_EQ(statement.headline, "Tumor DNA was not detected on day\u00a084.");
    EXPECT_TRUE(
        says(statement,
             "Absence of detection is not absence of disease. This sample could have detected a tumor fraction of "
             "0.040\u00a0% with 95\u00a0% probability."));
    EXPECT_TRUE(says(statement, "With 95\u00a0% confidence, the tumor fraction was at most 0.035\u00a0%."));
    // Ratio 0 with upper end 0.0124: the data exclude less than a fall of 98.76 %.
    EXPECT_TRUE(says(statement,
                     "Against the baseline of day\u00a00, the tumor fraction fell by at least 98.8\u00a0% (95\u00a0% "
                     "interval)."));
    EXPECT_EQ(answer(statement, "Demonstrated clearance"), "Met");
    EXPECT_FALSE(says(statement, "Not detected; clearance cannot be demonstrated with this sample."));
}

TEST(PatientStatement, clearance_that_cannot_be_demonstrated_is_said_so) {
    auto timeline = up_to(5);
    for (auto& pair : timeline.pairs) {
        if (pair.definition == "demonstrated_clearance") {
            pair.verdict = Verdict::undetermined;
        }
    }
    EXPECT_TRUE(says(patient_statement(timeline), "Not detected; clearance cannot be demonstrated with this sample."));
}

TEST(PatientStatement, a_fall_that_the_data_do_not_exclude_to_be_none_is_not_claimed) {
    auto timeline = up_to(5);
    for (auto& pair : timeline.pairs) {
        pair.ratio_hi = 1.8;
    }
    EXPECT_TRUE(says(patient_statement(timeline),
                     "Against the baseline of day\u00a00, a fall of the tumor fraction cannot be shown: the 95\u00a0% interval of the "
                     "change holds “no change” and reaches up to +80\u00a0%."));
}

TEST(PatientStatement, a_latest_draw_without_result_does_not_hide_the_one_before) {
    auto const statement = patient_statement(up_to(6));
    EXPECT_EQ(statement.status, "Not evaluable");
    EXPECT_EQ(statement.headline, "The sample of day\u00a0105 could not be evaluated.");
    EXPECT_TRUE(says(statement,
                     "The latest sample that could be evaluated: Tumor DNA was not detected on day\u00a084."));
    // What is said of that sample names its day.
    EXPECT_TRUE(finding(statement, "Since the baseline").starts_with("Against the baseline of day\u00a00, on day\u00a084 the tumor fraction fell by "))
        << finding(statement, "Since the baseline");
    EXPECT_TRUE(answer(statement, "Demonstrated clearance").ends_with(", day\u00a084")) << answer(statement, "Demonstrated clearance");
    EXPECT_TRUE(says(statement, "The alignment file ends in the middle of a block: it is incomplete; copy it again."));
    EXPECT_EQ(answer(statement, "Decrease of at least 50\u00a0%"), "Met, day\u00a084");
}

TEST(PatientStatement, indeterminate_names_its_guard_and_not_the_remarks) {
    auto const statement = patient_statement(up_to(3));
    EXPECT_EQ(statement.headline, "The result of day\u00a042 is indeterminate.");
    EXPECT_TRUE(
        says(statement,
             "Only one tracked variant supports the signal; a second one, or a further sample, would resolve it."));
    EXPECT_FALSE(says(statement, "No genetic fingerprint was compared, so a sample swap cannot be excluded."));
}

TEST(PatientStatement, detected_gives_fraction_interval_and_change) {
    auto const statement = patient_statement(example_timeline());
    EXPECT_EQ(statement.headline, "Tumor DNA was detected on day\u00a0168, at a tumor fraction of 0.050\u00a0%.");
    EXPECT_TRUE(says(statement, "The 95\u00a0% interval of the tumor fraction is 0.025 to 0.090\u00a0%."));
    EXPECT_TRUE(
        says(statement,
             "Against the baseline of day\u00a00, the tumor fraction fell by 98.4\u00a0% (95\u00a0% interval of the "
             "change −99.2 to −97.0\u00a0%)."));
    EXPECT_EQ(answer(statement, "Demonstrated clearance"), "Not met");
}

TEST(PatientStatement, a_change_whose_interval_holds_no_change_is_neither_a_rise_nor_a_fall) {
    auto const said = [](double ratio, std::optional<double> lo, std::optional<double> hi) {
        auto timeline = example_timeline();
        for (auto& pair : timeline.pairs) {
            pair.ratio = ratio;
            pair.ratio_lo = lo;
            pair.ratio_hi = hi;
        }
        return finding(patient_statement(timeline), "Since the baseline");
    };
    std::string const open = "Against the baseline of day\u00a00, a change of the tumor fraction cannot be told from no change: estimated ";
    EXPECT_EQ(said(1.0, 0.98, 1.02), open + "±0\u00a0%, 95\u00a0% interval of the change −2 to +2\u00a0%.");
    EXPECT_EQ(said(0.6, 0.3, 1.2), open + "−40\u00a0%, 95\u00a0% interval of the change −70 to +20\u00a0%.");
    EXPECT_EQ(said(1.5, 1.0, 2.2), open + "+50\u00a0%, 95\u00a0% interval of the change ±0 to +120\u00a0%.");
    EXPECT_EQ(said(0.4, {}, {}), open + "−60\u00a0%, there is no interval.");
    EXPECT_EQ(said(0.4, 0.0, {}), open + "−60\u00a0%, the 95\u00a0% interval of the change has no limit either way.");
    EXPECT_EQ(said(1.5, 1.1, 2.2), "Against the baseline of day\u00a00, the tumor fraction rose by 50\u00a0% (95\u00a0% interval of the change "
                                   "+10 to +120\u00a0%).");
    EXPECT_EQ(said(3.0, 1.5, {}), "Against the baseline of day\u00a00, the tumor fraction rose by 200\u00a0% (95\u00a0% interval of the change "
                                  "+50\u00a0% or more).");
}

TEST(PatientStatement, what_speaks_against_comparing_two_draws_is_said_and_the_change_is_a_measured_one) {
    auto timeline = example_timeline();
    timeline.draws[0].row.chemistry = "capture";
    timeline.draws[7].row.chemistry = "amplicon";
    EXPECT_EQ(finding(patient_statement(timeline), "Caution"), "");
    for (auto& pair : timeline.pairs) {
        pair.reason = "chemistry_differs;treatment_change_between";
    }
    auto const statement = patient_statement(timeline);
    EXPECT_TRUE(finding(statement, "Since the baseline").starts_with("Against the baseline of day\u00a00, the measured tumor fraction is 98.4\u00a0% lower"))
        << finding(statement, "Since the baseline");
    EXPECT_EQ(finding(statement, "Caution"),
              "The two samples were prepared with different chemistries (capture, then amplicon): part of the change may come from that, and "
              "no verdict on it is firm. Treatment changed between the two samples, or there was surgery; the verdict belongs to the earlier "
              "regimen.");
    for (auto& pair : timeline.pairs) {
        pair.reason = "metric_conflict";
    }
    using enum Verdict;
    add_pair(timeline, 0, 7, 2.0, 1.5, 3.0, {undetermined, not_met, not_met}, "hge_per_ml", "metric_conflict");
    EXPECT_EQ(finding(patient_statement(timeline), "Caution"),
              "Tumor fraction and concentration move in opposite directions (−98.4\u00a0% and +100\u00a0%), so that neither shows a response or a "
              "progression.");
    // A change of treatment alone makes no number doubtful.
    for (auto& pair : timeline.pairs) {
        pair.reason = "treatment_change_between";
    }
    EXPECT_TRUE(finding(patient_statement(timeline), "Since the baseline").find("fell by 98.4") != std::string::npos);
}

TEST(PatientStatement, what_one_draw_alone_shows_is_not_confirmed) {
    auto timeline = up_to(2);
    timeline.draws[1].trajectory_class = "response";
    EXPECT_EQ(finding(patient_statement(timeline), "Course"),
              "The trajectory is classed as a molecular response. Not confirmed: only the draw of day\u00a021 shows it so far.");
    EXPECT_EQ(answer(patient_statement(timeline), "Decrease of at least 50\u00a0%"), "Met, not confirmed");
    timeline = up_to(5);
    timeline.draws[3].trajectory_class = timeline.draws[4].trajectory_class = "response";
    EXPECT_EQ(finding(patient_statement(timeline), "Course"),
              "The trajectory is classed as a molecular response. Confirmed: the draw of day\u00a063 before it shows it too.");
    EXPECT_EQ(answer(patient_statement(timeline), "Decrease of at least 50\u00a0%"), "Met");
    timeline.draws[3].trajectory_class = "persistence";
    EXPECT_EQ(finding(patient_statement(timeline), "Course"),
              "The trajectory is classed as a molecular response. Not confirmed: the draw of day\u00a063 before it does not show it. The class "
              "changed: persistence (day\u00a063), then molecular response (day\u00a084).");
}

TEST(PatientStatement, a_class_that_changed_and_clearance_that_was_lost_are_told_with_their_days) {
    auto timeline = example_timeline();
    for (std::size_t const index : {1U, 3U, 4U}) {
        timeline.draws[index].trajectory_class = "response";
    }
    EXPECT_EQ(finding(patient_statement(timeline), "Course"),
              "The trajectory is classed as recrudescence: tumor DNA is back after a fall. Not confirmed: the draw of day\u00a084 before it does "
              "not show it. The class changed: molecular response (day\u00a021 to day\u00a084), then recrudescence (day\u00a0168). Clearance, "
              "demonstrated on day\u00a063, was lost: tumor DNA was detected again on day\u00a0168.");
}

TEST(PatientStatement, a_rise_from_the_lowest_level_is_told_whether_confirmed_or_not) {
    auto timeline = example_timeline();
    timeline.milestones = {{.kind = MilestoneKind::nadir, .verdict = Verdict::met, .sample = "P01_d63", .day = 63},
                           {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::undetermined, .sample = "P01_d168", .day = 168,
                            .reason = "not_confirmed_yet"}};
    EXPECT_EQ(finding(patient_statement(timeline), "Rise"), "A rise above the lowest level (day\u00a063) was seen on day\u00a0168; molecular progression "
                                                            "is not confirmed: no later draw yet that could tell.");
    timeline.milestones[1] = {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::met, .sample = "P01_d84", .day = 84,
                              .supported_by = "P01_d168", .regimen = "drug A"};
    EXPECT_EQ(finding(patient_statement(timeline), "Rise"),
              "Tumor DNA rose above its lowest level (day\u00a063), first seen on day\u00a084 and again on day\u00a0168: molecular progression, confirmed. "
              "It belongs to the treatment with drug A.");
    // The lowest draw of all came after the rise: it is not what the rise was from.
    timeline.milestones[0].day = 105;
    EXPECT_TRUE(finding(patient_statement(timeline), "Rise").starts_with("Tumor DNA rose above its lowest level until then, first seen on day\u00a084 and "))
        << finding(patient_statement(timeline), "Rise");
    timeline.milestones[1].verdict = Verdict::not_met;
    EXPECT_EQ(finding(patient_statement(timeline), "Rise"), "");
}

TEST(PatientStatement, a_rise_of_the_same_draws_is_told_once) {
    auto timeline = example_timeline();
    timeline.draws.back().trajectory_class = "progression";
    timeline.milestones = {{.kind = MilestoneKind::nadir, .verdict = Verdict::met, .sample = "P01_d63", .day = 63},
                           {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::undetermined, .sample = "P01_d168", .day = 168,
                            .reason = "not_confirmed_yet"}};
    auto const course = [&] { return finding(patient_statement(timeline), "Course"); };
    EXPECT_EQ(course().find("onfirmed"), std::string::npos) << "the rise says it: " << course();
    EXPECT_NE(finding(patient_statement(timeline), "Rise").find("is not confirmed"), std::string::npos);
    timeline.milestones[1] = {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::met, .sample = "P01_d84", .day = 84, .supported_by = "P01_d168"};
    EXPECT_EQ(course().find("onfirmed"), std::string::npos) << course();
    // A rise of other draws is another event.
    timeline.milestones[1] = {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::met, .sample = "P01_d21", .day = 21, .supported_by = "P01_d63"};
    EXPECT_NE(course().find("Not confirmed: the draw of day\u00a084 before it does not show it."), std::string::npos) << course();
}

TEST(PatientStatement, two_draws_that_rise_by_counts_alone_confirm_nothing) {
    auto timeline = example_timeline();
    auto& last = timeline.draws.back();
    last.trajectory_class = timeline.draws[4].trajectory_class = "progression";
    timeline.milestones = {{.kind = MilestoneKind::nadir, .verdict = Verdict::met, .sample = "P01_d63", .day = 63},
                           {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::undetermined, .sample = "P01_d84", .day = 84,
                            .reason = "within_scatter"}};
    auto const statement = patient_statement(timeline);
    EXPECT_EQ(finding(statement, "Course").find("onfirmed"), std::string::npos) << finding(statement, "Course");
    EXPECT_EQ(finding(statement, "Rise"), "A rise above the lowest level (day\u00a063) was seen on day\u00a084; molecular progression is not confirmed: the rise "
                                          "is sure by counts, but no more than draws of an unchanged tumor may differ.");
    EXPECT_EQ(confirming_draw(timeline, last), nullptr);
    timeline.milestones[1] = {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::not_met};
    EXPECT_NE(finding(patient_statement(timeline), "Course").find("Not confirmed: the draw of day\u00a084 before it shows it too, by counts that draws"),
              std::string::npos)
        << finding(patient_statement(timeline), "Course");
}

TEST(PatientStatement, a_rise_from_the_baseline_names_it) {
    auto timeline = example_timeline();
    timeline.draws[0].result.tumor_fraction_cell_hi = 1e-6;
    timeline.milestones = {{.kind = MilestoneKind::nadir, .verdict = Verdict::met, .sample = "P01_d63", .day = 63},
                           {.kind = MilestoneKind::molecular_progression, .verdict = Verdict::met, .sample = "P01_d84", .day = 84, .supported_by = "P01_d168"}};
    EXPECT_TRUE(finding(patient_statement(timeline), "Rise").starts_with("Tumor DNA rose above its lowest level, the baseline of day\u00a0"))
        << finding(patient_statement(timeline), "Rise");
}

TEST(PatientStatement, imaging_that_ctdna_contradicts_or_precedes_stands_at_the_head) {
    auto timeline = example_timeline();
    Milestone imaging{.kind = MilestoneKind::imaging_progression, .verdict = Verdict::not_met};
    timeline.milestones = {imaging};
    EXPECT_EQ(finding(patient_statement(timeline), "Imaging"), "");
    imaging.day = 45;
    imaging.verdict = Verdict::undetermined;
    timeline.milestones = {imaging};
    EXPECT_EQ(finding(patient_statement(timeline), "Imaging"), "Imaging of day\u00a045 shows progression that is not confirmed yet.");
    imaging.verdict = Verdict::met;
    timeline.milestones = {imaging, {.kind = MilestoneKind::pseudo_progression, .verdict = Verdict::met, .sample = "P01_d42", .day = 45,
                                     .supported_by = "decrease_90"}};
    auto const discordant = finding(patient_statement(timeline), "Imaging");
    EXPECT_TRUE(discordant.starts_with("Imaging or the clinic saw progression on day\u00a045. Discordant: ctDNA does not support the imaging "
                                       "progression of day\u00a045; at P01_d42 "))
        << discordant;
    imaging.day = 168;
    timeline.milestones = {imaging, {.kind = MilestoneKind::lead_time, .verdict = Verdict::met, .day = 84, .lead_days = 84}};
    EXPECT_EQ(finding(patient_statement(timeline), "Imaging"),
              "Imaging or the clinic saw progression on day\u00a0168. Molecular progression (day\u00a084) was first seen 84 days before imaging "
              "progression; the lead is at least that.");
}

TEST(PatientStatement, whether_lesions_responded_that_were_not_irradiated_stands_at_the_head) {
    constexpr auto question = "Did lesions respond that were not irradiated?";
    auto timeline = example_timeline();
    EXPECT_EQ(answer(patient_statement(timeline), question), "");
    timeline.lesions = LesionSeries{.source = "tissue", .resolution = "not_possible", .map = {}, .rows = {}, .comparisons = {}};
    EXPECT_EQ(finding(patient_statement(timeline), "Not irradiated"),
              "Whether the lesions that were not irradiated responded cannot be told. Lesion resolution is not possible with this lesion map.");
    EXPECT_EQ(answer(patient_statement(timeline), question), "Cannot be told");

    auto& claims = timeline.lesions->claims;
    auto const claim = [](std::string name, Verdict verdict, std::string reason = {}) {
        LesionClaim made;
        made.claim = std::move(name);
        made.compartment = made.claim.starts_with("local") ? "irradiated" : "nonirradiated";
        made.verdict = verdict;
        made.reason = std::move(reason);
        return made;
    };
    claims = {claim("local_response", Verdict::not_met), claim("local_progression", Verdict::not_met),
              claim("distant_response", Verdict::met), claim("distant_progression", Verdict::not_met),
              claim("abscopal_compatible", Verdict::met)};
    claims[2].day = 21;
    claims[2].sample = "P01_d21";
    claims[2].supported_by = "P01_d63";
    EXPECT_EQ(finding(patient_statement(timeline), "Not irradiated"),
              "The lesions that were not irradiated responded: what they shed into the blood fell, first seen on day\u00a021 and confirmed on "
              "day\u00a063. Abscopal-compatible: this design cannot separate abscopal from drug effect.");
    claims[4].day = 21;
    EXPECT_TRUE(finding(patient_statement(timeline), "Not irradiated").ends_with(" That is of the fall first seen on day\u00a021."));
    claims[4].day.reset();
    EXPECT_EQ(finding(patient_statement(timeline), "Irradiated"), "The irradiated lesions did not respond, by the last draw that could tell.");
    EXPECT_EQ(answer(patient_statement(timeline), question), "Yes, confirmed");

    claims.push_back(claim("distant_recrudescence", Verdict::undetermined, "not_confirmed_yet"));
    EXPECT_EQ(answer(patient_statement(timeline), question), "Yes, confirmed") << "no draw shows a rise";
    claims.back().day = 84;
    EXPECT_NE(finding(patient_statement(timeline), "Not irradiated")
                  .find(" The lesions that were not irradiated may have come back: the draw of day\u00a084 shows a rise from their lowest, "
                               "and no later draw that can tell has confirmed it."),
              std::string::npos);
    claims.back().verdict = Verdict::met;
    claims.back().reason.clear();
    claims.back().supported_by = "P01_d168";
    EXPECT_NE(finding(patient_statement(timeline), "Not irradiated")
                  .find(" The lesions that were not irradiated came back: what they shed into the blood rose from its lowest, first seen on "
                               "day\u00a084 and confirmed on day\u00a0168."),
              std::string::npos);
    EXPECT_EQ(answer(patient_statement(timeline), question), "Yes, and came back, day\u00a084");
    claims.pop_back();

    claims[2] = claim("distant_response", Verdict::undetermined, "not_confirmed_yet");
    claims[2].day = 168;
    claims[4] = claim("abscopal_compatible", Verdict::not_met, "new_systemic_therapy");
    EXPECT_EQ(finding(patient_statement(timeline), "Not irradiated"),
              "Whether the lesions that were not irradiated responded is open: the draw of day\u00a0168 shows it, and no later draw that "
              "can tell has confirmed it. Not called abscopal-compatible: new systemic therapy.");
    EXPECT_EQ(answer(patient_statement(timeline), question), "Not confirmed");

    claims[2] = claim("distant_response", Verdict::not_met);
    claims[3] = claim("distant_progression", Verdict::met);
    claims[3].day = 63;
    EXPECT_EQ(finding(patient_statement(timeline), "Not irradiated"),
              "The lesions that were not irradiated progressed: what they shed into the blood rose, first seen on day\u00a063. Not called "
              "abscopal-compatible: new systemic therapy.");
    EXPECT_EQ(answer(patient_statement(timeline), question), "No");
}

TEST(PatientStatement, the_word_negative_is_never_said) {
    for (std::size_t draws = 1; draws <= 8; ++draws) {
        auto const statement = patient_statement(up_to(draws));
        for (auto const& sentence : statement.sentences) {
            EXPECT_EQ(sentence.find("negative"), std::string::npos) << sentence;
        }
    }
}

TEST(PatientStatement, flare_window_and_unverified_integrity_are_said_when_due) {
    auto timeline = up_to(1);
    timeline.draws[0].result.reasons.push_back("integrity_unverified");
    auto const statement = patient_statement(timeline);
    EXPECT_TRUE(says(statement, "Sample drawn in the flare window."));
    EXPECT_TRUE(says(statement, "Integrity of the input file could not be verified."));
}

TEST(PatientStatement, a_loss_is_stated_only_where_it_is_shown) {
    std::string const bound = "Tumor fraction is a lower bound: part of the tracked loci appears absent.";
    std::string const open = "Whether part of the tracked loci is lost cannot be told; if so, the tumor fraction is a lower bound.";
    std::string const told = "Part of the tracked variants is absent although the others are there; the tumor fraction allows for it.";
    auto timeline = up_to(2);
    auto const said = [&](std::vector<std::string> const& reasons) {
        timeline.draws.back().result.reasons = reasons;
        auto const statement = patient_statement(timeline);
        return std::vector<bool>{says(statement, bound), says(statement, open), says(statement, told)};
    };
    EXPECT_EQ(said({}), (std::vector<bool>{false, false, false}));
    EXPECT_EQ(said({"fraction_lower_bound"}), (std::vector<bool>{false, true, false}));
    EXPECT_EQ(said({"loci_lost"}), (std::vector<bool>{false, false, true}));
    EXPECT_EQ(said({"fraction_lower_bound", "loci_lost"}), (std::vector<bool>{true, false, false})) << "the design's sentence";
}

TEST(PatientStatement, a_fraction_from_parts_of_the_tumor_is_said_to_be_one_and_no_loss) {
    auto timeline = up_to(2);
    timeline.draws.back().result.reasons = {"trunk_cannot_tell", "fraction_lower_bound"};
    auto const statement = patient_statement(timeline);
    EXPECT_TRUE(says(statement, reason_sentence("trunk_cannot_tell")));
    EXPECT_FALSE(says(statement, reason_sentence("fraction_lower_bound")));
}

}  // namespace tidemark::test
