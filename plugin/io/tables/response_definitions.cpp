#include "io/tables/response_definitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "io/files/line_reader.hpp"
#include "io/tables/strict_json.hpp"
#include "values/failure/failure.hpp"
#include "values/patient/id.hpp"

namespace tidemark {

/// published_definitions.json, as the build put it into the program.
extern char const* const published_definitions_text;

namespace {

constexpr std::string_view schema = "tidemark.definitions/1";
constexpr auto rule = "invalid_definitions";
constexpr auto remedy = "see docs/formats/definitions.md; published_definitions.json is an example";
constexpr NumberDomain ratio_range{0, 1000};
constexpr NumberDomain day_range{-36525, 36525};
constexpr std::array<std::string_view, 5> metric_names{"tumor_fraction_cell", "hge_per_ml", "vaf_mean", "vaf_max", "vaf_median"};
constexpr std::array<std::string_view, 4> meanings{"response", "no_response", "progression", "detection"};
constexpr std::array<std::string_view, 5> anchor_names{"pre_io", "pre_rt", "surgery", "treatment", treatment_end};

template <std::size_t count>
bool is_one_of(std::array<std::string_view, count> const& words, std::string const& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

ResponseCondition read_condition(StrictObject object, int depth);

/// A condition with a number, of the kinds that have one.
std::optional<ResponseCondition> read_number(StrictObject& object, std::string const& key) {
    static constexpr std::array<std::pair<std::string_view, ConditionKind>, 5> kinds{
        {{"ratio_at_most", ConditionKind::ratio_at_most},
         {"ratio_below", ConditionKind::ratio_below},
         {"ratio_at_least", ConditionKind::ratio_at_least},
         {"ratio_above", ConditionKind::ratio_above},
         {"cleared", ConditionKind::cleared}}};
    for (auto const& [name, kind] : kinds) {
        if (key == name) {
            auto const range = kind == ConditionKind::cleared ? NumberDomain{1e-6, 1} : ratio_range;
            return ResponseCondition{kind, object.number(key, range), {}};
        }
    }
    if (key == "detected" || key == "baseline_detected") {
        auto const kind = key == "detected" ? ConditionKind::detected : ConditionKind::baseline_detected;
        return ResponseCondition{kind, object.flag(key, true) ? 1.0 : 0.0, {}};
    }
    if (key == "rising_trend") {
        return ResponseCondition{ConditionKind::rising_trend, static_cast<double>(object.integer(key, {2, 12})), {}};
    }
    return std::nullopt;
}

/// A condition made of others.
std::optional<ResponseCondition> read_parts(StrictObject& object, std::string const& key, int depth) {
    if (key == "all" || key == "any") {
        ResponseCondition condition{key == "all" ? ConditionKind::all : ConditionKind::any, 0, {}};
        for (auto& part : object.objects(key)) {
            condition.parts.push_back(read_condition(part, depth + 1));
        }
        if (condition.parts.empty()) {
            object.fault(key, "must hold at least one condition");
        }
        return condition;
    }
    static constexpr std::array<std::pair<std::string_view, ConditionKind>, 3> of_other_draws{
        {{"confirmed", ConditionKind::confirmed}, {"from_nadir", ConditionKind::from_nadir}, {"at_nadir", ConditionKind::at_nadir}}};
    for (auto const& [name, kind] : of_other_draws) {
        if (key == name) {
            auto const part = object.object(key);
            return part ? ResponseCondition{kind, 0, {read_condition(*part, depth + 1)}} : ResponseCondition{};
        }
    }
    return std::nullopt;
}

ResponseCondition read_condition(StrictObject object, int depth) {
    constexpr int deepest = 8;
    auto const keys = object.keys();
    if (keys.size() != 1 || depth > deepest) {
        object.fault("", depth > deepest ? "conditions are nested too deeply" : "a condition has exactly one key");
        return {};
    }
    auto condition = read_number(object, keys.front());
    if (!condition) {
        condition = read_parts(object, keys.front(), depth);
    }
    if (!condition) {
        object.fault(keys.front(),
                     "no such condition; there are ratio_at_most, ratio_below, ratio_at_least, ratio_above, cleared, detected, "
                     "baseline_detected, rising_trend, confirmed, from_nadir, at_nadir, all, any");
        return {};
    }
    return *condition;
}

ResponseWindow read_window(StrictObject object) {
    ResponseWindow window;
    window.anchors = object.texts("anchors");
    for (auto const& anchor : window.anchors) {
        if (!is_one_of(anchor_names, anchor)) {
            object.fault("anchors", "must be of pre_io, pre_rt, surgery, treatment, treatment_end");
        }
    }
    if (window.anchors.empty()) {
        object.fault("anchors", "must name at least one anchor");
    }
    window.first = object.integer("first", day_range);
    window.last = object.integer("last", day_range);
    window.nominal = object.integer("nominal", day_range, window.first + (window.last - window.first) / 2);
    if (window.first > window.last || window.nominal < window.first || window.nominal > window.last) {
        object.fault("nominal", "first, nominal and last must stand in this order");
    }
    object.finish();
    return window;
}

ResponseClass read_class(StrictObject object) {
    ResponseClass result;
    result.name = object.text("class");
    if (!is_valid_id(result.name)) {
        object.fault("class", "must be an id: letters, digits, _ . -, at most 64, first a letter or digit");
    }
    result.response = object.flag("response", true);
    result.progression = object.flag("progression", false);
    if (auto const when = object.object("when")) {
        result.when = read_condition(*when, 0);
    } else {
        object.fault("when", "is missing: the condition of the class");
    }
    object.finish();
    return result;
}

ComparedWith read_with(StrictObject& object) {
    auto const text = object.text("from", "baseline");
    if (text == "previous") {
        return ComparedWith::previous;
    }
    if (text == "landmark") {
        return ComparedWith::landmark;
    }
    if (text != "baseline") {
        object.fault("from", "must be baseline, previous or landmark");
    }
    return ComparedWith::baseline;
}

/// Conditions that a draw alone can answer.
bool is_of_one_draw(ResponseCondition const& condition) {
    bool const joins = condition.kind == ConditionKind::all || condition.kind == ConditionKind::any;
    return condition.kind == ConditionKind::detected || (joins && std::ranges::all_of(condition.parts, is_of_one_draw));
}

/// What would leave a draw without one answer.
void check_whole(ResponseDefinition const& definition, StrictObject& object) {
    bool const alone = definition.with == ComparedWith::landmark;
    if (alone && (definition.least_baseline_vaf_max || std::ranges::any_of(definition.classes, [](ResponseClass const& each) {
                      return !is_of_one_draw(each.when);
                  }))) {
        object.fault("classes", "a landmark has no earlier draw: only detected, all and any can be asked of it");
    }
    for (std::size_t index = 1; index < definition.windows.size(); ++index) {
        auto const& before = definition.windows[index - 1];
        auto const& window = definition.windows[index];
        if (window.anchors != before.anchors || window.first <= before.last) {
            object.fault("windows", "must follow one another without overlap, and count from the same anchors");
        }
    }
}

ResponseDefinition read_definition(StrictObject object) {
    ResponseDefinition definition;
    definition.id = object.text("id");
    if (!is_valid_id(definition.id)) {
        object.fault("id", "must be an id: letters, digits, _ . -, at most 64, first a letter or digit");
    }
    definition.title = object.text("title");
    definition.source = object.text("source", "");
    definition.verified = object.flag("verified", false);
    definition.note = object.text("note", "");
    definition.metrics = {object.text("metric")};
    if (!is_one_of(metric_names, definition.metrics.front())) {
        object.fault("metric", "must be one of tumor_fraction_cell, hge_per_ml, vaf_mean, vaf_max, vaf_median");
    }
    auto const basis = object.text("basis", "interval");
    if (basis != "interval" && basis != "point") {
        object.fault("basis", "must be interval or point");
    }
    definition.point = basis == "point";
    definition.met_means = object.text("met_means", "response");
    if (!is_one_of(meanings, definition.met_means)) {
        object.fault("met_means", "must be one of response, no_response, progression, detection");
    }
    definition.with = read_with(object);
    definition.least_baseline_vaf_max = object.optional_number("least_baseline_vaf_max", {0, 1});
    for (auto const& window : object.objects("windows")) {
        definition.windows.push_back(read_window(window));
    }
    for (auto const& each : object.objects("classes")) {
        definition.classes.push_back(read_class(each));
    }
    if (std::none_of(definition.classes.begin(), definition.classes.end(),
                     [](ResponseClass const& each) { return each.response; })) {
        object.fault("classes", "must hold at least one class that is a response");
    }
    definition.otherwise = object.text("otherwise", "");
    definition.group = object.text("group", definition.id);
    definition.any_draw_counts = object.flag("any_draw_counts", false);
    check_whole(definition, object);
    object.finish();
    return definition;
}

std::vector<ResponseDefinition> read_document(nlohmann::json const& json, std::vector<std::string>& faults) {
    StrictObject document{json, "", faults};
    if (document.text("schema") != schema) {
        document.fault("schema", fmt::format("must be {}", schema));
    }
    std::vector<ResponseDefinition> definitions;
    std::set<std::string> ids;
    for (auto const& object : document.objects("definitions")) {
        definitions.push_back(read_definition(object));
        if (!ids.insert(definitions.back().id).second) {
            document.fault("definitions", "two of them have the id " + definitions.back().id);
        }
    }
    document.finish();
    return definitions;
}

}  // namespace

std::vector<ResponseDefinition> const& published_definitions() {
    static auto const definitions = [] {
        std::vector<std::string> faults;
        auto made = read_document(nlohmann::json::parse(published_definitions_text), faults);
        if (!faults.empty()) {
            throw std::logic_error{fmt::format("the program's own definitions: {}", fmt::join(faults, "; "))};
        }
        return made;
    }();
    return definitions;
}

std::vector<ResponseDefinition> read_response_definitions(std::filesystem::path const& path, std::string const& name,
                                                          Findings& findings) {
    JsonFault no_json;
    auto const json = parse_strict_json(read_text_file(path), no_json);
    if (!json) {
        findings.push_back({Severity::invalid, rule, name, no_json.line, {}, fmt::format("this is no JSON: {}; {}", no_json.why, remedy)});
        return {};
    }
    std::vector<std::string> faults;
    auto definitions = read_document(*json, faults);
    for (auto& fault : faults) {
        // What to do is the same for all of them: the last one says it.
        findings.push_back({Severity::invalid, rule, name, 0, {}, &fault == &faults.back() ? fmt::format("{}; {}", fault, remedy) : fault});
    }
    return definitions;
}

std::vector<ResponseDefinition> read_response_definitions(std::filesystem::path const& path) {
    std::vector<std::string> faults;
    auto definitions = read_document(read_strict_json(path, rule), faults);
    if (!faults.empty()) {
        throw InputError{{.rule = rule,
                          .what = fmt::format("{}", fmt::join(faults, "; ")),
                          .where = path.filename().string(),
                          .why = "verdicts are drawn by this file",
                          .remedy = remedy}};
    }
    return definitions;
}

}  // namespace tidemark
