#include "stages/report/legacy_notes.hpp"

#include <algorithm>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

bool means_response(Timeline const& timeline, std::string const& definition) {
    auto const row = std::ranges::find(timeline.definitions, definition, &DefinitionRow::definition);
    return row != timeline.definitions.end() && row->met_means == "response";
}

}  // namespace

std::vector<std::string> legacy_notes(Timeline const& timeline) {
    std::vector<std::string> notes;
    for (auto const& draws : compared_draws(timeline)) {
        auto const* const pooled = find_pair(timeline, draws, "tumor_fraction_cell", "decrease_50");
        bool const open = pooled != nullptr && (pooled->verdict == Verdict::not_met || pooled->verdict == Verdict::undetermined);
        auto const legacy = std::ranges::find_if(timeline.pairs, [&](PairRow const& row) {
            return row.from == draws.from && row.to == draws.to && row.metric == "vaf_max" && row.verdict == Verdict::met &&
                   means_response(timeline, row.definition);
        });
        if (!open || legacy == timeline.pairs.end() || !legacy->ratio || !pooled->ratio) {
            continue;
        }
        notes.push_back(comparison_text(timeline, draws) + ": by the highest VAF, \"" + fixed_texts::definition_words(legacy->definition) +
                        "\" is met (" + change_text(*legacy->ratio) + "); pooled over all variants a fall by half is " +
                        (pooled->verdict == Verdict::not_met ? "not met" : "not shown") + " (" + change_text(*pooled->ratio) + ", " +
                        change_interval_text(pooled->ratio_lo, pooled->ratio_hi) +
                        "). The highest of many values is high by chance and falls by chance: the pooled change decides.");
    }
    return notes;
}

}  // namespace tidemark
