#include "io/tables/summary_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "values/failure/failure.hpp"

namespace tidemark {

SummaryReader::SummaryReader(std::filesystem::path const& path, std::string step, std::string schema)
    : name_{path.filename().string()},
      step_{std::move(step)},
      schema_{std::move(schema)},
      json_(read_strict_json(path, schema_)),
      root_{json_, "", faults_} {
    auto const full = fmt::format("tidemark.{}/1", schema_);
    if (root_.text("schema") != full) {
        root_.fault("schema", "is not " + full);
    }
}

void SummaryReader::finish(bool adds_up, std::string const& sums_fault) {
    root_.finish();
    if (faults_.empty() && !adds_up) {
        faults_.push_back(sums_fault);
    }
    if (!faults_.empty()) {
        throw InputError{{.rule = schema_,
                          .what = fmt::format("{} is no summary of {}: {}", name_, step_, fmt::join(faults_, "; ")),
                          .where = name_,
                          .why = {},
                          .remedy = fmt::format("give what {} --summary wrote, unchanged", step_)}};
    }
}

}  // namespace tidemark
