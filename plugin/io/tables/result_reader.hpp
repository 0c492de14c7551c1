// Reading a JSON result of ours back into its value. A visitor of field lists: every field must be there with its type,
// and nothing else; every fault names the place of the value ("draws[2].alpha").
#pragma once
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "io/tables/result_fields.hpp"
#include "values/evidence/detection_result.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// What a file should be, for reading and for messages.
struct ResultFile {
    char const* schema;          ///< "tidemark.detection/1"
    char const* rule;            ///< of a damaged file
    char const* content;         ///< "a whole detection result"
    char const* name;            ///< ".detection.json"
    char const* maker;           ///< the subcommand that writes it
    bool null_is_empty = false;  ///< null stands for empty text, and for a count of what could not be counted
    bool own_keys = false;       ///< keys with the prefix x_ are passed over
};

/// The parsed file. Throws InputError where it is no JSON object, ContradictionError for another schema.
[[nodiscard]] nlohmann::ordered_json read_result_document(std::filesystem::path const& path, ResultFile const& kind);

class ResultReader {
public:
    /// `object` and `kind` must outlive the reader. `place` is empty for the document. Throws InputError where it is no
    /// object.
    ResultReader(nlohmann::ordered_json const& object, ResultFile const& kind, std::string file, std::string place);

    /// Fills the member from the field of that name.
    template <typename Value>
    void operator()(char const* name, Value& value) {
        read(name, member(name), value);
    }
    [[nodiscard]] nlohmann::ordered_json const& member(char const* name);
    /// One row for each object of a list; `fill(row, reader)` visits its fields.
    template <typename Row, typename Fill>
    [[nodiscard]] std::vector<Row> rows(char const* name, Fill&& fill);
    /// A reader of the object of that name.
    [[nodiscard]] ResultReader object(char const* name);
    /// Throws where the object holds a name that nobody asked for.
    void refuse_unknown() const;

private:
    using Json = nlohmann::ordered_json;

    [[noreturn]] void refuse(std::string const& name, std::string const& fault) const;
    [[nodiscard]] std::string place_of(std::string const& name) const;
    [[nodiscard]] Json const& list(char const* name);

    void read(char const* name, Json const& json, std::string& text) const;
    void read(char const* name, Json const& json, bool& flag) const;
    void read(char const* name, Json const& json, int& number) const;
    void read(char const* name, Json const& json, std::int64_t& number) const;
    void read(char const* name, Json const& json, double& number) const;
    void read(char const* name, Json const& json, RatePerDay& rate) const;
    void read(char const* name, Json const& json, Log2Fold& change) const;
    void read(char const* name, Json const& json, Position& position) const;
    void read(char const* name, Json const& json, std::vector<std::string>& codes) const;
    void read(char const* name, Json const& json, std::vector<double>& numbers) const;
    void read(char const* name, Json const& json, SampleStatus& status) const;
    void read(char const* name, Json const& json, Verdict& verdict) const;
    void read(char const* name, Json const& json, EventKind& kind) const;
    void read(char const* name, Json const& json, MilestoneKind& kind) const;
    template <typename Number>
    void read(char const* name, Json const& json, std::optional<Number>& number) const {
        number.reset();
        if (!json.is_null()) {
            read(name, json, number.emplace());
        }
    }
    template <typename Word>
    [[nodiscard]] Word chosen(char const* name, Json const& json, std::span<Word const> words) const;

    Json const* object_;
    ResultFile const* kind_;
    std::string file_;
    std::string place_;
    std::set<std::string, std::less<>> names_;
};

template <typename Row, typename Fill>
std::vector<Row> ResultReader::rows(char const* name, Fill&& fill) {
    std::vector<Row> made;
    for (auto const& json : list(name)) {
        ResultReader reader{json, *kind_, file_, place_of(name) + "[" + std::to_string(made.size()) + "]"};
        fill(made.emplace_back(), reader);
        reader.refuse_unknown();
    }
    return made;
}

}  // namespace tidemark
