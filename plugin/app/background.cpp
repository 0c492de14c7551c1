// Error rates of a chemistry from samples without tumor.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string_view>

#include "app/command.hpp"
#include "app/detect_inputs.hpp"
#include "app/misuse.hpp"
#include "app/output_ending.hpp"
#include "app/shared_options.hpp"
#include "io/tables/background_table.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/evidence_table.hpp"
#include "stages/background/learn.hpp"
#include "stages/detect/evidence_hash.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

struct BackgroundOptions {
    std::vector<std::string> evidence;
    std::string reference;
    std::string chemistry;
    std::string output;
};

/// What controls are learnt from.
struct ControlTables {
    std::vector<SampleEvidence> tables;
    std::set<std::string> hashes;   ///< of their counts as the tables state them
};

bool has_molecules(SampleEvidence const& evidence) {
    return std::ranges::any_of(evidence.loci, [](auto const& row) { return row.counts.depth > 0; }) ||
           std::ranges::any_of(evidence.contexts, [](auto const& row) { return row.molecules > 0; });
}

bool is_foreign(SampleEvidence const& evidence) { return evidence.facts.panel_hash.empty(); }

void leave_out(SampleEvidence const& evidence, std::string_view why) {
    fmt::print(stderr, "tidemark: warning: {} is left out: {}\n", evidence.facts.sample, why);
}

/// All samples of all files, foreign alleles in their normal form. A table of a failed panel or a failed file holds
/// nothing to learn from, nor does one without molecules, and a sample with no other is no control.
/// METHOD: where another counter's tables hold no molecule at all the call is refused: the rates would be those of the field, and
/// called learnt. Our own tables are data of a run, whose controls may fail without ending it.
ControlTables read_tables(std::vector<std::string> const& paths, std::optional<Reference> const& reference) {
    ControlTables read;
    bool all_foreign = true;
    for (auto const& path : paths) {
        for (auto& evidence : read_evidence(path)) {
            all_foreign = all_foreign && is_foreign(evidence) && evidence.facts.verdict.empty();
            if (!evidence.facts.failure.empty()) {
                leave_out(evidence, evidence.facts.failure);
            }
            if (!evidence.facts.verdict.empty()) {
                continue;
            }
            if (!has_molecules(evidence)) {
                leave_out(evidence, "it has no molecules");
                continue;
            }
            if (auto const hash = counts_hash(evidence)) {
                read.hashes.insert(*hash);
            }
            if (is_foreign(evidence)) {
                normalise_rows(evidence, reference);
            }
            read.tables.push_back(std::move(evidence));
        }
    }
    if (read.tables.empty() && all_foreign) {
        contradict("controls_without_molecules", "no control has any molecule", paths.front(),
                   "rates learnt from nothing would be assumed ones", "give samples without tumor that hold molecules");
    }
    return read;
}

void refuse_other_reference(std::vector<SampleEvidence> const& tables, std::optional<Reference> const& reference) {
    for (auto const& table : tables) {
        if (reference && !table.facts.reference_hash.empty() && table.facts.reference_hash != reference->identity()) {
            throw ContradictionError{{.rule = "reference_mismatch",
                                      .what = fmt::format("{} was counted against another reference than the one given",
                                                          table.facts.sample),
                                      .where = table.facts.sample,
                                      .why = "contexts would be read from the wrong sequence",
                                      .remedy = "give the reference that genotype had"}};
        }
    }
}

std::vector<MoleculeGroup> groups_of(std::vector<SampleEvidence> const& tables) {
    std::set<MoleculeGroup> groups;
    for (auto const& table : tables) {
        for (auto const& row : table.loci) {
            groups.insert(row.group);
        }
    }
    return {groups.begin(), groups.end()};
}

void check_chemistry(std::string const& label) {
    if (label.find_first_of("\t\r\n") != std::string::npos) {
        misuse("bad_chemistry", "--chemistry must be one line without tabs", {}, {});
    }
}

int learn(BackgroundOptions const& options) {
    check_chemistry(options.chemistry);
    refuse_unknown_ending("--output", options.output, {".tsv", ".tsv.gz"});
    auto const reference = open_reference(options.reference);
    auto const [tables, hashes] = read_tables(options.evidence, reference);
    refuse_other_reference(tables, reference);
    Findings findings;
    ContextLookup const contexts = [&](Variant const& variant) { return context_of(variant, reference); };
    auto const samples = pool_controls(tables, contexts, findings);
    refuse_findings(findings);
    // A table without rates is no background for detect: learnt from nothing, it would be the usual rates of the field.
    auto model = samples.empty() ? BackgroundModel{} : learn_background(samples, groups_of(tables), contexts);
    model.chemistry = options.chemistry;
    model.sample_hashes.assign(hashes.begin(), hashes.end());
    for (auto const& table : tables) {
        model.reference_hash = model.reference_hash.empty() ? table.facts.reference_hash : model.reference_hash;
    }
    if (samples.size() < 3) {
        fmt::print(stderr,
                   "tidemark: warning: {} control{}: how much samples differ is not learnt from fewer than three, a "
                   "coefficient of variation of 25 % is taken\n",
                   samples.size(), samples.size() == 1 ? "" : "s");
    }
    write_background(options.output, model);
    return 0;
}

std::function<int()> set_up(CLI::App& app) {
    auto const options = std::make_shared<BackgroundOptions>();
    app.add_option("evidence", options->evidence, "Evidence tables of samples without tumor")->type_name("FILE")->required()->take_all();
    add_reference(app, options->reference);
    app.add_option("--chemistry", options->chemistry, "Label of the library chemistry, written into the table");
    add_output(app, options->output, "Background table");
    return [options] { return learn(*options); };
}

}  // namespace

Command background_command() {
    return {"background", "Error rates by class, context and locus, from samples without tumor", set_up};
}

}  // namespace tidemark
