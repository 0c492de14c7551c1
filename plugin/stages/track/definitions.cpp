#include "stages/track/definitions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace tidemark {
namespace {

/// What one class says; a progression is not said in the flare window.
Judgement judge_class(ResponseDefinition const& definition, ResponseClass const& each, Comparison const& comparison) {
    auto judgement = judge_condition(each.when, definition.point, comparison);
    bool const rises = each.progression || (each.response && definition.met_means == "progression");
    bool const flare = !comparison.draws.empty() && comparison.draws[comparison.to].flare_window;
    return judgement.verdict == Verdict::met && rises && flare ? Judgement{Verdict::undetermined, "flare_window", {}} : judgement;
}

/// The first class that holds is the draw's. Where one before it cannot be told, the draw may be of either.
Judgement judge_classes(ResponseDefinition const& definition, Comparison const& comparison) {
    bool may_respond = false;
    bool may_not = false;
    bool any_applies = false;   // of the classes that are a response
    std::string reason;
    std::vector<std::string> names;
    bool settled = false;
    for (auto const& each : definition.classes) {
        auto const judgement = judge_class(definition, each, comparison);
        any_applies = any_applies || (each.response && judgement.verdict != Verdict::not_applicable);
        reason = reason.empty() && each.response ? judgement.reason : reason;
        if (judgement.verdict == Verdict::not_met || (judgement.verdict == Verdict::not_applicable && !each.response)) {
            continue;
        }
        reason = reason.empty() ? judgement.reason : reason;
        (each.response ? may_respond : may_not) = true;
        names.push_back(each.name);
        if (judgement.verdict == Verdict::met) {
            settled = true;
            break;
        }
    }
    if (!any_applies) {
        return {Verdict::not_applicable, reason, {}};
    }
    if (!settled) {
        may_not = true;
        names.push_back(definition.otherwise);
    }
    Judgement result{Verdict::undetermined, reason, {}};
    if (may_respond != may_not) {
        result.verdict = may_respond ? Verdict::met : Verdict::not_met;
    }
    if (names.size() == 1) {
        result.response_class = names.front();
    }
    if (result.verdict != Verdict::undetermined) {
        result.reason.clear();
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
    if (change.to_status == SampleStatus::not_evaluable) {
        return {Verdict::not_applicable, "to_not_evaluable", {}};
    }
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
    // Opposite signs of fraction and concentration forbid a claim of response (or of progression), not the statement that there
    // is none.
    if (compares && change.metric_conflict) {
        bool const claims = judgement.verdict == (definition.met_means == "no_response" ? Verdict::not_met : Verdict::met);
        if (claims) {
            forbid();
        }
        add("metric_conflict");
    }
    // From a level that a flare has raised any fall is too large and any rise too small: a response is not shown, nor the absence
    // of a progression.
    if (compares && change.flare_baseline) {
        bool const leans_on_fall = judgement.verdict == (definition.met_means == "response" ? Verdict::met : Verdict::not_met);
        if (leans_on_fall) {
            forbid();
        }
        add("baseline_in_flare_window");
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
    return judge(definition,
                 Comparison{.draws = {}, .from = 0, .baseline = 0, .to = 1, .setting = setting, .change = change, .metric = metric});
}

}  // namespace tidemark
