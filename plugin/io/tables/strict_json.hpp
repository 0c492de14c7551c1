// Reading a JSON object strictly: every key is asked for by name, type and range; what nobody asked for is a fault.
// Faults are gathered with their JSON pointer (RFC 6901), so that a file's faults are listed all at once.
#pragma once
#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark {

/// Inclusive range of a number.
struct NumberDomain {
    double first = 0;
    double last = 0;
};

class StrictObject {
public:
    /// `json` and `faults` must outlive the object.
    StrictObject(nlohmann::json const& json, std::string pointer, std::vector<std::string>& faults);

    [[nodiscard]] bool has(std::string_view key) const;
    /// Without a value for `fallback` the key is required.
    [[nodiscard]] std::string text(std::string_view key, std::optional<std::string> fallback = std::nullopt);
    [[nodiscard]] double number(std::string_view key, NumberDomain range, std::optional<double> fallback = std::nullopt);
    [[nodiscard]] int integer(std::string_view key, NumberDomain range, std::optional<int> fallback = std::nullopt);
    [[nodiscard]] std::optional<double> optional_number(std::string_view key, NumberDomain range);
    [[nodiscard]] bool flag(std::string_view key, bool fallback);
    /// Empty where the key is absent.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    [[nodiscard]] std::vector<StrictObject> objects(std::string_view key);
    [[nodiscard]] std::optional<StrictObject> object(std::string_view key);
    /// Members of this object: for maps whose keys are names.
    [[nodiscard]] std::vector<std::string> keys() const;

    void fault(std::string_view key, std::string const& message);
    /// Names every key that was not asked for. Call once, last.
    void finish();

private:
    [[nodiscard]] nlohmann::json const* find(std::string_view key);
    [[nodiscard]] std::string at(std::string_view key) const { return pointer_ + "/" + std::string{key}; }

    nlohmann::json const* json_;
    std::string pointer_;
    std::vector<std::string>* faults_;
    std::set<std::string, std::less<>> asked_;
};

/// Why a text is no JSON, and on which line (from 1 on) where that is known; else 0.
struct JsonFault {
    std::string why;
    std::size_t line = 0;
};

/// As `read_strict_json`, for a text that was read; without value where it is no such JSON, and `fault` says why.
[[nodiscard]] std::optional<nlohmann::json> parse_strict_json(std::string const& text, JsonFault& fault);

/// Parses a JSON file; comments, trailing text and a key that stands twice in one object are refused.
/// Throws InputError with rule `rule`.
[[nodiscard]] nlohmann::json read_strict_json(std::filesystem::path const& path, std::string const& rule);

}  // namespace tidemark
