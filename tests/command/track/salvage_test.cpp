// Salvage radiotherapy: what a lesion did before it was irradiated stays said of it, and what it did since is of neither side.
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::json;

struct Draw {
    int day;
    int first;    ///< molecules at each private locus of L1, L2, L3
    int second;
    int third;
};

/// L1 is irradiated on day 0, L2 grows four-fold and is irradiated on day 50, L3 never is and stays. Loci 0..3 are private to L1, 4..7 to
/// L2, 8..11 to L3, 12..19 trunk; 8 000 molecules each.
class TrackSalvage : public testing::Test {
protected:
    static constexpr auto first_course = "P1,0,radiotherapy_fraction,pre_rt,L1,SBRT\n";
    static constexpr auto salvage = "P1,50,radiotherapy_fraction,,L2,SBRT\n";
    std::vector<Draw> const before{{0, 40, 40, 40}, {21, 4, 160, 40}, {42, 4, 160, 40}};
    std::vector<Draw> const all{{0, 40, 40, 40}, {21, 4, 160, 40}, {42, 4, 160, 40}, {77, 4, 8, 40}, {98, 4, 8, 40}};

    /// The lesion part of the series.
    Json lesions_of(std::vector<Draw> const& draws, std::string const& events) const {
        std::string sheet = "patient,sample,sample_type,lesion,day,use,bam,tumor_vcf,purity\n";
        std::string lesions = "patient,lesion,compartment,biopsied\n";
        for (int lesion = 1; lesion <= 3; ++lesion) {
            sheet += fmt::format("P1,T{0},tumor,L{0},,,bam/T{0}.bam,L{0}.vcf,0.6\n", lesion);
            lesions += fmt::format("P1,L{},{},yes\n", lesion, lesion == 1 ? "irradiated" : "nonirradiated");
        }
        std::string vcf = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        std::string map = "patient,contig,position,ref,alt,lesion,ccf,absence_power\n";
        for (int index = 0; index < 20; ++index) {
            vcf += fmt::format("chr1\t{}\t.\tC\tT\t.\tPASS\t.\n", 1000 * (index + 1));
            for (int lesion = 1; lesion <= 3; ++lesion) {
                bool const held = index >= 12 || index / 4 == lesion - 1;
                map += fmt::format("P1,chr1,{},C,T,L{},{}\n", 1000 * (index + 1), lesion, held ? "1," : "0,0.99");
            }
        }
        std::string evidence = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n";
        for (auto const& draw : draws) {
            sheet += fmt::format("P1,d{0},plasma,,{0},monitoring,bam/d{0}.bam,,\n", draw.day);
            for (int index = 0; index < 20; ++index) {
                int const trunk = draw.first + draw.second + draw.third + 8;   // 8 of unsampled tumor
                int const alt = index < 4 ? draw.first : index < 8 ? draw.second : index < 12 ? draw.third : trunk;
                evidence += fmt::format("d{}\tchr1\t{}\tC\tT\tduplex\t8000\t{}\n", draw.day, 1000 * (index + 1), alt + index % 2);
            }
            evidence += fmt::format("d{}\tchr1\t500\tC\tT\tduplex\t900000\t2\n", draw.day);
        }
        scratch.write("samples.csv", sheet);
        scratch.write("lesions.csv", lesions);
        scratch.write("panel.vcf", vcf);
        scratch.write("map.csv", map);
        scratch.write("evidence.tsv", evidence);
        scratch.write("events.csv", "patient,day,event,anchor,lesion,label\n" + events);
        run({"detect", "--panel", "panel.vcf", "-o", "d.json", "evidence.tsv"});
        run({"track", "--samples", "samples.csv", "--patient", "P1", "--events", "events.csv", "--lesions", "lesions.csv", "--lesion-map", "map.csv",
             "-o", "out/P1", "d.json"});
        return Json::parse(read_file(scratch / "out/P1.json"))["lesions"];
    }

    void run(std::vector<std::string> const& arguments) const {
        auto const result = tidemark(arguments, {.folder = scratch.path().string(), .input = {}, .environment = {}});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }

    /// The row of a lesion, or of a compartment as a whole, in a draw; null where there is none.
    static Json row(Json const& lesions, std::string const& sample, std::string const& lesion, std::string const& compartment = {}) {
        for (auto const& each : lesions["rows"]) {
            bool const of = lesion.empty() ? each["lesion"].is_null() && each["compartment"] == compartment : each["lesion"] == lesion;
            if (each["sample"] == sample && of) {
                return each;
            }
        }
        return nullptr;
    }

    /// The claim on a lesion; on the compartment as a whole where that is empty.
    static Json claim(Json const& lesions, std::string const& word, std::string const& lesion) {
        for (auto const& each : lesions["claims"]) {
            if (each["claim"] == word && (lesion.empty() ? each["lesion"].is_null() : each["lesion"] == lesion)) {
                return each;
            }
        }
        return nullptr;
    }

    Scratch scratch;
};

}  // namespace

TEST_F(TrackSalvage, progression_before_salvage_stays_stated_after_it) {
    auto const early = lesions_of(before, first_course);
    auto const late = lesions_of(all, std::string{first_course} + salvage);
    for (auto const& lesions : {early, late}) {
        for (auto const* const of : {"L2", ""}) {   // 41 molecules a locus to 161 of L2; 81 to 201 of the compartment
            auto const progression = claim(lesions, "distant_progression", of);
            EXPECT_EQ(progression["verdict"], "met") << progression;
            EXPECT_EQ(progression["day"], 21) << progression;
            EXPECT_EQ(progression["sample"], "d21") << progression;
            EXPECT_EQ(progression["supported_by"], "d42") << progression;
        }
        EXPECT_EQ(claim(lesions, "local_response", "L1")["verdict"], "met");
        EXPECT_NE(claim(lesions, "distant_progression", "L3")["verdict"], "met");
    }
    for (auto const* const sample : {"d21", "d42"}) {
        EXPECT_EQ(row(early, sample, "L2"), row(late, sample, "L2")) << "a later fraction changes no earlier row";
    }
    run({"report", "-o", "pages", "out/P1.json"});
    EXPECT_NE(read_file(scratch / "pages/P1.html").find("Distant progression"), std::string::npos);
}

TEST_F(TrackSalvage, the_nonirradiated_side_is_both_others_before_and_the_third_alone_after) {
    auto const lesions = lesions_of(all, std::string{first_course} + salvage);
    for (auto const* const sample : {"d0", "d21", "d42", "d77", "d98"}) {
        bool const after = std::string{sample} == "d77" || std::string{sample} == "d98";
        EXPECT_EQ(row(lesions, sample, "L1")["compartment"], "irradiated") << sample;
        EXPECT_EQ(row(lesions, sample, "L2")["compartment"], after ? "unknown" : "nonirradiated") << sample;
        EXPECT_EQ(row(lesions, sample, "L3")["compartment"], "nonirradiated") << sample;
        EXPECT_EQ(row(lesions, sample, "", "nonirradiated")["private_loci"], after ? 4 : 8) << sample;
        EXPECT_EQ(row(lesions, sample, "", "irradiated")["private_loci"], 4) << sample;
        if (after) {
            EXPECT_EQ(row(lesions, sample, "L2")["verdict"], "undetermined") << sample;
            EXPECT_EQ(row(lesions, sample, "L2")["reason"], "irradiated_later") << sample;
            EXPECT_EQ(row(lesions, sample, "", "nonirradiated")["log2fc"], row(lesions, sample, "L3")["log2fc"]) << sample;
        }
    }
}

TEST_F(TrackSalvage, a_fall_after_its_own_irradiation_is_no_abscopal_claim) {
    auto const irradiated = lesions_of(all, std::string{first_course} + salvage);
    EXPECT_LT(row(irradiated, "d77", "L2")["log2fc"].get<double>(), -1.5) << "L2 does fall: 41 molecules a locus to 9";
    for (auto const* const of : {"L2", "L3", ""}) {
        EXPECT_NE(claim(irradiated, "distant_response", of)["verdict"], "met") << of;
    }
    auto const word = claim(irradiated, "abscopal_compatible", "");
    EXPECT_NE(word["verdict"], "met") << word;
    ASSERT_EQ(irradiated["comparisons"].size(), 4U);
    for (auto const& comparison : irradiated["comparisons"]) {
        EXPECT_EQ(comparison["abscopal_compatible"], false) << comparison;
    }
    EXPECT_NE(irradiated["comparisons"][2]["reason"].get<std::string>().find("no_distant_response"), std::string::npos);
    // The same counts without the second course: then it is the claim.
    auto const spared = lesions_of(all, first_course);
    EXPECT_EQ(row(spared, "d77", "L2")["verdict"], "distant_response");
    EXPECT_EQ(claim(spared, "distant_response", "L2")["verdict"], "met");
    EXPECT_EQ(claim(spared, "distant_response", "L2")["sample"], "d77");
    EXPECT_EQ(claim(spared, "abscopal_compatible", "")["verdict"], "met");
}

}  // namespace tidemark::test
