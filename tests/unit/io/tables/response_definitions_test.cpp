// Files of response definitions: the program's own are whole, a user's is read, every fault is named.
#include "io/tables/response_definitions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::vector<ResponseDefinition> read(std::string const& text) {
    Scratch const folder;
    folder.write("d.json", text);
    return read_response_definitions(folder / "d.json");
}

std::string fault_of(std::string const& text) {
    try {
        static_cast<void>(read(text));
    } catch (InputError const& error) {
        return error.what();
    }
    return "none";
}

std::string with(std::string const& definition) {
    return R"({"schema": "tidemark.definitions/1", "definitions": [)" + definition + "]}";
}

std::string const classes = R"("classes": [{"class": "fall", "when": {"ratio_at_most": 0.2}}])";

}  // namespace

TEST(ResponseDefinitions, those_that_the_program_carries_are_the_published_ones) {
    // The ids of the table in docs/formats/definitions.md.
    std::set<std::string> const expected{
        "ctmonitr_step1", "ctmonitr_step1_mean", "ctmonitr_step1_median", "ctmonitr_50_mean", "ctmonitr_50_median", "ctmonitr_90_mean",
        "ctmonitr_90_median", "imvigor_25", "imvigor_10", "dynamic_clearance",
        "ctmonitr_50",   "ctmonitr_90",  "ctmonitr_100",    "br36_clearance", "jhu_ctdna_2019",  "jhu_cftl_2019",
        "guardant_50",   "goldberg_50c", "imvigor_clear",   "imvigor_50_99",  "imvigor_lt50",    "dynamic_mrd",
        "melanoma_10x",  "crecist_cut",  "ctdna_recist_ci", "mol_progression", "invar_imaf"};
    std::set<std::string> found;
    for (auto const& definition : published_definitions()) {
        EXPECT_TRUE(found.insert(definition.id).second) << definition.id;
        EXPECT_FALSE(definition.title.empty() || definition.source.empty()) << definition.id;
    }
    EXPECT_EQ(found, expected);
}

TEST(ResponseDefinitions, what_was_not_read_in_its_source_is_marked) {
    std::set<std::string> open;
    for (auto const& definition : published_definitions()) {
        if (!definition.verified) {
            open.insert(definition.id);
        }
    }
    EXPECT_EQ(open, (std::set<std::string>{"ctmonitr_step1", "ctmonitr_step1_mean", "ctmonitr_step1_median", "ctmonitr_50", "ctmonitr_90", "ctmonitr_100",
                                           "ctmonitr_50_mean", "ctmonitr_50_median", "ctmonitr_90_mean", "ctmonitr_90_median", "imvigor_25", "imvigor_10",
                                           "imvigor_clear", "imvigor_50_99", "imvigor_lt50",
                                           "ctdna_recist_ci"}));
}

TEST(ResponseDefinitions, a_file_of_ones_own_is_read_whole) {
    auto const definitions = read(with(
        R"({"id": "ours", "title": "Ours", "metric": "vaf_mean", "from": "baseline", "least_baseline_vaf_max": 0.003,
            "windows": [{"anchors": ["pre_rt", "pre_io"], "first": 21, "last": 63}],
            "classes": [{"class": "deep", "when": {"confirmed": {"all": [{"detected": true}, {"ratio_below": 0.2}]}}},
                        {"class": "rise", "response": false, "progression": true, "when": {"rising_trend": 3}}], "otherwise": "between"})"));
    ASSERT_EQ(definitions.size(), 1U);
    ResponseDefinition expected;
    expected.id = "ours";
    expected.title = "Ours";
    expected.group = "ours";
    expected.verified = false;
    expected.metrics = {"vaf_mean"};
    expected.with = ComparedWith::baseline;
    expected.least_baseline_vaf_max = 0.003;
    expected.windows = {{{"pre_rt", "pre_io"}, 21, 63, 42}};
    expected.classes = {
        {"deep", true, false,
         {ConditionKind::confirmed, 0,
          {{ConditionKind::all, 0, {{ConditionKind::detected, 1, {}}, {ConditionKind::ratio_below, 0.2, {}}}}}}},
        {"rise", false, true, {ConditionKind::rising_trend, 3, {}}}};
    expected.otherwise = "between";
    EXPECT_EQ(definitions[0], expected);
}

TEST(ResponseDefinitions, a_file_of_ones_own_may_use_the_median_and_the_end_of_treatment) {
    auto const definitions = read(with(R"({"id": "ours", "title": "Ours", "metric": "vaf_median", "basis": "point",
        "windows": [{"anchors": ["treatment_end"], "first": 0, "last": 60, "nominal": 28}], )" + classes + "}"));
    ASSERT_EQ(definitions.size(), 1U);
    EXPECT_EQ(definitions[0].metrics, std::vector<std::string>{"vaf_median"});
    EXPECT_TRUE(definitions[0].point);
    EXPECT_EQ(definitions[0].windows, (std::vector<ResponseWindow>{{{"treatment_end"}, 0, 60, 28}}));
}

TEST(ResponseDefinitions, every_fault_is_named_with_its_place) {
    struct Case {
        std::string definition;
        std::string fault;
    };
    for (auto const& [definition, fault] : std::vector<Case>{
             {R"({"id": "a", "title": "A", "metric": "vaf", )" + classes + "}", "/definitions/0/metric"},
             {R"({"id": "a/b", "title": "A", "metric": "vaf_mean", )" + classes + "}", "/definitions/0/id"},
             {R"({"id": "a", "metric": "vaf_mean", )" + classes + "}", "/definitions/0/title"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "classes": []})", "at least one class"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "color": 1, )" + classes + "}", "/definitions/0/color"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "from": "nadir", )" + classes + "}", "/definitions/0/from"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "met_means": "joy", )" + classes + "}", "/definitions/0/met_means"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "windows": [{"anchors": ["birth"], "first": 1, "last": 2}], )" + classes + "}",
              "/definitions/0/windows/0/anchors"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "windows": [{"anchors": ["pre_io"], "first": 9, "last": 2}], )" + classes + "}",
              "in this order"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "from": "landmark", )" + classes + "}", "a landmark has no earlier draw"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "windows": [{"anchors": ["pre_io"], "first": 1, "last": 20},
                 {"anchors": ["pre_io"], "first": 20, "last": 30}], )" + classes + "}", "without overlap"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "classes": [{"class": "c", "when": {"ratio_about": 1}}]})", "no such condition"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "classes": [{"class": "c", "when": {"ratio_below": "half"}}]})", "ratio_below"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "classes": [{"class": "c", "when": {"all": []}}]})", "at least one condition"},
             {R"({"id": "a", "title": "A", "metric": "vaf_mean", "classes": [{"class": "c", "when": {"detected": true, "cleared": 0.1}}]})",
              "exactly one key"}}) {
        EXPECT_NE(fault_of(with(definition)).find(fault), std::string::npos) << definition << "\n" << fault_of(with(definition));
    }
    EXPECT_NE(fault_of(R"({"schema": "tidemark.definitions/2", "definitions": []})").find("/schema"), std::string::npos);
    EXPECT_NE(fault_of("[1, 2").find("d.json"), std::string::npos);
}

TEST(ResponseDefinitions, conditions_cannot_be_nested_without_end) {
    std::string condition = R"({"detected": true})";
    for (int depth = 0; depth < 100; ++depth) {
        condition = R"({"all": [)" + condition + "]}";
    }
    EXPECT_NE(fault_of(with(R"({"id": "a", "title": "A", "metric": "vaf_mean", "classes": [{"class": "c", "when": )" + condition + "}]}"))
                  .find("too deeply"),
              std::string::npos);
}

}  // namespace tidemark::test
