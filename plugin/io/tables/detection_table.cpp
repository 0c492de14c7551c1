#include "io/tables/detection_table.hpp"

#include <nlohmann/json.hpp>

#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "io/tables/result_cells.hpp"
#include "io/tables/result_fields.hpp"
#include "io/tables/result_json.hpp"
#include "io/tables/result_reader.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;

constexpr char const* schema = "tidemark.detection/1";

/// A sample row: what a timeline carries too, in the order of this file.
template <typename Result, typename Visit>
void for_each_field(Result& result, Visit&& visit) {
    visit("sample", result.sample);
    result_fields::for_each_finding(result, visit);
    result_fields::for_each_detail(result, visit);
    result_fields::for_each_identity(result, visit);
    result_fields::for_each_hash(result, visit);
    visit("failure_reason", result.failure_reason);
    visit("failure_message", result.failure_message);
}

template <typename Result, typename Visit>
void for_each_variant_field(Result& variant, Visit&& visit) {
    result_fields::for_each_locus_count(variant, visit);
    visit("signal", variant.signal);
    visit("white_cells_hi", variant.white_cells_hi);
    result_fields::for_each_locus_state(variant, visit);
}

Json json_of(DetectionResult const& result) {
    Json object = Json::object();
    for_each_field(result, [&](char const* name, auto const& value) { object[name] = JsonCell{}(value); });
    auto& variants = object["variants"] = Json::array();
    for (auto const& variant : result.variants) {
        Json row = Json::object();
        for_each_variant_field(variant, [&](char const* name, auto const& value) { row[name] = JsonCell{}(value); });
        variants.push_back(std::move(row));
    }
    return object;
}

std::string json_text(std::span<DetectionResult const> results) {
    Json document = Json::object();
    document["schema"] = schema;
    auto& rows = document["results"] = Json::array();
    for (auto const& result : results) {
        rows.push_back(json_of(result));
    }
    return document.dump(1) + "\n";
}

std::string tsv_text(std::span<DetectionResult const> results) {
    NameCells names;
    DetectionResult const empty;
    for_each_field(empty, names);
    names("schema", schema);
    std::string text = tsv_line(names.cells);
    for (auto const& result : results) {
        TextCells row;
        for_each_field(result, row);
        row("schema", std::string{schema});
        text += tsv_line(row.cells);
    }
    return text;
}

constexpr ResultFile detection_file{.schema = schema,
                                    .rule = "bad_detection_file",
                                    .content = "a whole detection result",
                                    .name = ".detection.json",
                                    .maker = "detect",
                                    .own_keys = true};

}  // namespace

void write_detections(std::filesystem::path const& path, std::span<DetectionResult const> results) {
    auto const name = path.filename().string();
    write_text_file(path, name.ends_with(".tsv") || name.ends_with(".tsv.gz") ? tsv_text(results) : json_text(results));
}

std::vector<DetectionResult> read_detections(std::filesystem::path const& path) {
    auto const document = read_result_document(path, detection_file);
    ResultReader reader{document, detection_file, path.filename().string(), ""};
    return reader.rows<DetectionResult>("results", [](auto& result, auto& fields) {
        for_each_field(result, fields);
        result.variants = fields.template rows<VariantResult>("variants", [](auto& variant, auto& columns) {
            for_each_variant_field(variant, columns);
        });
    });
}

}  // namespace tidemark
