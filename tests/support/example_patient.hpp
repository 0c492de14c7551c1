// The timeline of the committed example as that of any patient.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

using Json = nlohmann::ordered_json;

inline std::string const example_file = source_folder() + "/tests/cases/timeline/example.json";

/// The example as the timeline of another patient.
inline Json timeline_of(std::string const& patient) {
    auto text = read_file(example_file);
    for (auto at = text.find("\"P1"); at != std::string::npos; at = text.find("\"P1", at + patient.size())) {
        text.replace(at + 1, 2, patient);
    }
    return Json::parse(text);
}

inline std::string write_patient(Scratch const& scratch, std::string const& patient) {
    return scratch.write(patient + ".json", timeline_of(patient).dump());
}

}  // namespace tidemark::test
