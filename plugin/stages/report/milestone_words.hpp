// Words and sentences of milestones.
#pragma once
#include <string>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// "Nadir", "Molecular progression".
[[nodiscard]] std::string milestone_words(MilestoneKind kind);
/// What the name leaves open; empty where nothing.
[[nodiscard]] std::string milestone_note(MilestoneKind kind);
/// "Yes", "No", "Undetermined", "Not applicable".
[[nodiscard]] std::string reached_words(Verdict verdict);
/// Its reason codes as words, "; " between them.
[[nodiscard]] std::string milestone_reasons(Milestone const& milestone);
/// Lead time and discordance as sentences, where there is something to say.
[[nodiscard]] std::vector<std::string> milestone_sentences(Timeline const& timeline);

}  // namespace tidemark
