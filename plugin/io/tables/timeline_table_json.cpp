#include "io/tables/timeline_table_json.hpp"

#include <nlohmann/json.hpp>

#include "io/tables/clone_fields.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/lesion_series_fields.hpp"
#include "io/tables/milestone_fields.hpp"
#include "io/tables/timeline_table_fields.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;
using namespace timeline_fields;

/// Adds every field visited to an object.
struct JsonFields {
    Json& object;
    bool hide_counts = false;

    void operator()(char const* name, auto const& value) { object[name] = json(value); }

    Json json(std::string const& value) const { return value.empty() ? Json{} : Json(value); }
    Json json(bool value) const { return value; }
    Json json(int value) const { return value; }
    Json json(std::int64_t value) const { return hide_counts ? Json{} : Json(value); }
    Json json(double value) const { return value; }
    Json json(std::optional<int> value) const { return value ? Json(*value) : Json{}; }
    Json json(std::optional<double> value) const { return value ? Json(*value) : Json{}; }
    Json json(std::optional<RatePerDay> value) const { return value ? Json(value->value) : Json{}; }
    Json json(std::optional<Log2Fold> value) const { return value ? Json(value->value) : Json{}; }
    Json json(std::optional<std::int64_t> value) const { return value ? Json(*value) : Json{}; }
    Json json(Position value) const { return value.one_based(); }
    Json json(SampleStatus value) const { return to_text(value); }
    Json json(Verdict value) const { return to_text(value); }
    Json json(EventKind value) const { return to_text(value); }
    Json json(MilestoneKind value) const { return to_text(value); }
    Json json(std::vector<std::string> const& value) const { return Json(value); }
    Json json(std::vector<double> const& value) const { return Json(value); }
};

Json attributes_json(std::optional<PatientRow> const& attributes) {
    if (!attributes) {
        return {};
    }
    Json object = Json::object();
    JsonFields fields{object};
    fields("sex", attributes->sex);
    fields("arm", attributes->arm);
    auto& strata = object["strata"] = Json::object();
    for (auto const& [name, value] : attributes->strata) {
        strata[name] = fields.json(value);
    }
    return object;
}

Json draw_json(Draw const& draw) {
    Json object = Json::object();
    JsonFields fields{object, counts_unknown(draw.result)};
    for_each_sample_field(draw, fields);
    for_each_later_sample_field(draw, fields);
    for_each_json_field(draw, fields);
    auto& variants = object["variants"] = Json::array();
    for (auto const& variant : draw.result.variants) {
        Json row = Json::object();
        for_each_variant_field(variant, JsonFields{row});
        variants.push_back(std::move(row));
    }
    return object;
}

/// As number_text writes them, so that a number looks the same in every file (the library would print 303 as 303.0).
void append(std::string& text, Json const& json, std::string const& indent) {
    if (json.is_number_float()) {
        text += number_text(json.get<double>());
        return;
    }
    if (!json.is_structured() || json.empty()) {
        text += json.dump();
        return;
    }
    auto const inner = indent + " ";
    bool first = true;
    text += json.is_array() ? '[' : '{';
    for (auto const& [name, value] : json.items()) {
        text += first ? "\n" : ",\n";
        text += inner;
        if (json.is_object()) {
            text += Json(name).dump() + ": ";
        }
        append(text, value, inner);
        first = false;
    }
    text += '\n';
    text += indent;
    text += json.is_array() ? ']' : '}';
}

template <typename Rows, typename Make>
Json list_of(Rows const& rows, Make&& make) {
    Json list = Json::array();
    for (auto const& row : rows) {
        list.push_back(make(row));
    }
    return list;
}

Json lesions_json(std::optional<LesionSeries> const& lesions) {
    if (!lesions) {
        return {};
    }
    namespace fields = lesion_series_fields;
    Json object = Json::object();
    fields::for_each_head_field(*lesions, JsonFields{object});
    auto const listed = [&](char const* name, auto const& rows, auto visit) {
        object[name] = list_of(rows, [&](auto const& row) {
            Json each = Json::object();
            visit(row, JsonFields{each});
            return each;
        });
    };
    listed("map", lesions->map, [](auto const& row, auto&& visit) { fields::for_each_map_field(row, visit); });
    listed("rows", lesions->rows, [](auto const& row, auto&& visit) {
        fields::for_each_lesion_field(row, visit);
        fields::for_each_lesion_remark(row, visit);
    });
    listed("comparisons", lesions->comparisons, [](auto const& row, auto&& visit) { fields::for_each_comparison_field(row, visit); });
    listed("claims", lesions->claims, [](auto const& row, auto&& visit) { fields::for_each_claim_field(row, visit); });
    return object;
}

Json series_json(SetSeries const& series, std::string const& ratio) {
    Json object = Json::object();
    clone_fields::for_each_series_field(series, JsonFields{object});
    object["draws"] = list_of(series.draws, [&](SetRatio const& row) {
        Json draw = Json::object();
        clone_fields::for_each_draw_field(row, ratio, JsonFields{draw});
        return draw;
    });
    object["changes"] = list_of(series.changes, [](SetRatioChange const& row) {
        Json change = Json::object();
        clone_fields::for_each_change_field(row, JsonFields{change});
        return change;
    });
    object["claims"] = list_of(series.claims, [](SeriesClaim const& row) {
        Json claim = Json::object();
        clone_fields::for_each_claim_field(row, JsonFields{claim});
        return claim;
    });
    return object;
}

/// Of the clonotypes only those that expanded: the table has all that were tested.
Json clonotypes_json(ClonotypeReadout const& readout) {
    Json object = Json::object();
    object["samples"] = list_of(readout.samples, [](ClonotypeSample const& row) {
        Json sample = Json::object();
        clone_fields::for_each_sample_field(row, JsonFields{sample});
        return sample;
    });
    object["intervals"] = list_of(readout.intervals, [](ClonotypeInterval const& row) {
        Json interval = Json::object();
        clone_fields::for_each_interval_field(row, JsonFields{interval});
        return interval;
    });
    auto& list = object["expanded"] = Json::array();
    for (auto const& row : readout.tests) {
        if (row.expanded) {
            Json test = Json::object();
            clone_fields::for_each_test_field(row, JsonFields{test});
            list.push_back(std::move(test));
        }
    }
    return object;
}

/// Null where nothing was smoothed.
Json smoothed_json(SmoothedTimeline const& smoothed) {
    if (smoothed == SmoothedTimeline{}) {
        return {};
    }
    Json object = Json::object();
    object["note"] = smoothed_note;
    object["draws"] = list_of(smoothed.draws, [](SmoothedSample const& row) {
        Json fields = Json::object();
        for_each_smoothed_draw_field(row, JsonFields{fields});
        return fields;
    });
    object["loci"] = list_of(smoothed.loci, [](SmoothedLocus const& row) {
        Json fields = Json::object();
        for_each_smoothed_locus_field(row, JsonFields{fields});
        return fields;
    });
    return object;
}

}  // namespace

std::string timeline_json_text(Timeline const& timeline) {
    Json document = Json::object();
    document["schema"] = schema;
    for_each_head_field(timeline, JsonFields{document});
    document["baselines"] = list_of(timeline.baselines, [](AnchorBaseline const& baseline) {
        Json object = Json::object();
        for_each_baseline_field(baseline, JsonFields{object});
        return object;
    });
    document["attributes"] = attributes_json(timeline.attributes);
    document["events"] = list_of(timeline.events, [](EventRow const& event) {
        Json object = Json::object();
        for_each_event_field(event, JsonFields{object});
        return object;
    });
    document["draws"] = list_of(timeline.draws, draw_json);
    document["pairs"] = list_of(timeline.pairs, [](PairRow const& pair) {
        Json object = Json::object();
        for_each_pair_field(pair, JsonFields{object});
        return object;
    });
    document["definitions"] = list_of(timeline.definitions, [](DefinitionRow const& row) {
        Json object = Json::object();
        for_each_definition_field(row, JsonFields{object});
        return object;
    });
    document["lesions"] = lesions_json(timeline.lesions);
    document["clones"] = timeline.clones ? list_of(*timeline.clones, [](SetSeries const& series) {
        return series_json(series, "ccf");
    }) : Json{};
    document["neoantigens"] = timeline.neoantigens ? series_json(*timeline.neoantigens, "level") : Json{};
    document["clonotypes"] = timeline.clonotypes ? clonotypes_json(*timeline.clonotypes) : Json{};
    document["milestones"] = list_of(timeline.milestones, [](Milestone const& row) {
        Json object = Json::object();
        for_each_milestone_field(row, JsonFields{object});
        return object;
    });
    auto& growth_change = document["growth_change"] = Json::object();
    for_each_growth_change_field(timeline.growth_change, JsonFields{growth_change});
    document["smoothed"] = smoothed_json(timeline.smoothed);
    std::string text;
    append(text, document, "");
    return text + "\n";
}

}  // namespace tidemark
