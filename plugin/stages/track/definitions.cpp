#include "stages/track/definitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace tidemark {
namespace {

/// Verdict over all classes, and the name of the first that holds.
Judgement judge_classes(ResponseDefinition const& definition, Comparison const& comparison) {
    std::vector<Judgement> judgements;
    for (auto const& each : definition.classes) {
        judgements.push_back(judge_condition(each.when, definition.point, comparison));
    }
    Judgement result{Verdict::not_met, {}, definition.otherwise};
    bool named = true;   // every class so far surely does not hold
    bool met = false;
    bool applicable = false;
    bool open = false;
    for (std::size_t index = 0; index < judgements.size(); ++index) {
        auto const& [verdict, reason, unused] = judgements[index];
        bool const response = definition.classes[index].response;
        if (verdict == Verdict::met && named) {
            result.response_class = definition.classes[index].name;
            named = false;
        } else if (verdict != Verdict::not_met && named) {
            result.response_class.clear();
            named = false;
        }
        met = met || (response && verdict == Verdict::met);
        if (response && !met && (verdict == Verdict::undetermined || verdict == Verdict::not_applicable)) {
            result.reason = result.reason.empty() ? reason : result.reason;
        }
        applicable = applicable || verdict != Verdict::not_applicable;
        open = open || (response && (verdict == Verdict::undetermined || verdict == Verdict::not_applicable));
    }
    if (met) {
        result.reason.clear();
        result.verdict = Verdict::met;
    } else if (!applicable) {
        result.verdict = Verdict::not_applicable;
    } else if (open) {
        result.verdict = Verdict::undetermined;
    }
    return result;
}

ResponseDefinition ours(std::string id, ConditionKind kind, double threshold) {
    ResponseDefinition definition;
    definition.id = std::move(id);
    definition.metrics = {"tumor_fraction_cell", "hge_per_ml", "vaf_mean", "vaf_max"};
    definition.classes = {{.name = {}, .response = true, .when = {kind, threshold, {}}}};
    return definition;
}

}  // namespace

std::span<ResponseDefinition const> own_definitions() {
    static std::vector<ResponseDefinition> const definitions{
        ours("decrease_50", ConditionKind::ratio_at_most, 0.5), ours("decrease_90", ConditionKind::ratio_at_most, 1 - 0.9),
        ours("demonstrated_clearance", ConditionKind::cleared, 0.1)};
    return definitions;
}

ResponseDefinition const& own_definition(std::string const& id) {
    auto const found = std::ranges::find(own_definitions(), id, &ResponseDefinition::id);
    if (found == own_definitions().end()) {
        throw std::logic_error{"no definition of ours is called " + id};
    }
    return *found;
}

Judgement judge(ResponseDefinition const& definition, Comparison const& comparison) {
    auto const& change = comparison.change;
    auto judgement = judge_classes(definition, comparison);
    if (judgement.verdict == Verdict::not_applicable) {
        return judgement;
    }
    std::vector<std::string> codes;
    auto const add = [&](std::string const& code) {
        if (!code.empty() && std::ranges::find(codes, code) == codes.end()) {
            codes.push_back(code);
        }
    };
    auto const forbid = [&] {
        judgement.verdict = Verdict::undetermined;
        judgement.response_class.clear();
    };
    add(judgement.reason);
    bool const compares = definition.with != ComparedWith::landmark;
    if (compares && !change.doubts.empty()) {
        forbid();
        std::ranges::for_each(change.doubts, add);
    }
    // Opposite signs of fraction and concentration forbid a claim of response, not the statement that there is none.
    if (compares && change.metric_conflict) {
        if (judgement.verdict == Verdict::met) {
            forbid();
        }
        add("metric_conflict");
    }
    if (definition.met_means == "progression" && judgement.verdict == Verdict::met && !comparison.draws.empty() &&
        comparison.draws[comparison.to].flare_window) {
        forbid();
        add("flare_window");
    }
    if (definition.point && comparison.metric.without_interval == "legacy_metric") {
        add("legacy_metric");
    }
    std::ranges::for_each(change.flags, add);
    judgement.reason = fmt::format("{}", fmt::join(codes, ";"));
    return judgement;
}

Judgement judge(ResponseDefinition const& definition, Change const& change, MetricChange const& metric) {
    ChangeSetting const setting;
    return judge(definition, Comparison{{}, 0, 1, setting, change, metric});
}

}  // namespace tidemark
