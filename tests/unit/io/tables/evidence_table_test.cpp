#include "io/tables/evidence_table.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

SampleEvidence example() {
    SampleEvidence evidence;
    evidence.facts = {"P1_d21", "p", "r", "consensus", "", "index"};
    MoleculeGroup const duplex{EvidenceClass::duplex, MoleculeStrand::none};
    MoleculeGroup const singleton{EvidenceClass::singleton, MoleculeStrand::reverse};
    evidence.loci.push_back({{"chr14", Position{99}, "C", "T"},
                             duplex,
                             {.depth = 10,
                              .alt = 2,
                              .other = 1,
                              .unreadable = 3,
                              .mate_disagreement = 4,
                              .depth_mates_agreed = 5,
                              .alt_mates_agreed = 1,
                              .alt_lengths = {0, 167},
                              .alt_family_sizes = {3, 8}},
                             std::nullopt});
    evidence.haplotypes = {{"chr14:100:C>T=0,chr14:120:G>A=0", duplex, 7},
                           {"chr14:100:C>T=1,chr14:120:G>A=1", duplex, 2}};
    evidence.contexts = {{singleton, "ACG", "C>T", 5000, 3}, {singleton, "", "ins", 6000, 1}};
    evidence.mismatches = {{{"chr14", Position{200}, "G", "A"}, singleton, 50, 1, false},
                           {{"chr14", Position{210}, "G", "A"}, singleton, 50, 25, true}};
    evidence.depths = {{"chr14", Position{150}, Position{260}, singleton, 50}};
    evidence.losses = {{"duplicate_flag", 5}, {"low_mapping_quality", 7}};
    evidence.totals = {{"reads_seen", 100}};
    return evidence;
}

/// The text of the example, row by row as docs/formats/evidence.md says.
std::string const example_text =
    "#schema=tidemark.evidence/1\n#sample=P1_d21\n#panel_hash=p\n#reference_hash=r\n#evidence=consensus\n#verdict=\n"
    "#integrity=index\n#loss.duplicate_flag=5\n#loss.low_mapping_quality=7\n#total.reads_seen=100\n"
    "row\tsample\tcontig\tposition\tend\tref\talt\tpattern\tcontext\tsubstitution\tevidence_class\tstrand\tdepth\t"
    "alt_molecules\tother_molecules\tunreadable\tmate_disagreement\tdepth_mates_agreed\talt_mates_agreed\talt_lengths\t"
    "alt_family_sizes\tpolymorphic\n"
    "locus\tP1_d21\tchr14\t100\t\tC\tT\t\t\t\tduplex\t\t10\t2\t1\t3\t4\t5\t1\t0,167\t3,8\t\n"
    "haplotype\tP1_d21\t\t\t\t\t\tchr14:100:C>T=0,chr14:120:G>A=0\t\t\tduplex\t\t9\t7\t\t\t\t\t\t\t\t\n"
    "haplotype\tP1_d21\t\t\t\t\t\tchr14:100:C>T=1,chr14:120:G>A=1\t\t\tduplex\t\t9\t2\t\t\t\t\t\t\t\t\n"
    "context\tP1_d21\t\t\t\t\t\t\tACG\tC>T\tsingleton\tR\t5000\t3\t\t\t\t\t\t\t\t\n"
    "context\tP1_d21\t\t\t\t\t\t\t\tins\tsingleton\tR\t6000\t1\t\t\t\t\t\t\t\t\n"
    "mismatch\tP1_d21\tchr14\t201\t\tG\tA\t\t\t\tsingleton\tR\t50\t1\t\t\t\t\t\t\t\t0\n"
    "mismatch\tP1_d21\tchr14\t211\t\tG\tA\t\t\t\tsingleton\tR\t50\t25\t\t\t\t\t\t\t\t1\n"
    "depth\tP1_d21\tchr14\t151\t260\t\t\t\t\t\tsingleton\tR\t50\t\t\t\t\t\t\t\t\t\n";

std::string refusal(std::string const& text) {
    Scratch const scratch;
    try {
        static_cast<void>(read_evidence(scratch.write("e.tsv", text)));
    } catch (FailureError const& error) {
        return std::to_string(error.exit_code()) + " " + error.failure().rule + " " + error.failure().where;
    }
    return "read";
}

/// The example with its first occurrence of `from` replaced.
std::string changed(std::string const& from, std::string const& to) {
    auto text = example_text;
    auto const place = text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    return text.replace(place, from.size(), to);
}

std::string const foreign_head = "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules";

std::string foreign_refusal(std::string const& row) {
    return refusal(foreign_head + "\n" + row + "\n");
}

}  // namespace

TEST(EvidenceTable, another_schema_version_is_a_contradiction_and_another_table_is_no_evidence) {
    EXPECT_EQ(refusal(changed("evidence/1", "evidence/2")).substr(0, 16), "4 unknown_schema");
    EXPECT_EQ(refusal(changed("evidence/1", "panel/1")).substr(0, 14), "3 not_evidence");
}

TEST(EvidenceTable, a_part_bigger_than_its_whole_is_refused_with_line_and_column) {
    EXPECT_EQ(refusal(changed("\t10\t2\t1", "\t10\t11\t0")), "3 more_than_depth e.tsv line 12 column alt_molecules");
    EXPECT_EQ(refusal(changed("\t10\t2\t1", "\t10\t2\t9")), "3 more_than_depth e.tsv line 12 column other_molecules");
    EXPECT_EQ(refusal(changed("5\t1\t0,167", "11\t1\t0,167")),
              "3 more_than_depth e.tsv line 12 column depth_mates_agreed");
    EXPECT_EQ(refusal(changed("0,167", "0,167,168")), "3 bad_list e.tsv line 12 column alt_lengths");
}

TEST(EvidenceTable, a_damaged_cell_is_refused_with_line_and_column) {
    EXPECT_EQ(refusal(changed("0,167", "0;167")), "3 bad_list e.tsv line 12 column alt_lengths");
    EXPECT_EQ(refusal(changed("\t10\t2", "\t-10\t2")), "3 bad_count e.tsv line 12 column depth");
    EXPECT_EQ(refusal(changed("duplex", "triplex")), "3 bad_evidence_class e.tsv line 12 column evidence_class");
    EXPECT_EQ(refusal(changed("duplex\t\t", "duplex\tF\t")), "3 bad_strand e.tsv line 12 column strand");
    EXPECT_EQ(refusal(changed("locus\tP1_d21", "locus\tP2_d21")), "3 sample_differs e.tsv line 12 column sample");
    EXPECT_EQ(refusal(changed("locus\t", "place\t")), "3 bad_row_kind e.tsv line 12 column row");
    EXPECT_EQ(refusal(changed("151\t260", "151\t150")), "3 bad_position e.tsv line 19 column end");
    EXPECT_EQ(refusal(changed("#loss.duplicate_flag=5", "#loss.duplicate_flag=five")).substr(0, 11), "3 bad_count");
}

TEST(EvidenceTable, a_count_beyond_any_tube_is_refused_in_every_column_and_sums_may_be_larger) {
    // Ten million molecules of one allele are the most; molecule-bases and totals are sums over places.
    EXPECT_EQ(refusal(changed("\t10\t2", "\t10000001\t2")), "3 count_too_large e.tsv line 12 column depth");
    EXPECT_EQ(refusal(changed("\t10\t2\t1", "\t10\t2\t9223372036854775807")),
              "3 count_too_large e.tsv line 12 column other_molecules");
    EXPECT_EQ(refusal(changed("\t10\t2\t1\t3", "\t10\t2\t1\t99999999999999999999")),
              "3 count_too_large e.tsv line 12 column unreadable");
    EXPECT_EQ(refusal(changed("#loss.duplicate_flag=5", "#loss.duplicate_flag=1000000000000001")).substr(0, 11), "3 bad_count");
    auto evidence = example();
    ASSERT_FALSE(evidence.contexts.empty());
    evidence.contexts.front().molecules = 1'000'000'000'000'000;
    Scratch const scratch;
    write_evidence(scratch / "e.tsv", evidence);
    EXPECT_EQ(read_evidence(scratch / "e.tsv").at(0), evidence);
    evidence.contexts.front().molecules += 1;
    write_evidence(scratch / "e.tsv", evidence);
    EXPECT_EQ(refusal(read_file(scratch / "e.tsv")).substr(0, 17), "3 count_too_large");
}

TEST(EvidenceTable, a_missing_repeated_or_unknown_column_is_refused) {
    EXPECT_EQ(refusal(changed("\tpolymorphic", "\tpolymorph")), "3 unknown_column e.tsv line 11 column polymorph");
    EXPECT_EQ(refusal(changed("\tpolymorphic", "\tx_mine")), "3 missing_column e.tsv line 11 column polymorphic");
    EXPECT_EQ(refusal(changed("\tpolymorphic", "\tdepth")), "3 duplicate_column e.tsv line 11 column depth");
}

TEST(EvidenceTable, a_locus_twice_in_one_group_is_refused) {
    auto const row =
        std::string{"locus\tP1_d21\tchr14\t100\t\tC\tT\t\t\t\tduplex\t\t10\t2\t1\t3\t4\t5\t1\t0,167\t3,8\t\n"};
    EXPECT_EQ(refusal(changed(row, row + row)).substr(0, 15), "3 duplicate_row");
}

TEST(EvidenceTable, is_written_as_its_page_says) {
    Scratch const scratch;
    write_evidence(scratch / "e.tsv", example());
    EXPECT_EQ(read_file(scratch / "e.tsv"), example_text);
}

TEST(EvidenceTable, reads_back_what_it_wrote_plain_and_bgzipped) {
    Scratch const scratch;
    for (auto const* const name : {"e.tsv", "e.tsv.gz"}) {
        write_evidence(scratch / name, example());
        auto const read = read_evidence(scratch / name);
        ASSERT_EQ(read.size(), 1U);
        EXPECT_EQ(read.front(), example()) << name;
    }
    EXPECT_EQ(read_file(scratch / "e.tsv.gz").substr(0, 2), "\x1f\x8b");
}

TEST(EvidenceTable, lengths_of_reference_molecules_stand_in_the_head_in_order) {
    auto evidence = example();
    evidence.reference_lengths = {{99, 2}, {167, 5000000000}, {1000, 1}};
    Scratch const scratch;
    write_evidence(scratch / "e.tsv", evidence);
    EXPECT_NE(read_file(scratch / "e.tsv").find("#total.reads_seen=100\n#length.99=2\n#length.167=5000000000\n#length.1000=1\nrow"),
              std::string::npos);
    EXPECT_EQ(read_evidence(scratch / "e.tsv").at(0), evidence);
    auto const head = [&](std::string const& line) { return changed("#total", line + "\n#total"); };
    EXPECT_EQ(refusal(head("#length.x=5")).substr(0, 12), "3 bad_length");
    EXPECT_EQ(refusal(head("#length.-1=5")).substr(0, 12), "3 bad_length");
    EXPECT_EQ(refusal(head("#length.100=-5")).substr(0, 11), "3 bad_count");
}

TEST(EvidenceTable, an_empty_sample_keeps_its_facts) {
    Scratch const scratch;
    SampleEvidence failed;
    failed.facts = {"P2", "h", "r", "", "panel_failed", "unverified"};
    write_evidence(scratch / "e.tsv", failed);
    EXPECT_EQ(read_evidence(scratch / "e.tsv").at(0), failed);
}

TEST(ForeignEvidence, bad_cells_are_refused_with_line_and_column) {
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\tC\tduplex\t-5\t0"), "3 bad_count e.tsv line 2 column depth");
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\tC\tduplex\t5\t6"), "3 more_than_depth e.tsv line 2 column alt_molecules");
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\tC\tduplex\t100000000000000000\t0"),
              "3 count_too_large e.tsv line 2 column depth");
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\tC\tduplex\t9223372036854775807\t9223372036854775807"),
              "3 count_too_large e.tsv line 2 column alt_molecules");
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\tC\tduplex\t5.5\t0"), "3 bad_count e.tsv line 2 column depth");
    EXPECT_EQ(foreign_refusal("S\tchr1\t0\tA\tC\tduplex\t5\t0"), "3 bad_position e.tsv line 2 column position");
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\t-\tduplex\t5\t0"), "3 bad_allele e.tsv line 2 column alt");
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\tC\tDCS\t5\t0"),
              "3 bad_evidence_class e.tsv line 2 column evidence_class");
    EXPECT_EQ(foreign_refusal("\tchr1\t7\tA\tC\tduplex\t5\t0"), "3 empty_cell e.tsv line 2 column sample");
    EXPECT_EQ(foreign_refusal("S\t\t7\tA\tC\tduplex\t5\t0"), "3 empty_cell e.tsv line 2 column contig");
    EXPECT_EQ(foreign_refusal("S\tchr1\t7\tA\tC\tduplex\t5").substr(0, 11), "3 row_width");
}

TEST(ForeignEvidence, a_background_rate_of_zero_or_one_is_refused) {
    for (auto const* const rate : {"0", "1", "-1e-5", "nan", "1,5"}) {
        EXPECT_EQ(refusal(foreign_head + "\tbackground_rate\nS\tchr1\t7\tA\tC\tduplex\t5\t0\t" + rate + "\n"),
                  "3 bad_rate e.tsv line 2 column background_rate")
            << rate;
    }
}

TEST(ForeignEvidence, a_row_column_without_our_schema_and_a_table_without_rows_are_refused) {
    EXPECT_EQ(refusal("row\t" + foreign_head + "\n").substr(0, 16), "3 unknown_column");
    EXPECT_EQ(refusal(foreign_head + "\n").substr(0, 13), "3 empty_table");
}

TEST(ForeignEvidence, the_same_allele_twice_in_one_sample_and_class_is_refused) {
    auto const row = std::string{"S\tchr1\t7\tA\tC\tduplex\t5\t0\n"};
    EXPECT_EQ(refusal(foreign_head + "\n" + row + row).substr(0, 15), "3 duplicate_row");
}

TEST(ForeignEvidence, holds_many_samples_in_order_of_appearance_and_columns_in_any_order) {
    Scratch const scratch;
    auto const samples =
        read_evidence(scratch.write("e.tsv",
                                    "alt_molecules\tdepth\tx_note\tevidence_"
                                    "class\talt\tref\tposition\tcontig\tsample\tbackground_rate\talt_lengths\n"
                                    "1\t9\thello\tduplex\tc\ta\t7\tchr1\tB\t1e-6\t160\n"
                                    "0\t8\t\tcollapsed\tC\tA\t7\tchr1\tA\t\t\n"
                                    "2\t7\t\tsingleton\tC\tA\t7\tchr1\tB\t\t167,150\n"));
    ASSERT_EQ(samples.size(), 2U);
    EXPECT_EQ(samples[0].facts.sample, "B");
    EXPECT_EQ(samples[1].facts.sample, "A");
    ASSERT_EQ(samples[0].loci.size(), 2U);
    EXPECT_EQ(to_text(samples[0].loci[0].variant), "chr1:7:A>C");
    EXPECT_EQ(samples[0].loci[0].background_rate, 1e-6);
    EXPECT_EQ(samples[0].loci[1].counts.alt_lengths, (std::vector<std::int32_t>{150, 167}));
    EXPECT_EQ(samples[0].loci[1].background_rate, std::nullopt);
    EXPECT_EQ(samples[1].loci[0].counts.depth, 8);
}

TEST(EvidenceSummary, carries_losses_and_totals_under_its_schema) {
    auto const summary = nlohmann::json::parse(evidence_summary_json(example()));
    EXPECT_EQ(summary["schema"], "tidemark.evidence_summary/1");
    EXPECT_EQ(summary["sample"], "P1_d21");
    EXPECT_EQ(summary["panel_hash"], "p");
    EXPECT_EQ(summary["integrity"], "index");
    EXPECT_EQ(summary["losses"]["low_mapping_quality"], 7);
    EXPECT_EQ(summary["totals"]["reads_seen"], 100);
}

}  // namespace tidemark::test
