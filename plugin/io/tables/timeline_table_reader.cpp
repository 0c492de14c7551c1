#include "io/tables/clone_fields.hpp"
#include "io/tables/lesion_series_fields.hpp"
#include "io/tables/milestone_fields.hpp"
#include "io/tables/result_reader.hpp"
#include "io/tables/timeline_table.hpp"
#include "io/tables/timeline_table_fields.hpp"

namespace tidemark {
namespace {

using namespace timeline_fields;

constexpr ResultFile timeline_file{.schema = schema,
                                   .rule = "bad_timeline_file",
                                   .content = "a whole series",
                                   .name = ".json",
                                   .maker = "track",
                                   .null_is_empty = true};

std::optional<PatientRow> attributes_of(ResultReader& document, std::string const& patient) {
    if (document.member("attributes").is_null()) {
        return std::nullopt;
    }
    PatientRow row;
    row.patient = patient;
    auto reader = document.object("attributes");
    reader("sex", row.sex);
    reader("arm", row.arm);
    auto strata = reader.object("strata");
    for (auto const& [name, value] : reader.member("strata").items()) {
        strata(name.c_str(), row.strata[name]);
    }
    reader.refuse_unknown();
    return row;
}

std::optional<LesionSeries> lesions_of(ResultReader& document) {
    if (document.member("lesions").is_null()) {
        return std::nullopt;
    }
    namespace fields = lesion_series_fields;
    LesionSeries series;
    auto reader = document.object("lesions");
    fields::for_each_head_field(series, reader);
    series.map = reader.rows<MappedVariant>("map", [](auto& row, auto& each) { fields::for_each_map_field(row, each); });
    series.rows = reader.rows<LesionShed>("rows", [](auto& row, auto& each) {
        fields::for_each_lesion_field(row, each);
        fields::for_each_lesion_remark(row, each);
    });
    series.comparisons = reader.rows<LesionComparison>("comparisons", [](auto& row, auto& each) {
        fields::for_each_comparison_field(row, each);
    });
    series.claims = reader.rows<LesionClaim>("claims", [](auto& row, auto& each) { fields::for_each_claim_field(row, each); });
    reader.refuse_unknown();
    return series;
}

void fill_draw(Draw& draw, ResultReader& reader, std::string const& patient) {
    for_each_sample_field(draw, reader);
    for_each_later_sample_field(draw, reader);
    for_each_json_field(draw, reader);
    draw.result.variants = reader.rows<VariantResult>("variants", [](auto& variant, auto& fields) {
        for_each_variant_field(variant, fields);
    });
    draw.row.patient = patient;
    draw.row.day = draw.day;
    draw.row.use = draw.result.use == to_text(IntendedUse::landmark) ? IntendedUse::landmark : IntendedUse::monitoring;
    draw.result.sample = draw.row.sample;
}

void fill_series(SetSeries& series, std::string const& ratio, ResultReader& reader) {
    clone_fields::for_each_series_field(series, reader);
    series.draws = reader.rows<SetRatio>("draws", [&](auto& row, auto& fields) {
        clone_fields::for_each_draw_field(row, ratio, fields);
    });
    series.changes = reader.rows<SetRatioChange>("changes", [](auto& row, auto& fields) {
        clone_fields::for_each_change_field(row, fields);
    });
    series.claims = reader.rows<SeriesClaim>("claims", [](auto& row, auto& fields) {
        clone_fields::for_each_claim_field(row, fields);
    });
}

ClonotypeReadout clonotypes_of(ResultReader reader) {
    ClonotypeReadout readout;
    readout.samples = reader.rows<ClonotypeSample>("samples", [](auto& row, auto& fields) {
        clone_fields::for_each_sample_field(row, fields);
    });
    readout.intervals = reader.rows<ClonotypeInterval>("intervals", [](auto& row, auto& fields) {
        clone_fields::for_each_interval_field(row, fields);
    });
    readout.tests = reader.rows<ClonotypeTest>("expanded", [](auto& row, auto& fields) {
        clone_fields::for_each_test_field(row, fields);
    });
    reader.refuse_unknown();
    return readout;
}

/// The optional parts; null where they were not asked for.
void fill_clones(Timeline& timeline, ResultReader& reader) {
    if (!reader.member("clones").is_null()) {
        timeline.clones = reader.rows<SetSeries>("clones", [](auto& series, auto& fields) {
            fill_series(series, "ccf", fields);
        });
    }
    if (!reader.member("neoantigens").is_null()) {
        auto fields = reader.object("neoantigens");
        fill_series(timeline.neoantigens.emplace(), "level", fields);
        fields.refuse_unknown();
    }
    if (!reader.member("clonotypes").is_null()) {
        timeline.clonotypes = clonotypes_of(reader.object("clonotypes"));
    }
}

SmoothedTimeline smoothed_of(ResultReader& document) {
    SmoothedTimeline smoothed;
    if (document.member("smoothed").is_null()) {
        return smoothed;
    }
    auto reader = document.object("smoothed");
    std::string note;
    reader("note", note);
    smoothed.draws = reader.rows<SmoothedSample>("draws", [](auto& row, auto& fields) {
        for_each_smoothed_draw_field(row, fields);
    });
    smoothed.loci = reader.rows<SmoothedLocus>("loci", [](auto& row, auto& fields) {
        for_each_smoothed_locus_field(row, fields);
    });
    reader.refuse_unknown();
    return smoothed;
}

}  // namespace

Timeline read_timeline(std::filesystem::path const& path) {
    auto const document = read_result_document(path, timeline_file);
    Timeline timeline;
    ResultReader reader{document, timeline_file, path.filename().string(), ""};
    static_cast<void>(reader.member("schema"));
    for_each_head_field(timeline, reader);
    timeline.baselines = reader.rows<AnchorBaseline>("baselines", [](auto& row, auto& fields) {
        for_each_baseline_field(row, fields);
    });
    timeline.attributes = attributes_of(reader, timeline.patient);
    timeline.events = reader.rows<EventRow>("events", [&](auto& row, auto& fields) {
        for_each_event_field(row, fields);
        row.patient = timeline.patient;
    });
    timeline.draws = reader.rows<Draw>("draws", [&](auto& draw, auto& fields) {
        fill_draw(draw, fields, timeline.patient);
    });
    timeline.pairs = reader.rows<PairRow>("pairs", [](auto& row, auto& fields) {
        for_each_pair_field(row, fields);
    });
    timeline.definitions = reader.rows<DefinitionRow>("definitions", [](auto& row, auto& fields) {
        for_each_definition_field(row, fields);
    });
    timeline.lesions = lesions_of(reader);
    fill_clones(timeline, reader);
    timeline.milestones = reader.rows<Milestone>("milestones", [](auto& row, auto& fields) {
        for_each_milestone_field(row, fields);
    });
    auto growth_change = reader.object("growth_change");
    for_each_growth_change_field(timeline.growth_change, growth_change);
    growth_change.refuse_unknown();
    timeline.smoothed = smoothed_of(reader);
    reader.refuse_unknown();
    return timeline;
}

}  // namespace tidemark
