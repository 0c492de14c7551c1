// What a series says of clones and tags, as a file: what is missing or hostile first, then the whole.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "io/tables/timeline_table.hpp"
#include "support/places.hpp"
#include "support/scratch.hpp"
#include "unit/io/tables/timeline_example.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

using namespace nlohmann::literals;

/// The example with a clone and tags that each have a row of everything.
Timeline with_clones() {
    auto timeline = example_timeline();
    SetSeries set{.name = "B", .loci = 6, .reference_loci = 10, .tissue_ccf = 0.5, .draws = {}, .changes = {}, .claims = {}};
    for (auto const& draw : timeline.draws) {
        set.draws.push_back({.sample = draw.row.sample, .loci = 6, .molecules_alt = 30, .reference_loci = 10, .reference_molecules_alt = 100,
                             .reference_fraction = 0.0625, .ratio = 0.5, .lo = 0.25, .hi = {}, .minimal = 0.125, .reason = {}});
    }
    set.changes = {{.from = "P1_d0", .to = "P1_d21", .ratio = 0.25, .lo = 0.125, .hi = 0.5, .verdict = "fall", .reason = {}}};
    set.claims = {{.claim = "fall", .verdict = Verdict::met, .sample = "P1_d21", .day = 21, .supported_by = "P1_d63"},
                  {.claim = "rise", .verdict = Verdict::undetermined, .reason = "flare_window;not_distinguishable"}};
    timeline.clones = {set};
    timeline.neoantigens = set;
    timeline.neoantigens->name = "neoantigens";
    return timeline;
}

nlohmann::ordered_json written(Timeline const& timeline) {
    Scratch const scratch;
    write_timeline(scratch / "P1", timeline);
    return nlohmann::ordered_json::parse(read_file(scratch / "P1.json"));
}

Timeline read_back(nlohmann::ordered_json const& document) {
    Scratch const scratch;
    return read_timeline(scratch.write("t.json", document.dump()));
}

std::vector<std::string> keys(nlohmann::ordered_json const& object) {
    std::vector<std::string> names;
    for (auto const& [name, value] : object.items()) {
        names.push_back(name);
    }
    return names;
}

}  // namespace

TEST(CloneSeriesFile, claims_that_are_missing_or_of_the_wrong_kind_are_refused) {
    auto const whole = written(with_clones());
    for (auto const* const part : {"/clones/0", "/neoantigens"}) {
        nlohmann::ordered_json::json_pointer const place{part};
        auto without = whole;
        without[place].erase("claims");
        EXPECT_THROW(static_cast<void>(read_back(without)), InputError) << part;
        for (auto const& [name, value] : std::vector<std::pair<char const*, nlohmann::ordered_json>>{
                 {"verdict", "cured"}, {"day", 1.5}, {"sample", 3}, {"surprise", 1}}) {
            auto changed = whole;
            changed[place]["claims"][0][name] = value;
            EXPECT_THROW(static_cast<void>(read_back(changed)), InputError) << part << name;
        }
    }
}

TEST(CloneSeriesFile, what_is_written_is_read_back) {
    auto const timeline = with_clones();
    EXPECT_TRUE(read_back(written(timeline)) == timeline);
}

TEST(CloneSeriesFile, the_published_schema_names_exactly_the_keys_that_are_written) {
    auto const schema = nlohmann::ordered_json::parse(read_file(source_folder() + "/docs/formats/schemas/timeline.schema.json"));
    auto const document = written(with_clones());
    auto const compare = [](nlohmann::ordered_json const& rule, nlohmann::ordered_json const& value) {
        EXPECT_EQ(keys(rule.at("properties")), keys(value));
        EXPECT_EQ(rule.at("required").get<std::vector<std::string>>(), keys(value));
        for (auto const* const list : {"draws", "changes", "claims"}) {
            auto const& items = rule.at("properties").at(list).at("items");
            EXPECT_EQ(keys(items.at("properties")), keys(value.at(list).at(0))) << list;
            EXPECT_EQ(items.at("required").get<std::vector<std::string>>(), keys(value.at(list).at(0))) << list;
        }
    };
    compare(schema["properties"]["clones"]["items"], document["clones"][0]);
    compare(schema["properties"]["neoantigens"], document["neoantigens"]);
    EXPECT_EQ(document["clones"][0]["claims"].dump(),
              R"([{"claim":"fall","verdict":"met","sample":"P1_d21","day":21,"supported_by":"P1_d63","reason":null},)"
              R"({"claim":"rise","verdict":"undetermined","sample":null,"day":null,"supported_by":null,"reason":"flare_window;not_distinguishable"}])");
}

}  // namespace tidemark::test
