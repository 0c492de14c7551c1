#include "io/tables/strict_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/files/line_reader.hpp"
#include "io/tables/delimited.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

std::string range_text(NumberDomain range) {
    return fmt::format("from {} to {}", number_text(range.first), number_text(range.last));
}

}  // namespace

StrictObject::StrictObject(nlohmann::json const& json, std::string pointer, std::vector<std::string>& faults)
    : json_{&json}, pointer_{std::move(pointer)}, faults_{&faults} {
    if (!json_->is_object()) {
        faults_->push_back((pointer_.empty() ? "/" : pointer_) + ": must be an object");
    }
}

nlohmann::json const* StrictObject::find(std::string_view key) {
    asked_.emplace(key);
    if (!json_->is_object()) {
        return nullptr;
    }
    auto const found = json_->find(std::string{key});
    return found == json_->end() ? nullptr : &*found;
}

bool StrictObject::has(std::string_view key) const {
    return json_->is_object() && json_->contains(std::string{key});
}

void StrictObject::fault(std::string_view key, std::string const& message) {
    faults_->push_back(at(key) + ": " + message);
}

std::string StrictObject::text(std::string_view key, std::optional<std::string> fallback) {
    auto const* const value = find(key);
    if (value == nullptr) {
        if (!fallback) {
            fault(key, "is missing");
        }
        return fallback.value_or("");
    }
    if (!value->is_string()) {
        fault(key, "must be text");
        return fallback.value_or("");
    }
    return value->get<std::string>();
}

double StrictObject::number(std::string_view key, NumberDomain range, std::optional<double> fallback) {
    auto const* const value = find(key);
    if (value == nullptr) {
        if (!fallback) {
            fault(key, "is missing");
        }
        return fallback.value_or(range.first);
    }
    double const number = value->is_number() ? value->get<double>() : std::nan("");
    if (!(number >= range.first && number <= range.last)) {
        fault(key, "must be a number " + range_text(range));
        return fallback.value_or(range.first);
    }
    return number;
}

int StrictObject::integer(std::string_view key, NumberDomain range, std::optional<int> fallback) {
    double const number =
        this->number(key, range, fallback ? std::optional<double>{static_cast<double>(*fallback)} : std::nullopt);
    if (number != std::floor(number)) {
        fault(key, "must be a whole number");
    }
    return static_cast<int>(std::floor(number));
}

std::optional<double> StrictObject::optional_number(std::string_view key, NumberDomain range) {
    return has(key) ? std::optional{number(key, range)} : std::nullopt;
}

bool StrictObject::flag(std::string_view key, bool fallback) {
    auto const* const value = find(key);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_boolean()) {
        fault(key, "must be true or false");
        return fallback;
    }
    return value->get<bool>();
}

std::vector<std::string> StrictObject::texts(std::string_view key) {
    std::vector<std::string> result;
    auto const* const value = find(key);
    if (value == nullptr) {
        return result;
    }
    if (!value->is_array()) {
        fault(key, "must be a list of texts");
        return result;
    }
    for (auto const& item : *value) {
        if (!item.is_string()) {
            fault(key, "must be a list of texts");
            return {};
        }
        result.push_back(item.get<std::string>());
    }
    return result;
}

std::vector<StrictObject> StrictObject::objects(std::string_view key) {
    std::vector<StrictObject> result;
    auto const* const value = find(key);
    if (value == nullptr) {
        return result;
    }
    if (!value->is_array()) {
        fault(key, "must be a list of objects");
        return result;
    }
    for (std::size_t index = 0; index < value->size(); ++index) {
        result.emplace_back((*value)[index], fmt::format("{}/{}", at(key), index), *faults_);
    }
    return result;
}

std::optional<StrictObject> StrictObject::object(std::string_view key) {
    auto const* const value = find(key);
    return value == nullptr ? std::nullopt : std::optional{StrictObject{*value, at(key), *faults_}};
}

std::vector<std::string> StrictObject::keys() const {
    std::vector<std::string> names;
    if (json_->is_object()) {
        for (auto const& item : json_->items()) {
            names.push_back(item.key());
        }
    }
    return names;
}

void StrictObject::finish() {
    for (auto const& key : keys()) {
        if (!asked_.contains(key)) {
            fault(key, "is not a known key");
        }
    }
}

std::optional<nlohmann::json> parse_strict_json(std::string const& text, JsonFault& fault) {
    std::vector<std::set<std::string>> seen;
    std::string repeated;
    auto const watch = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        if (event == nlohmann::json::parse_event_t::object_start) {
            seen.emplace_back();
        } else if (event == nlohmann::json::parse_event_t::object_end) {
            seen.pop_back();
        } else if (event == nlohmann::json::parse_event_t::key) {
            auto key = parsed.get<std::string>();
            if (!seen.back().insert(key).second && repeated.empty()) {
                repeated = std::move(key);
            }
        }
        return true;
    };
    try {
        auto json = nlohmann::json::parse(text, watch);
        if (repeated.empty()) {
            return json;
        }
        fault = {fmt::format("the key \"{}\" stands twice in one object", repeated), 0};
    } catch (nlohmann::json::parse_error const& error) {
        // The parser has read up to the fault; a file that ends too early is at fault on its last line.
        auto const read = std::string_view{text}.substr(0, std::min(error.byte, text.size()));
        auto const breaks = std::ranges::count(read.substr(0, read.empty() ? 0 : read.size() - 1), '\n');
        fault = {error.what(), static_cast<std::size_t>(breaks) + 1};
    } catch (nlohmann::json::exception const& error) {
        fault = {error.what(), 0};
    }
    return std::nullopt;
}

nlohmann::json read_strict_json(std::filesystem::path const& path, std::string const& rule) {
    JsonFault fault;
    if (auto json = parse_strict_json(read_text_file(path), fault)) {
        return *std::move(json);
    }
    throw InputError{{.rule = rule, .what = path.filename().string() + " cannot be read as JSON", .where = path.filename().string(),
                      .why = fault.why, .remedy = "correct the file"}};
}

}  // namespace tidemark
