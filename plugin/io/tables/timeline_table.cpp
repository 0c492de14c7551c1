#include "io/tables/timeline_table.hpp"

#include <system_error>
#include <utility>
#include <vector>

#include "io/files/output_file.hpp"
#include "io/tables/clone_fields.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/lesion_series_fields.hpp"
#include "io/tables/result_cells.hpp"
#include "io/tables/timeline_table_fields.hpp"
#include "io/tables/timeline_table_json.hpp"
#include "values/failure/failure.hpp"

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

struct Output {
    PendingPath pending;
    std::string text;
};

/// A rename that fails takes the names before it back: three tables without their JSON would look like a result.
void commit_all(std::vector<PendingPath*> const& outputs) {
    for (std::size_t index = 0; index < outputs.size(); ++index) {
        try {
            outputs[index]->commit();
        } catch (FailureError const&) {
            for (std::size_t made = 0; made < index; ++made) {
                std::error_code ignored;
                std::filesystem::remove(outputs[made]->final_path(), ignored);
            }
            throw;
        }
    }
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
    bool const with_clonotypes = clonotypes == ClonotypeTable::asked_for;
    auto const named = [&](char const* ending) {
        auto path = prefix;
        path += ending;
        return PendingPath{path};
    };
    std::vector<Output> outputs;
    outputs.push_back({named(".samples.tsv"), sample_rows_header() + sample_rows_text(timeline)});
    outputs.push_back({named(".pairs.tsv"), pair_rows_header() + pair_rows_text(timeline)});
    outputs.push_back({named(".variants.tsv"), variant_rows_text(timeline)});
    if (timeline.lesions) {
        outputs.push_back({named(".lesions.tsv"), lesion_rows_header() + lesion_rows_text(timeline)});
    }
    if (with_clonotypes) {
        outputs.push_back({named(".clonotypes.tsv"), clonotype_rows_text(timeline)});
    }
    outputs.push_back({named(".json"), timeline_json_text(timeline)});
    for (auto const& output : outputs) {
        write_pending(output.pending, output.text);
    }
    // Every byte is written before the first final name appears; the JSON, which report reads, comes last.
    std::vector<PendingPath*> pending;
    for (auto& each : filled) {
        pending.push_back(&each);
    }
    for (auto& output : outputs) {
        pending.push_back(&output.pending);
    }
    commit_all(pending);
    for (auto const& [ending, present] : {std::pair{".lesions.tsv", timeline.lesions.has_value()},
                                          std::pair{".clonotypes.tsv", with_clonotypes}}) {
        if (!present) {
            auto path = prefix;
            path += ending;
            remove_stale_output(path);
        }
    }
}

}  // namespace tidemark
