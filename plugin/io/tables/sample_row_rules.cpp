#include "io/tables/sample_row_rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "values/patient/input_words.hpp"

namespace tidemark {

void check_inputs(SheetCells& cells, SampleRow const& row) {
    int const kinds = (row.bam.empty() ? 0 : 1) + (row.cram.empty() ? 0 : 1) + (row.fastq.empty() ? 0 : 1);
    if (kinds > 1) {
        cells.refuse("several_inputs", row.fastq.empty() ? "cram" : "fastq_1",
                     "a row has exactly one kind of input: bam, cram or fastq_1 to fastq_4");
    }
    if (row.fastq.empty()) {
        return;
    }
    bool const umi_from_name = row.umi.starts_with("name:") || row.umi.starts_with("pattern:");
    if (row.read_structure.empty() && !umi_from_name && row.umi != "none") {
        cells.refuse("no_read_structure", "read_structure",
                     "FASTQ needs a read_structure, or a umi rule (name:SEP, pattern:REGEX, none)");
    }
    if (!row.evidence.empty() && row.evidence != "raw") {
        cells.refuse("evidence_of_fastq", "evidence", "FASTQ reads are raw");
    }
    for (std::string_view const column : {"sha256", "records"}) {
        if (!cells.empty(column)) {
            cells.refuse("integrity_of_fastq", column, "declared integrity belongs to a bam or cram");
        }
    }
}

void check_has_reads(SheetCells& cells, SampleRow const& row) {
    if (cells.empty("bam") && cells.empty("cram") && row.fastq.empty()) {
        cells.refuse("no_input", "bam",
                     "a row needs bam, cram or fastq_1 (a tumor VCF without reads stands on the plasma rows)");
    }
}

void check_words(SheetCells& cells, SampleRow const& row) {
    if (row.patient == "cohort") {
        cells.refuse("reserved_id", "patient", "report/cohort.html is the page of all patients; give this one another id");
    }
    if (row.chemistry == "background") {
        cells.refuse("reserved_id", "chemistry", "background/background.tsv is that of samples without a chemistry; leave it empty, or name it otherwise");
    }
    if (auto const fault = row.umi.empty() ? std::string{} : umi_rule_fault(row.umi); !fault.empty()) {
        cells.refuse("invalid_umi", "umi", fault);
    }
    if (!row.read_structure.empty() && row.fastq.empty()) {
        cells.refuse("read_structure_without_fastq", "read_structure", "only FASTQ input has a read structure");
    } else if (!row.read_structure.empty()) {
        if (auto const fault = read_structure_fault(row.read_structure, row.fastq.size()); !fault.empty()) {
            cells.refuse("invalid_read_structure", "read_structure", fault);
        } else if (auto const place = umi_place_fault(row.read_structure, row.umi); !place.empty()) {
            cells.refuse("umi_contradicted", "umi", place);
        }
    }
    if (!row.umi_whitelist.empty() && row.umi == "none") {
        cells.refuse("umi_contradicted", "umi_whitelist", "umi says that there are none: leave one of them out");
    }
    bool const hex = std::ranges::all_of(row.sha256, [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    });
    if (!row.sha256.empty() && (row.sha256.size() != 64 || !hex)) {
        cells.refuse("invalid_sha256", "sha256", "a SHA-256 is 64 hexadecimal digits");
    }
}

void check_columns_of_type(SheetCells& cells, SampleRow const& row) {
    auto const only_on_tumor = [&](std::string_view column) {
        if (row.type != SampleType::tumor && !cells.empty(column)) {
            cells.refuse("only_on_tumor", column, "this column belongs to tumor rows");
        }
    };
    only_on_tumor("lesion");
    only_on_tumor("segments");
    only_on_tumor("purity");
    if (row.type != SampleType::tumor && row.type != SampleType::plasma && !row.tumor_vcf.empty()) {
        cells.refuse("only_on_tumor", "tumor_vcf", "a tumor VCF stands on tumor rows, or without them on plasma rows");
    }
    if (row.type == SampleType::control && !cells.empty("patient")) {
        cells.refuse("patient_on_control", "patient", "a control belongs to no patient: leave this cell empty");
    }
    if (row.type != SampleType::control && cells.empty("patient")) {
        cells.refuse_empty("patient");
    }
    if (row.type == SampleType::plasma && cells.empty("day") && cells.empty("date")) {
        cells.refuse("missing_value", "day", "a plasma row needs its day (or an ISO date in column date)");
    }
}

}  // namespace tidemark
