// What a tube could show before it is drawn: limits, power, molecules, mass and money, for one plan or a grid of them.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "app/command.hpp"
#include "app/misuse.hpp"
#include "app/number_list.hpp"
#include "app/output_ending.hpp"
#include "app/value_options.hpp"
#include "io/files/output_file.hpp"
#include "io/report/svg.hpp"
#include "io/tables/design_table.hpp"
#include "stages/design/design_chart.hpp"
#include "stages/design/design_tube.hpp"
#include "stages/design/grid.hpp"
#include "values/model/usual_rate.hpp"
#include "values/molecule/evidence_class.hpp"

namespace tidemark {
namespace {

constexpr std::size_t most_plans = 20'000;
constexpr double largest_background = 1e9;   // molecules; tails of larger counts are beyond double precision

struct DesignOptions {
    NumberList loci{"--loci", {}, {1, 200'000}};
    NumberList molecules{"--molecules", {}, {1, 1e8}};
    NumberList input_ng{"--input-ng", {}, {1e-3, 1e6}};
    NumberList plasma_ml{"--plasma-ml", {}, {1e-3, 1e4}};
    NumberList rates{"--background-rate", {}, {1e-12, 0.1}};
    std::string classes;
    NumberList alphas{"--alpha", "0.01", {1e-6, 0.5}};
    NumberList multiplicities{"--multiplicity", "1", {0.01, 100}};
    NumberList copies{"--copies", "2", {0.01, 100}};
    NumberList dispersions{"--dispersion", {}, {0, 20}};
    NumberList sample_dispersions{"--sample-dispersion", {}, {0, 1.5}};
    NumberList fractions{"--fraction", {}, {1e-9, 1}};
    NumberList targets{"--target", {}, {1e-9, 0.5}};
    NumberList falls{"--fall", {}, {0.05, 1}};
    NumberList private_loci{"--private-loci", {}, {1, 200'000}};
    LesionQuestion lesions;
    TubeSupply supply;
    std::string output;
    std::string plot;
};

/// A question that need not be asked: no values are one plan without it.
template <typename Value>
std::vector<std::optional<Value>> optional_values(std::vector<Value> const& values) {
    return values.empty() ? std::vector<std::optional<Value>>{std::nullopt}
                          : std::vector<std::optional<Value>>{values.begin(), values.end()};
}

std::vector<double> numbers_or_zero(NumberList const& list) {
    return list.given() ? numbers_of(list) : std::vector<double>{0};
}

std::vector<double> numbers_if_given(NumberList const& list) {
    return list.given() ? numbers_of(list) : std::vector<double>{};
}

/// Molecules at each locus from what was given: counted, or the share `recovery` of the genome equivalents put in.
std::vector<std::int64_t> molecules_of(DesignOptions const& options) {
    if (options.molecules.given() + options.input_ng.given() + options.plasma_ml.given() != 1) {
        misuse("molecules_from_one", "molecules at each locus must come from one of --molecules, --input-ng and --plasma-ml", {},
               "give exactly one of them");
    }
    if (options.molecules.given()) {
        return whole_numbers_of(options.molecules);
    }
    auto const& supply = options.supply;
    if (options.plasma_ml.given() && !supply.ng_per_ml) {
        misuse("ng_per_ml_missing", "--plasma-ml says nothing about molecules without --ng-per-ml", {},
               "give the cfDNA in a mL of plasma");
    }
    std::vector<std::int64_t> molecules;
    for (double const amount : numbers_of(options.input_ng.given() ? options.input_ng : options.plasma_ml)) {
        double const nanograms = options.input_ng.given() ? amount : amount * *supply.ng_per_ml;
        auto const count = static_cast<std::int64_t>(nanograms * supply.hge_per_ng * supply.recovery + 1e-9);
        if (count < 1 || count > 100'000'000) {
            misuse("molecules_out_of_range", fmt::format("{} ng give {} molecules at a locus", nanograms, count), {},
                   "plan with 1 to 100000000");
        }
        molecules.push_back(count);
    }
    return molecules;
}

std::vector<PlannedBackground> backgrounds_of(DesignOptions const& options) {
    if (options.rates.given() == !options.classes.empty()) {
        misuse("background_from_one", "the error rate must come from one of --background-rate and --evidence-class", {},
               "give the rate you measured, or the class whose usual rate is to be taken");
    }
    std::vector<PlannedBackground> backgrounds;
    if (options.rates.given()) {
        for (double const rate : numbers_of(options.rates)) {
            backgrounds.push_back({rate, {}});
        }
        return backgrounds;
    }
    for (auto const& word : CLI::detail::split(options.classes, ',')) {
        auto const found = evidence_class_from_text(word);
        if (!found) {
            misuse("unknown_evidence_class", fmt::format("--evidence-class \"{}\" is no class of molecules", word), {},
                   "one or more of duplex, simplex_forward, simplex_reverse, simplex, singleton, collapsed, position");
        }
        backgrounds.push_back({usual_rate(*found), word});
    }
    return backgrounds;
}

DesignGrid grid_of(DesignOptions const& options) {
    if (!options.loci.given()) {
        misuse("loci_missing", "--loci is required", {}, "say how many loci are tracked");
    }
    if (options.private_loci.given() && !options.falls.given()) {
        misuse("private_loci_without_fall", "--private-loci asks about a lesion's fall, and no --fall is given", {},
               "give the fall that is to be shown");
    }
    DesignGrid const grid{
        .loci = whole_numbers_of(options.loci),
        .molecules = molecules_of(options),
        .backgrounds = backgrounds_of(options),
        .alphas = numbers_of(options.alphas),
        .multiplicities = numbers_of(options.multiplicities),
        .total_copies = numbers_of(options.copies),
        .dispersions = numbers_or_zero(options.dispersions),
        .sample_dispersions = numbers_or_zero(options.sample_dispersions),
        .fractions = optional_values(numbers_if_given(options.fractions)),
        .targets = optional_values(numbers_if_given(options.targets)),
        .falls = optional_values(numbers_if_given(options.falls)),
        .private_loci = optional_values(options.private_loci.given() ? whole_numbers_of(options.private_loci)
                                                                     : std::vector<std::int64_t>{})};
    if (plan_count(grid) > most_plans) {
        misuse("grid_too_large", fmt::format("the grid has {} plans", plan_count(grid)), {},
               fmt::format("ask for at most {}", most_plans));
    }
    double const most_background = static_cast<double>(std::ranges::max(grid.loci)) * static_cast<double>(std::ranges::max(grid.molecules)) *
                                   std::ranges::max(grid.backgrounds, {}, &PlannedBackground::rate).rate;
    if (most_background > largest_background) {
        misuse("background_too_large", fmt::format("a tube of the grid expects {:.3g} molecules by error", most_background), {},
               fmt::format("plan with at most {:g}", largest_background));
    }
    for (double const mutated : grid.multiplicities) {
        for (double const copies : grid.total_copies) {
            if (mutated > copies) {
                misuse("multiplicity_above_copies",
                       fmt::format("{} of {} copies cannot be mutated", mutated, copies), {},
                       "give no more mutated copies than copies");
            }
        }
    }
    return grid;
}

int design(DesignOptions const& options) {
    refuse_unknown_ending("--output", options.output, {".tsv", ".json", ".tsv.gz", ".json.gz"});
    if (!options.plot.empty()) {
        refuse_unknown_ending("--plot", options.plot, {".svg"});
    }
    std::vector<TubeDesign> designs;
    for (auto plan : plans_of(grid_of(options))) {
        plan.exact_rates_assumed = !options.dispersions.given() && !options.sample_dispersions.given();
        designs.push_back(design_tube(plan, options.supply, options.lesions));
    }
    // Both files or none: the figure gets its name once the table has its own.
    std::optional<PendingPath> plot;
    if (!options.plot.empty()) {
        plot.emplace(options.plot);
        write_pending(*plot, svg_text(design_figure(designs)));
    }
    write_designs(options.output, designs);
    if (plot) {
        plot->commit();
    }
    return 0;
}

void add_supply(CLI::App& app, TubeSupply& supply) {
    limit_to(app.add_option("--recovery", supply.recovery, "Molecules counted per haploid genome equivalent put in"),
             NumberBounds{1e-6, 1})
        ->capture_default_str();
    limit_to(app.add_option("--hge-per-ng", supply.hge_per_ng, "Haploid genome equivalents in a ng"), NumberBounds{1, 1e4})
        ->capture_default_str();
    limit_to(app.add_option("--ng-per-ml", supply.ng_per_ml, "cfDNA in a mL of plasma, ng: gives the plasma needed"),
             NumberBounds{1e-3, 1e5});
    limit_to(app.add_option("--cost-draw", supply.cost_draw, "Cost of a draw, whatever is counted in it"), NumberBounds{0, 1e9});
    limit_to(app.add_option("--cost-million", supply.cost_million, "Cost of a million molecules counted, reads of their families included"),
             NumberBounds{0, 1e9});
}

std::function<int()> set_up(CLI::App& app) {
    auto const options = std::make_shared<DesignOptions>();
    options->output = "-";
    add_list(app, options->loci, "Loci tracked; lists and ranges (2:64:6) make a grid, here and below");
    add_list(app, options->molecules, "Informative molecules at each locus");
    add_list(app, options->input_ng, "Instead of --molecules: DNA put into the library, ng");
    add_list(app, options->plasma_ml, "Instead of --molecules: plasma, mL, with --ng-per-ml");
    add_list(app, options->rates, "Chance that a molecule shows exactly the tracked allele by error");
    app.add_option("--evidence-class", options->classes, "Instead: class of molecules whose usual rate is taken; commas")
        ->type_name("CLASSES");
    add_list(app, options->alphas, "Size of the test; default 0.01");
    add_list(app, options->multiplicities, "Mutated copies in a mutated tumor cell; default 1");
    add_list(app, options->copies, "Copies in every tumor cell; default 2");
    add_list(app, options->dispersions, "Squared coefficient of variation of each locus' rate; default 0");
    add_list(app, options->sample_dispersions, "Coefficient of variation of the noise that all loci of a sample share; default 0");
    add_list(app, options->fractions, "Tumor cell fraction: the power to detect it, or that a fall starts from");
    add_list(app, options->targets, "Tumor cell fraction that LoD95 should reach: what it needs");
    add_list(app, options->falls, "Share that is gone at follow-up (0.5: two-fold): the baseline molecules and power it needs");
    add_list(app, options->private_loci, "Private loci of a lesion whose own fall is asked for; default: all loci");
    limit_to(app.add_option("--sampled-lesions", options->lesions.sampled_lesions, "Lesions with tissue, for --private-loci"),
             WholeBounds{1, 10'000});
    add_supply(app, options->supply);
    app.add_option("-o,--output", options->output, "Table, TSV or JSON by the ending; default: TSV on standard output")->type_name("FILE");
    app.add_option("--plot", options->plot, "Figure, SVG: power of one tube, or LoD95 over what the grid varies")->type_name("FILE");
    return [options] { return design(*options); };
}

}  // namespace

Command design_command() {
    return {"design", "What a tube could show before it is drawn: limits, power, molecules, mass", set_up};
}

}  // namespace tidemark
