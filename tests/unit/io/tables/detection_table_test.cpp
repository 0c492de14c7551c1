// Detection results as files: what is written is read back, and nothing else is taken for a result.
#include "io/tables/detection_table.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

DetectionResult full_result() {
    DetectionResult result;
    result.sample = "P1_d21";
    result.use = "landmark";
    result.loci_designed = 3;
    result.loci_evaluable = 2;
    result.loci_excluded = 1;
    result.molecules_n = 4000;
    result.molecules_alt = 5;
    result.background_expected = 0.04;
    result.alpha = 0.01;
    result.p_detect = 1e-12;
    result.critical_count = 2;
    result.status = SampleStatus::detected;
    result.reasons = {"no_controls", "cn_assumed"};
    result.tumor_fraction_cell = 0.0025;
    result.panel_hash = "ab";
    VariantResult variant;
    variant.variant = {"chr14", Position{106327473}, "C", "T"};
    variant.evidence_class = "duplex;simplex";
    variant.depth = 2000;
    variant.alt_molecules = 5;
    variant.background = 0.02;
    variant.weight = 3.25;
    variant.state = "evaluable";
    result.variants = {variant};
    return result;
}

std::string text_of(Scratch const& scratch, std::string const& name, std::vector<DetectionResult> const& results) {
    write_detections(scratch / name, results);
    return read_file(scratch / name);
}

}  // namespace

TEST(DetectionTable, what_is_no_result_is_refused) {
    Scratch const scratch;
    EXPECT_THROW((void)read_detections(scratch.write("a.json", "{\"schema\":")), InputError);
    EXPECT_THROW((void)read_detections(scratch.write("b.json", "[]")), InputError);
    EXPECT_THROW((void)read_detections(scratch.write("c.json", R"({"schema":"tidemark.detection/2","results":[]})")),
                 ContradictionError);
    EXPECT_THROW((void)read_detections(scratch.write("d.json", R"({"schema":"tidemark.detection/1","results":[{}]})")),
                 InputError);
    EXPECT_THROW((void)read_detections(scratch / "missing.json"), InputError);
}

TEST(DetectionTable, one_bad_value_is_named_by_its_place) {
    Scratch const scratch;
    auto document = nlohmann::ordered_json::parse(text_of(scratch, "a.json", {full_result()}));
    struct Fault {
        char const* name;
        nlohmann::ordered_json value;
    };
    for (auto const& fault : {Fault{"molecules_n", -1}, Fault{"alpha", "0.01"}, Fault{"status", "NEGATIVE"},
                              Fault{"reasons", "cn_assumed"}, Fault{"sample", 7}, Fault{"critical_count", 1.5}}) {
        auto broken = document;
        broken["results"][0][fault.name] = fault.value;
        try {
            (void)read_detections(scratch.write("b.json", broken.dump()));
            ADD_FAILURE() << fault.name;
        } catch (InputError const& error) {
            EXPECT_NE(std::string{error.what()}.find(std::string{"results[0]."} + fault.name), std::string::npos)
                << error.what();
        }
    }
    auto unknown = document;
    unknown["results"][0]["lod"] = 1;
    EXPECT_THROW((void)read_detections(scratch.write("c.json", unknown.dump())), InputError);
    auto own = document;
    own["results"][0]["x_note"] = "ours";
    EXPECT_NO_THROW((void)read_detections(scratch.write("d.json", own.dump())));
}

TEST(DetectionTable, a_result_is_read_back_as_it_was) {
    Scratch const scratch;
    std::vector<DetectionResult> const results{full_result(), DetectionResult{}};
    write_detections(scratch / "a.json", results);
    EXPECT_EQ(read_detections(scratch / "a.json"), results);
}

TEST(DetectionTable, absent_numbers_are_null_and_empty_never_zero) {
    Scratch const scratch;
    auto const json = nlohmann::json::parse(text_of(scratch, "a.json", {DetectionResult{}}));
    EXPECT_TRUE(json["results"][0]["tumor_fraction_cell"].is_null());
    EXPECT_TRUE(json["results"][0]["critical_count"].is_null());
    auto const tsv = text_of(scratch, "a.tsv", {DetectionResult{}});
    EXPECT_EQ(tsv.find("NA"), std::string::npos);
    EXPECT_NE(tsv.find("NOT_EVALUABLE\t\t\t\t"), std::string::npos);
}

TEST(DetectionTable, the_tsv_has_a_column_for_every_field_and_the_schema_last) {
    Scratch const scratch;
    auto const tsv = text_of(scratch, "a.tsv", {full_result()});
    auto const header = tsv.substr(0, tsv.find('\n'));
    EXPECT_TRUE(header.starts_with("sample\tuse\tloci_designed\t"));
    EXPECT_TRUE(header.ends_with("\tschema"));
    EXPECT_NE(tsv.find("\t1e-12\t"), std::string::npos);
    EXPECT_NE(tsv.find("no_controls;cn_assumed"), std::string::npos);
    auto const json = nlohmann::json::parse(text_of(scratch, "a.json", {full_result()}));
    for (auto const& [name, value] : json["results"][0].items()) {
        EXPECT_TRUE(name == "variants" || ("\t" + header + "\t").find("\t" + name + "\t") != std::string::npos) << name;
    }
    EXPECT_EQ(json["results"][0]["variants"][0]["position"], 106327474);
}

TEST(DetectionTable, a_number_that_is_not_finite_is_a_defect_and_leaves_no_file) {
    Scratch const scratch;
    auto result = full_result();
    result.p_detect = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(write_detections(scratch / "a.json", std::vector{result}), std::logic_error);
    EXPECT_THROW(write_detections(scratch / "a.tsv", std::vector{result}), std::logic_error);
    EXPECT_EQ(list_folder(scratch.path()), "");
}

}  // namespace tidemark::test
