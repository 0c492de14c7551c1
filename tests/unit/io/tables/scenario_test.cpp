// The scenario file, read strictly.
#include "io/tables/scenario.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/places.hpp"
#include "support/scratch.hpp"
#include "support/small_scenario.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

/// What the refusal of `text` says; empty where it is read.
std::string refusal(std::string const& text) {
    Scratch const scratch;
    try {
        static_cast<void>(read_scenario(scratch.write("s.json", text)));
    } catch (InputError const& error) {
        EXPECT_EQ(error.failure().rule, "scenario_invalid");
        EXPECT_EQ(error.failure().where, "s.json");
        return error.failure().what + " " + error.failure().why;
    }
    return {};
}

std::string with(std::string const& old, std::string const& replacement) {
    auto text = small_scenario();
    auto const at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return text.replace(at, old.size(), replacement);
}

}  // namespace

TEST(Scenario, every_fault_names_its_place) {
    std::vector<std::pair<std::string, std::string>> const cases{
        {with("\"fraction\": 0.2", "\"fraction\": -0.1"), "/patients/0/draws/0/fraction: must be a number from 0 to 1"},
        {with("\"fraction\": 0.2", "\"fraction\": \"0.2\""), "/patients/0/draws/0/fraction: must be a number"},
        {with("\"day\": -7, ", ""), "/patients/0/draws/0/day: is missing"},
        {with("\"day\": -7", "\"day\": 1.5"), "/patients/0/draws/0/day: must be a whole number"},
        {with("\"purity\": 0.6", "\"purty\": 0.6"), "/patients/0/lesions/0/purty: is not a known key"},
        {with("\"kind\": \"mnv\"", "\"kind\": \"sv\""),
         "/patients/0/variants/1/kind: must be one of snv, mnv, insertion, deletion, linked_pair"},
        {with("\"lesions\": [\"L1\"]", "\"lesions\": [1]"), "/patients/0/variants/1/lesions: must be a list of texts"},
        {with("\"sample\": \"P1_before\"", "\"sample\": \"../x\""), "/patients/0/draws/0/sample: must be an id"},
        {with("\"unit\": \"Gy\"", "\"unit\": \"\""), "/patients/0/events/0/value: value and unit stand together"},
        {with("tidemark.scenario/1", "tidemark.scenario/2"), "/schema: must be tidemark.scenario/1"},
        {with("\"id\": \"P1\",", "\"id\": \"P1\", \"id\": \"P2\","), "the key \"id\" stands twice"},
        {with("{\"contigs\"", "{\"contig\": 1, \"contigs\""), "/reference/contig: is not a known key"},
        {with("\"controls\"", "\"reads\": {\"kind\": \"raw\", \"files\": \"cram\"}, \"controls\""),
         "/reads/files: must be one of fastq, bam, both"},
        {with("\"controls\"", "\"reads\": {\"kind\": \"raw\", \"pcr_cycles\": 0}, \"controls\""),
         "/reads/pcr_cycles: must be"},
        {"[]", "must be an object"},
        {"{", "cannot be read as JSON"},
        {"", "cannot be read as JSON"}};
    for (auto const& [text, expected] : cases) {
        EXPECT_NE(refusal(text).find(expected), std::string::npos) << "wanted " << expected << "\ngot " << refusal(text);
    }
}

TEST(Scenario, all_faults_are_listed_at_once) {
    auto text = with("\"fraction\": 0.2", "\"fraction\": 2");
    auto const at = text.find("\"day\": 21");
    text.replace(at, 9, "\"dya\": 21");
    auto const said = refusal(text);
    EXPECT_NE(said.find("/draws/0/fraction"), std::string::npos) << said;
    EXPECT_NE(said.find("/draws/1/day: is missing"), std::string::npos) << said;
    EXPECT_NE(said.find("/draws/1/dya: is not a known key"), std::string::npos) << said;
}

TEST(Scenario, a_file_becomes_a_value) {
    Scratch const scratch;
    auto const scenario = read_scenario(scratch.write("s.json", small_scenario()));
    ASSERT_EQ(scenario.patients.size(), 1U);
    auto const& patient = scenario.patients[0];
    EXPECT_EQ(patient.sex, "male");
    ASSERT_EQ(patient.variants.size(), 4U);
    EXPECT_EQ(patient.variants[0].count, 2);
    EXPECT_EQ(patient.variants[1].kind, VariantKind::mnv);
    EXPECT_EQ(patient.variants[1].lesions, (std::vector<std::string>{"L1"}));
    EXPECT_EQ(patient.variants[3].length, 5);
    ASSERT_EQ(patient.draws.size(), 2U);
    EXPECT_EQ(patient.draws[0].shedding, (std::map<std::string, double>{{"L1", 3}, {"L2", 1}}));
    EXPECT_EQ(patient.draws[0].cfdna_ng, 40);
    EXPECT_EQ(patient.draws[1].fraction, 0);
    ASSERT_EQ(patient.events.size(), 2U);
    EXPECT_EQ(patient.events[0].kind, EventKind::radiotherapy_fraction);
    EXPECT_EQ(patient.events[0].anchor, "pre_rt");
    EXPECT_EQ(scenario.controls.samples, (std::vector<std::string>{"N1", "N2"}));
    EXPECT_EQ(scenario.contigs.at(1).length, 15'000);
}

TEST(Scenario, the_shipped_demo_is_read) {
    auto const scenario = read_scenario(source_folder() + "/snakemake/config/demo.scenario.json");
    std::vector<double> fractions;
    for (auto const& draw : scenario.patients.at(0).draws) {
        fractions.push_back(draw.fraction);
    }
    EXPECT_EQ(fractions, (std::vector<double>{0.03, 0.003, 0.0002, 0, 0, 0.0005}));
}

}  // namespace tidemark::test
