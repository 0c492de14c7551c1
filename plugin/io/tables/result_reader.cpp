#include "io/tables/result_reader.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "io/files/line_reader.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {

using Json = nlohmann::ordered_json;

Json read_result_document(std::filesystem::path const& path, ResultFile const& kind) {
    auto const file = path.filename().string();
    auto document = Json::parse(read_text_file(path), nullptr, false);
    if (document.is_discarded() || !document.is_object()) {
        throw InputError{{.rule = kind.rule,
                          .what = file + " is not a JSON document",
                          .where = file,
                          .why = "it is damaged, cut short or another kind of file",
                          .remedy = fmt::format("give the {} that tidemark {} wrote", kind.name, kind.maker)}};
    }
    if (auto const found = document.find("schema"); found == document.end() || *found != kind.schema) {
        throw ContradictionError{{.rule = "schema_version",
                                  .what = fmt::format("{} does not carry schema {}", file, kind.schema),
                                  .where = file,
                                  .why = "results of another version or kind are not mixed",
                                  .remedy = fmt::format("run tidemark {} of this version again", kind.maker)}};
    }
    return document;
}

ResultReader::ResultReader(Json const& object, ResultFile const& kind, std::string file, std::string place)
    : object_{&object}, kind_{&kind}, file_{std::move(file)}, place_{std::move(place)} {
    if (!object.is_object()) {
        refuse("", "is not an object");
    }
}

std::string ResultReader::place_of(std::string const& name) const {
    return fmt::format("{}{}{}", place_, name.empty() || place_.empty() ? "" : ".", name);
}

void ResultReader::refuse(std::string const& name, std::string const& fault) const {
    throw InputError{{.rule = kind_->rule,
                      .what = fmt::format("{} {}", place_of(name), fault),
                      .where = file_,
                      .why = fmt::format("the file is not {}", kind_->content),
                      .remedy = fmt::format("run tidemark {} again", kind_->maker)}};
}

Json const& ResultReader::member(char const* name) {
    names_.insert(name);
    auto const found = object_->find(name);
    if (found == object_->end()) {
        refuse(name, "is missing");
    }
    return *found;
}

Json const& ResultReader::list(char const* name) {
    auto const& value = member(name);
    if (!value.is_array()) {
        refuse(name, "must be a list");
    }
    return value;
}

ResultReader ResultReader::object(char const* name) { return {member(name), *kind_, file_, place_of(name)}; }

void ResultReader::refuse_unknown() const {
    for (auto const& [name, value] : object_->items()) {
        if (!names_.contains(name) && !(kind_->own_keys && name.starts_with("x_"))) {
            refuse(name, "is unknown");
        }
    }
}

void ResultReader::read(char const* name, Json const& json, std::string& text) const {
    bool const empty = kind_->null_is_empty && json.is_null();
    if (!json.is_string() && !empty) {
        refuse(name, kind_->null_is_empty ? "must be text or null" : "must be text");
    }
    text = empty ? std::string{} : json.get<std::string>();
}

void ResultReader::read(char const* name, Json const& json, bool& flag) const {
    if (!json.is_boolean()) {
        refuse(name, "must be true or false");
    }
    flag = json.get<bool>();
}

void ResultReader::read(char const* name, Json const& json, int& number) const {
    auto const whole = json.is_number_integer() ? json.get<std::int64_t>() : std::numeric_limits<std::int64_t>::max();
    if (whole > std::numeric_limits<int>::max() || whole < std::numeric_limits<int>::min()) {
        refuse(name, "must be a whole number");
    }
    number = static_cast<int>(whole);
}

void ResultReader::read(char const* name, Json const& json, std::int64_t& number) const {
    bool const empty = kind_->null_is_empty && json.is_null();
    if (!empty && (!json.is_number_integer() || json.get<std::int64_t>() < 0)) {
        refuse(name, "must be a whole number of at least 0");
    }
    number = empty ? 0 : json.get<std::int64_t>();
}

void ResultReader::read(char const* name, Json const& json, double& number) const {
    if (!json.is_number() || !std::isfinite(json.get<double>()) || json.get<double>() < 0) {
        refuse(name, "must be a number of at least 0");
    }
    number = json.get<double>();
}

void ResultReader::read(char const* name, Json const& json, RatePerDay& rate) const {
    if (!json.is_number() || !std::isfinite(json.get<double>())) {
        refuse(name, "must be a number");
    }
    rate.value = json.get<double>();
}

void ResultReader::read(char const* name, Json const& json, Log2Fold& change) const {
    RatePerDay number;
    read(name, json, number);
    change.value = number.value;
}

void ResultReader::read(char const* name, Json const& json, Position& position) const {
    std::int64_t number = 0;
    read(name, json, number);
    if (number < 1) {
        refuse(name, "must be at least 1");
    }
    position = Position::from_one_based(number);
}

void ResultReader::read(char const* name, Json const& json, std::vector<std::string>& codes) const {
    if (!json.is_array()) {
        refuse(name, "must be a list of codes");
    }
    for (auto const& code : json) {
        read(name, code, codes.emplace_back());
    }
}

void ResultReader::read(char const* name, Json const& json, std::vector<double>& numbers) const {
    if (!json.is_array()) {
        refuse(name, "must be a list of numbers");
    }
    for (auto const& number : json) {
        read(name, number, numbers.emplace_back());
    }
}

template <typename Word>
Word ResultReader::chosen(char const* name, Json const& json, std::span<Word const> words) const {
    std::string known;
    for (auto const word : words) {
        if (json == to_text(word)) {
            return word;
        }
        known += std::string{known.empty() ? "" : ", "} + to_text(word);
    }
    refuse(name, "must be one of " + known);
}

void ResultReader::read(char const* name, Json const& json, SampleStatus& status) const {
    static constexpr SampleStatus all[]{SampleStatus::detected, SampleStatus::not_detected, SampleStatus::indeterminate,
                                        SampleStatus::not_evaluable};
    status = chosen<SampleStatus>(name, json, all);
}

void ResultReader::read(char const* name, Json const& json, Verdict& verdict) const {
    static constexpr Verdict all[]{Verdict::met, Verdict::not_met, Verdict::undetermined, Verdict::not_applicable};
    verdict = chosen<Verdict>(name, json, all);
}

void ResultReader::read(char const* name, Json const& json, EventKind& kind) const {
    static constexpr EventKind all[]{EventKind::surgery,          EventKind::radiotherapy_fraction,
                                     EventKind::systemic_start,   EventKind::systemic_stop,
                                     EventKind::treatment_change, EventKind::imaging,
                                     EventKind::progression,      EventKind::last_contact,
                                     EventKind::death};
    kind = chosen<EventKind>(name, json, all);
}

void ResultReader::read(char const* name, Json const& json, MilestoneKind& kind) const {
    kind = chosen<MilestoneKind>(name, json, all_milestones);
}

}  // namespace tidemark
