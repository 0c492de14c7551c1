// Facts of a file as the cells of verdicts.tsv: docs/formats/verdicts.md.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "values/patient/file_facts.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Records of the file: counted where it was read whole, else by its index; nothing where neither tells.
[[nodiscard]] std::optional<std::int64_t> known_records(FileFacts const& facts);

/// By column name; absent where unknown.
[[nodiscard]] std::map<std::string, std::string> fact_cells(FileFacts const& facts, SampleRow const& row);

}  // namespace tidemark
