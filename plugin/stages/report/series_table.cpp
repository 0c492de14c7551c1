#include "stages/report/series_table.hpp"

#include <algorithm>

#include "stages/report/cells.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/head_course.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"

namespace tidemark {
namespace {

constexpr double ordinary_alpha = 0.001;    // of a draw without a test
constexpr double largest = 1e12;            // an e-value is cut there

Cell speed_cell(DrawGrowth const& growth) {
    if (growth.doubling_days) {
        return text_cell("doubles in " + number_text(*growth.doubling_days, 2) + " days");
    }
    if (growth.halving_days) {
        return text_cell("halves in " + number_text(*growth.halving_days, 2) + " days");
    }
    return growth.per_day ? text_cell("not told from stable") : no_value_cell();
}

/// What an e-value must reach: 1/alpha of the draw.
double bar_of(Draw const& draw) { return 1 / draw.result.alpha.value_or(ordinary_alpha); }

bool reached(Draw const& draw) { return draw.e_value && *draw.e_value >= bar_of(draw); }

/// What a policy looks at.
std::string policy_words(std::string const& policy) {
    return policy == "per_sample"     ? "this draw alone"
           : policy == "confirm_next" ? "both this draw and the one before"
           : policy == "anytime"      ? "all draws since day\u00a00"
                                      : words_of(policy);
}

Cell signal_cell(Draw const& draw) {
    return draw.series_signal.empty()
               ? no_value_cell()
               : text_cell(draw.series_signal == "signal" ? "tumor DNA" : "none", "asks " + policy_words(draw.series_policy));
}

Cell e_value_cell(Draw const& draw) {
    if (!draw.e_value) {
        return no_value_cell();
    }
    return text_cell(*draw.e_value >= largest ? "≥\u00a010¹²" : number_text(*draw.e_value, 2),
                     (reached(draw) ? "reaches " : "below ") + number_text(bar_of(draw), 2));
}

Cell class_cell(Timeline const& timeline, Draw const& draw) {
    if (draw.trajectory_class.empty()) {
        return no_value_cell();
    }
    bool const alone = asks_for_confirmation(draw) && confirming_draw(timeline, draw) == nullptr;
    return text_cell(fixed_texts::class_words(draw.trajectory_class), alone ? "not confirmed" : "");
}

Table series_table(Timeline const& timeline) {
    Table table{.id = "series", .caption = "The series at each draw",
                .columns = {{"Draw", "", Align::start}, {"Class", "of the draws up to here", Align::start}, {"Speed", "since", Align::start},
                            {"Rate per day", "95\u00a0% interval", Align::end}, {"Signal of tumor DNA", "by the policy", Align::start},
                            {"e-value", "of all draws since day\u00a00", Align::end}},
                .rows = {}};
    for (auto const& draw : timeline.draws) {
        auto const& growth = draw.growth;
        auto const* const from = find_draw(timeline, growth.from);
        auto speed = speed_cell(growth);
        speed.note = from == nullptr ? std::string{} : "since " + day_text(from->day);
        auto const range = growth.lo && growth.hi ? number_text(growth.lo->value, 2) + " to " + number_text(growth.hi->value, 2) : std::string{};
        table.rows.push_back({text_cell(day_text(draw.day)),
                              class_cell(timeline, draw), speed,
                              growth.per_day ? text_cell(number_text(growth.per_day->value, 2), range) : no_value_cell(), signal_cell(draw),
                              e_value_cell(draw)});
    }
    return table;
}

/// Both answers, where they differ: neither is wrong, they answer two questions.
SentenceList differing(Timeline const& timeline) {
    std::vector<std::string> silent;
    std::vector<std::string> early;
    std::string policy;
    for (auto const& draw : timeline.draws) {
        if (draw.series_policy == "anytime" || draw.series_signal.empty() || !draw.e_value) {
            continue;
        }
        if (draw.series_signal == "none" && reached(draw)) {
            silent.push_back(signed_text(draw.day));
            policy = draw.series_policy;
        } else if (draw.series_signal == "signal" && !reached(draw)) {
            early.push_back(signed_text(draw.day));
            policy = draw.series_policy;
        }
    }
    auto const days = [](std::vector<std::string> const& list) { return (list.size() == 1 ? "Day\u00a0" : "Days ") + enumeration(list) + ": "; };
    SentenceList list;
    if (!silent.empty()) {
        list.items.push_back({"", days(silent) + "no signal by the policy, which asks " + policy_words(policy) +
                                      "; all draws since day\u00a00 together show tumor DNA, because the e-value keeps what earlier draws have "
                                      "shown. Both hold."});
    }
    if (!early.empty()) {
        list.items.push_back({"", days(early) + "a signal by the policy, which asks " + policy_words(policy) +
                                      "; the e-value of all draws since day\u00a00 has not reached what it must, because it asks for more evidence: "
                                      "it holds for any number of draws. Both hold."});
    }
    return list;
}

}  // namespace

std::vector<Block> series_blocks(Timeline const& timeline) {
    auto table = series_table(timeline);
    if (table.rows.empty()) {
        return {};
    }
    std::vector<Block> blocks{std::move(table)};
    bool const told = std::ranges::any_of(timeline.draws, [](Draw const& draw) { return !draw.series_signal.empty() || draw.e_value; });
    if (told) {
        blocks.emplace_back(Paragraph{"Two answers to two questions. The signal, by the policy of this run, speaks of the draw at hand: whether it (and the "
                                      "draw before) shows tumor DNA. The e-value weighs the evidence of all draws since day\u00a00 together against "
                                      "“no tumor DNA since day\u00a00”; it may stay high after tumor DNA is gone.",
                                      Tone::muted});
    }
    if (auto list = differing(timeline); !list.items.empty()) {
        blocks.emplace_back(std::move(list));
    }
    return blocks;
}

}  // namespace tidemark
