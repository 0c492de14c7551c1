// One result for each sample: is there tumor DNA, how much, and how little could have been seen.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "app/misuse.hpp"
#include "app/command.hpp"
#include "app/detect_inputs.hpp"
#include "app/output_ending.hpp"
#include "app/panel_rows.hpp"
#include "app/shared_options.hpp"
#include "app/white_cell_inputs.hpp"
#include "io/tables/background_table.hpp"
#include "io/tables/detection_table.hpp"
#include "io/tables/evidence_table.hpp"
#include "stages/background/learn.hpp"
#include "stages/detect/detect.hpp"
#include "stages/detect/evidence_hash.hpp"
#include "values/failure/failure.hpp"
#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

struct DetectOptions {
    std::vector<std::string> evidence;
    std::vector<std::string> white_cells;
    std::vector<std::string> length_samples;
    std::string panel;
    std::vector<std::string> leave_out;
    std::string background;
    std::string reference;
    std::string chemistry;
    std::string output;
    DetectParameters parameters;
};

/// Everything a run holds its samples against.
struct Bench {
    std::optional<Reference> reference;
    Panel panel;
    std::vector<Variant> panel_variants;   // sorted
    std::vector<std::string> contexts;     // per panel entry
    std::optional<BackgroundModel> model;
    std::optional<BackgroundLaw> law;
    std::string model_hash;
    std::optional<CountedWhiteCells> white_cells;   // nothing where none were given, or all of their files failed
    std::optional<LengthLaw> lengths;
};

/// Loci that another panel tracks too, in whatever state, are set aside; everything else about the panel stays.
void leave_out_shared(Panel& panel, std::vector<std::string> const& paths, std::optional<Reference> const& reference) {
    std::set<Variant> others;
    for (auto const& path : paths) {
        for (auto const& entry : read_any_panel(path, reference).entries) {
            others.insert(entry.variant);
        }
    }
    for (auto& entry : panel.entries) {
        if (entry.state == LocusState::tracked && others.contains(entry.variant)) {
            entry.state = LocusState::set_aside;
            entry.reason = "in_other_panel";
        }
    }
}

std::string label_words(std::string const& label) {
    return label.empty() ? "no chemistry label" : fmt::format("the chemistry label \"{}\"", label);
}

/// Both labels are the same, or neither side has one: a label on one side alone is a mismatch.
void check_chemistry(std::string const& of_background, std::string const& of_samples) {
    if (of_background != of_samples) {
        contradict("chemistry_mismatch",
                   fmt::format("the background has {}, the samples have {}", label_words(of_background), label_words(of_samples)),
                   {}, "error rates differ between chemistries",
                   of_samples.empty() ? "where they are the same, name it with --chemistry (in a workflow: column chemistry "
                                        "of the sample sheet)"
                                      : "give the background of this chemistry");
    }
}

Bench open_bench(DetectOptions const& options) {
    Bench bench{.reference = open_reference(options.reference), .panel = {}, .panel_variants = {}, .contexts = {},
                .model = {}, .law = {}, .model_hash = {}, .white_cells = {}, .lengths = {}};
    bench.panel = read_any_panel(options.panel, bench.reference);
    leave_out_shared(bench.panel, options.leave_out, bench.reference);
    for (auto const& entry : bench.panel.entries) {
        bench.panel_variants.push_back(entry.variant);
        bench.contexts.push_back(context_of(entry.variant, bench.reference));
    }
    std::ranges::sort(bench.panel_variants);
    if (!options.background.empty()) {
        bench.model = read_background(options.background);
        if (std::ranges::none_of(bench.model->rates, [](auto const& rate) { return rate.molecules > 0; })) {
            // Every control failed or held nothing: the samples' own molecules are the background, as where there are no controls.
            bench.model.reset();
            return bench;
        }
        refuse_unplaced_indels(*bench.model, bench.panel_variants);
        bench.law.emplace(*bench.model);
        bench.model_hash = sha256(background_text(*bench.model));
        check_chemistry(bench.model->chemistry, options.chemistry);
    }
    return bench;
}

void check_references(SampleEvidence const& evidence, Bench const& bench) {
    std::map<std::string, std::string> const others{
        {"the panel", bench.panel.reference_hash},
        {"the background", bench.model ? bench.model->reference_hash : std::string{}},
        {"the reference given", bench.reference ? bench.reference->identity() : std::string{}}};
    for (auto const& [what, hash] : others) {
        if (!hash.empty() && !evidence.facts.reference_hash.empty() && hash != evidence.facts.reference_hash) {
            contradict("reference_mismatch",
                       fmt::format("{} was counted against another reference than {}", evidence.facts.sample, what),
                       evidence.facts.sample, "positions would not mean the same place",
                       "count the sample against the same reference");
        }
    }
}

/// White cells speak about the panel's alleles: counted against the same reference, named in the same way.
void read_white_cells(Bench& bench, std::vector<std::string> const& paths) {
    std::vector<SampleEvidence> samples;
    for (auto const& path : paths) {
        for (auto& sample : read_evidence(path)) {
            if (is_left_out(sample)) {
                continue;
            }
            compare_contigs(sample, bench.panel);
            if (sample.facts.panel_hash.empty()) {
                normalise_rows(sample, bench.reference);
            }
            refuse_unplaced_indels(sample, bench.panel_variants);
            check_references(sample, bench);
            samples.push_back(std::move(sample));
        }
    }
    if (!samples.empty()) {
        bench.white_cells = count_white_cells(samples, bench.panel_variants,
                                              [&](Variant const& variant) { return context_of(variant, bench.reference); });
    }
}

/// Lengths of tumor fragments are those of other patients: what a draw is tested by must not be learnt on it.
void read_lengths(Bench& bench, std::vector<std::string> const& paths) {
    std::vector<SampleEvidence> samples;
    for (auto const& path : paths) {
        for (auto& sample : read_evidence(path)) {
            if (!sample.facts.panel_hash.empty() && sample.facts.panel_hash == bench.panel.hash) {
                contradict("length_same_patient",
                           fmt::format("{} was counted at the panel that is tested", sample.facts.sample), path,
                           "fragment lengths are learnt from other patients, never from the draws of this one",
                           "give plasma of other patients, counted at their own panels");
            }
            samples.push_back(std::move(sample));
        }
    }
    if (paths.empty()) {
        return;
    }
    bench.lengths = learn_length_law(samples);
    if (!bench.lengths) {
        contradict("too_few_lengths", "the tables of --length-samples do not hold 100 tumor and 1,000 reference molecules of "
                                      "known length",
                   paths.front(), "so few say nothing about fragment lengths",
                   "give plasma with more tumor DNA, counted by tidemark genotype, or leave the option out");
    }
}

/// Our own tables have a row for every locus they were counted at: one that lacks a tracked locus was counted at another
/// panel, and silence about a locus must not read as "nothing there".
void check_panel_counted(SampleEvidence const& evidence, Bench const& bench) {
    // A table that says itself that nothing was counted is NOT_EVALUABLE, not a contradiction.
    if (evidence.facts.panel_hash.empty() || evidence.facts.panel_hash == bench.panel.hash ||
        !evidence.facts.verdict.empty()) {
        return;
    }
    std::set<Variant> counted;
    for (auto const& row : evidence.loci) {
        counted.insert(row.variant);
    }
    for (auto const& entry : bench.panel.entries) {
        if (entry.state == LocusState::tracked && !counted.contains(entry.variant)) {
            contradict("panel_mismatch",
                       fmt::format("{} was counted at another panel: it has no row for {}", evidence.facts.sample,
                                   to_text(entry.variant)),
                       evidence.facts.sample, "a locus that was not counted says nothing",
                       "run tidemark genotype with this panel");
        }
    }
}

/// `counts`: hash of the sample's counts as its table states them.
void check_background(SampleEvidence const& evidence, std::optional<std::string> const& counts, Bench const& bench) {
    if (!bench.model) {
        return;
    }
    if (std::ranges::find(bench.model->samples, evidence.facts.sample) != bench.model->samples.end()) {
        contradict("sample_in_background",
                   fmt::format("{} is itself among the samples the background was learnt from", evidence.facts.sample),
                   evidence.facts.sample, "its own signal would count as noise",
                   "learn the background without it");
    }
    if (counts && std::ranges::find(bench.model->sample_hashes, *counts) != bench.model->sample_hashes.end()) {
        contradict("sample_in_background",
                   fmt::format("a control of the background has the very counts of {}, under whatever name", evidence.facts.sample),
                   evidence.facts.sample, "its own signal would count as noise",
                   "learn the background without it");
    }
    for (auto const& row : evidence.loci) {
        if (row.counts.depth > 0 && !row.background_rate && !bench.law->covers(row.group) &&
            std::ranges::binary_search(bench.panel_variants, row.variant)) {
            contradict("class_not_in_background",
                       fmt::format("{} has molecules of class {}, which the background does not know",
                                   evidence.facts.sample, to_text(row.group.evidence_class)),
                       evidence.facts.sample, "each class has an error rate of its own",
                       "learn the background from controls of the same kind");
        }
    }
}

std::vector<MoleculeGroup> groups_of(SampleEvidence const& evidence) {
    std::set<MoleculeGroup> groups;
    for (auto const& row : evidence.loci) {
        groups.insert(row.group);
    }
    return {groups.begin(), groups.end()};
}

BaseLookup base_lookup(std::optional<Reference> const& reference) {
    return reference ? BaseLookup{[&](std::string const& contig, Interval interval) {
        return reference->slice(contig, interval);
    }}
                     : BaseLookup{};
}

DetectionResult detect_sample(SampleEvidence evidence, Bench const& bench, DetectParameters const& parameters) {
    auto const counts = bench.model ? counts_hash(evidence) : std::nullopt;
    if (evidence.facts.panel_hash.empty()) {
        compare_contigs(evidence, bench.panel);
        normalise_rows(evidence, bench.reference);
    }
    check_references(evidence, bench);
    refuse_unplaced_indels(evidence, bench.panel_variants);
    check_panel_counted(evidence, bench);
    check_background(evidence, counts, bench);
    if (bench.white_cells && bench.white_cells->samples.contains(evidence.facts.sample)) {
        contradict("sample_is_white_cells", fmt::format("{} is given as plasma and as white cells", evidence.facts.sample),
                   evidence.facts.sample, "compared with itself a sample always agrees",
                   "give the white cells' own table to --white-cells");
    }
    if (bench.lengths && std::ranges::binary_search(bench.lengths->samples, evidence.facts.sample)) {
        contradict("length_sample_tested", fmt::format("{} is itself among --length-samples", evidence.facts.sample),
                   evidence.facts.sample, "what a draw is tested by must not be learnt on it", "leave it out there");
    }
    auto const* const lengths = bench.lengths ? &*bench.lengths : nullptr;
    ContextLookup const contexts = [&](Variant const& variant) { return context_of(variant, bench.reference); };
    auto const own = own_background(evidence, bench.panel_variants, contexts);
    auto const bases = base_lookup(bench.reference);
    // White cells are one more sample of the same run: their level against its model is looked for as that of plasma.
    auto const against = [&](BackgroundModel const& model, BackgroundLaw const& law, SampleLevel const& level,
                             std::string const& model_hash) {
        auto const* const cells = bench.white_cells ? &bench.white_cells->cells : nullptr;
        auto const levels = bench.white_cells ? levels_against(model, *bench.white_cells) : std::vector<double>{};
        return detect(evidence, {bench.panel, law, bench.contexts, level.factor, level.dispersion, bench.model.has_value(),
                                 model_hash, bases, cells, lengths, levels}, parameters);
    };
    if (bench.model) {
        return against(*bench.model, *bench.law, sample_level(own, *bench.model), bench.model_hash);
    }
    auto const learnt = learn_background({&own, 1}, groups_of(evidence), contexts);
    return against(learnt, BackgroundLaw{learnt}, {1, learnt.sample_dispersion}, {});
}

int detect_all(DetectOptions const& options) {
    refuse_unknown_ending("--output", options.output, {".json", ".tsv", ".json.gz", ".tsv.gz"});
    auto bench = open_bench(options);
    read_white_cells(bench, options.white_cells);
    read_lengths(bench, options.length_samples);
    std::vector<DetectionResult> results;
    std::set<std::string> samples;
    for (auto const& path : options.evidence) {
        for (auto& evidence : read_evidence(path)) {
            if (!samples.insert(evidence.facts.sample).second) {
                contradict("duplicate_sample", fmt::format("{} stands in two of the tables", evidence.facts.sample),
                           evidence.facts.sample, "which of them is meant cannot be known", "give each sample once");
            }
            results.push_back(detect_sample(std::move(evidence), bench, options.parameters));
        }
    }
    write_detections(options.output, results);
    return 0;
}

std::function<int()> set_up(CLI::App& app) {
    auto const options = std::make_shared<DetectOptions>();
    auto& parameters = options->parameters;
    app.add_option("evidence", options->evidence, "Evidence tables, ours or another counter's")->type_name("FILE")->required()->take_all();
    app.add_option("--panel", options->panel, "Tracked variants: panel table, VCF or BCF")->type_name("FILE")->required();
    app.add_option("--leave-out", options->leave_out, "Another panel, repeatable: loci that it tracks too are left out, for tests "
                                                      "of a panel in another patient's plasma")->type_name("FILE")
        ->take_all()
        ->allow_extra_args(false);
    app.add_option("--background", options->background, "Background table; without it each sample's own off-panel "
                                                        "molecules are its background")->type_name("FILE");
    add_reference(app, options->reference);
    add_choice<IntendedUse>(app, "--use", parameters.use,
                            {{"landmark", IntendedUse::landmark}, {"monitoring", IntendedUse::monitoring}},
                            "Intended use: landmark (alpha 0.01) or monitoring (default, alpha 0.001)");
    limit_to(app.add_option("--alpha", parameters.alpha, "Size of the test, instead of the use's own"), NumberBounds{1e-6, 0.5});
    limit_to(app.add_option("--required-lod95", parameters.required_lod95,
                            "Tumor fraction that a sample must be able to show before it can be NOT_DETECTED"),
             NumberBounds{1e-9, 1})
        ->capture_default_str();
    limit_to(app.add_option("--minimum-molecules", parameters.minimum_molecules,
                            "Informative molecules below which an undetected sample is NOT_EVALUABLE; 0: off"),
             WholeBounds{})
        ->capture_default_str();
    add_choice<TestMethod>(app, "--method", parameters.method, {{"exact", TestMethod::exact}, {"poisson", TestMethod::poisson}},
                           "exact (weighted, default) or poisson (plain pooled count)");
    limit_to(app.add_option("--signatures", parameters.signatures,
                            "Synthetic signatures drawn from the sample's own off-panel bases; 0: off"),
             WholeBounds{0, 100000})
        ->capture_default_str();
    app.add_option("--white-cells", options->white_cells,
                   "Evidence tables of the patient's white cells at the same loci; all are pooled. Alleles that they have "
                   "are not the tumor's")
        ->allow_extra_args(false)
        ->take_all()
        ->type_name("FILE");
    app.add_option("--length-samples", options->length_samples,
                   "Evidence tables of other patients' plasma with tumor DNA: adds a second p-value that looks at fragment "
                   "lengths, learnt there; the first stays the result")
        ->allow_extra_args(false)
        ->take_all()
        ->type_name("FILE");
    limit_to(app.add_option("--presence-prior", parameters.presence_prior,
                            "Prior chance of tumor DNA: adds presence_probability, which the status never looks at"),
             NumberBounds{1e-6, 1 - 1e-6});
    app.add_option("--chemistry", options->chemistry, "Label of the samples' chemistry, which the background must carry; "
                                                      "without it only a background without a label fits");
    add_output(app, options->output, "Results, JSON or TSV by the ending");
    return [options] { return detect_all(*options); };
}

}  // namespace

Command detect_command() {
    return {"detect", "Is tumor DNA there, how much, and how little could have been seen", set_up};
}

}  // namespace tidemark
