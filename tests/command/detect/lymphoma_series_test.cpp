// Two plasma samples of a lymphoma patient and three healthy controls (ctDNAtools, MIT), from BAM to status.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "command/detect/detect_case.hpp"

#include "support/places.hpp"

namespace tidemark::test {
namespace {

std::filesystem::path const series = std::filesystem::path{source_folder()} / ".." / "shared" / "data" / "ctdnatools_serial";

class LymphomaSeries : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(series / "T1.bam")) {
            GTEST_SKIP() << "the folder ctdnatools_serial is not there";
        }
        for (auto const* const sample : {"T1", "T2", "N1", "N2", "N3"}) {
            auto const result = tidemark({"genotype", "-f", reference(), "--panel", panel(), "--targets",
                                          (series / "targets.bed").string(), "--min-mapping-quality", "30", "--evidence",
                                          "deduplicated", "--sample", sample, "-o", evidence(sample),
                                          (series / (std::string{sample} + ".bam")).string()});
            ASSERT_EQ(result.exit_code, 0) << result.err;
        }
        auto const result = tidemark({"background", "-f", reference(), "-o", scratch_ / "background.tsv", evidence("N1"),
                                      evidence("N2"), evidence("N3")});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }

    [[nodiscard]] static std::string reference() { return (series / "chr14.hg19.masked.fa.gz").string(); }
    [[nodiscard]] static std::string panel() { return (series / "mutations.vcf").string(); }
    [[nodiscard]] std::string evidence(std::string const& sample) const { return scratch_ / (sample + ".evidence.tsv.gz"); }

    [[nodiscard]] nlohmann::json detect(std::string const& sample, std::vector<std::string> const& options = {}) const {
        std::vector<std::string> arguments{"detect", "--panel", panel(), "--background", scratch_ / "background.tsv", "-f",
                                           reference(), "-o", scratch_ / "out.json", evidence(sample)};
        arguments.insert(arguments.end(), options.begin(), options.end());
        auto const result = tidemark(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return nlohmann::json::parse(read_file(scratch_ / "out.json"))["results"][0];
    }

    Scratch scratch_;
};

}  // namespace

TEST_F(LymphomaSeries, mid_treatment_is_detected_and_the_end_is_not_with_a_limit_that_allows_to_say_so) {
    auto const first = detect("T1");
    EXPECT_EQ(first["status"], "DETECTED") << first.dump(1);
    EXPECT_NEAR(first["molecules_n"].get<double>(), 3528, 36);
    EXPECT_NEAR(first["molecules_alt"].get<double>(), 14, 1);
    // 0.40 % of molecules: f about twice that, and the interval holds it.
    EXPECT_LT(first["tumor_fraction_cell_lo"].get<double>(), 0.008);
    EXPECT_GT(first["tumor_fraction_cell_hi"].get<double>(), 0.008);
    auto const last = detect("T2", {"--required-lod95", "0.01"});
    EXPECT_EQ(last["status"], "NOT_DETECTED") << last.dump(1);
    EXPECT_EQ(last["molecules_alt"], 0);
    EXPECT_LE(last["lod95_tumor_fraction"].get<double>(), 0.01);
    EXPECT_GT(last["tumor_fraction_cell_hi"].get<double>(), 0);
}

TEST_F(LymphomaSeries, decisions_agree_with_the_published_ones_and_p_and_limit_are_printed_beside_them) {
    std::ifstream table{series / "expected_published.tsv"};
    std::string line;
    std::getline(table, line);
    ASSERT_TRUE(line.starts_with("sample\tn_mutations\tn_nonzero_alt\ttotal_alt_reads\tbackground_rate\tinformative_reads\tpvalue\tdecision"));
    int rows = 0;
    while (std::getline(table, line)) {
        std::istringstream cells{line};
        std::string sample, mutations, seen, alt, rate, informative, p, decision;
        cells >> sample >> mutations >> seen >> alt >> rate >> informative >> p >> decision;
        auto const ours = detect(sample, {"--required-lod95", "0.01"});
        std::cout << sample << ": published " << alt << " of " << informative << " reads, p " << p << ", " << decision << "; here "
                  << ours["molecules_alt"] << " of " << ours["molecules_n"] << " molecules, p " << ours["p_detect"] << ", "
                  << ours["status"] << ", LoD95 " << ours["lod95_tumor_fraction"] << "\n";
        EXPECT_EQ(ours["status"], decision == "positive" ? "DETECTED" : "NOT_DETECTED");
        EXPECT_NEAR(ours["molecules_alt"].get<double>(), std::stod(alt), 1);
        // The package's p ends at its 10,000 permutations; the exact one must not be larger than that where it says so.
        EXPECT_LE(decision == "positive" ? ours["p_detect"].get<double>() : 0.0, std::stod(p));
        ++rows;
    }
    EXPECT_EQ(rows, 3);
}

TEST_F(LymphomaSeries, six_thousand_molecules_cannot_see_a_thousandth) {
    auto const last = detect("T2");
    EXPECT_EQ(last["status"], "NOT_EVALUABLE");
    EXPECT_EQ(last["reasons"][0], "lod_above_required");
    EXPECT_TRUE(last["tumor_fraction_cell"].is_null());
    EXPECT_GT(last["lod95_tumor_fraction"].get<double>(), 0.001);
}

TEST_F(LymphomaSeries, a_control_against_the_others_is_not_detected) {
    auto const result = tidemark({"background", "-f", reference(), "-o", scratch_ / "background.tsv", evidence("N1"),
                                  evidence("N3")});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(detect("N2", {"--required-lod95", "0.05"})["status"], "DETECTED");
}

}  // namespace tidemark::test
