#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "io/files/line_reader.hpp"
#include "io/tables/timeline_table.hpp"
#include "io/tables/timeline_table_fields.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;
using namespace timeline_fields;

/// Fills one object of the document; every fault names the place of the value ("draws[2].alpha").
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
        read(name, member(name), value);
    }

    [[nodiscard]] Json const& member(char const* name) {
        names_.insert(name);
        auto const found = object_.find(name);
        if (found == object_.end()) {
            refuse(name, "is missing");
        }
        return *found;
    }

    [[nodiscard]] Json const& list(char const* name) {
        auto const& value = member(name);
        if (!value.is_array()) {
            refuse(name, "must be a list");
        }
        return value;
    }

    void refuse_unknown() const {
        for (auto const& [name, value] : object_.items()) {
            if (!names_.contains(name)) {
                refuse(name, "is unknown");
            }
        }
    }

    [[noreturn]] void refuse(std::string const& name, std::string const& fault) const {
        throw InputError{{.rule = "bad_timeline_file",
                          .what = fmt::format("{}{}{} {}", place_, name.empty() || place_.empty() ? "" : ".", name,
                                              fault),
                          .where = file_,
                          .why = "the file is not a whole series",
                          .remedy = "run tidemark track again"}};
    }

private:
    void read(char const* name, Json const& json, std::string& text) const {
        if (!json.is_string() && !json.is_null()) {
            refuse(name, "must be text or null");
        }
        text = json.is_null() ? std::string{} : json.get<std::string>();
    }
    void read(char const* name, Json const& json, bool& flag) const {
        if (!json.is_boolean()) {
            refuse(name, "must be true or false");
        }
        flag = json.get<bool>();
    }
    void read(char const* name, Json const& json, int& number) const {
        auto const whole = json.is_number_integer() ? json.get<std::int64_t>() : std::numeric_limits<std::int64_t>::max();
        if (whole > std::numeric_limits<int>::max() || whole < std::numeric_limits<int>::min()) {
            refuse(name, "must be a whole number");
        }
        number = static_cast<int>(whole);
    }
    /// Counts of a draw that could not be counted are null.
    void read(char const* name, Json const& json, std::int64_t& number) const {
        if (!json.is_null() && (!json.is_number_integer() || json.get<std::int64_t>() < 0)) {
            refuse(name, "must be a whole number of at least 0");
        }
        number = json.is_null() ? 0 : json.get<std::int64_t>();
    }
    void read(char const* name, Json const& json, double& number) const {
        if (!json.is_number() || !std::isfinite(json.get<double>())) {
            refuse(name, "must be a number");
        }
        number = json.get<double>();
    }
    template <typename Number>
    void read(char const* name, Json const& json, std::optional<Number>& number) const {
        number.reset();
        if (!json.is_null()) {
            read(name, json, number.emplace());
        }
    }
    void read(char const* name, Json const& json, Position& position) const {
        std::int64_t number = 0;
        read(name, json, number);
        if (number < 1) {
            refuse(name, "must be at least 1");
        }
        position = Position::from_one_based(number);
    }
    void read(char const* name, Json const& json, std::vector<std::string>& codes) const {
        if (!json.is_array()) {
            refuse(name, "must be a list");
        }
        for (auto const& code : json) {
            read(name, code, codes.emplace_back());
        }
    }
    void read(char const* name, Json const& json, LaterWork&) const {
        if (!json.is_null()) {
            refuse(name, "belongs to a later version and must be null");
        }
    }
    void read(char const* name, Json const& json, SampleStatus& status) const {
        static constexpr SampleStatus all[]{SampleStatus::detected, SampleStatus::not_detected,
                                            SampleStatus::indeterminate, SampleStatus::not_evaluable};
        status = chosen<SampleStatus>(name, json, all);
    }
    void read(char const* name, Json const& json, Verdict& verdict) const {
        static constexpr Verdict all[]{Verdict::met, Verdict::not_met, Verdict::undetermined, Verdict::not_applicable};
        verdict = chosen<Verdict>(name, json, all);
    }
    void read(char const* name, Json const& json, EventKind& kind) const {
        static constexpr EventKind all[]{EventKind::surgery,          EventKind::radiotherapy_fraction,
                                         EventKind::systemic_start,   EventKind::systemic_stop,
                                         EventKind::treatment_change, EventKind::imaging,
                                         EventKind::progression,      EventKind::last_contact};
        kind = chosen<EventKind>(name, json, all);
    }
    template <typename Word>
    [[nodiscard]] Word chosen(char const* name, Json const& json, std::span<Word const> words) const {
        for (auto const word : words) {
            if (json == to_text(word)) {
                return word;
            }
        }
        refuse(name, "is not one of the words known here");
    }

    Json const& object_;
    std::string file_;
    std::string place_;
    std::set<std::string, std::less<>> names_;
};

template <typename Row, typename Fill>
std::vector<Row> rows_of(ObjectReader& parent, char const* name, std::string const& file, std::string const& place,
                         Fill&& fill) {
    std::vector<Row> rows;
    for (auto const& json : parent.list(name)) {
        ObjectReader reader{json, file, fmt::format("{}{}[{}]", place, name, rows.size())};
        fill(rows.emplace_back(), reader);
        reader.refuse_unknown();
    }
    return rows;
}

std::optional<PatientRow> attributes_of(Json const& json, std::string const& patient, std::string const& file) {
    if (json.is_null()) {
        return std::nullopt;
    }
    PatientRow row;
    row.patient = patient;
    ObjectReader reader{json, file, "attributes"};
    reader("sex", row.sex);
    reader("arm", row.arm);
    ObjectReader strata{reader.member("strata"), file, "attributes.strata"};
    for (auto const& [name, value] : reader.member("strata").items()) {
        strata(name.c_str(), row.strata[name]);
    }
    reader.refuse_unknown();
    return row;
}

void fill_draw(Draw& draw, ObjectReader& reader, std::string const& patient, std::string const& file,
               std::string const& place) {
    for_each_sample_field(draw, reader);
    for_each_later_sample_field(draw, reader);
    for_each_json_field(draw, reader);
    draw.result.variants = rows_of<VariantResult>(reader, "variants", file, place, [](auto& variant, auto& fields) {
        for_each_variant_field(variant, fields);
    });
    draw.row.patient = patient;
    draw.row.day = draw.day;
    draw.row.use = draw.result.use == to_text(IntendedUse::landmark) ? IntendedUse::landmark : IntendedUse::monitoring;
    draw.result.sample = draw.row.sample;
}

Json document_of(std::filesystem::path const& path) {
    auto const file = path.filename().string();
    auto document = Json::parse(read_text_file(path), nullptr, false);
    if (document.is_discarded() || !document.is_object()) {
        throw InputError{{.rule = "bad_timeline_file",
                          .what = file + " is not a JSON document",
                          .where = file,
                          .why = "it is damaged, cut short or another kind of file",
                          .remedy = "give the .json that tidemark track wrote"}};
    }
    if (auto const found = document.find("schema"); found == document.end() || *found != schema) {
        throw ContradictionError{{.rule = "schema_version",
                                  .what = fmt::format("{} does not carry schema {}", file, schema),
                                  .where = file,
                                  .why = "results of another version or kind are not mixed",
                                  .remedy = "run tidemark track of this version again"}};
    }
    return document;
}

}  // namespace

Timeline read_timeline(std::filesystem::path const& path) {
    auto const file = path.filename().string();
    auto const document = document_of(path);
    Timeline timeline;
    ObjectReader reader{document, file, ""};
    static_cast<void>(reader.member("schema"));
    for_each_head_field(timeline, reader);
    timeline.baselines = rows_of<AnchorBaseline>(reader, "baselines", file, "", [](auto& row, auto& fields) {
        for_each_baseline_field(row, fields);
    });
    timeline.attributes = attributes_of(reader.member("attributes"), timeline.patient, file);
    timeline.events = rows_of<EventRow>(reader, "events", file, "", [&](auto& row, auto& fields) {
        for_each_event_field(row, fields);
        row.patient = timeline.patient;
    });
    std::size_t index = 0;
    timeline.draws = rows_of<Draw>(reader, "draws", file, "", [&](auto& draw, auto& fields) {
        fill_draw(draw, fields, timeline.patient, file, fmt::format("draws[{}].", index++));
    });
    timeline.pairs = rows_of<PairRow>(reader, "pairs", file, "", [](auto& row, auto& fields) {
        for_each_pair_field(row, fields);
    });
    reader.refuse_unknown();
    return timeline;
}

}  // namespace tidemark
