// cohort.json against the published schema, read by a plain checker of the keywords that the schema uses.
#include "io/report/json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "support/places.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::json;

std::string const schemas = source_folder() + "/docs/formats/schemas/";
std::string const example_file = source_folder() + "/tests/cases/timeline/example.json";

bool has_type(Json const& value, std::string const& type) {
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "null" && value.is_null()) ||
           (type == "boolean" && value.is_boolean()) || (type == "integer" && value.is_number_integer()) ||
           (type == "number" && value.is_number());
}

/// Faults of `value`, each with its place. `home` is the document that local references point into.
void check(Json const& schema, Json const& value, Json const& home, std::string const& place,
           std::vector<std::string>& faults) {
    if (schema.contains("$ref")) {
        auto const reference = schema["$ref"].get<std::string>();
        if (reference.starts_with("#")) {
            return check(home.at(Json::json_pointer{reference.substr(1)}), value, home, place, faults);
        }
        auto const other = Json::parse(read_file(schemas + reference));
        return check(other, value, other, place, faults);
    }
    if (schema.contains("const") && schema["const"] != value) {
        faults.push_back(place + ": not " + schema["const"].dump());
    }
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end()) {
        faults.push_back(place + ": " + value.dump() + " is not listed");
    }
    if (schema.contains("type")) {
        auto const types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
        if (std::none_of(types.begin(), types.end(), [&](Json const& type) { return has_type(value, type); })) {
            faults.push_back(place + ": " + value.dump() + " has another type");
        }
    }
    if (schema.contains("minimum") && value.is_number() && value < schema["minimum"]) {
        faults.push_back(place + ": below the minimum");
    }
    if (schema.contains("pattern") && value.is_string() &&
        !std::regex_search(value.get<std::string>(), std::regex{schema["pattern"].get<std::string>()})) {
        faults.push_back(place + ": another pattern");
    }
    for (auto const& key : schema.value("required", Json::array())) {
        if (value.is_object() && !value.contains(key)) {
            faults.push_back(place + ": lacks " + key.get<std::string>());
        }
    }
    if (value.is_object()) {
        for (auto const& [key, member] : value.items()) {
            if (schema.contains("properties") && schema["properties"].contains(key)) {
                check(schema["properties"][key], member, home, place + "/" + key, faults);
            } else if (schema.value("additionalProperties", Json(true)) == Json(false)) {
                faults.push_back(place + ": does not know " + key);
            }
        }
    }
    if (value.is_array() && schema.contains("items")) {
        for (std::size_t index = 0; index < value.size(); ++index) {
            check(schema["items"], value[index], home, place + "/" + std::to_string(index), faults);
        }
    }
}

std::vector<std::string> faults_of(Json const& document) {
    auto const schema = Json::parse(read_file(schemas + "cohort.schema.json"));
    std::vector<std::string> faults;
    check(schema, document, schema, "", faults);
    return faults;
}

CohortSummary one_patient() {
    CohortSummary summary;
    summary.fixed_texts = {"For research use. Not for treatment decisions."};
    summary.patients = {{"P1", {}, "Headline.", {"Sentence."}, {{"a", "b", "opposite_directions", "Apart."}}, 3}};
    summary.failed = {{"P1", "P1_d84", "plasma", 84, "missing_eof", "Cut short."}, {"P1", "P1_d85", "plasma", 85, "", "No result."},
                      {"", "N1", "control", {}, "truncated", "Cut short."}};
    StratumRate rate;
    rate.evidence = "full";
    rate.question = {"decrease_50", "tumor_fraction_cell", {}, {}};
    rate.group = {"", "stratum_pdl1", "high"};
    rate.patients = 1;
    rate.rate_lowest = 0.5;
    summary.strata.rates = {rate};
    RateDifference difference;
    difference.evidence = "full";
    difference.question = rate.question;
    difference.contrast = "arm";
    difference.first = "RT + IO";
    difference.second = "IO";
    summary.strata.differences = {difference};
    summary.strata.parity = ParityTarget{.lod95 = 0.001, .origin = "given", .stratum = {}, .value = {}};
    ParityDraw draw;
    draw.patient = "P1";
    draw.sample = "P1_d84";
    draw.reason = "above_parity";
    summary.strata.parity_draws = {draw};
    return summary;
}

/// Two groups of a table, and one that nobody is in.
SurvivalReport two_groups() {
    std::vector<FollowUp> const first{{3, true}, {5, false}};
    std::vector<FollowUp> const second{{2, true}, {4, true}};
    SurvivalAnalysis analysis;
    analysis.endpoint = "overall_survival";
    analysis.source = "events";
    analysis.grouping = "decrease_50";
    analysis.time_unit = "days";
    analysis.followed = {{"P1", "met", "", {3, true}}, {"P2", "not_met", "pre_io", {2, true}}, {"P4", "met", "", {5, false}, true}};
    analysis.left_out = {{"P3", "undetermined"}};
    analysis.curves = {{"met", 2, 1, 1, kaplan_meier(first)}, {"not_met", 2, 2, 0, kaplan_meier(second)}, {"other", 0, 0, 0, {}}};
    analysis.contrasts = {{"not_met", log_rank(first, second), hazard_ratio(first, second), true}, {"other", {}, {}, true}};
    return {{analysis}};
}

}  // namespace

TEST(CohortJson, the_checker_finds_what_the_schema_forbids) {
    auto const good = Json::parse(cohort_json_text({}, {}, "tidemark 0.1.0"));
    EXPECT_TRUE(faults_of(good).empty());
    for (auto const* const patch : {R"({"schema":"tidemark.cohort/2"})", R"({"x":1})", R"({"failed":null})",
                                    R"({"producer":"other"})", R"({"strata":[{"met":-1}]})"}) {
        auto bad = good;
        bad.update(Json::parse(patch));
        EXPECT_FALSE(faults_of(bad).empty()) << patch;
    }
}

TEST(CohortJson, follows_the_published_schema) {
    std::vector<std::string> const timelines{read_file(example_file)};
    auto const faults = faults_of(Json::parse(cohort_json_text(one_patient(), timelines, "tidemark 0.1.0")));
    EXPECT_TRUE(faults.empty()) << (faults.empty() ? "" : faults.front());
}

TEST(CohortJson, survival_follows_the_published_schema_and_what_is_unknown_is_null) {
    auto const document = Json::parse(cohort_json_text({}, {}, "tidemark 0.1.0", two_groups()));
    auto const faults = faults_of(document);
    EXPECT_TRUE(faults.empty()) << (faults.empty() ? "" : faults.front());
    auto const& analysis = document["survival"][0];
    EXPECT_TRUE(analysis["metric"].is_null());
    EXPECT_TRUE(analysis["landmark_day"].is_null());
    EXPECT_TRUE(analysis["followed"][0]["origin"].is_null());
    EXPECT_EQ(analysis["followed"][0]["at_last_known_day"], false);
    EXPECT_EQ(analysis["followed"][2]["at_last_known_day"], true);
    EXPECT_EQ(analysis["curves"][0]["at_last_known_day"], 1);
    // Both of the second group have died: no limits at 0.
    EXPECT_EQ(analysis["curves"][1]["steps"][1]["survival"], 0);
    EXPECT_TRUE(analysis["curves"][1]["steps"][1]["survival_lo"].is_null());
    EXPECT_TRUE(analysis["curves"][2]["median"].is_null());
    EXPECT_FALSE(analysis["contrasts"][0]["hazard_ratio"].is_null());
    EXPECT_TRUE(analysis["contrasts"][1]["hazard_ratio"].is_null());
    EXPECT_TRUE(analysis["contrasts"][1]["log_rank_p"].is_null());
    EXPECT_TRUE(Json::parse(cohort_json_text({}, {}, "tidemark 0.1.0"))["survival"].empty());
}

TEST(CohortJson, carries_the_timeline_unchanged) {
    std::vector<std::string> const timelines{read_file(example_file)};
    auto const document = Json::parse(cohort_json_text(one_patient(), timelines, "tidemark 0.1.0"));
    EXPECT_EQ(document["patients"][0]["timeline"], Json::parse(timelines[0]));
    EXPECT_EQ(document["patients"][0]["variants_left_out"], 3);
}

TEST(CohortJson, missing_is_null_and_never_an_empty_text) {
    std::vector<std::string> const timelines{read_file(example_file)};
    auto const document = Json::parse(cohort_json_text(one_patient(), timelines, "tidemark 0.1.0"));
    EXPECT_TRUE(document["failed"][1]["reason"].is_null());
    EXPECT_TRUE(document["failed"][2]["patient"].is_null());
    EXPECT_TRUE(document["strata"][0]["arm"].is_null());
    EXPECT_TRUE(document["strata"][0]["could_show"].is_null());
    EXPECT_EQ(document["strata"][0]["rate_lowest"], 0.5);
    EXPECT_TRUE(document["parity"]["stratum"].is_null());
}

TEST(CohortJson, a_summary_of_other_patients_is_refused) {
    EXPECT_THROW(static_cast<void>(cohort_json_text(one_patient(), {}, "tidemark 0.1.0")), std::logic_error);
}

TEST(CohortJson, bytes_that_are_not_utf_8_do_not_break_the_document) {
    CohortSummary summary;
    summary.fixed_texts = {"a\xff"};
    EXPECT_EQ(Json::parse(cohort_json_text(summary, {}, "tidemark 0"))["fixed_texts"][0], "a\xef\xbf\xbd");
}

}  // namespace tidemark::test
