#include "whole_run.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/run_command.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

char const* const scenario = R"({
  "schema": "tidemark.scenario/1",
  "chemistry": "kit",
  "reference": {"contigs": [{"name": "chrS1", "length": 20000}, {"name": "chrS2", "length": 15000}]},
  "controls": {"samples": ["N1", "N2", "N3"], "molecules": 300},
  "patients": [{
    "id": "P1", "sex": "male", "arm": "RT", "strata": {"pdl1": "negative"},
    "lesions": [{"id": "L1", "compartment": "irradiated", "purity": 0.6, "molecules": 200},
                {"id": "L2", "compartment": "nonirradiated", "purity": 0.6, "molecules": 200}],
    "variants": [
      {"id": "S", "count": 4}, {"id": "A", "count": 4, "lesions": ["L1"]}, {"id": "B", "count": 4, "lesions": ["L2"]}, {"id": "G", "kind": "linked_pair"}, {"id": "D", "kind": "deletion", "length": 5}
    ],
    "white_cell_molecules": 200,
    "draws": [
      {"sample": "P1_d0", "day": 0, "fraction": 0.4, "molecules": 300, "cfdna_ng": 10, "plasma_ml": 4, "input_ng": 9},
      {"sample": "P1_d21", "day": 21, "fraction": 0.05, "molecules": 300, "cfdna_ng": 900, "plasma_ml": 4, "input_ng": 30},
      {"sample": "P1_d42", "day": 42, "fraction": 0, "molecules": 300}
    ],
    "events": [{"day": 0, "event": "radiotherapy_fraction", "anchor": "pre_rt", "lesion": "L1", "value": 8, "unit": "Gy"}]
  }]
})";

/// Runs a word that must succeed.
void must(std::vector<std::string> const& arguments) {
    auto const result = tidemark(arguments);
    EXPECT_EQ(result.exit_code, 0) << arguments.front() << ": " << result.err;
}

/// A tumor VCF in which every variant names one clone: what is not trunk is that clone.
void name_clones(std::string const& vcf) {
    std::istringstream lines{read_file(vcf)};
    std::ofstream named{vcf};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("#CHROM")) {
            named << "##INFO=<ID=CLONE,Number=1,Type=String,Description=\"Clone\">\n";
        }
        auto cells = cells_of(line, '\t');
        if (!line.starts_with('#')) {
            cells.at(7) = "CLONE=B";
        }
        for (std::size_t index = 0; index < cells.size(); ++index) {
            named << (index > 0 ? "\t" : "") << cells[index];
        }
        named << '\n';
    }
}

/// Thirty quiet T-cell clones and one that comes; tissue under the name of a sample that the sheet has.
std::string clonotypes() {
    std::string rows = "sample\tcompartment\tcdr3_nt\tcdr3_aa\tv\tj\ttemplates\n";
    for (int clone = 0; clone < 30; ++clone) {
        auto const name = "\tblood\tTGT" + std::to_string(clone) + "\tCAS\tTRBV1\tTRBJ1\t";
        rows += "P1_d0" + name + "40\nP1_d21" + name + "40\n";
    }
    return rows + "P1_d21\tblood\tTGTNEW\tCAS\tTRBV1\tTRBJ1\t60\nP1_wc\tnonirradiated\tTGTNEW\tCAS\tTRBV1\tTRBJ1\t2\n";
}

/// Tags of the panel's first three tracked variants of the trunk: a single one that is an outlier tells nothing.
std::string neoantigens(std::string const& panel) {
    std::istringstream lines{panel};
    std::string tags = "contig\tposition\tref\talt\n";
    int left = 3;
    for (std::string line; std::getline(lines, line);) {
        auto const cells = cells_of(line, '\t');
        if (left > 0 && cells.size() > 13 && cells[13] == "tracked" && cells[5] == "1") {
            tags += cells[0] + "\t" + cells[1] + "\t" + cells[2] + "\t" + cells[3] + "\n";
            --left;
        }
    }
    return tags;
}

}  // namespace

WholeRun::WholeRun() {
    simulate();
    count();
    judge();
}

void WholeRun::simulate() const {
    must({"simulate", scratch_.write("s.json", scenario), "--seed", "1", "-o", scratch_ / "sim"});
    std::filesystem::resize_file(scratch_ / "sim/P1_d42.bam", std::filesystem::file_size(scratch_ / "sim/P1_d42.bam") / 2);
    must({"check", "--samples", scratch_ / "sim/samples.csv", "-f", scratch_ / "sim/reference.fa", "--events",
          scratch_ / "sim/events.csv", "--patients", scratch_ / "sim/patients.csv", "-o", scratch_ / "check"});
}

void WholeRun::count() const {
    auto const genotype = [&](std::string const& sample, std::string const& panel) {
        must({"genotype", "-f", scratch_ / "sim/reference.fa", "--panel", panel, "--targets", scratch_ / "sim/targets.bed",
              "--common-sites", scratch_ / "sim/common_sites.vcf", "--bcf", scratch_ / (sample + ".vcf"), "-o",
              scratch_ / (sample + ".evidence.tsv.gz"), scratch_ / ("sim/" + sample + ".bam")});
    };
    name_clones(scratch_ / "sim/P1_L1.vcf");
    name_clones(scratch_ / "sim/P1_L2.vcf");
    genotype("P1_wc", scratch_ / "sim/P1_L1.vcf");
    must({"select", "-f", scratch_ / "sim/reference.fa", "--vcf", scratch_ / "sim/P1_L1.vcf", "--vcf", scratch_ / "sim/P1_L2.vcf",
          "--patient", "P1", "-o", scratch_ / "candidates.tsv"});
    genotype("P1_L1", scratch_ / "candidates.tsv");
    genotype("P1_L2", scratch_ / "candidates.tsv");
    must({"select", "-f", scratch_ / "sim/reference.fa", "--vcf", scratch_ / "sim/P1_L1.vcf", "--vcf", scratch_ / "sim/P1_L2.vcf", "--lesion",
          "L1", "--lesion", "L2", "--segments", scratch_ / "sim/P1_L1.segments.tsv", "--segments", scratch_ / "sim/P1_L2.segments.tsv",
          "--purity", "0.6", "--purity", "0.6", "--white-cells", scratch_ / "P1_wc.evidence.tsv.gz",
          "--patient", "P1", "-o", scratch_ / "P1.panel.tsv"});
    for (auto const* const sample : {"P1_d0", "P1_d21", "N1", "N2", "N3"}) {
        genotype(sample, scratch_ / "P1.panel.tsv");
    }
    must({"background", "-f", scratch_ / "sim/reference.fa", "--chemistry", "kit", "-o", scratch_ / "background.tsv",
          scratch_ / "N1.evidence.tsv.gz", scratch_ / "N2.evidence.tsv.gz", scratch_ / "N3.evidence.tsv.gz"});
}

void WholeRun::judge() const {
    for (auto const* const ending : {".tsv", ".json"}) {
        must({"detect", "--panel", scratch_ / "P1.panel.tsv", "--background", scratch_ / "background.tsv",
              "--chemistry", "kit", "-f", scratch_ / "sim/reference.fa", "--signatures", "2000", "-o",
              scratch_ / (std::string{"detection"} + ending),
              scratch_ / "P1_d0.evidence.tsv.gz", scratch_ / "P1_d21.evidence.tsv.gz"});
    }
    for (auto const* const ending : {".tsv", ".json"}) {
        must({"design", "--loci", "16", "--molecules", "2000", "--background-rate", "1e-5", "-o",
              scratch_ / (std::string{"design"} + ending)});
    }
    must({"track", "--samples", scratch_ / "check/samples.csv", "--patient", "P1", "--verdicts", scratch_ / "check/verdicts.tsv",
          "--events", scratch_ / "sim/events.csv", "--patients", scratch_ / "sim/patients.csv", "--lesions", scratch_ / "sim/lesions.csv",
          "--panel", scratch_ / "P1.panel.tsv", "--tissue", scratch_ / "P1_L1.evidence.tsv.gz", "--tissue",
          scratch_ / "P1_L2.evidence.tsv.gz", "--segments", "L1=" + (scratch_ / "sim/P1_L1.segments.tsv"), "--clonotypes", scratch_.write("clonotypes.tsv", clonotypes()),
          "--neoantigens", scratch_.write("neoantigens.tsv", neoantigens(read_file(scratch_ / "P1.panel.tsv"))), "-o", scratch_ / "track/P1",
          scratch_ / "detection.json"});
    // As consensus says of a sample that came as raw reads; here none did.
    auto const molecules = scratch_.write("P1_d0.consensus.json", R"({
        "schema": "tidemark.molecule_summary/1", "sample": "P1_d0", "molecules_by": "paired", "edits": 1,
        "losses": {"secondary": 0, "supplementary": 0, "unmapped": 0, "qc_fail": 0, "mapping_quality_low": 0, "malformed": 0,
                   "alignment_too_long": 0, "other_read_group": 0, "umi_missing": 0, "umi_has_n": 0, "umi_unfit": 0,
                   "mate_missing": 0, "mate_left_out": 0, "duplicate_record": 0, "max_reads": 0},
        "families": {"called": 5, "too_few_reads": 0, "strand_collision": 0, "no_usable_base": 0, "filtered_depth": 0,
                     "filtered_errors": 0, "filtered_no_calls": 0, "filtered_quality": 0},
        "reads_of_families": {"called": 9, "too_few_reads": 0, "strand_collision": 0, "no_usable_base": 0, "filtered_depth": 0,
                              "filtered_errors": 0, "filtered_no_calls": 0, "filtered_quality": 0},
        "templates_of_families": {"called": 5, "too_few_reads": 0, "strand_collision": 0, "no_usable_base": 0, "filtered_depth": 0,
                                  "filtered_errors": 0, "filtered_no_calls": 0, "filtered_quality": 0},
        "totals": {"reads_seen": 9, "templates_umi_on_one_mate": 0, "templates_umi_differs": 0, "molecules": 5, "molecules_duplex": 1, "molecules_single_template": 1,
                   "reads_other_alignment": 0, "reads_clipped_away": 0, "reads_low_quality": 0, "records": 6}})");
    // As genotype says of it.
    auto const counted = scratch_.write("P1_d0.counted.json", R"({
        "schema": "tidemark.evidence_summary/1", "sample": "P1_d0", "panel_hash": "0", "integrity": "unverified",
        "losses": {"elsewhere": 2},
        "totals": {"reads_seen": 6, "reads_used": 4, "molecules": 4, "molecules_paired": 0, "copies_collapsed": 0,
                   "molecules_off_loci": 1, "molecules_at_loci": 3, "molecules_unreadable": 1, "molecules_mate_disagreement": 1,
                   "molecules_informative": 1}})");
    // As extract says of FASTQ.
    auto const extracted = [&](std::string const& sample) {
        return scratch_.write(sample + ".extract.json", R"({
        "schema": "tidemark.extract_summary/1", "sample": ")" + sample + R"(", "read_structure": "3M2S+T", "umi_source": "bases",
        "umi_tag": "RX", "listed_umis": 4, "trim": "overlap",
        "losses": {"qc_fail": 1, "too_short": 2, "umi_missing": 3, "umi_not_listed": 4},
        "totals": {"templates_in": 19, "templates_out": 9, "reads_in": 19, "reads_out": 9, "bases_in": 1900, "bases_out": 855,
                   "bases_umi": 27, "bases_barcode": 0, "bases_skipped": 18, "bases_trimmed": 0, "bases_lost": 1000,
                   "templates_trimmed": 0, "umis_with_n": 0, "umis_corrected": 0}})");
    };
    // Another patient's panel in this patient's plasma, counted elsewhere.
    auto const other_panel = scratch_.write("other.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                                                         "chrS1\t100\t.\tA\tC\t.\tPASS\t.\n");
    auto const other_evidence = scratch_.write("other.tsv", "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n"
                                                            "P1_d0\tchrS1\t100\tA\tC\tduplex\t1000\t0\n"
                                                            "P1_d0\tchrS1\t110\tA\tC\tduplex\t5000\t1\n");
    must({"detect", "--panel", other_panel, "-o", scratch_ / "cross.json", other_evidence});
    // Followed elsewhere, in groups of the table's own.
    auto const outcomes = scratch_.write("outcomes.csv", "patient,endpoint,time,event,group\n"
                                                         "P1,relapse,5,1,a\nP2,relapse,9,0,a\nP3,relapse,3,1,b\nP4,relapse,7,1,b\nP5,relapse,7,1,\n");
    must({"report", "-o", scratch_ / "report", "--outcomes", outcomes, "--survival-tables", "--cross", scratch_ / "cross.json", "--multiqc", scratch_ / "multiqc", "--extracted", extracted("P1_d0"), "--extracted",
          extracted("P1_d21"), "--molecules", molecules, "--evidence", counted, scratch_ / "track/P1.json"});
    // The same patient in the other arm and stratum, so that there is something to compare.
    auto other = text("track/P1.json");
    for (auto at = other.find("P1"); at != std::string::npos; at = other.find("P1", at + 2)) {
        other.replace(at, 2, "P2");
    }
    auto second = nlohmann::json::parse(other);
    second["attributes"]["arm"] = "IO";
    second["attributes"]["strata"]["stratum_pdl1"] = "positive";
    must({"report", "-o", scratch_ / "strata", "--outcomes", outcomes, "--cross", scratch_ / "cross.json", "--parity-lod95", "0.9", scratch_ / "track/P1.json",
          scratch_.write("P2.json", second.dump())});
}

std::string WholeRun::text(std::string const& name) const {
    return name.ends_with(".gz") ? run({"gzip", "-dc", scratch_ / name}).out : read_file(scratch_ / name);
}

nlohmann::json WholeRun::json(std::string const& name) const { return nlohmann::json::parse(text(name)); }

TableText WholeRun::table(std::string const& name) const {
    TableText table;
    std::istringstream lines{text(name)};
    char delimiter = '\t';
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) {
            table.head.push_back(line.substr(1, line.find('=') - 1));
        } else if (table.columns.empty()) {
            delimiter = line.find('\t') == std::string::npos ? ',' : '\t';
            table.columns = cells_of(line, delimiter);
        } else {
            auto const cells = cells_of(line, delimiter);
            auto& row = table.rows.emplace_back();
            for (std::size_t index = 0; index < table.columns.size(); ++index) {
                row[table.columns[index]] = cells.at(index);
            }
        }
    }
    return table;
}

WholeRun const& whole_run() {
    static WholeRun const made;
    return made;
}

}  // namespace tidemark::test
