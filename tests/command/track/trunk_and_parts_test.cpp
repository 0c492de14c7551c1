// detect and track on a panel of trunk loci and of loci that a part of the tumor carries: what a part does is no change of the whole.
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

constexpr int locus_count = 16;

struct DrawCounts {
    std::string sample;
    int trunk_depth = 2000;
    int trunk = 0;   ///< molecules at each trunk locus
    int part = 0;    ///< and at each other locus, of 2,000
};

/// The first `trunk_loci` of sixteen loci are trunk; off-panel rows tell the error rate.
class Series {
public:
    Series(int trunk_loci, std::vector<DrawCounts> const& draws) {
        std::string panel = "contig\tposition\tref\talt\tlesion\ttrunk\tmultiplicity\ttotal_copies\tnormal_copies\tccf\n";
        for (int locus = 0; locus < locus_count; ++locus) {
            bool const trunk = locus < trunk_loci;
            panel += fmt::format("chr1\t{}\tC\tT\t{}\t{}\t1\t2\t2\t1\n", 1000 * (locus + 1), trunk ? "A;B" : "A", trunk ? 1 : 0);
        }
        scratch_.write("panel.tsv", panel);
        std::string sheet = "patient,sample,sample_type,day,use,bam\n";
        std::string table = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n";
        for (auto const& draw : draws) {
            sheet += fmt::format("P1,{0},plasma,{1},landmark,bam/{0}.bam\n", draw.sample, 30 * day_++);
            for (int locus = 0; locus < locus_count; ++locus) {
                bool const trunk = locus < trunk_loci;
                table += fmt::format("{}\tchr1\t{}\tC\tT\tduplex\t{}\t{}\n", draw.sample, 1000 * (locus + 1), trunk ? draw.trunk_depth : 2000,
                                     trunk ? draw.trunk : draw.part);
            }
            table += fmt::format("{}\tchr1\t500\tC\tT\tduplex\t4000000\t10\n", draw.sample);
        }
        scratch_.write("samples.csv", sheet);
        scratch_.write("evidence.tsv", table);
        run({"detect", "--panel", "panel.tsv", "--use", "landmark", "-o", "d.json", "evidence.tsv"});
        run({"track", "--samples", "samples.csv", "--patient", "P1", "--panel", "panel.tsv", "-o", "out", "d.json"});
    }

    [[nodiscard]] nlohmann::json result(std::size_t draw) const {
        return nlohmann::json::parse(read_file(scratch_ / "d.json"))["results"][draw];
    }
    /// Pairs that end at `sample`, on the tumor fraction.
    [[nodiscard]] std::vector<nlohmann::json> pairs_to(std::string const& sample) const {
        std::vector<nlohmann::json> rows;
        auto const timeline = nlohmann::json::parse(read_file(scratch_ / "out.json"));
        for (auto const& row : timeline["pairs"]) {
            if (row["to"] == sample && row["metric"] == "tumor_fraction_cell") {
                rows.push_back(row);
            }
        }
        EXPECT_FALSE(rows.empty());
        return rows;
    }

private:
    void run(std::vector<std::string> const& arguments) {
        auto const made = tidemark(arguments, {.folder = scratch_.path().string(), .input = {}, .environment = {}});
        ASSERT_EQ(made.exit_code, 0) << made.err;
    }

    Scratch scratch_;
    int day_ = 0;
};

bool lists(nlohmann::json const& result, std::string const& reason) {
    return result["reasons"].dump().find("\"" + reason + "\"") != std::string::npos;
}

}  // namespace

TEST(TrackTrunk, a_draw_whose_parts_contradict_a_silent_trunk_is_no_response) {
    Series const series{8, {{.sample = "A", .trunk = 20, .part = 20}, {.sample = "B", .trunk = 0, .part = 400}, {.sample = "C", .trunk = 0, .part = 20}}};
    EXPECT_EQ(series.result(0)["status"], "DETECTED");
    EXPECT_FALSE(lists(series.result(0), "trunk_cannot_tell"));
    for (std::size_t const draw : {1U, 2U}) {
        auto const result = series.result(draw);
        EXPECT_EQ(result["status"], "INDETERMINATE");
        EXPECT_TRUE(lists(result, "fragile_locus"));
        for (auto const& row : series.pairs_to(draw == 1 ? "B" : "C")) {
            EXPECT_TRUE(row["verdict"] == "undetermined" || row["verdict"] == "not_applicable") << row;
        }
    }
}

TEST(TrackTrunk, parts_that_go_are_no_response_of_a_whole_that_a_shallow_trunk_cannot_tell) {
    Series const series{1, {{.sample = "A", .trunk_depth = 300, .trunk = 3, .part = 20}, {.sample = "B", .trunk_depth = 3, .trunk = 0, .part = 2}}};
    auto const later = series.result(1);
    EXPECT_EQ(later["status"], "DETECTED");
    EXPECT_TRUE(lists(later, "trunk_cannot_tell") && lists(later, "fraction_lower_bound")) << later["reasons"];
    EXPECT_NEAR(later["tumor_fraction_cell"].get<double>(), 0.002, 2e-4);
    EXPECT_EQ(later["tumor_fraction_cell_hi"], 1.0);
    for (auto const& row : series.pairs_to("B")) {
        EXPECT_NE(row["verdict"], "met") << row;
    }
}

TEST(TrackTrunk, draws_whose_fractions_rest_on_different_loci_are_compared_on_the_trunk) {
    // The trunk falls to a half; the second draw's fraction is that of all loci, the ratio of both draws that of the trunk.
    Series const series{1, {{.sample = "A", .trunk_depth = 2000, .trunk = 20, .part = 20}, {.sample = "B", .trunk_depth = 200, .trunk = 1, .part = 10}}};
    EXPECT_FALSE(lists(series.result(0), "trunk_cannot_tell"));
    EXPECT_TRUE(lists(series.result(1), "trunk_cannot_tell"));
    for (auto const& row : series.pairs_to("B")) {
        if (!row["ratio"].is_null()) {
            EXPECT_NEAR(row["ratio"].get<double>(), 0.5, 0.01) << row;
            EXPECT_GT(row["ratio_hi"].get<double>(), 1) << row;
        }
    }
}

}  // namespace tidemark::test
