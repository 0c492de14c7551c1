#include "io/tables/simulation_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "io/tables/delimited.hpp"

namespace tidemark {
namespace {

using Cells = std::vector<std::string>;

std::string vcf_head(ContigTable const& contigs, std::string const& lines) {
    std::string text = "##fileformat=VCFv4.2\n##source=tidemark simulate\n" + lines;
    for (auto const& contig : contigs.contigs) {
        text += fmt::format("##contig=<ID={},length={}>\n", contig.name, contig.length);
    }
    return text;
}

std::string site(Variant const& variant, std::string const& id) {
    return fmt::format("{}\t{}\t{}\t{}\t{}\t.\tPASS", variant.contig, variant.position.one_based(),
                       id.empty() ? "." : id, variant.ref, variant.alt);
}

std::string optional_day(std::optional<int> day) { return day ? std::to_string(*day) : std::string{}; }

std::string truth_table(Cells const& columns) {
    return "#schema=tidemark.truth/1\n" + tsv_line(columns);
}

Cells variant_cells(Variant const& variant) {
    return {variant.contig, std::to_string(variant.position.one_based()), variant.ref, variant.alt};
}

void append(Cells& cells, Cells const& more) { cells.insert(cells.end(), more.begin(), more.end()); }

}  // namespace

std::string events_text(Scenario const& scenario) {
    auto text = csv_line(Cells{"patient", "day", "day_end", "event", "anchor", "lesion", "label", "value", "unit"});
    for (auto const& patient : scenario.patients) {
        for (auto const& event : patient.events) {
            text += csv_line(Cells{patient.id, std::to_string(event.day), optional_day(event.day_end),
                                   to_text(event.kind), event.anchor, event.lesion, event.label,
                                   number_text(event.value), event.unit});
        }
    }
    return text;
}

std::string patients_text(Scenario const& scenario) {
    std::set<std::string> strata;
    for (auto const& patient : scenario.patients) {
        for (auto const& [name, value] : patient.strata) {
            strata.insert(name);
        }
    }
    Cells header{"patient", "sex", "arm"};
    std::ranges::transform(strata, std::back_inserter(header), [](auto const& name) { return "stratum_" + name; });
    auto text = csv_line(header);
    for (auto const& patient : scenario.patients) {
        Cells cells{patient.id, patient.sex, patient.arm};
        for (auto const& name : strata) {
            auto const found = patient.strata.find(name);
            cells.push_back(found == patient.strata.end() ? "" : found->second);
        }
        text += csv_line(cells);
    }
    return text;
}

std::string lesions_text(Scenario const& scenario) {
    auto text = csv_line(Cells{"patient", "lesion", "compartment", "biopsied"});
    for (auto const& patient : scenario.patients) {
        for (auto const& lesion : patient.lesions) {
            text += csv_line(Cells{patient.id, lesion.id, lesion.compartment, lesion.biopsied ? "yes" : "no"});
        }
    }
    return text;
}

std::string targets_text(std::span<TargetRow const> targets) {
    std::string text;
    for (auto const& target : targets) {
        text += fmt::format("{}\t{}\t{}\t{}\n", target.contig, target.interval.begin().value,
                            target.interval.end().value, target.name);
    }
    return text;
}

std::string segments_text(std::span<CopySegment const> segments) {
    auto text = tsv_line(Cells{"contig", "start", "end", "major_copies", "minor_copies"});
    for (auto const& segment : segments) {
        text += tsv_line(Cells{segment.contig, std::to_string(segment.span.begin().one_based()),
                               std::to_string(segment.span.end().value), number_text(segment.major_copies),
                               number_text(segment.minor_copies)});
    }
    return text;
}

std::string common_sites_text(ContigTable const& contigs, std::span<CommonSnp const> snps) {
    auto text = vcf_head(contigs, "##INFO=<ID=AF,Number=A,Type=Float,Description=\"Allele frequency\">\n") +
                "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    for (auto const& snp : snps) {
        text += fmt::format("{}\tAF={:.4f}\n", site(snp.variant, {}), snp.frequency);
    }
    return text;
}

std::string tumor_variants_text(ContigTable const& contigs, std::string const& sample,
                                std::span<VariantTruth const> variants) {
    auto text = vcf_head(contigs,
                         "##FILTER=<ID=PASS,Description=\"All filters passed\">\n"
                         "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
                         "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Molecules by allele\">\n"
                         "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Molecules\">\n"
                         "##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"Phase set\">\n") +
                "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t" + sample + "\n";
    for (auto const& truth : variants) {
        auto const same_id = [&](VariantTruth const& other) { return other.id == truth.id; };
        auto const first = std::ranges::find_if(variants, same_id);
        bool const phased = std::ranges::count_if(variants, same_id) > 1;
        auto const counts = fmt::format("{},{}:{}", truth.usable_depth - truth.usable_alt_molecules,
                                        truth.usable_alt_molecules, truth.usable_depth);
        text += site(truth.variant, truth.id);
        text += phased ? fmt::format("\t.\tGT:AD:DP:PS\t0|1:{}:{}\n", counts, first->variant.position.one_based())
                       : fmt::format("\t.\tGT:AD:DP\t0/1:{}\n", counts);
    }
    return text;
}

std::string truth_samples_text(std::span<SampleTruth const> samples) {
    auto text = truth_table({"patient", "sample", "sample_type", "tumor_fraction_cell", "contaminant", "contamination",
                             "error_factor", "molecules_duplex", "molecules_simplex_forward",
                             "molecules_simplex_reverse", "molecules_singleton", "records"});
    for (auto const& truth : samples) {
        text += tsv_line(Cells{truth.patient, truth.sample, truth.sample_type, number_text(truth.tumor_fraction_cell),
                               truth.contaminant, number_text(truth.contamination), number_text(truth.error_factor),
                               std::to_string(truth.molecules_duplex), std::to_string(truth.molecules_simplex_forward),
                               std::to_string(truth.molecules_simplex_reverse),
                               std::to_string(truth.molecules_singleton), std::to_string(truth.records)});
    }
    return text;
}

std::string truth_lesions_text(std::span<SampleTruth const> samples) {
    auto text = truth_table({"patient", "sample", "lesion", "w"});
    for (auto const& truth : samples) {
        for (auto const& [lesion, share] : truth.lesions) {
            text += tsv_line(Cells{truth.patient, truth.sample, lesion, number_text(share)});
        }
    }
    return text;
}

std::string truth_variants_text(std::span<SampleTruth const> samples) {
    auto text = truth_table({"patient", "sample", "panel_patient", "id", "contig", "position", "ref", "alt", "origin", "lesion",
                             "multiplicity", "total_copies", "normal_copies", "ccf", "true_vaf", "depth",
                             "alt_molecules", "usable_depth", "usable_alt_molecules", "error_alt_molecules"});
    for (auto const& sample : samples) {
        for (auto const& truth : sample.variants) {
            Cells cells{sample.patient, sample.sample, truth.panel_patient, truth.id};
            append(cells, variant_cells(truth.variant));
            append(cells, {truth.origin, fmt::format("{}", fmt::join(truth.lesions, ";")),
                           number_text(truth.multiplicity), number_text(truth.total_copies),
                           number_text(truth.normal_copies), number_text(truth.ccf), number_text(truth.true_vaf),
                           std::to_string(truth.depth), std::to_string(truth.alt_molecules),
                           std::to_string(truth.usable_depth), std::to_string(truth.usable_alt_molecules),
                           std::to_string(truth.error_alt_molecules)});
            text += tsv_line(cells);
        }
    }
    return text;
}

std::string truth_germline_text(std::span<GermlineTruth const> rows) {
    auto text = truth_table({"individual", "contig", "position", "ref", "alt", "alt_copies"});
    for (auto const& row : rows) {
        Cells cells{row.individual};
        append(cells, variant_cells(row.variant));
        cells.push_back(std::to_string(row.alt_copies));
        text += tsv_line(cells);
    }
    return text;
}

std::string truth_background_text(std::span<BackgroundTruth const> rows) {
    auto text = truth_table({"panel_patient", "id", "contig", "position", "ref", "alt", "evidence_class", "strand", "rate"});
    for (auto const& row : rows) {
        Cells cells{row.panel_patient, row.id};
        append(cells, variant_cells(row.variant));
        append(cells, {row.evidence_class, row.strand, number_text(row.rate)});
        text += tsv_line(cells);
    }
    return text;
}

std::string truth_molecules_head() {
    return truth_table({"sample", "molecule", "contig", "start", "end", "mapping_quality", "umi_forward", "umi_reverse",
                        "pairs_forward", "pairs_reverse", "variants", "errors", "damage_forward", "damage_reverse"});
}

void append_truth_molecule(std::string& text, std::string const& sample, MoleculeTruth const& molecule) {
    auto const add_variants = [&](std::vector<Variant> const& variants) {
        for (std::size_t number = 0; number < variants.size(); ++number) {
            fmt::format_to(std::back_inserter(text), "{}{}", number == 0 ? "\t" : ";", to_text(variants[number]));
        }
        text += variants.empty() ? "\t" : "";
    };
    fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", sample, molecule.molecule,
                   molecule.contig, molecule.span.begin().one_based(), molecule.span.end().value,
                   molecule.mapping_quality, molecule.umi[0], molecule.umi[1], molecule.pairs[0], molecule.pairs[1]);
    add_variants(molecule.variants);
    add_variants(molecule.errors);
    add_variants(molecule.damage[0]);
    add_variants(molecule.damage[1]);
    text.push_back('\n');
}

}  // namespace tidemark
