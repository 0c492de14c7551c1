#include "io/tables/scenario.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "io/tables/strict_json.hpp"
#include "values/failure/failure.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

constexpr NumberDomain share{0, 1};
constexpr NumberDomain molecule_range{1, 1'000'000};
constexpr NumberDomain amount{1e-6, 1e6};

std::string id_of(StrictObject& object, std::string_view key, std::optional<std::string> fallback = std::nullopt) {
    auto id = object.text(key, std::move(fallback));
    if (object.has(key) && !is_valid_id(id)) {
        object.fault(key, "must be an id: letters, digits, _ . -, at most 64, first a letter or digit");
    }
    return id;
}

/// Index of a word among the allowed ones; the first where it is none, with a fault.
template <std::size_t count>
std::size_t word_of(StrictObject& object, std::string_view key, std::array<std::string_view, count> const& words,
                    std::optional<std::string> fallback = std::nullopt) {
    auto const text = object.text(key, std::move(fallback));
    std::string allowed;
    for (std::size_t index = 0; index < count; ++index) {
        if (words[index] == text) {
            return index;
        }
        allowed += (index == 0 ? "" : ", ") + std::string{words[index]};
    }
    object.fault(key, "must be one of " + allowed);
    return 0;
}

ScenarioVariants read_variants_group(StrictObject object) {
    constexpr std::array<std::string_view, 5> kinds{"snv", "mnv", "insertion", "deletion", "linked_pair"};
    ScenarioVariants variants;
    variants.id = id_of(object, "id");
    variants.count = object.integer("count", {1, 100'000}, variants.count);
    auto const kind = word_of(object, "kind", kinds, "snv");
    variants.linked_pair = kind == 4;
    variants.kind = variants.linked_pair ? VariantKind::snv : static_cast<VariantKind>(kind);
    bool const has_length = kind >= 1 && kind <= 3;
    if (has_length) {
        variants.length = object.integer("length", {kind == 1 ? 2.0 : 1.0, 50}, kind == 1 ? 2 : 3);
    }
    if (variants.linked_pair) {
        variants.distance = object.integer("distance", {2, 60}, variants.distance);
    }
    variants.lesions = object.texts("lesions");
    variants.multiplicity = object.integer("multiplicity", {1, 20}, variants.multiplicity);
    variants.total_copies = object.integer("total_copies", {1, 20}, variants.total_copies);
    variants.normal_copies = object.integer("normal_copies", {1, 2}, variants.normal_copies);
    variants.ccf = object.number("ccf", {0.001, 1}, variants.ccf);
    object.finish();
    return variants;
}

ScenarioHematopoiesis read_hematopoiesis(StrictObject object) {
    ScenarioHematopoiesis mutation;
    mutation.id = id_of(object, "id");
    mutation.vaf = object.number("vaf", {1e-6, 0.5});
    mutation.listed = object.flag("listed", mutation.listed);
    object.finish();
    return mutation;
}

ScenarioLesion read_lesion(StrictObject object) {
    constexpr std::array<std::string_view, 3> compartments{"irradiated", "nonirradiated", "unknown"};
    ScenarioLesion lesion;
    lesion.id = id_of(object, "id");
    lesion.compartment = compartments[word_of(object, "compartment", compartments, "unknown")];
    lesion.biopsied = object.flag("biopsied", lesion.biopsied);
    lesion.purity = object.number("purity", {0.01, 1}, lesion.purity);
    lesion.molecules = object.number("molecules", molecule_range, lesion.molecules);
    object.finish();
    return lesion;
}

ScenarioDraw read_draw(StrictObject object) {
    ScenarioDraw draw;
    draw.sample = id_of(object, "sample");
    draw.day = object.integer("day", {-100'000, 100'000});
    draw.timepoint = object.text("timepoint", "");
    draw.use = word_of(object, "use", std::array<std::string_view, 2>{"landmark", "monitoring"}, "monitoring") == 0
                   ? IntendedUse::landmark
                   : IntendedUse::monitoring;
    draw.fraction = object.number("fraction", share);
    if (auto shedding = object.object("shedding")) {
        for (auto const& lesion : shedding->keys()) {
            draw.shedding[lesion] = shedding->number(lesion, {0, 1e6});
        }
        shedding->finish();
    }
    draw.molecules = object.number("molecules", molecule_range, draw.molecules);
    draw.replicates = object.integer("replicates", {1, 100'000}, draw.replicates);
    draw.dropout = object.texts("dropout");
    if (auto contamination = object.object("contamination")) {
        draw.contamination = ScenarioContamination{.patient = id_of(*contamination, "patient"),
                                                   .share = contamination->number("share", share)};
        contamination->finish();
    }
    draw.cfdna_ng = object.optional_number("cfdna_ng", amount);
    draw.plasma_ml = object.optional_number("plasma_ml", amount);
    draw.input_ng = object.optional_number("input_ng", amount);
    draw.batch = id_of(object, "batch", "");
    object.finish();
    return draw;
}

EventRow read_event(StrictObject object) {
    constexpr std::array<std::string_view, 9> kinds{"surgery",          "radiotherapy_fraction", "systemic_start",
                                                    "systemic_stop",    "treatment_change",      "imaging",
                                                    "progression",      "last_contact",          "death"};
    constexpr std::array<std::string_view, 5> anchors{"", "pre_rt", "pre_io", "surgery", "treatment"};
    constexpr NumberDomain days{-100'000, 100'000};
    EventRow event;
    event.day = object.integer("day", days);
    if (object.has("day_end")) {
        event.day_end = object.integer("day_end", {static_cast<double>(event.day), days.last});
    }
    event.kind = static_cast<EventKind>(word_of(object, "event", kinds));
    event.anchor = anchors[word_of(object, "anchor", anchors, "")];
    event.lesion = id_of(object, "lesion", "");
    event.label = object.text("label", "");
    event.value = object.optional_number("value", {0, 1e6});
    event.unit = object.text("unit", "");
    if (event.value.has_value() != !event.unit.empty()) {
        object.fault("value", "value and unit stand together");
    }
    object.finish();
    return event;
}

ScenarioPatient read_patient(StrictObject object) {
    ScenarioPatient patient;
    patient.id = id_of(object, "id");
    constexpr std::array<std::string_view, 5> sexes{"", "female", "male", "other", "unknown"};
    patient.sex = sexes[word_of(object, "sex", sexes, "")];
    patient.arm = object.text("arm", "");
    if (auto strata = object.object("strata")) {
        for (auto const& name : strata->keys()) {
            if (!is_valid_id(name)) {
                strata->fault(name, "must be an id");
            }
            patient.strata[name] = strata->text(name);
        }
        strata->finish();
    }
    for (auto& lesion : object.objects("lesions")) {
        patient.lesions.push_back(read_lesion(std::move(lesion)));
    }
    for (auto& variants : object.objects("variants")) {
        patient.variants.push_back(read_variants_group(std::move(variants)));
    }
    for (auto& mutation : object.objects("hematopoiesis")) {
        patient.hematopoiesis.push_back(read_hematopoiesis(std::move(mutation)));
    }
    patient.white_cell_molecules = object.optional_number("white_cell_molecules", molecule_range);
    for (auto& draw : object.objects("draws")) {
        patient.draws.push_back(read_draw(std::move(draw)));
    }
    for (auto& event : object.objects("events")) {
        patient.events.push_back(read_event(std::move(event)));
        patient.events.back().patient = patient.id;
    }
    object.finish();
    return patient;
}

ScenarioMolecules read_molecules(StrictObject object) {
    ScenarioMolecules molecules;
    molecules.duplex_share = object.number("duplex_share", share, molecules.duplex_share);
    molecules.simplex_share = object.number("simplex_share", share, molecules.simplex_share);
    molecules.read_length = object.integer("read_length", {40, 300}, molecules.read_length);
    molecules.reach = object.integer("reach", {0, 300}, molecules.reach);
    molecules.normal_length = object.integer("normal_length", {80, 300}, molecules.normal_length);
    molecules.tumor_length = object.integer("tumor_length", {80, 300}, molecules.tumor_length);
    molecules.low_mapping_quality = object.number("low_mapping_quality", share, molecules.low_mapping_quality);
    molecules.improper = object.number("improper", share, molecules.improper);
    molecules.flagged = object.number("flagged", share, molecules.flagged);
    object.finish();
    return molecules;
}

ScenarioErrors read_errors(StrictObject object) {
    constexpr NumberDomain rate{1e-12, 0.01};
    constexpr NumberDomain rate_or_none{0, 0.01};
    ScenarioErrors errors;
    errors.duplex = object.number("duplex", rate, errors.duplex);
    errors.simplex = object.number("simplex", rate, errors.simplex);
    errors.singleton = object.number("singleton", rate, errors.singleton);
    errors.deamination = object.number("deamination", rate_or_none, errors.deamination);
    errors.oxidation = object.number("oxidation", rate_or_none, errors.oxidation);
    errors.sequencing = object.number("sequencing", rate_or_none, errors.sequencing);
    errors.homopolymer_indel = object.number("homopolymer_indel", rate_or_none, errors.homopolymer_indel);
    errors.masked = object.number("masked", rate_or_none, errors.masked);
    errors.locus_dispersion = object.number("locus_dispersion", {0, 100}, errors.locus_dispersion);
    errors.hot_share = object.number("hot_share", share, errors.hot_share);
    errors.hot_factor = object.number("hot_factor", {1, 10'000}, errors.hot_factor);
    errors.sample_dispersion = object.number("sample_dispersion", {0, 10}, errors.sample_dispersion);
    object.finish();
    return errors;
}

/// `reads` of a scenario; nothing where they are collapsed.
std::optional<ScenarioReads> read_reads(StrictObject object) {
    constexpr NumberDomain rate{0, 0.1};
    bool const raw = word_of(object, "kind", std::array<std::string_view, 2>{"collapsed", "raw"}, "collapsed") == 1;
    if (!raw) {
        object.finish();
        return std::nullopt;
    }
    ScenarioReads reads;
    reads.structure = object.text("structure", reads.structure);
    reads.files = static_cast<RawFiles>(
        word_of(object, "files", std::array<std::string_view, 3>{"fastq", "bam", "both"}, "fastq"));
    reads.spread = static_cast<FragmentSpread>(
        word_of(object, "spread", std::array<std::string_view, 2>{"loci", "uniform"}, "loci"));
    reads.pairs_per_strand = object.number("pairs_per_strand", {1, 10'000}, reads.pairs_per_strand);
    reads.family_dispersion = object.number("family_dispersion", {0, 10}, reads.family_dispersion);
    reads.pcr_cycles = object.integer("pcr_cycles", {1, 40}, reads.pcr_cycles);
    reads.pcr_error = object.number("pcr_error", {0, 0.001}, reads.pcr_error);
    reads.slippage = object.number("slippage", {0, 100'000}, reads.slippage);
    reads.umi_error = object.number("umi_error", rate, reads.umi_error);
    reads.low_quality = object.number("low_quality", rate, reads.low_quality);
    reads.calibration = object.number("calibration", {0, 1.5}, reads.calibration);
    object.finish();
    return reads;
}

void read_reference(StrictObject object, Scenario& scenario) {
    scenario.gc = object.number("gc", {0.1, 0.9}, scenario.gc);
    for (auto& contig : object.objects("contigs")) {
        scenario.contigs.push_back({id_of(contig, "name"), contig.integer("length", {5'000, 100'000'000}), {}});
        contig.finish();
    }
    object.finish();
}

}  // namespace

Scenario read_scenario(std::filesystem::path const& path) {
    auto const json = read_strict_json(path, "scenario_invalid");
    std::vector<std::string> faults;
    StrictObject object{json, "", faults};
    Scenario scenario;
    if (object.text("schema") != "tidemark.scenario/1") {
        object.fault("schema", "must be tidemark.scenario/1");
    }
    static_cast<void>(object.text("title", ""));
    scenario.chemistry = id_of(object, "chemistry", "");
    scenario.snp_share = object.number("snp_share", share, scenario.snp_share);
    if (auto reference = object.object("reference")) {
        read_reference(std::move(*reference), scenario);
    } else {
        object.fault("reference", "is missing");
    }
    if (auto molecules = object.object("molecules")) {
        scenario.molecules = read_molecules(std::move(*molecules));
    }
    if (auto errors = object.object("errors")) {
        scenario.errors = read_errors(std::move(*errors));
    }
    if (auto reads = object.object("reads")) {
        scenario.raw_reads = read_reads(std::move(*reads));
    }
    if (auto controls = object.object("controls")) {
        scenario.controls.samples = controls->texts("samples");
        scenario.controls.molecules = controls->number("molecules", molecule_range, scenario.controls.molecules);
        scenario.controls.batch = id_of(*controls, "batch", "");
        controls->finish();
    }
    for (auto& patient : object.objects("patients")) {
        scenario.patients.push_back(read_patient(std::move(patient)));
    }
    object.finish();
    if (!faults.empty()) {
        std::string text;
        for (auto const& fault : faults) {
            text += (text.empty() ? "" : "; ") + fault;
        }
        throw InputError{{.rule = "scenario_invalid",
                          .what = text,
                          .where = path.filename().string(),
                          .why = {},
                          .remedy = "every key is in docs/formats/scenario.md"}};
    }
    return scenario;
}

}  // namespace tidemark
