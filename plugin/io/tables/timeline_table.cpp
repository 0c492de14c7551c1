#include "io/tables/timeline_table.hpp"

#include <utility>
#include <vector>

#include "io/files/joint_output.hpp"
#include "io/tables/clone_fields.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/lesion_series_fields.hpp"
#include "io/tables/result_cells.hpp"
#include "io/tables/timeline_table_fields.hpp"
#include "io/tables/timeline_table_json.hpp"

namespace tidemark {
namespace {

using namespace timeline_fields;

/// The columns of a sample row around those that only a draw knows.
template <typename Collect>
void visit_sample_row(Timeline const& timeline, Draw const& draw, Collect& collect) {
    collect("patient", timeline.patient);
    for_each_sample_field(draw, collect);
    collect("hge_per_ng", timeline.hge_per_ng);
    for_each_later_sample_field(draw, collect);
    collect("schema", std::string{schema});
}

template <typename Collect>
void visit_pair_row(Timeline const& timeline, PairRow const& pair, Collect& collect) {
    collect("patient", timeline.patient);
    for_each_pair_field(pair, collect);
    collect("schema", std::string{schema});
}

template <typename Collect>
void visit_variant_row(Timeline const& timeline, Draw const& draw, VariantResult const& variant, Collect& collect) {
    collect("patient", timeline.patient);
    collect("sample", draw.row.sample);
    for_each_variant_field(variant, collect);
    collect("schema", std::string{schema});
}

template <typename Collect>
void visit_lesion_row(Timeline const& timeline, LesionShed const& row, Collect& collect) {
    collect("patient", timeline.patient);
    lesion_series_fields::for_each_lesion_field(row, collect);
    collect("schema", std::string{schema});
}

std::string variant_rows_text(Timeline const& timeline) {
    NameCells names;
    visit_variant_row({}, {}, {}, names);
    std::string text = tsv_line(names.cells);
    for (auto const& draw : timeline.draws) {
        for (auto const& variant : draw.result.variants) {
            TextCells row;
            visit_variant_row(timeline, draw, variant, row);
            text += tsv_line(row.cells);
        }
    }
    return text;
}

template <typename Collect>
void visit_clonotype_row(Timeline const& timeline, ClonotypeTest const& test, Collect& collect) {
    collect("patient", timeline.patient);
    clone_fields::for_each_test_field(test, collect);
    collect("schema", std::string{schema});
}

std::string clonotype_rows_text(Timeline const& timeline) {
    NameCells names;
    visit_clonotype_row({}, {}, names);
    std::string text = tsv_line(names.cells);
    if (!timeline.clonotypes) {
        return text;
    }
    for (auto const& test : timeline.clonotypes->tests) {
        TextCells row;
        visit_clonotype_row(timeline, test, row);
        text += tsv_line(row.cells);
    }
    return text;
}

}  // namespace

std::string sample_rows_header() {
    NameCells names;
    visit_sample_row({}, {}, names);
    return tsv_line(names.cells);
}

std::string sample_rows_text(Timeline const& timeline) {
    std::string text;
    for (auto const& draw : timeline.draws) {
        TextCells row{.hide_counts = counts_unknown(draw.result), .cells = {}};
        visit_sample_row(timeline, draw, row);
        text += tsv_line(row.cells);
    }
    return text;
}

std::string pair_rows_header() {
    NameCells names;
    visit_pair_row({}, {}, names);
    return tsv_line(names.cells);
}

std::string pair_rows_text(Timeline const& timeline) {
    std::string text;
    for (auto const& pair : timeline.pairs) {
        TextCells row;
        visit_pair_row(timeline, pair, row);
        text += tsv_line(row.cells);
    }
    return text;
}

std::string lesion_rows_header() {
    NameCells names;
    visit_lesion_row({}, {}, names);
    return tsv_line(names.cells);
}

std::string lesion_rows_text(Timeline const& timeline) {
    std::string text;
    if (!timeline.lesions) {
        return text;
    }
    for (auto const& shed : timeline.lesions->rows) {
        TextCells row;
        visit_lesion_row(timeline, shed, row);
        text += tsv_line(row.cells);
    }
    return text;
}

void write_timeline(std::filesystem::path const& prefix, Timeline const& timeline, ClonotypeTable clonotypes,
                    std::vector<PendingPath> filled) {
    auto const named = [&](char const* ending) {
        auto path = prefix;
        path += ending;
        return path;
    };
    JointOutput files;
    for (auto& each : filled) {
        files.add(std::move(each));
    }
    files.write(named(".samples.tsv"), sample_rows_header() + sample_rows_text(timeline));
    files.write(named(".pairs.tsv"), pair_rows_header() + pair_rows_text(timeline));
    files.write(named(".variants.tsv"), variant_rows_text(timeline));
    if (timeline.lesions) {
        files.write(named(".lesions.tsv"), lesion_rows_header() + lesion_rows_text(timeline));
    } else {
        files.remove(named(".lesions.tsv"));
    }
    if (clonotypes == ClonotypeTable::asked_for) {
        files.write(named(".clonotypes.tsv"), clonotype_rows_text(timeline));
    } else {
        files.remove(named(".clonotypes.tsv"));
    }
    // The JSON, which report reads, comes last.
    files.write(named(".json"), timeline_json_text(timeline));
    files.commit();
}

}  // namespace tidemark
