#include "app/track_lesions.hpp"

#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "app/misuse.hpp"
#include "io/tables/evidence_table.hpp"
#include "io/tables/segment_table.hpp"
#include "io/tables/sheet_table.hpp"

namespace tidemark {
namespace {

LesionSegments read_lesion_segments(std::string const& text) {
    auto const sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size()) {
        misuse("usage", fmt::format("--segments '{}' names no lesion and file", text), {}, "write --segments LESION=FILE");
    }
    return {text.substr(0, sign), read_segments(text.substr(sign + 1))};
}

}  // namespace

void add_lesion_options(CLI::App& app, LesionFiles& files) {
    app.add_option("--lesions", files.lesions, "Lesions sheet: which lesions were irradiated, and asks for the lesion tables")->type_name("FILE");
    app.add_option("--lesion-map", files.lesion_map, "Lesion map: which lesion holds which variant; default: made from panel and tissue")->type_name("FILE");
    app.add_option("--tissue", files.tissue, "Evidence of a tumor sample of the patient at the panel's candidates, repeatable: it shows which variants a lesion lacks")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--segments", files.segments, "Copy-number segments of a lesion's tissue, repeatable: a lost copy is no sign of a variant's absence")
        ->type_name("LESION=FILE")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

LesionInputs read_lesion_inputs(LesionFiles const& files, bool with_panel, Findings& findings) {
    if (files.asked() && !with_panel && files.lesion_map.empty()) {
        misuse("usage", "lesions are asked for, but nothing says which variant is in which lesion", {},
               "give --panel with the patient's panel table, or --lesion-map");
    }
    LesionInputs inputs;
    if (!files.lesions.empty()) {
        inputs.lesions = read_lesions(files.lesions, findings);
    }
    if (!files.lesion_map.empty()) {
        inputs.map = read_lesion_map(files.lesion_map, findings);
    }
    for (std::filesystem::path const path : files.tissue) {
        auto samples = read_evidence(path);
        std::move(samples.begin(), samples.end(), std::back_inserter(inputs.tissue));
    }
    for (auto const& text : files.segments) {
        inputs.segments.push_back(read_lesion_segments(text));
    }
    return inputs;
}

LesionKnowledge LesionInputs::knowledge(bool asked, Panel const* panel) const {
    return {.asked = asked, .panel = panel, .lesions = lesions, .map = map, .tissue = tissue, .segments = segments};
}

}  // namespace tidemark
