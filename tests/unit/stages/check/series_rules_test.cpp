// Events and draws that contradict each other: every one is named by line and column; what is merely odd is a warning.
#include "stages/check/series_rules.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tidemark::test {
namespace {

/// An event of P1; its line is set by `rows`.
EventRow of(EventKind kind, int day, std::string label = {}, std::optional<int> day_end = {}) {
    EventRow event;
    event.patient = "P1";
    event.kind = kind;
    event.day = day;
    event.day_end = day_end;
    event.label = std::move(label);
    return event;
}

EventRow fraction(int day, std::string lesion, std::optional<int> day_end = {}) {
    auto event = of(EventKind::radiotherapy_fraction, day, {}, day_end);
    event.lesion = std::move(lesion);
    return event;
}

EventRow with_anchor(EventRow event, std::string anchor) {
    event.anchor = std::move(anchor);
    return event;
}

/// The rows of a sheet from line 2, with plasma draws on these days from line 2.
SheetSet rows(std::vector<EventRow> events, std::vector<int> const& draws = {}) {
    SheetSet sheets;
    for (std::size_t index = 0; index < events.size(); ++index) {
        events[index].line = index + 2;
    }
    sheets.events = std::move(events);
    for (auto const day : draws) {
        auto& row = sheets.samples.emplace_back();
        row.line = sheets.samples.size() + 1;
        row.patient = "P1";
        row.sample = fmt::format("d{}", day);
        row.day = day;
    }
    return sheets;
}

/// "error 3 day stop_after_range" for each finding, in the order of lines.
std::vector<std::string> told(Findings findings) {
    std::ranges::stable_sort(findings, {}, &Finding::line);
    std::vector<std::string> lines;
    for (auto const& finding : findings) {
        auto const* const kind = finding.severity == Severity::warning ? "warning" : finding.severity == Severity::invalid ? "error" : "contradiction";
        lines.push_back(fmt::format("{} {} {} {}", kind, finding.line, finding.column, finding.rule));
    }
    return lines;
}

std::vector<std::string> events(std::vector<EventRow> list) { return told(check_events(rows(std::move(list)))); }
std::vector<std::string> draws(std::vector<EventRow> list, std::vector<int> const& days) {
    return told(check_draws(rows(std::move(list), days)));
}

using Lines = std::vector<std::string>;
constexpr auto start = EventKind::systemic_start;
constexpr auto stop = EventKind::systemic_stop;
constexpr auto imaging = EventKind::imaging;

}  // namespace

TEST(SystemicRules, every_start_of_a_drug_that_runs_already_is_warned_of_and_a_stop_or_a_change_between_settles_it) {
    EXPECT_EQ(events({of(start, 0, "A"), of(start, 21, "A"), of(start, 42, "A"), of(start, 42, "B")}),
              (Lines{"warning 3 day start_twice", "warning 4 day start_twice"}));
    EXPECT_EQ(events({of(start, 0, "A"), of(start, 0, "A")}), Lines{"warning 3 day start_twice"});
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "A"), of(start, 21, "A"), of(stop, 40, "A"), of(start, 40, "A")}), Lines{});
    EXPECT_EQ(events({of(start, 0, "A"), of(EventKind::treatment_change, 10, "B"), of(start, 21, "A")}), Lines{});
    EXPECT_EQ(events({of(start, 21, "A"), of(start, 0, "A")}), Lines{"warning 2 day start_twice"}) << "by day, not by line";
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "B"), of(start, 21, "A")}),
              (Lines{"warning 3 label stop_without_start", "warning 4 day start_twice"}));
}

TEST(SystemicRules, cycles_with_ranges_follow_each_other_and_stated_ranges_of_one_drug_may_not_overlap) {
    EXPECT_EQ(events({of(start, 0, "A", 21), of(start, 21, "A", 42), of(start, 43, "A", 64)}), Lines{});
    EXPECT_EQ(events({of(start, 0, "A", 60), of(start, 30, "A", 90), of(start, 50, "A", 55)}),
              (Lines{"error 3 day systemic_overlaps", "error 4 day systemic_overlaps"}));
    EXPECT_EQ(events({of(start, 0, "", 60), of(start, 30, "", 90)}), Lines{"warning 3 day start_twice"}) << "two drugs without a name";
    EXPECT_EQ(events({of(start, 0, "A", 60), of(start, 30, "B", 90)}), Lines{});
}

TEST(SystemicRules, a_stop_lies_in_the_course_that_it_ends) {
    EXPECT_EQ(events({of(start, 0, "A", 28), of(stop, 40, "A")}), Lines{"error 3 day stop_after_range"});
    EXPECT_EQ(events({of(start, 0, "A", 28), of(stop, 28, "A")}), Lines{});
    EXPECT_EQ(events({of(start, 0, "A", 28), of(stop, 20, "A")}), Lines{}) << "stopped before the planned end";
    EXPECT_EQ(events({of(start, 5, "A"), of(stop, 2, "A")}), Lines{"error 3 day stop_before_start"});
    EXPECT_EQ(events({of(start, 0, "A", 28), of(start, 40, "A", 60), of(stop, 35, "A"), of(stop, 70, "A")}),
              (Lines{"error 4 day stop_after_range", "error 5 day stop_after_range"}));
    EXPECT_EQ(events({of(start, 0, "A", 28), of(start, 29, "A"), of(stop, 60, "A")}), Lines{}) << "the later course is open";
    EXPECT_EQ(events({of(start, 0, "A", 28), of(stop, 28, "A"), of(start, 28, "A", 50)}), Lines{});
    EXPECT_EQ(events({of(start, 0, "A", 28), of(stop, 40, "B"), of(start, 40, "B", 50)}), Lines{});
    auto other = of(stop, 40, "A");
    other.patient = "P2";
    EXPECT_EQ(events({of(start, 0, "A", 28), other}), Lines{"warning 3 label stop_without_start"}) << "of another patient";
}

TEST(SystemicRules, two_stops_of_one_drug_are_two_ends_of_one_course_unless_it_may_have_begun_again_between) {
    auto const change = EventKind::treatment_change;
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "A"), of(stop, 20, "A")}), Lines{"error 4 day stop_twice"});
    EXPECT_EQ(events({of(stop, 20, "A"), of(stop, 10, "A"), of(start, 0, "A")}), Lines{"error 2 day stop_twice"}) << "by day, not by line";
    EXPECT_EQ(events({of(start, 0, "A", 28), of(stop, 10, "A"), of(stop, 28, "A")}), Lines{"error 4 day stop_twice"});
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "A"), of(start, 15, "A"), of(stop, 20, "A")}), Lines{});
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "A"), of(start, 10, "A"), of(stop, 20, "A")}), Lines{});
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "A"), of(change, 15, "A + B"), of(stop, 20, "A")}), Lines{}) << "a change may bring it back";
    EXPECT_EQ(events({of(start, 0, "A"), of(start, 0, "B"), of(stop, 10, "A"), of(stop, 20, "B")}), Lines{});
    EXPECT_EQ(events({of(start, 0, "A"), of(start, 0, "B"), of(stop, 10, "A"), of(start, 15, "B"), of(stop, 20, "A")}),
              (Lines{"warning 5 day start_twice", "error 6 day stop_twice"}))
        << "another drug's start is none of it";
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "A"), of(stop, 10, "A")}), Lines{"warning 4 day stop_twice"});
    EXPECT_EQ(events({of(start, 0, ""), of(stop, 10, ""), of(stop, 20, "")}), Lines{"warning 4 day stop_twice"}) << "may be two drugs";
    auto other = of(stop, 20, "A");
    other.patient = "P2";
    EXPECT_EQ(events({of(start, 0, "A"), of(stop, 10, "A"), other}), Lines{"warning 4 label stop_without_start"});
}

TEST(SystemicRules, two_changes_of_treatment_on_one_day_are_warned_of) {
    auto const change = EventKind::treatment_change;
    EXPECT_EQ(events({of(change, 30, "A"), of(change, 30, "B"), of(change, 31, "C")}), Lines{"warning 3 label change_twice"});
    EXPECT_EQ(events({of(change, 30, "A"), of(change, 30, "A")}), Lines{"warning 3 label change_twice"});
    auto other = of(change, 30, "B");
    other.patient = "P2";
    EXPECT_EQ(events({of(change, 30, "A"), other, of(start, 30, "C")}), Lines{});
}

TEST(RadiotherapyRules, a_range_shares_no_day_with_another_row_of_its_lesion) {
    EXPECT_EQ(events({fraction(0, "L", 4), fraction(4, "L", 8), fraction(2, "L"), fraction(5, "M", 7), fraction(9, "L")}),
              (Lines{"error 3 day radiotherapy_overlaps", "error 4 day radiotherapy_overlaps"}));
    EXPECT_EQ(events({fraction(3, "L"), fraction(0, "L", 4)}), Lines{"error 3 day radiotherapy_overlaps"});
    EXPECT_EQ(events({fraction(0, "L", 4), fraction(7, "L", 11), fraction(0, "M", 4)}), Lines{});
    EXPECT_EQ(events({fraction(0, "L"), fraction(0, "L")}), Lines{"warning 3 day fraction_twice"}) << "twice a day is given";
    EXPECT_EQ(events({fraction(0, "", 4), fraction(2, "", 6)}), Lines{"warning 3 day fraction_twice"}) << "may be two sites";
}

TEST(ImagingRules, one_day_and_scope_has_one_category) {
    auto const of_lesion = [](EventRow event, std::string lesion) {
        event.lesion = std::move(lesion);
        return event;
    };
    EXPECT_EQ(events({of(imaging, 40, "CT PR"), of(imaging, 40, "CT PD"), of(imaging, 40, "SD CT"), of(imaging, 41, "CT PD")}),
              (Lines{"error 3 label imaging_contradicts", "error 4 label imaging_contradicts"}));
    EXPECT_EQ(events({of(imaging, 40, "CT PR"), of(imaging, 40, "ct pr"), of(imaging, 40, "CT"), of(imaging, 40, "CT no PD")}), Lines{});
    EXPECT_EQ(events({of_lesion(of(imaging, 40, "CT PR"), "L"), of_lesion(of(imaging, 40, "CT PD"), "N"), of(imaging, 40, "CT PD")}), Lines{})
        << "each lesion and the whole patient by itself";
    EXPECT_EQ(events({of(imaging, 40, "CT PD"), of(imaging, 40, "CT iUPD")}), Lines{}) << "two scales";
    EXPECT_EQ(events({of(imaging, 40, "CT iSD"), of(imaging, 40, "CT iCPD")}), Lines{"error 3 label imaging_contradicts"});
    EXPECT_EQ(events({of(imaging, 40, "CT PR"), of(imaging, 40, "MRI brain PD")}), Lines{"warning 3 label imaging_disagrees"});
    EXPECT_EQ(events({of(imaging, 40, "MRI PD"), of(imaging, 40, "CT PR"), of(imaging, 40, "CT PD")}),
              (Lines{"warning 3 label imaging_disagrees", "error 4 label imaging_contradicts"}));
    EXPECT_EQ(events({of(imaging, 40, "CT PR PD")}), Lines{"warning 2 label imaging_disagrees"});
}

TEST(ImagingRules, a_progression_stands_beside_no_response_of_its_day_scope_and_modality) {
    auto const progression = EventKind::progression;
    for (auto const* const label : {"CT PR", "CT CR", "CT SD", "ct ipr", "iSD CT", "CT no PD", "PD ruled out CT", "CT: no evidence of PD", "CT non-CR/non-PD"}) {
        EXPECT_EQ(events({of(imaging, 40, label), of(progression, 40, "CT")}), Lines{"error 3 label imaging_contradicts"}) << label;
        EXPECT_EQ(events({of(progression, 40, "CT PD"), of(imaging, 40, label)}), Lines{"error 3 label imaging_contradicts"}) << label;
    }
    for (auto const* const label : {"CT PD", "CT iCPD", "CT iUPD", "CT", "CT PD not confirmed"}) {
        EXPECT_EQ(events({of(imaging, 40, label), of(progression, 40, "CT")}), Lines{}) << label;
    }
    EXPECT_EQ(events({of(imaging, 40, "CT PR"), of(progression, 41, "CT"), of(progression, 41, "CT")}), Lines{}) << "another day";
    EXPECT_EQ(events({of(imaging, 40, "CT PR"), of(progression, 40, "MRI")}), Lines{"warning 3 label imaging_disagrees"});
    EXPECT_EQ(events({of(imaging, 40, "CT no PD"), of(progression, 40, "MRI")}), Lines{"warning 3 label imaging_disagrees"});
    EXPECT_EQ(events({of(imaging, 40, "CT no PD"), of(imaging, 40, "CT PD")}), Lines{"error 3 label imaging_contradicts"});
    EXPECT_EQ(events({of(imaging, 40, "CT PR"), of(progression, 40)}), Lines{"warning 3 label imaging_disagrees"}) << "a clinical one";
    auto lesion = of(imaging, 40, "CT PR");
    lesion.lesion = "L";
    EXPECT_EQ(events({lesion, of(progression, 40, "CT")}), Lines{}) << "one lesion shrinks while the patient progresses";
    auto other = of(progression, 40, "CT");
    other.patient = "P2";
    EXPECT_EQ(events({of(imaging, 40, "CT PR"), other}), Lines{});
}

TEST(FollowUpRules, a_patient_has_one_last_contact) {
    auto const contact = EventKind::last_contact;
    EXPECT_EQ(events({of(contact, 50), of(contact, 60)}), Lines{"error 3 day last_contact_twice"});
    EXPECT_EQ(events({of(contact, 60), of(contact, 50), of(contact, 70), of(imaging, 65, "CT")}),
              (Lines{"error 3 day last_contact_twice", "error 4 day last_contact_twice"}));
    EXPECT_EQ(events({of(contact, 60), of(contact, 60)}), Lines{"warning 3 day last_contact_twice"});
    auto other = of(contact, 70);
    other.patient = "P2";
    EXPECT_EQ(events({of(contact, 60), other, of(EventKind::death, 90)}), Lines{}) << "a death may be learnt of later";
}

TEST(FollowUpRules, nothing_follows_a_death) {
    EXPECT_EQ(events({of(EventKind::death, 100), of(imaging, 101, "CT PD"), of(imaging, 100, "CT PD"), of(start, 120, "A")}),
              (Lines{"error 3 day after_death", "error 5 day after_death"}));
    EXPECT_EQ(draws({of(EventKind::death, 100)}, {-1, 100, 101, 140}),
              (Lines{"contradiction 4 day after_death", "contradiction 5 day after_death"}));
}

TEST(AnchorRules, an_anchor_stands_once_and_on_an_event_that_can_be_it) {
    EXPECT_EQ(events({with_anchor(of(start, 0, "A"), "pre_io"), with_anchor(of(start, 9, "B"), "pre_io"), with_anchor(of(imaging, 9), "pre_rt")}),
              (Lines{"error 3 anchor anchor_twice", "error 4 anchor anchor_of_other_event"}));
}

TEST(AnchorRules, a_first_draw_after_what_an_anchor_stands_for_began_is_warned_of) {
    auto const io = with_anchor(of(start, 21, "A"), "pre_io");
    auto const rt = with_anchor(fraction(0, "L"), "pre_rt");
    Lines const none;
    Lines const one{"warning 2 day no_baseline"};
    EXPECT_EQ(draws({rt, io}, {0, 30}), none) << "a draw on the day of an event was taken before it";
    EXPECT_EQ(draws({rt, io}, {10, 30}), one) << "before immunotherapy, after radiotherapy";
    EXPECT_EQ(draws({rt, io}, {30}), (Lines{one[0], one[0]})) << "one for each anchor";
    EXPECT_EQ(draws({fraction(-4, "L"), fraction(-2, "L"), rt}, {-3, 30}), one) << "the course began before its anchor";
    EXPECT_EQ(draws({fraction(-20, "L", -10), rt}, {-3}), one) << "a break of ten days";
    EXPECT_EQ(draws({fraction(-200, "L"), rt}, {-3}), none) << "a course of long ago";
    EXPECT_EQ(draws({of(start, 0, "A"), io}, {5}), one) << "the anchor stands on the second cycle";
    EXPECT_EQ(draws({of(start, -200, "A"), of(stop, -100, "A"), io}, {5}), none) << "an earlier line that ended";
    EXPECT_EQ(draws({of(start, -200, "chemotherapy"), io}, {5}), none) << "another drug";
    EXPECT_EQ(draws({of(start, 3, "A")}, {5}), one) << "no anchor: the first treatment";
    EXPECT_EQ(draws({}, {5}), one) << "no event: day 0";
    EXPECT_EQ(draws({}, {0, 5}), none);
}

}  // namespace tidemark::test
