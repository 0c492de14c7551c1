#include "stages/report/head_change.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "stages/report/reason_sentences.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

constexpr auto primary_metric = "tumor_fraction_cell";
/// Codes that make the measured change itself doubtful, in the order in which they are told.
constexpr std::array doubts{"chemistry_differs", "trunk_not_shared", "metric_conflict", "from_indeterminate", "to_indeterminate",
                            "baseline_in_flare_window"};

/// Codes of our own definitions on the tumor fraction, the metric that is told.
std::set<std::string> codes_of(Timeline const& timeline, ComparedDraws const& draws) {
    std::set<std::string> codes;
    for (auto const& row : timeline.pairs) {
        if (row.from == draws.from && row.to == draws.to && row.metric == primary_metric && fixed_texts::own_definition(row.definition)) {
            auto const parts = split_semicolons(row.reason);
            codes.insert(parts.begin(), parts.end());
        }
    }
    return codes;
}

bool doubted(std::set<std::string> const& codes) {
    return std::ranges::any_of(doubts, [&](auto const* code) { return codes.contains(code); });
}

std::string interval_words(PairRow const& row) {
    auto const range = change_interval_text(row.ratio_lo, row.ratio_hi);
    return range.empty()           ? "there is no interval"
           : range == no_limit_text ? "the 95\u00a0% interval of the change has " + range
                                    : "95\u00a0% interval of the change " + range;
}

/// Where draws can hardly be compared, a number is lower or higher; that the tumor fraction fell or rose would say too much.
std::string moved_words(double ratio, bool doubtful) {
    auto const change = change_text(ratio);
    if (ratio >= 10) {
        return doubtful ? "the measured tumor fraction is " + change + " the earlier one" : "the tumor fraction rose " + change;
    }
    auto const size = ratio >= 1 ? change.substr(1) : fall_text(ratio);
    return doubtful     ? "the measured tumor fraction is " + size + (ratio >= 1 ? " higher" : " lower")
           : ratio >= 1 ? "the tumor fraction rose by " + size
                        : "the tumor fraction fell by " + size;
}

std::string change_sentence(Timeline const& timeline, Draw const& baseline, PairRow const& row, bool doubtful) {
    // The head speaks of the latest draw: an earlier one is named.
    auto const* const to = find_draw(timeline, row.to);
    auto const since = "Against the baseline of " + day_text(baseline.day) + (timeline.baseline_assumed ? " (assumed), " : ", ") +
                       (to == nullptr || to == &timeline.draws.back() ? std::string{} : "on " + day_text(to->day) + " ");
    bool const below = row.ratio_hi && *row.ratio_hi < 1;
    bool const above = row.ratio_lo && *row.ratio_lo > 1;
    if (*row.ratio == 0) {
        // An estimate of 0 is no fall of 100 %: what the data exclude is all that can be said.
        return below ? since + (doubtful ? "the measured tumor fraction is lower by at least " : "the tumor fraction fell by at least ") +
                           fall_text(*row.ratio_hi) + " (95\u00a0% interval)."
                     : since + "a fall of the tumor fraction cannot be shown: the 95\u00a0% interval of the change holds “no change”" +
                           (row.ratio_hi ? " and reaches up to " + change_text(*row.ratio_hi) + "." : ".");
    }
    if (!below && !above) {
        return since + "a change of the tumor fraction cannot be told from no change: estimated " + change_text(*row.ratio) + ", " +
               interval_words(row) + ".";
    }
    return since + moved_words(*row.ratio, doubtful) + " (" + interval_words(row) + ").";
}

std::string doubt_sentence(Timeline const& timeline, ComparedDraws const& draws, std::string const& code) {
    if (code == "chemistry_differs") {
        auto const& from = find_draw(timeline, draws.from)->row.chemistry;
        auto const& to = find_draw(timeline, draws.to)->row.chemistry;
        return "The two samples were prepared with different chemistries" +
               (from.empty() || to.empty() ? std::string{} : " (" + from + ", then " + to + ")") +
               ": part of the change may come from that, and no verdict on it is firm.";
    }
    if (code == "metric_conflict") {
        auto const* const fraction = find_pair(timeline, draws, primary_metric);
        auto const* const copies = find_pair(timeline, draws, "hge_per_ml");
        auto const numbers = fraction != nullptr && copies != nullptr && fraction->ratio && copies->ratio
                                 ? " (" + change_text(*fraction->ratio) + " and " + change_text(*copies->ratio) + ")"
                                 : std::string{};
        return "Tumor fraction and concentration move in opposite directions" + numbers + ", so that neither shows a response or a progression.";
    }
    return reason_sentence(code);
}

}  // namespace

std::vector<Item> change_findings(Timeline const& timeline, Draw const& draw) {
    constexpr auto term = "Since the baseline";
    auto const* const baseline = find_draw(timeline, timeline.baseline);
    if (baseline == nullptr) {
        return {{term, "There is no evaluable baseline, so a change cannot be judged."}};
    }
    ComparedDraws const draws{timeline.baseline, draw.row.sample};
    auto const* const row = find_pair(timeline, draws, primary_metric);
    if (baseline == &draw || row == nullptr) {
        return {};
    }
    auto const codes = codes_of(timeline, draws);
    std::vector<Item> findings;
    if (row->ratio) {
        findings.push_back({term, change_sentence(timeline, *baseline, *row, doubted(codes))});
    } else if (codes.contains("no_shared_loci")) {
        findings.push_back({term, "A change cannot be told. " + reason_sentence("no_shared_loci")});
    }
    std::string caution;
    for (auto const* const code : doubts) {
        caution += codes.contains(code) ? (caution.empty() ? "" : " ") + doubt_sentence(timeline, draws, code) : "";
    }
    if (codes.contains("treatment_change_between")) {
        caution += (caution.empty() ? "" : " ") + reason_sentence("treatment_change_between");
    }
    if (!caution.empty()) {
        findings.push_back({"Caution", caution});
    }
    return findings;
}

}  // namespace tidemark
