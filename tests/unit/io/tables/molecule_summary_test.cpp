#include "io/tables/molecule_summary.hpp"

#include <gtest/gtest.h>

#include "values/failure/failure.hpp"

#include "support/text_cells.hpp"

#include "support/scratch.hpp"

#include <nlohmann/json.hpp>
#include <vector>

namespace tidemark::test {
namespace {

MoleculeCounts counts() {
    MoleculeCounts made;
    made.reads_seen = 100;
    made.lost(GroupLoss::secondary) = 3;
    made.lost(GroupLoss::duplicate_record) = 1;
    made.families = {20, 2, 0, 0, 0, 0, 0, 1};
    made.reads_of_families = {90, 4, 0, 0, 0, 0, 0, 2};
    made.templates_of_families = {45, 2, 0, 0, 0, 0, 0, 1};
    made.umi_on_one_mate = 3;
    made.umi_differs = 4;
    made.duplex = 11;
    made.single_read = 5;
    made.reads_other_alignment = 6;
    made.reads_clipped_away = 7;
    made.reads_low_quality = 8;
    made.records = 39;
    return made;
}

}  // namespace

TEST(MoleculeSummary, families_are_counted_by_strands) {
    std::vector<DuplexFamilySizeRow> const rows{{.ab_size = 1, .ba_size = 0, .count = 7}, {.ab_size = 3, .ba_size = 2, .count = 1}};
    EXPECT_EQ(families_text(rows), "ab_size\tba_size\tfamilies\n1\t0\t7\n3\t2\t1\n");
    EXPECT_EQ(families_text({}), "ab_size\tba_size\tfamilies\n");
}

TEST(MoleculeSummary, every_reason_has_its_row_also_where_it_took_nothing) {
    EXPECT_EQ(losses_text(counts()),
              "step\treason\treads\tmolecules\n"
              "group\tsecondary\t3\t\n"
              "group\tsupplementary\t0\t\n"
              "group\tunmapped\t0\t\n"
              "group\tqc_fail\t0\t\n"
              "group\tmapping_quality_low\t0\t\n"
              "group\tmalformed\t0\t\n"
              "group\talignment_too_long\t0\t\n"
              "group\tother_read_group\t0\t\n"
              "group\tumi_missing\t0\t\n"
              "group\tumi_has_n\t0\t\n"
              "group\tumi_unfit\t0\t\n"
              "group\tmate_missing\t0\t\n"
              "group\tmate_left_out\t0\t\n"
              "group\tduplicate_record\t1\t\n"
              "group\tmax_reads\t0\t\n"
              "consensus\tcalled\t90\t20\n"
              "consensus\ttoo_few_reads\t4\t2\n"
              "consensus\tstrand_collision\t0\t0\n"
              "consensus\tno_usable_base\t0\t0\n"
              "consensus\tfiltered_depth\t0\t0\n"
              "consensus\tfiltered_errors\t0\t0\n"
              "consensus\tfiltered_no_calls\t0\t0\n"
              "consensus\tfiltered_quality\t2\t1\n");
}

TEST(MoleculeSummary, the_summary_holds_settings_reasons_and_totals) {
    auto const summary = nlohmann::json::parse(molecule_summary_json({.sample = "s1", .molecules_by = "paired", .edits = 1, .counts = counts()}));
    EXPECT_EQ(summary["schema"], "tidemark.molecule_summary/1");
    EXPECT_EQ(summary["sample"], "s1");
    EXPECT_EQ(summary["molecules_by"], "paired");
    EXPECT_EQ(summary["edits"], 1);
    EXPECT_EQ(summary["losses"].size(), group_loss_count);
    EXPECT_EQ(summary["losses"]["secondary"], 3);
    EXPECT_EQ(summary["families"]["too_few_reads"], 2);
    EXPECT_EQ(summary["reads_of_families"]["filtered_quality"], 2);
    EXPECT_EQ(summary["templates_of_families"]["called"], 45);
    nlohmann::json const totals{{"reads_seen", 100}, {"templates_umi_on_one_mate", 3}, {"templates_umi_differs", 4}, {"molecules", 20}, {"molecules_duplex", 11}, {"molecules_single_template", 5},
                                {"reads_other_alignment", 6}, {"reads_clipped_away", 7}, {"reads_low_quality", 8}, {"records", 39}};
    EXPECT_EQ(summary["totals"], totals);
}

TEST(MoleculeSummary, a_summary_is_read_back_and_a_changed_one_is_refused) {
    Scratch const scratch;
    auto const text = molecule_summary_json({.sample = "s1", .molecules_by = "paired", .edits = 1, .counts = counts()});
    auto const read = read_molecule_summary(scratch.write("s.json", text));
    EXPECT_EQ(molecule_summary_json(read), text);
    for (auto const& [from, to] : {std::pair{"\"secondary\": 3", "\"secondary\": 4"}, std::pair{"\"secondary\": 3", "\"secondary\": -3"},
                                   std::pair{"\"sample\"", "\"simple\""}, std::pair{"summary/1", "summary/2"}}) {
        EXPECT_THROW(static_cast<void>(read_molecule_summary(scratch.write("t.json", replaced(text, from, to)))), InputError) << to;
    }
}

}  // namespace tidemark::test
