#include "stages/report/conflicts.hpp"

#include <map>
#include <optional>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

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
                            comparison_text(timeline, draws) + ": the " +
                                uncapitalized(fixed_texts::metric_words(metric)) + " changes by " +
                                change_text(*fraction->ratio) + ", the tumor genome copies per mL by " +
                                change_text(*concentration->ratio) +
                                ". They point in opposite directions; no verdict is stronger than undetermined."};
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
/// fall by 50 and by 90 %) are one voice: met where one of them is.
std::optional<Conflict> published_disagree(Timeline const& timeline, std::string const& to) {
    std::map<std::string, std::string> met;
    std::map<std::string, std::string> not_met;
    for (auto const& row : timeline.definitions) {
        if (row.to == to && row.met_means == "response" && row.verdict == Verdict::met) {
            met.emplace(row.group, fixed_texts::definition_words(row.definition));
        }
    }
    for (auto const& row : timeline.definitions) {
        if (row.to == to && row.met_means == "response" && row.verdict == Verdict::not_met && !met.contains(row.group)) {
            not_met.emplace(row.group, fixed_texts::definition_words(row.definition));
        }
    }
    if (met.empty() || not_met.empty()) {
        return std::nullopt;
    }
    auto const words = [](std::map<std::string, std::string> const& names) {
        std::vector<std::string> list;
        for (auto const& [group, name] : names) {
            list.push_back(name);
        }
        return enumeration(list);
    };
    auto const* const draw = find_draw(timeline, to);
    return Conflict{{}, to, "published_definitions_disagree",
                    "Published definitions disagree about " + (draw == nullptr ? to : day_text(draw->day)) + ": met are " + words(met) +
                        "; not met are " + words(not_met) + "."};
}

}  // namespace

std::vector<Conflict> find_conflicts(Timeline const& timeline) {
    std::vector<Conflict> conflicts;
    for (auto const& draws : compared_draws(timeline)) {
        if (auto const conflict = opposite_directions(timeline, draws)) {
            conflicts.push_back(*conflict);
        }
        for (auto const* const definition : {"decrease_50", "decrease_90", "demonstrated_clearance"}) {
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
