#include "io/tables/design_table.hpp"

#include <nlohmann/json.hpp>

#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/result_cells.hpp"
#include "io/tables/result_json.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* schema = "tidemark.design/1";

template <typename Visit>
void for_each_plan_field(TubePlan const& plan, Visit&& visit) {
    visit("loci", plan.loci);
    visit("molecules", plan.molecules);
    visit("evidence_class", plan.evidence_class);
    visit("background_rate", plan.background_rate);
    visit("alpha", plan.alpha);
    visit("multiplicity", plan.multiplicity);
    visit("total_copies", plan.total_copies);
    visit("dispersion", plan.dispersion);
    visit("sample_dispersion", plan.sample_dispersion);
}

template <typename Visit>
void for_each_need_field(TubeDesign const& design, Visit&& visit) {
    visit("target_tumor_fraction", design.plan.target);
    visit("target_vaf", design.target_vaf);
    visit("molecules_first", design.molecules_first);
    visit("molecules_safe", design.molecules_safe);
    visit("molecules_missing", design.molecules_missing);
    visit("loci_needed", design.loci_needed);
    visit("fall", design.plan.fall);
    visit("private_loci", design.plan.private_loci);
    visit("baseline_molecules", design.baseline_molecules);
    visit("baseline_molecules_needed", design.baseline_molecules_needed);
    visit("baseline_fraction_needed", design.baseline_fraction_needed);
    visit("private_loci_needed", design.private_loci_needed);
    visit("power_fall", design.power_fall);
    visit("molecules_needed", design.molecules_needed);
    visit("recovery", design.recovery);
    visit("hge_per_ng", design.hge_per_ng);
    visit("input_ng", design.input_ng);
    visit("input_ng_needed", design.input_ng_needed);
    visit("plasma_ml", design.plasma_ml);
    visit("plasma_ml_needed", design.plasma_ml_needed);
    visit("cost", design.cost);
    visit("cost_needed", design.cost_needed);
}

/// Names, order and members of a row, for both forms of the file.
template <typename Visit>
void for_each_design_field(TubeDesign const& design, Visit&& visit) {
    for_each_plan_field(design.plan, visit);
    visit("molecules_n", design.molecules_n);
    visit("background_expected", design.background_expected);
    visit("critical_count", design.critical_count);
    visit("lob_tumor_fraction", design.lob);
    visit("lod95_count_tumor_fraction", design.lod95_count);
    visit("lod95_tumor_fraction", design.lod95);
    visit("loq_tumor_fraction", design.loq);
    visit("lob_vaf", design.lob_vaf);
    visit("lod95_count_vaf", design.lod95_count_vaf);
    visit("lod95_vaf", design.lod95_vaf);
    visit("loq_vaf", design.loq_vaf);
    visit("tumor_fraction_cell", design.plan.fraction);
    visit("power", design.power);
    for_each_need_field(design, visit);
    visit("reasons", design.reasons);
    visit("statement", design.statement);
}

std::string json_text(std::span<TubeDesign const> designs) {
    Json document = Json::object();
    document["schema"] = schema;
    auto& rows = document["designs"] = Json::array();
    for (auto const& design : designs) {
        Json row = Json::object();
        for_each_design_field(design, [&](char const* name, auto const& value) { row[name] = JsonCell{}(value); });
        rows.push_back(std::move(row));
    }
    return document.dump(1) + "\n";
}

std::string tsv_text(std::span<TubeDesign const> designs) {
    NameCells names;
    for_each_design_field(TubeDesign{}, names);
    names("schema", schema);
    std::string text = tsv_line(names.cells);
    for (auto const& design : designs) {
        TextCells row;
        for_each_design_field(design, row);
        row("schema", std::string{schema});
        text += tsv_line(row.cells);
    }
    return text;
}

}  // namespace

void write_designs(std::filesystem::path const& path, std::span<TubeDesign const> designs) {
    auto const name = path.filename().string();
    write_text_file(path, name.ends_with(".json") || name.ends_with(".json.gz") ? json_text(designs) : tsv_text(designs));
}

}  // namespace tidemark
