// The patient's panel: every allele of the tumor's VCFs, tracked or set aside with its reason, frozen under a hash.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/command.hpp"
#include "app/output_ending.hpp"
#include "app/select_inputs.hpp"
#include "app/shared_options.hpp"
#include "io/tables/panel_table.hpp"
#include "stages/select/merge_candidates.hpp"
#include "values/failure/recorded_failure.hpp"

namespace tidemark {
namespace {

struct SelectOptions {
    SelectFiles files;
    std::string reference;
    std::string output;
    std::string patient;
    bool include_filtered = false;
    bool record_failure = false;
};

Panel make_panel(SelectOptions const& options, Reference const& reference) {
    SelectParameters const parameters{
        .filtered = options.include_filtered ? FilteredRecords::included : FilteredRecords::set_aside,
        .white_cells = {}};
    auto const merged = merge_candidates(read_candidates(options.files, reference));
    if (!merged.conflicts.empty()) {
        throw ContradictionError{{.rule = "duplicate_variant",
                                  .what = fmt::format("{} alleles stand twice in one VCF with different FILTER, VAF or "
                                                      "phase",
                                                      merged.conflicts.size()),
                                  .where = fmt::format("{}", fmt::join(merged.conflicts, ", ")),
                                  .why = "which of the records holds cannot be known",
                                  .remedy = "keep one record for each allele"}};
    }
    std::vector<Variant> variants;
    std::ranges::transform(merged.loci, std::back_inserter(variants), &LocusCandidate::variant);
    std::ranges::sort(variants);
    auto const knowledge = read_knowledge(options.files, reference, variants);
    return freeze_panel(merged.loci, knowledge, parameters, reference.contigs());
}

/// A patient whose inputs fail is a verdict, not the end of a cohort's run: the panel file says why and holds no rows.
Panel failed_panel(SelectOptions const& options, Failure const& failure) {
    Panel panel;
    panel.failure = without_file_names(recorded_text(failure), options.files, options.reference);
    panel.hash = panel_hash({});
    return panel;
}

Panel panel_or_failure(SelectOptions const& options, Reference const& reference) {
    try {
        return make_panel(options, reference);
    } catch (FailureError const& error) {
        bool const about_input = error.exit_code() == 3 || error.exit_code() == 4;
        if (!options.record_failure || !about_input) {
            throw;
        }
        fmt::print(stderr, "tidemark: warning: the panel failed and the file says so: {}\n", error.what());
        return failed_panel(options, error.failure());
    }
}

int select(SelectOptions const& options) {
    check_select_options(options.files, options.patient);
    refuse_unknown_ending("--output", options.output, {".tsv", ".tsv.gz"});
    Reference const reference{options.reference};
    auto panel = panel_or_failure(options, reference);
    panel.patient = options.patient;
    panel.reference_hash = reference.identity();
    if (panel.failure.empty() && panel.tracked_count() == 0) {
        fmt::print(stderr,
                   "tidemark: warning: no locus is tracked ({} set aside): detect will say NOT_EVALUABLE no_loci\n",
                   panel.entries.size());
    }
    write_panel(options.output, panel);
    return 0;
}

std::function<int()> set_up(CLI::App& app) {
    auto const options = std::make_shared<SelectOptions>();
    auto& files = options->files;
    add_reference(app, options->reference)->required();
    app.add_option("--vcf", files.vcfs, "The tumor's variants, VCF or BCF of any caller; one for each lesion or caller")->type_name("FILE")
        ->required()
        ->take_all();
    app.add_option("--lesion", files.lesions, "Name of the lesion behind each --vcf, in the same order")->take_all();
    app.add_option(
           "--tumor-sample", files.tumor_samples,
           "Genotype column of the tumor in each --vcf; default the one that the caller declares, or the only one")
        ->take_all();
    app.add_option("--segments", files.segments,
                   "Copy-number segments of each --vcf's tissue, in the same order; none where unknown")->type_name("FILE")
        ->take_all();
    app.add_option("--purity", files.purities,
                   "Share of tumor cells in each --vcf's tissue, in the same order; none where unknown")
        ->take_all();
    app.add_option("--white-cells", files.white_cells,
                   "Evidence tables of the patient's white cells, counted at the candidates; all are pooled")->type_name("FILE")
        ->take_all();
    app.add_option("--common-sites", files.common_sites,
                   "VCF or BCF of common variants: those listed with AF from 0.001 or without AF are set aside")->type_name("FILE");
    app.add_option("--patient", options->patient, "Patient's id, written into the panel");
    app.add_flag("--include-filtered", options->include_filtered,
                 "Track records that did not pass the caller's filters");
    app.add_flag("--record-failure", options->record_failure,
                 "Write a failure of the inputs (3, 4) into the panel file and exit 0");
    add_output(app, options->output, "Panel table");
    return [options] { return select(*options); };
}

}  // namespace

Command select_command() {
    return {"select", "The patient's panel: which tumor variants to follow, and why not the others", set_up};
}

}  // namespace tidemark
