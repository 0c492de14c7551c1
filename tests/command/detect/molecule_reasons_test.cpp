// What a sample's molecules say about it before any test: reasons that consensus and genotype hand on to detect.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/consensus_case.hpp"

namespace tidemark::test {
namespace {

/// Raw reads on their way to a result, at a panel of one place.
struct Chain {
    ConsensusCase call;
    std::string panel = call.scratch.write(
        "panel.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr1\t1011\t.\t" +
                         std::string(1, call.bases[1010]) + "\t" + (call.bases[1010] == 'A' ? "C" : "A") + "\t.\tPASS\t.\n");
    std::string targets = call.scratch.write("targets.bed", "chr1\t0\t3000\n");

    /// What genotype says on standard error.
    [[nodiscard]] std::string count(std::string const& file, std::string const& kind, std::vector<std::string> const& more = {}) const {
        std::vector<std::string> arguments{"genotype", "-f", call.reference, "--panel", panel, "--targets", targets, "--evidence", kind,
                                           "--access", "stream", "-o", call.scratch / "e.tsv", file};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const counted = tidemark(arguments);
        EXPECT_EQ(counted.exit_code, 0) << counted.err;
        return counted.err;
    }
    [[nodiscard]] nlohmann::json result_of(std::string const& file, std::string const& kind, std::vector<std::string> const& more = {}) const {
        static_cast<void>(count(file, kind, more));
        auto const detected = tidemark({"detect", "--panel", panel, "-o", call.scratch / "d.json", call.scratch / "e.tsv"});
        EXPECT_EQ(detected.exit_code, 0) << detected.err;
        return nlohmann::json::parse(read_file(call.scratch / "d.json"))["results"][0];
    }
    /// From the raw reads in one pass, and by way of a consensus BAM.
    [[nodiscard]] std::vector<nlohmann::json> both_ways(std::string const& raw) const {
        EXPECT_EQ(call.run(raw).exit_code, 0);
        return {result_of(raw, "raw"), result_of(call.output(), "consensus")};
    }
};

bool lists(nlohmann::json const& result, std::string const& reason) {
    auto const& reasons = result["reasons"];
    return std::ranges::find(reasons, nlohmann::json(reason)) != reasons.end();
}

/// 1,200 templates, four at each of 300 positions, with a UMI for each template or one for the four.
std::string quadruples(ConsensusCase const& call, bool unique) {
    ConsensusCase::Lines lines;
    for (std::uint32_t number = 0; number < 1200; ++number) {
        std::string umi;
        for (std::uint32_t state = (unique ? number : number / 4) * 2654435761U, base = 0; base < 12; ++base, state >>= 2U) {
            umi += "ACGT"[state & 3U];
        }
        lines.push_back(call.single("t" + std::to_string(number), 800 + number / 4, "\tRX:Z:" + umi));
    }
    return call.bam(unique ? "unique" : "shared", {lines});
}

}  // namespace

TEST(MoleculeReasons, fault_38_reads_without_a_molecule_are_not_evaluable_no_families) {
    Chain const chain;
    for (auto const& result : chain.both_ways(chain.call.bam("poor", {chain.call.duplex(3, {.quality = '#'})}))) {
        EXPECT_EQ(result["status"], "NOT_EVALUABLE");
        EXPECT_TRUE(lists(result, "no_families")) << result["reasons"];
        EXPECT_FALSE(lists(result, "no_reads")) << result["reasons"];
    }
    auto const empty = chain.result_of(chain.call.bam("empty", {}), "raw");
    EXPECT_TRUE(lists(empty, "no_reads") && !lists(empty, "no_families")) << empty["reasons"];
    // Molecules, but none at the locus.
    for (auto const& result : chain.both_ways(chain.call.bam("far", {chain.call.duplex(2, {.start = 2000, .end = 2200})}))) {
        EXPECT_TRUE(lists(result, "no_reads") && !lists(result, "no_families")) << result["reasons"];
    }
}

TEST(MoleculeReasons, fault_94_a_kit_that_does_not_swap_its_halves_is_told_with_the_result) {
    Chain const chain;
    for (bool const swapped : {false, true}) {
        std::vector<ConsensusCase::Lines> parts;
        for (int number = 0; number < 1100; ++number) {
            PairText text{.name = "t" + std::to_string(number), .start = 100 + number, .end = 300 + number};
            parts.push_back(chain.call.pair(text));
            text.name += "b";
            text.read_one_forward = false;
            text.umi = swapped ? "TTAGC-ACGTC" : text.umi;
            parts.push_back(chain.call.pair(text));
        }
        parts.push_back(chain.call.pair({.name = "other", .umi = "GGGGG-AAAAA"}));
        for (auto const& result : chain.both_ways(chain.call.bam(swapped ? "swapped" : "kept", parts))) {
            EXPECT_EQ(lists(result, "no_duplex_expected"), !swapped) << result["reasons"];
        }
    }
    auto const few = chain.both_ways(chain.call.bam("few", {chain.call.pair({.name = "a"}), chain.call.pair({.name = "b", .umi = "GGGGG-AAAAA"})}));
    EXPECT_FALSE(lists(few[0], "no_duplex_expected") || lists(few[1], "no_duplex_expected")) << "two molecules prove nothing";
}

TEST(MoleculeReasons, fault_35_a_UMI_for_each_read_is_told_and_limits_are_those_of_positions) {
    Chain const chain;
    auto const raw = quadruples(chain.call, true);
    EXPECT_NE(chain.count(raw, "raw").find("umi_unique"), std::string::npos);
    auto const table = read_file(chain.call.scratch / "e.tsv");
    EXPECT_NE(table.find("#total.molecule_positions=300\n"), std::string::npos) << table.substr(0, 3000);
    static_cast<void>(chain.count(raw, "raw", {"--threads", "3"}));
    EXPECT_EQ(read_file(chain.call.scratch / "e.tsv"), table);
    auto const by_position = chain.result_of(raw, "raw", {"--umi", "none"});
    auto const shared = chain.result_of(quadruples(chain.call, false), "raw");
    EXPECT_EQ(by_position["molecules_n"], 60) << "of 60 bases, so 60 positions cover the place";
    EXPECT_FALSE(lists(by_position, "umi_unique") || lists(shared, "umi_unique"));
    for (auto const& result : chain.both_ways(raw)) {
        EXPECT_TRUE(lists(result, "umi_unique")) << result["reasons"];
        EXPECT_EQ(result["molecules_n"], 240);
        double const limit = result["lod95_tumor_fraction"];
        EXPECT_NEAR(limit / by_position["lod95_tumor_fraction"].get<double>(), 1, 0.05);
        EXPECT_NEAR(limit / shared["lod95_tumor_fraction"].get<double>(), 1, 0.05);
    }
}

}  // namespace tidemark::test
