#include "io/tables/detection_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <type_traits>

#include "io/files/line_reader.hpp"
#include "io/files/output_file.hpp"
#include "io/tables/delimited.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "tidemark.detection/1";

/// Names, order and members of a sample row in one place: writing and reading cannot disagree.
template <typename Result, typename Visit>
void for_each_field(Result& result, Visit&& visit) {
    visit("sample", result.sample);
    visit("use", result.use);
    visit("loci_designed", result.loci_designed);
    visit("loci_evaluable", result.loci_evaluable);
    visit("loci_excluded", result.loci_excluded);
    visit("molecules_n", result.molecules_n);
    visit("molecules_alt", result.molecules_alt);
    visit("background_expected", result.background_expected);
    visit("background_dispersion", result.background_dispersion);
    visit("alpha", result.alpha);
    visit("p_detect", result.p_detect);
    visit("p_pooled", result.p_pooled);
    visit("pooled_quantity", result.pooled_quantity);
    visit("status", result.status);
    visit("reasons", result.reasons);
    visit("tumor_fraction_cell", result.tumor_fraction_cell);
    visit("tumor_fraction_cell_lo", result.tumor_fraction_cell_lo);
    visit("tumor_fraction_cell_hi", result.tumor_fraction_cell_hi);
    visit("tumor_fraction_mass", result.tumor_fraction_mass);
    visit("vaf_mean", result.vaf_mean);
    visit("vaf_max", result.vaf_max);
    visit("lob_tumor_fraction", result.lob_tumor_fraction);
    visit("lod95_tumor_fraction", result.lod95_tumor_fraction);
    visit("loq_tumor_fraction", result.loq_tumor_fraction);
    visit("loo_min_tumor_fraction", result.loo_min_tumor_fraction);
    visit("loo_max_tumor_fraction", result.loo_max_tumor_fraction);
    visit("lod95_vaf", result.lod95_vaf);
    visit("critical_count", result.critical_count);
    visit("fingerprint_called", result.fingerprint_called);
    visit("fingerprint_mismatch", result.fingerprint_mismatch);
    visit("contamination_hi", result.contamination_hi);
    visit("ch_loci", result.ch_loci);
    visit("panel_hash", result.panel_hash);
    visit("model_hash", result.model_hash);
    visit("input_hash", result.input_hash);
}

template <typename Result, typename Visit>
void for_each_variant_field(Result& variant, Visit&& visit) {
    visit("contig", variant.variant.contig);
    visit("position", variant.variant.position);
    visit("ref", variant.variant.ref);
    visit("alt", variant.variant.alt);
    visit("class", variant.evidence_class);
    visit("depth", variant.depth);
    visit("alt_molecules", variant.alt_molecules);
    visit("background", variant.background);
    visit("weight", variant.weight);
    visit("signal", variant.signal);
    visit("state", variant.state);
    visit("reason", variant.reason);
}

struct TextOf {
    std::string operator()(std::string const& text) const { return text; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(std::optional<double> number) const { return number_text(number); }
    std::string operator()(std::optional<std::int64_t> number) const { return number_text(number); }
    std::string operator()(SampleStatus status) const { return to_text(status); }
    std::string operator()(std::vector<std::string> const& reasons) const {
        return fmt::format("{}", fmt::join(reasons, ";"));
    }
};

struct JsonOf {
    Json operator()(std::string const& text) const { return text; }
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(double number) const {
        if (!std::isfinite(number)) {
            throw std::logic_error{"a number that is not finite reached a table"};
        }
        return number;
    }
    Json operator()(std::optional<double> number) const { return number ? (*this)(*number) : Json{}; }
    Json operator()(std::optional<std::int64_t> number) const { return number ? Json(*number) : Json{}; }
    Json operator()(SampleStatus status) const { return to_text(status); }
    Json operator()(std::vector<std::string> const& reasons) const { return Json(reasons); }
    Json operator()(Position position) const { return position.one_based(); }
};

Json json_of(DetectionResult const& result) {
    Json object = Json::object();
    for_each_field(result, [&](char const* name, auto const& value) { object[name] = JsonOf{}(value); });
    auto& variants = object["variants"] = Json::array();
    for (auto const& variant : result.variants) {
        Json row = Json::object();
        for_each_variant_field(variant, [&](char const* name, auto const& value) { row[name] = JsonOf{}(value); });
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
    std::vector<std::string> cells;
    DetectionResult const empty;
    for_each_field(empty, [&](char const* name, auto const&) { cells.emplace_back(name); });
    cells.emplace_back("schema");
    std::string text = tsv_line(cells);
    for (auto const& result : results) {
        cells.clear();
        for_each_field(result, [&](char const*, auto const& value) { cells.push_back(TextOf{}(value)); });
        cells.emplace_back(schema);
        text += tsv_line(cells);
    }
    return text;
}

/// Fills one object of the document; every fault names the path of the value ("results[2].alpha").
class ObjectReader {
public:
    ObjectReader(Json const& object, std::string file, std::string place)
        : object_{object}, file_{std::move(file)}, place_{std::move(place)} {
        if (!object.is_object()) {
            refuse("", "is not an object");
        }
    }

    template <typename Value>
    void operator()(char const* name, Value& value) {
        names_.insert(name);
        auto const found = object_.find(name);
        if (found == object_.end()) {
            refuse(name, "is missing");
        }
        read(name, *found, value);
    }

    /// Throws where the object holds a name that nobody asked for.
    void refuse_unknown() const {
        for (auto const& [name, value] : object_.items()) {
            if (!names_.contains(name) && !name.starts_with("x_")) {
                refuse(name, "is unknown");
            }
        }
    }

    Json const& list(char const* name) {
        names_.insert(name);
        auto const found = object_.find(name);
        if (found == object_.end() || !found->is_array()) {
            refuse(name, "must be a list");
        }
        return *found;
    }

private:
    [[noreturn]] void refuse(std::string const& name, std::string const& fault) const {
        throw InputError{{.rule = "bad_detection_file",
                          .what = fmt::format("{}{}{} {}", place_, name.empty() ? "" : ".", name, fault),
                          .where = file_,
                          .why = "the file is not a whole detection result",
                          .remedy = "run tidemark detect again"}};
    }

    void read(char const* name, Json const& json, std::string& text) const {
        if (!json.is_string()) {
            refuse(name, "must be text");
        }
        text = json.get<std::string>();
    }
    void read(char const* name, Json const& json, std::int64_t& number) const {
        if (!json.is_number_integer() || json.get<std::int64_t>() < 0) {
            refuse(name, "must be a whole number of at least 0");
        }
        number = json.get<std::int64_t>();
    }
    void read(char const* name, Json const& json, double& number) const {
        if (!json.is_number() || !std::isfinite(json.get<double>()) || json.get<double>() < 0) {
            refuse(name, "must be a number of at least 0");
        }
        number = json.get<double>();
    }
    template <typename Number>
    void read(char const* name, Json const& json, std::optional<Number>& number) const {
        if (json.is_null()) {
            number.reset();
            return;
        }
        read(name, json, number.emplace());
    }
    void read(char const* name, Json const& json, Position& position) const {
        std::int64_t number = 0;
        read(name, json, number);
        if (number < 1) {
            refuse(name, "must be at least 1");
        }
        position = Position::from_one_based(number);
    }
    void read(char const* name, Json const& json, SampleStatus& status) const {
        for (auto const each : {SampleStatus::detected, SampleStatus::not_detected, SampleStatus::indeterminate,
                                SampleStatus::not_evaluable}) {
            if (json == to_text(each)) {
                status = each;
                return;
            }
        }
        refuse(name, "must be DETECTED, NOT_DETECTED, INDETERMINATE or NOT_EVALUABLE");
    }
    void read(char const* name, Json const& json, std::vector<std::string>& reasons) const {
        if (!json.is_array()) {
            refuse(name, "must be a list of reason codes");
        }
        for (auto const& reason : json) {
            read(name, reason, reasons.emplace_back());
        }
    }

    Json const& object_;
    std::string file_;
    std::string place_;
    std::set<std::string, std::less<>> names_;
};

DetectionResult result_from(Json const& json, std::string const& file, std::size_t index) {
    DetectionResult result;
    auto const place = fmt::format("results[{}]", index);
    ObjectReader reader{json, file, place};
    for_each_field(result, reader);
    for (auto const& row : reader.list("variants")) {
        ObjectReader variant{row, file, fmt::format("{}.variants[{}]", place, result.variants.size())};
        for_each_variant_field(result.variants.emplace_back(), variant);
        variant.refuse_unknown();
    }
    reader.refuse_unknown();
    return result;
}

}  // namespace

void write_detections(std::filesystem::path const& path, std::span<DetectionResult const> results) {
    write_text_file(path, path.extension() == ".tsv" ? tsv_text(results) : json_text(results));
}

std::vector<DetectionResult> read_detections(std::filesystem::path const& path) {
    auto const file = path.filename().string();
    auto const document = Json::parse(read_text_file(path), nullptr, false);
    if (document.is_discarded() || !document.is_object()) {
        throw InputError{{.rule = "bad_detection_file",
                          .what = file + " is not a JSON document",
                          .where = file,
                          .why = "it is damaged, cut short or another kind of file",
                          .remedy = "give the .detection.json that tidemark detect wrote"}};
    }
    if (auto const found = document.find("schema"); found == document.end() || *found != schema) {
        throw ContradictionError{{.rule = "schema_version",
                                  .what = fmt::format("{} does not carry schema {}", file, schema),
                                  .where = file,
                                  .why = "results of another version or kind are not mixed",
                                  .remedy = "run tidemark detect of this version again"}};
    }
    ObjectReader reader{document, file, "document"};
    std::vector<DetectionResult> results;
    for (auto const& row : reader.list("results")) {
        results.push_back(result_from(row, file, results.size()));
    }
    return results;
}

}  // namespace tidemark
