// The acceptance scenarios of lesions through the commands: simulate, background, detect and track, 40 patients of one seed each.
// Expected changes and shares are the design's (the table of docs/methods/track.md). A median may lie three of its own standard errors from
// them, by Poisson counts; a share as far as a binomial of 40 does once in a thousand. Rates of more patients through the stage alone are in
// LesionSeriesScenarios.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::json;
using Shed = std::array<double, 3>;   // per cent of I (irradiated), N (not) and U (no biopsy)

constexpr int patients = 40;
constexpr double locus_depth = 3000;

/// Smallest count that a binomial of `patients` does not exceed with a chance of at least `level`.
int quantile(double share, double level) {
    double sum = 0;
    for (int count = 0; count < patients; ++count) {
        sum += std::exp(std::lgamma(patients + 1.0) - std::lgamma(count + 1.0) - std::lgamma(patients - count + 1.0) + count * std::log(share) +
                        (patients - count) * std::log1p(-share));
        if (sum >= level) {
            return count;
        }
    }
    return patients;
}
int at_least(double share) { return quantile(share, 0.001); }
int at_most(double share) { return quantile(share, 0.999); }

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

/// Three standard errors of the median change of `loci` loci from `before` to `after` per cent of cells, one of two copies mutated.
double noise(int loci, double before, double after) {
    auto const molecules = [&](double share) { return loci * locus_depth * share / 200; };
    return 3 * 1.2533 * after / before * std::sqrt((1 / molecules(before) + 1 / molecules(after)) / patients);
}

struct Scenario {
    Shed before;
    Shed after;
    int misassigned = 0;   ///< of N's eight loci, that I holds too though the map says that it lacks them
};

struct Found {
    std::vector<double> pooled;   ///< changes of each patient as shares, baseline to day 42
    std::vector<double> local;
    std::vector<double> distant;
    std::map<std::string, int> verdicts;   ///< of the rows of day 42
    std::map<std::string, int> claims;     ///< met by days 42 and 63 together
    int apart = 0;
    int excludes = 0;   ///< intervals of N without no change
};

class Patients {
public:
    Patients(Scenario const& scenario, int seed) {
        write_scenario(scenario);
        run({"simulate", "s.json", "--seed", std::to_string(seed), "--evidence", "-o", "in"});
        run({"background", "-o", "background.tsv", "in/C1.P1.evidence.tsv.gz", "in/C2.P1.evidence.tsv.gz", "in/C3.P1.evidence.tsv.gz"});
        write_map(scenario.misassigned);
        scratch_.write("lesions.csv", "patient,lesion,compartment,biopsied\nP1,I,irradiated,yes\nP1,N,nonirradiated,yes\nP1,U,unknown,no\n");
        scratch_.write("events.csv", "patient,day,event,anchor,lesion,label\nP1,0,radiotherapy_fraction,pre_rt,I,SBRT\n");
        for (int patient = 1; patient <= patients; ++patient) {
            add(patient);
        }
    }
    [[nodiscard]] Found const& found() const { return found_; }

private:
    void run(std::vector<std::string> const& arguments) const {
        auto const result = tidemark(arguments, {.folder = scratch_.path().string(), .input = {}, .environment = {}});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }

    void write_scenario(Scenario const& scenario) const {
        auto const draw = [](std::string const& sample, int day, Shed const& shed) {
            return Json{{"sample", sample}, {"day", day}, {"fraction", (shed[0] + shed[1] + shed[2]) / 100}, {"replicates", patients},
                        {"shedding", {{"I", shed[0]}, {"N", shed[1]}, {"U", shed[2]}}}, {"molecules", 4090}};   // 3 000 read a locus
        };
        auto const lesion = [](std::string const& id, std::string const& side, bool biopsied) {
            return Json{{"id", id}, {"compartment", side}, {"biopsied", biopsied}};
        };
        Json variants{{{"id", "I"}, {"count", 8}, {"lesions", {"I"}}}, {{"id", "N"}, {"count", 8 - scenario.misassigned}, {"lesions", {"N"}}},
                      {{"id", "T"}, {"count", 30}}};
        if (scenario.misassigned > 0) {
            variants.push_back({{"id", "S"}, {"count", scenario.misassigned}, {"lesions", {"I", "N"}}});
        }
        Json const document{{"schema", "tidemark.scenario/1"},
                            {"reference", {{"contigs", {{{"name", "chr1"}, {"length", 400000}}}}}},
                            {"molecules", {{"duplex_share", 1}, {"simplex_share", 0}}},
                            {"errors", {{"duplex", 1e-5}, {"hot_share", 0}}},
                            {"controls", {{"samples", {"C1", "C2", "C3"}}, {"molecules", 4090}}},
                            {"patients", {{{"id", "P1"},
                                           {"lesions", {lesion("I", "irradiated", true), lesion("N", "nonirradiated", true), lesion("U", "unknown", false)}},
                                           {"variants", variants},
                                           {"draws", {draw("d0", -7, scenario.before), draw("d42", 42, scenario.after), draw("d63", 63, scenario.after)}}}}}};
        scratch_.write("s.json", document.dump());
    }

    /// What tissue says of the panel's loci; of the misassigned ones it says that I lacks them.
    void write_map(int misassigned) const {
        std::istringstream lines{read_file(scratch_ / "in/truth/variants.tsv")};
        std::string line;
        std::vector<std::string> header;
        std::string map = "patient,contig,position,ref,alt,lesion,ccf,absence_power\n";
        int wrong = 0;
        while (std::getline(lines, line)) {
            auto const cells = cells_of(line, '\t');
            if (line.starts_with("#") || cells.at(1) != "d0_r1") {
                header = line.starts_with("patient\t") ? cells : header;
                continue;
            }
            auto const cell = [&](std::string const& column) {
                return cells.at(static_cast<std::size_t>(std::ranges::find(header, column) - header.begin()));
            };
            bool const shared = cell("id").starts_with("S");
            wrong += shared ? 1 : 0;
            for (std::string const lesion : {"I", "N"}) {
                bool const held_by = cell("lesion").find(lesion) != std::string::npos && !(shared && lesion == "I");
                map += fmt::format("P1,{},{},{},{},{},{}\n", cell("contig"), cell("position"), cell("ref"), cell("alt"), lesion,
                                   held_by ? "1," : "0,0.99");
            }
        }
        ASSERT_EQ(wrong, misassigned);
        scratch_.write("map.csv", map);
    }

    void add(int patient) {
        std::string sheet = "patient,sample,sample_type,lesion,day,use,bam,tumor_vcf,purity\nP1,T1,tumor,I,,,T1.bam,I.vcf,0.6\nP1,T2,tumor,N,,,T2.bam,N.vcf,0.6\n";
        std::vector<std::string> detect{"detect", "-f", "in/reference.fa", "--panel", "in/P1.panel.tsv", "--background", "background.tsv", "--signatures",
                                        "0", "-o", "d.json"};
        for (auto const* const draw : {"d0,,-7", "d42,,42", "d63,,63"}) {
            auto const cells = cells_of(draw, ',');
            auto const sample = fmt::format("{}_r{}", cells[0], patient);
            sheet += fmt::format("P1,{0},plasma,,{1},monitoring,{0}.bam,,\n", sample, cells[2]);
            detect.push_back("in/" + sample + ".evidence.tsv.gz");
        }
        scratch_.write("samples.csv", sheet);
        run(detect);
        run({"track", "--samples", "samples.csv", "--patient", "P1", "--events", "events.csv", "--lesions", "lesions.csv", "--lesion-map", "map.csv",
             "--no-smoothing", "-o", "out", "d.json"});
        count(Json::parse(read_file(scratch_ / "out.json"))["lesions"], fmt::format("d42_r{}", patient));
    }

    void count(Json const& lesions, std::string const& sample) {
        auto const& comparison = lesions["comparisons"].at(0);
        ASSERT_EQ(comparison["to"], sample);
        found_.pooled.push_back(std::exp2(comparison["trunk_log2fc"].get<double>()) - 1);
        found_.apart += comparison["dissociation"] == "met" ? 1 : 0;
        for (auto const& row : lesions["rows"]) {
            if (row["sample"] == sample && (row["lesion"] == "I" || row["lesion"] == "N")) {
                auto const change = row["log2fc"].is_null() ? -1 : std::exp2(row["log2fc"].get<double>()) - 1;   // null: nothing left
                ++found_.verdicts[row["verdict"]];
                (row["lesion"] == "I" ? found_.local : found_.distant).push_back(change);
                bool const below = !row["log2fc_hi"].is_null() && row["log2fc_hi"].get<double>() < 0;
                bool const above = !row["log2fc_lo"].is_null() && row["log2fc_lo"].get<double>() > 0;
                found_.excludes += row["lesion"] == "N" && (below || above) ? 1 : 0;
                found_.verdicts["distant_undetermined"] += row["lesion"] == "N" && row["verdict"] == "undetermined" ? 1 : 0;
            }
        }
        for (auto const& claim : lesions["claims"]) {
            found_.claims[claim["claim"]] += claim["lesion"].is_null() && claim["verdict"] == "met" ? 1 : 0;
        }
    }

    Scratch scratch_;
    Found found_;
};

void expect_changes(Found const& found, Scenario const& scenario, double pooled, double local, double distant) {
    auto const total = [](Shed const& shed) { return shed[0] + shed[1] + shed[2]; };
    EXPECT_NEAR(median(found.pooled), pooled, noise(30, total(scenario.before), total(scenario.after)) + 0.005) << "the table is rounded to 1 %";
    EXPECT_NEAR(median(found.local), local, noise(8, scenario.before[0], scenario.after[0]) + 0.005);
    EXPECT_NEAR(median(found.distant), distant, noise(8, scenario.before[1], scenario.after[1]) + 0.005);
}

}  // namespace

TEST(TrackLesionScenarios, a_local_response_is_not_called_distant) {
    Scenario const scenario{{1, 1, 0.2}, {0.1, 1, 0.2}};
    auto found = Patients{scenario, 1}.found();
    expect_changes(found, scenario, -0.41, -0.90, 0);
    EXPECT_GE(found.verdicts["local_response"], at_least(0.90));
    EXPECT_GE(found.apart, at_least(0.85));
    EXPECT_LE(found.excludes, at_most(0.05));
    EXPECT_LE(found.verdicts["distant_response"], at_most(0.025));
    EXPECT_LE(found.verdicts["distant_progression"], at_most(0.025));
    EXPECT_LE(found.claims["abscopal_compatible"], at_most(0.025));
}

TEST(TrackLesionScenarios, an_abscopal_response_is_found) {
    Scenario const scenario{{1, 1, 0.2}, {0.1, 0.2, 0.04}};
    auto found = Patients{scenario, 2}.found();
    expect_changes(found, scenario, -0.85, -0.90, -0.80);
    EXPECT_GE(found.excludes, at_least(0.99));
    EXPECT_GE(found.verdicts["distant_response"], at_least(0.90));
    EXPECT_GE(found.verdicts["local_response"], at_least(0.90));
    EXPECT_GE(found.claims["abscopal_compatible"], at_least(0.90));
    EXPECT_EQ(found.verdicts["distant_progression"], 0);
}

TEST(TrackLesionScenarios, a_flare_that_raises_the_pooled_value_by_92_per_cent_hides_no_distant_fall_of_80) {
    Scenario const scenario{{1, 1, 0.2}, {4, 0.2, 0.04}};
    auto found = Patients{scenario, 3}.found();
    expect_changes(found, scenario, 0.92, 2.97, -0.80);
    EXPECT_GE(found.excludes, at_least(0.99));
    EXPECT_GE(found.verdicts["distant_response"], at_least(0.90));
    EXPECT_GE(found.verdicts["local_progression"], at_least(0.90)) << "day 42 is past the flare window";
    EXPECT_GE(found.claims["abscopal_compatible"], at_least(0.90));
    EXPECT_GE(found.apart, at_least(0.85));
    EXPECT_EQ(found.verdicts["distant_progression"], 0);
}

TEST(TrackLesionScenarios, local_control_does_not_hide_distant_growth) {
    Scenario const scenario{{2, 0.5, 0.2}, {0.1, 1.5, 0.4}};
    auto found = Patients{scenario, 4}.found();
    expect_changes(found, scenario, -0.26, -0.95, 2.01);
    EXPECT_GE(found.excludes, at_least(0.99));
    EXPECT_GE(found.verdicts["distant_progression"], at_least(0.90));
    EXPECT_GE(found.verdicts["local_response"], at_least(0.90));
    EXPECT_EQ(found.verdicts["distant_response"], 0);
    EXPECT_EQ(found.claims["abscopal_compatible"], 0);
}

TEST(TrackLesionScenarios, ten_times_less_tumor_shows_less_and_nothing_false) {
    Scenario const scenario{{0.1, 0.1, 0.02}, {0.01, 0.02, 0.004}};
    auto found = Patients{scenario, 5}.found();
    expect_changes(found, scenario, -0.85, -0.93, -0.82);
    EXPECT_GE(found.excludes, at_least(0.65));
    EXPECT_LE(found.excludes, at_most(0.65));
    EXPECT_LE(found.verdicts["distant_progression"], at_most(0.025));
}

TEST(TrackLesionScenarios, loci_that_are_not_private_claim_no_distant_response) {
    Scenario const scenario{{1, 1, 0.2}, {0.1, 1, 0.2}, 3};
    auto found = Patients{scenario, 6}.found();
    // Three of eight loci are those of both lesions: the design's medians.
    EXPECT_NEAR(median(found.pooled), -0.41, noise(30, 2.2, 1.3) + 0.005);
    EXPECT_NEAR(median(found.distant), -0.20, noise(8, 1.4, 1.04) + 0.005);
    EXPECT_GE(found.excludes, at_least(0.541)) << "what the gates are for (LesionSeriesScenarios)";
    EXPECT_LE(found.verdicts["distant_response"], at_most(0.05));
    EXPECT_LE(found.claims["distant_response"], at_most(0.05));
    EXPECT_LE(found.claims["abscopal_compatible"], at_most(0.05));
    EXPECT_GE(found.verdicts["distant_undetermined"], at_least(0.80));
}

}  // namespace tidemark::test
