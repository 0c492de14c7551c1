#include "stages/track/judge_again.hpp"

#include <vector>

#include "stages/track/definitions.hpp"
#include "stages/track/pairs.hpp"

namespace tidemark {

Timeline judge_again(Timeline timeline, std::span<ResponseDefinition const> published) {
    std::vector<ResponseDefinition> definitions{own_definitions().begin(), own_definitions().end()};
    definitions.insert(definitions.end(), published.begin(), published.end());
    PairSetting const setting{.baselines = timeline.baselines,
                              .definitions = definitions,
                              .change = {.hge_per_ng = timeline.hge_per_ng, .events = timeline.events}};
    timeline.pairs = pair_rows(timeline.draws, setting);
    timeline.definitions = definition_rows(timeline.draws, timeline.pairs, setting);
    return timeline;
}

}  // namespace tidemark
