#include "stages/report/conflicts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

constexpr std::array own_definitions{"decrease_50", "decrease_90", "demonstrated_clearance"};

std::string quoted(std::string const& words) { return "“" + words + "”"; }

/// Definitions by their verdict: "met: “A”; not met: “B” and “C”; undetermined: “D”". Empty without any.
struct VerdictLists {
    std::vector<std::string> met;
    std::vector<std::string> not_met;
    std::vector<std::string> undetermined;

    void add(Verdict verdict, std::string const& name) {
        auto* const list = verdict == Verdict::met ? &met : verdict == Verdict::not_met ? &not_met : verdict == Verdict::undetermined ? &undetermined : nullptr;
        if (list != nullptr) {
            list->push_back(quoted(name));
        }
    }
    [[nodiscard]] std::string text() const {
        std::string words;
        auto const tell = [&](char const* verdict, std::vector<std::string> const& names) {
            if (!names.empty()) {
                words += (words.empty() ? "" : "; ") + std::string{verdict} + ": " + enumeration(names);
            }
        };
        tell("met", met);
        tell("not met", not_met);
        tell("undetermined", undetermined);
        return words;
    }
};

/// " By the tumor fraction, met: …", as the tables show it.
std::string verdicts_sentence(Timeline const& timeline, ComparedDraws const& draws, std::string const& metric) {
    VerdictLists lists;
    for (auto const* const definition : own_definitions) {
        if (auto const* const row = find_pair(timeline, draws, metric, definition)) {
            lists.add(row->verdict, fixed_texts::definition_words(definition));
        }
    }
    auto const text = lists.text();
    return text.empty() ? text : " By the " + uncapitalized(fixed_texts::metric_words(metric)) + ", " + text + ".";
}

/// Whether our verdicts on the pair were judged under the conflict: `track` says so on each.
bool held_back(Timeline const& timeline, ComparedDraws const& draws) {
    return std::ranges::any_of(timeline.pairs, [&](PairRow const& row) {
        return row.from == draws.from && row.to == draws.to && fixed_texts::own_definition(row.definition) &&
               std::ranges::count(split_semicolons(row.reason), "metric_conflict") > 0;
    });
}

/// Whether the interval leaves room for no change.
bool may_be_none(PairRow const& row) { return (!row.ratio_lo || *row.ratio_lo <= 1) && (!row.ratio_hi || *row.ratio_hi >= 1); }

std::string moved(PairRow const& row) {
    return change_text(*row.ratio) + (may_be_none(row) ? " (not told from no change)" : "");
}

std::optional<Conflict> opposite_directions(Timeline const& timeline, ComparedDraws const& draws) {
    auto const* const concentration = find_pair(timeline, draws, "hge_per_ml");
    for (auto const* const metric : {"tumor_fraction_cell", "vaf_mean"}) {
        auto const* const fraction = find_pair(timeline, draws, metric);
        if (fraction == nullptr || concentration == nullptr || !fraction->ratio || !concentration->ratio) {
            continue;
        }
        bool const apart = (*fraction->ratio < 1 && *concentration->ratio > 1) ||
                           (*fraction->ratio > 1 && *concentration->ratio < 1);
        if (apart) {
            return Conflict{draws.from, draws.to, "opposite_directions",
                            comparison_text(timeline, draws) + ": the " + uncapitalized(fixed_texts::metric_words(metric)) + " changes by " +
                                moved(*fraction) + ", the tumor genome copies per mL by " + moved(*concentration) +
                                ": opposite directions." + verdicts_sentence(timeline, draws, metric) +
                                verdicts_sentence(timeline, draws, "hge_per_ml") +
                                (held_back(timeline, draws)
                                     ? " Because they disagree no response is claimed; that there is none may still be firm."
                                     : "")};
        }
    }
    return std::nullopt;
}

std::optional<Conflict> definitions_disagree(Timeline const& timeline, ComparedDraws const& draws,
                                             std::string const& definition) {
    std::vector<std::string> met;
    std::vector<std::string> not_met;
    for (auto const& row : timeline.pairs) {
        if (row.from == draws.from && row.to == draws.to && row.definition == definition) {
            if (row.verdict == Verdict::met) {
                met.push_back(uncapitalized(fixed_texts::metric_words(row.metric)));
            } else if (row.verdict == Verdict::not_met) {
                not_met.push_back(uncapitalized(fixed_texts::metric_words(row.metric)));
            }
        }
    }
    if (met.empty() || not_met.empty()) {
        return std::nullopt;
    }
    return Conflict{draws.from, draws.to, "definitions_disagree",
                    comparison_text(timeline, draws) + ": “" + fixed_texts::definition_words(definition) +
                        "” is met by the " + enumeration(met) + " and not met by the " + enumeration(not_met) + "."};
}

/// Published definitions of a response that say met, and others that say not met, of the same draw. Grades of one question (a
/// fall by 50 and by 90 %) are one voice: met where one of them is, not met where all are.
std::optional<Conflict> published_disagree(Timeline const& timeline, std::string const& to) {
    std::map<std::string, VerdictLists> groups;
    VerdictLists all;
    for (auto const& row : timeline.definitions) {
        if (row.to == to && row.met_means == "response") {
            auto const name = row.title.empty() ? fixed_texts::definition_words(row.definition) : row.title;
            groups[row.group].add(row.verdict, name);
            all.add(row.verdict, name);
        }
    }
    bool const yes = std::ranges::any_of(groups, [](auto const& group) { return !group.second.met.empty(); });
    bool const no = std::ranges::any_of(groups, [](auto const& group) {
        return group.second.met.empty() && group.second.undetermined.empty() && !group.second.not_met.empty();
    });
    if (!yes || !no) {
        return std::nullopt;
    }
    auto const* const draw = find_draw(timeline, to);
    return Conflict{{}, to, "published_definitions_disagree",
                    "Published definitions of a response disagree about " + (draw == nullptr ? to : day_text(draw->day)) + ": " + all.text() + "."};
}

}  // namespace

std::vector<Conflict> find_conflicts(Timeline const& timeline) {
    std::vector<Conflict> conflicts;
    for (auto const& draws : compared_draws(timeline)) {
        if (auto const conflict = opposite_directions(timeline, draws)) {
            conflicts.push_back(*conflict);
        }
        for (auto const* const definition : own_definitions) {
            if (auto const conflict = definitions_disagree(timeline, draws, definition)) {
                conflicts.push_back(*conflict);
            }
        }
    }
    for (auto const& draw : timeline.draws) {
        if (auto const conflict = published_disagree(timeline, draw.row.sample)) {
            conflicts.push_back(*conflict);
        }
    }
    return conflicts;
}

}  // namespace tidemark
