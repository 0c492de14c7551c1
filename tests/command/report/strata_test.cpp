// report on strata: what a follow-up could have shown, of each definition against its own baseline.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::json;

Json draw_named(Json const& timeline, std::string const& sample) {
    for (auto const& draw : timeline["draws"]) {
        if (draw["sample"] == sample) {
            return draw;
        }
    }
    return {};
}

/// A baseline before radiotherapy on day 0, one before immunotherapy on day 7 with as much tumor, in the flare window or not, a
/// follow-up on day 49.
Json two_baselines(bool flare) {
    auto timeline = Json::parse(read_file(source_folder() + "/tests/cases/timeline/example.json"));
    auto first = draw_named(timeline, "P1_d0");
    auto second = first;
    auto last = draw_named(timeline, "P1_d42");
    second["sample"] = "P1_d7";
    second["baseline"] = false;
    second["day"] = 7;
    last["day"] = 49;
    timeline["draws"] = {first, second, last};
    for (auto& draw : timeline["draws"]) {
        draw["anchor"] = "pre_rt";
        draw["flare_window"] = flare && draw["sample"] == "P1_d7";
    }
    timeline["anchor"] = "pre_rt";
    timeline["baselines"] = {{{"anchor", "pre_rt"}, {"day", 0}, {"sample", "P1_d0"}, {"assumed", false}, {"passed_over", nullptr}},
                             {{"anchor", "pre_io"}, {"day", 7}, {"sample", "P1_d7"}, {"assumed", false}, {"passed_over", nullptr}}};
    auto events = Json::array();
    for (auto event : timeline["events"]) {
        if (!event["anchor"].is_null()) {
            event["day"] = event["day"].get<int>() + 7;
            events.push_back(event);
        }
    }
    timeline["events"] = events;
    auto pairs = Json::array();
    for (auto const& pair : timeline["pairs"]) {
        if (pair["from"] == "P1_d0" && pair["to"] == "P1_d42") {
            pairs.push_back(pair);
        }
    }
    timeline["pairs"] = pairs;
    auto definitions = Json::array();
    for (auto const& row : timeline["definitions"]) {
        if (row["definition"] == "guardant_50") {
            definitions.push_back(row);
            definitions.back()["verdict"] = "not_met";
        }
    }
    timeline["definitions"] = definitions;
    timeline["milestones"] = Json::array();
    for (auto const* const part : {"smoothed", "lesions", "clones", "neoantigens"}) {
        timeline[part] = nullptr;
    }
    return timeline;
}

}  // namespace

TEST(ReportStrata, a_definition_with_an_anchor_of_its_own_has_its_best_case_after_its_own_baseline) {
    for (bool const flare : {false, true}) {
        Scratch const scratch;
        auto const result = tidemark({"report", "-o", scratch / "out", scratch.write("P1.json", two_baselines(flare).dump())});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        auto const cohort = Json::parse(read_file(scratch / "out/cohort.json"));
        int rows = 0;
        for (auto const& rate : cohort["strata"]) {
            // guardant_50 compares with the draw before immunotherapy: emptied with the rest it could show nothing, and from the
            // flare window no fall is a response.
            if (rate["definition"] == "guardant_50" && rate["evidence"] == "full") {
                ++rows;
                EXPECT_EQ(rate["could_show"], flare ? 0 : 1) << rate.dump();
                EXPECT_EQ(rate["could_show_met"].get<int>(), 0) << rate.dump();
            }
        }
        EXPECT_GE(rows, 1);
    }
}

}  // namespace tidemark::test
