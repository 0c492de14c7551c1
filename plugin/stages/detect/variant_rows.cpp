#include <fmt/format.h>

#include "stages/detect/sample_work.hpp"
#include "values/evidence/not_trunk.hpp"

namespace tidemark {
namespace {

std::vector<std::optional<double>> locus_weights(SampleWork const& work) {
    std::vector<std::optional<double>> weights(work.loci.size());
    for (std::size_t index = 0; work.test && index < work.witnesses.size(); ++index) {
        auto const& cells = work.witnesses[index].unit.cells;
        double depth = 0;
        double sum = 0;
        for (std::size_t each = 0; each < cells.size(); ++each) {
            depth += cells[each].depth;
            sum += cells[each].depth * static_cast<double>(work.test->scores.cells[index][each].weight) *
                   work.test->scores.unit_weight;
        }
        for (auto const locus : work.witnesses[index].loci) {
            if (!work.loci[locus].cells.empty() && depth > 0) {
                weights[locus] = sum / depth;
            }
        }
    }
    return weights;
}

std::string class_list(LocusEvidence const& locus) {
    std::vector<std::string_view> names;
    for (auto const& cell : locus.cells) {
        auto const name = to_text(cell.group.evidence_class);
        if (names.empty() || names.back() != name) {
            names.push_back(name);
        }
    }
    return fmt::format("{}", fmt::join(names, ";"));
}

std::string state_of(SampleWork const& work, std::size_t index) {
    if (work.loci[index].cells.empty()) {
        return "no_depth";
    }
    if (work.other_origin[index]) {
        return to_text(work.white_cells[index]->comparison.label);
    }
    if (work.inconsistent[index]) {
        return "inconsistent_with_copy_state";
    }
    return work.outliers[index] ? "outlier" : work.absent[index] ? "absent" : "evaluable";
}

/// v(f)/f at the estimate, its limit where that is 0.
double signal_of(CopyState const& copies, double fraction) {
    return fraction > 0 ? expected_vaf(TumorFractionCell{fraction}, copies).value / fraction : expected_vaf_slope(no_tumor, copies);
}

}  // namespace

std::vector<VariantResult> variant_rows(Panel const& panel, SampleWork const& work, double fraction) {
    std::vector<VariantResult> rows(panel.entries.size());
    for (std::size_t index = 0; index < rows.size(); ++index) {
        rows[index].variant = panel.entries[index].variant;
        rows[index].state = "set_aside";
        rows[index].reason = panel.entries[index].reason;
    }
    auto const weights = locus_weights(work);
    auto const not_trunk = work.not_trunk();
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        auto const& locus = work.loci[index];
        auto& row = rows[locus.entry];
        row.evidence_class = class_list(locus);
        row.depth = locus.depth();
        row.alt_molecules = locus.alt();
        row.background = locus.background();
        row.weight = weights[index];
        if (!locus.cells.empty()) {
            row.signal = signal_of(locus.copies, fraction);
        }
        row.state = state_of(work, index);
        row.reason = {};
        if (auto const& sight = work.white_cells[index]) {
            auto const [label, upper] = sight->comparison;
            row.white_cells_hi = upper;
            row.reason = label == WhiteCellLabel::unresolved ? to_text(label) : "";
        }
        if (not_trunk[index]) {
            row.reason += row.reason.empty() ? not_trunk_code : fmt::format(";{}", not_trunk_code);
        }
    }
    return rows;
}

}  // namespace tidemark
