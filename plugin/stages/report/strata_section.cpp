#include "stages/report/strata_section.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "stages/report/cells.hpp"
#include "stages/report/fixed_texts.hpp"

namespace tidemark {
namespace {

constexpr auto primary_metric = "tumor_fraction_cell";
constexpr auto lesion_metric = "lesion_share";
constexpr std::array own_definitions{"decrease_50", "decrease_90", "demonstrated_clearance"};

std::string stratum_words(std::string const& stratum) {
    return words_of(stratum.starts_with("stratum_") ? stratum.substr(8) : stratum);
}

std::string group_words(RateGroup const& group) {
    std::string const arm = group.arm.empty() ? "All" : group.arm;
    if (group.stratum.empty()) {
        return arm;
    }
    return arm + ", " + stratum_words(group.stratum) + " " + (group.value.empty() ? "not given" : group.value);
}

std::string question_words(RateQuestion const& question) {
    auto text = fixed_texts::metric_words(question.metric);
    if (question.first_day && question.last_day) {
        text += ", days " + std::to_string(*question.first_day) + " to " + std::to_string(*question.last_day);
    }
    bool const of_series = question.metric == lesion_metric;
    return text + (question.basis == rate_basis::response_window        ? ", baseline's treatment"
                   : question.basis == rate_basis::confirmed && !of_series ? ", confirmed, baseline's treatment"
                   : question.basis == rate_basis::latest               ? ", latest draw"
                                                                        : "");
}

/// "33 %" or "20 to 45 %"; a dash without a rate.
std::string bounds_text(std::optional<double> lowest, std::optional<double> highest) {
    if (!lowest || !highest) {
        return no_value_cell().text;
    }
    return *lowest == *highest ? percent_text(*lowest)
                               : percent_text(*lowest) + " to " + percent_text(*highest);
}

Cell rate_cell(StratumRate const& rate) {
    if (!rate.rate_lowest) {
        return no_value_cell();
    }
    return text_cell(bounds_text(rate.rate_lowest, rate.rate_highest),
                     "95 %: " + percent_text(*rate.rate_lo) + " to " + percent_text(*rate.rate_hi));
}

Cell able_cell(StratumRate const& rate) {
    if (!rate.could_show_rate) {
        return no_value_cell();
    }
    return text_cell(count_text(*rate.could_show_met) + " of " + count_text(*rate.could_show) + " (" +
                         percent_text(*rate.could_show_rate) + ")",
                     "95 %: " + percent_text(*rate.could_show_rate_lo) + " to " + percent_text(*rate.could_show_rate_hi));
}

Cell verdicts_cell(StratumRate const& rate) {
    auto const applicable = rate.met + rate.not_met + rate.undetermined;
    return text_cell(count_text(rate.met) + " / " + count_text(rate.not_met) + " / " + count_text(rate.undetermined),
                     "of " + count_text(rate.patients, "patient", "patients") +
                         (applicable < rate.patients ? ", " + count_text(rate.patients - applicable) + " not applicable" : "") +
                         (rate.other_regimen > 0 ? " (" + count_text(rate.other_regimen) + " changed treatment before)" : ""));
}

StratumRate const* find(CohortStrata const& strata, std::string const& evidence, StratumRate const& like) {
    auto const found = std::ranges::find_if(strata.rates, [&](StratumRate const& rate) {
        return rate.evidence == evidence && rate.question == like.question && rate.group == like.group;
    });
    return found == strata.rates.end() ? nullptr : &*found;
}

/// The rate of the same group and definition by other draws.
Cell other_basis_cell(CohortStrata const& strata, StratumRate const& primary, std::string const& basis) {
    auto const found = std::ranges::find_if(strata.rates, [&](StratumRate const& rate) {
        return rate.evidence == primary.evidence && rate.group == primary.group && rate.question.basis == basis &&
               rate.question.definition == primary.question.definition && rate.question.metric == primary.question.metric;
    });
    return found == strata.rates.end() ? no_value_cell() : rate_cell(*found);
}

Table rates_table(CohortStrata const& strata, std::string const& definition) {
    Table table{.id = "strata-" + definition, .caption = fixed_texts::definition_words(definition),
                .columns = {{"Patients", "arm, stratum", Align::start},
                            {"Verdicts", "met / not met / undetermined", Align::end},
                            {"Rate", "bounds", Align::end}, {"Rate where it could be shown", "", Align::end},
                            {"Confirmed rate", "bounds", Align::end}, {"Rate at the latest draw", "bounds", Align::end}},
                .rows = {}};
    if (strata.parity) {
        table.columns.push_back({"Verdicts at parity", "met / not met / undetermined", Align::end});
        table.columns.push_back({"Rate at parity", "bounds", Align::end});
        table.columns.push_back({"Where it could be shown", "at parity", Align::end});
    }
    for (auto const& rate : strata.rates) {
        if (rate.evidence != "full" || rate.question.definition != definition || rate.question.metric != primary_metric ||
            rate.question.basis != rate_basis::response_window) {
            continue;
        }
        std::vector<Cell> row{text_cell(group_words(rate.group)), verdicts_cell(rate), rate_cell(rate), able_cell(rate),
                              other_basis_cell(strata, rate, rate_basis::confirmed), other_basis_cell(strata, rate, rate_basis::latest)};
        if (strata.parity) {
            auto const* const even = find(strata, "parity", rate);
            row.push_back(even == nullptr ? no_value_cell() : verdicts_cell(*even));
            row.push_back(even == nullptr ? no_value_cell() : rate_cell(*even));
            row.push_back(even == nullptr ? no_value_cell() : able_cell(*even));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string signed_percent(double difference) {
    return (difference < 0 ? "−" : difference > 0 ? "+" : "") + percent_text(std::abs(difference));
}

/// "+12 %" or "−20 to +43 %" with the interval under it; a dash where a group has no applicable patient.
Cell difference_cell(RateDifference const* row) {
    if (row == nullptr || !row->difference_lowest) {
        return no_value_cell();
    }
    auto const bounds = *row->difference_lowest == *row->difference_highest
                            ? signed_percent(*row->difference_lowest)
                            : signed_percent(*row->difference_lowest) + " to " + signed_percent(*row->difference_highest);
    return text_cell(bounds, "95 %: " + signed_percent(*row->difference_lo) + " to " + signed_percent(*row->difference_hi));
}

Table differences_table(CohortStrata const& strata) {
    Table table{.id = "strata-differences", .caption = "Differences of rates, first minus second",
                .columns = {{"Definition", "", Align::start}, {"Between", "", Align::start}, {"Among", "", Align::start},
                            {"Difference", "bounds", Align::end}},
                .rows = {}};
    if (strata.parity) {
        table.columns.push_back({"Difference at parity", "bounds", Align::end});
    }
    for (auto const& row : strata.differences) {
        // The contrast of arms tells what one patient's lesions cannot: an abscopal effect from that of a drug.
        bool const own = (fixed_texts::own_definition(row.question.definition) && row.question.metric == primary_metric &&
                          row.question.basis == rate_basis::response_window) ||
                         (row.question.definition == "distant_response" && row.question.metric == "lesion_share");
        if (!own || row.evidence != "full") {
            continue;
        }
        std::vector<Cell> cells{text_cell(fixed_texts::definition_words(row.question.definition)),
                                text_cell(row.first + " – " + row.second, row.contrast == "arm" ? "arm" : stratum_words(row.contrast)),
                                text_cell(group_words(row.group)), difference_cell(&row)};
        if (strata.parity) {
            auto const even = std::ranges::find_if(strata.differences, [&](RateDifference const& other) {
                return other.evidence == "parity" && other.question == row.question && other.group == row.group &&
                       other.contrast == row.contrast && other.first == row.first && other.second == row.second;
            });
            cells.push_back(difference_cell(even == strata.differences.end() ? nullptr : &*even));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Paragraph parity_words(CohortStrata const& strata) {
    auto const short_of = std::ranges::count(strata.parity_draws, std::string{"above_parity"}, &ParityDraw::reason);
    auto const& target = *strata.parity;
    std::string const whose = target.origin == "given"
                                  ? "as asked for"
                                  : "that of " + stratum_words(target.stratum) + " " + (target.value.empty() ? "not given" : target.value) +
                                        ", the worst stratum";
    return {"At parity every draw is thinned to one limit of detection, " + percent_text(target.lod95) + " tumor fraction (" + whose +
                "). " + (short_of == 0 ? "Every draw that is counted there reaches it."
                          : count_text(short_of, "draw", "draws") + " cannot reach it and " + (short_of == 1 ? "is" : "are") +
                                " left out there, whatever was found."),
            Tone::plain};
}

/// Ours from the plainest to the strictest, each by the primary draw first, then claims on lesions; the rest as it comes.
std::pair<std::size_t, std::size_t> order_on_page(RateQuestion const& question) {
    constexpr std::array bases{rate_basis::response_window, rate_basis::confirmed, rate_basis::latest};
    auto const definition = std::ranges::find(own_definitions, question.definition);
    auto const basis = std::ranges::find(bases, question.basis);
    return {static_cast<std::size_t>(definition - own_definitions.begin()), static_cast<std::size_t>(basis - bases.begin())};
}

Table verdicts_table(std::string id, std::string caption, std::vector<StratumRate const*> const& rates) {
    Table table{.id = std::move(id), .caption = std::move(caption),
                .columns = {{"Definition", "metric, window", Align::start}, {"Arm", "", Align::start},
                            {"Met", "of applicable", Align::end}, {"Not met", "of applicable", Align::end},
                            {"Undetermined", "of applicable", Align::end}, {"Applicable", "patients", Align::end},
                            {"Not applicable", "patients", Align::end}},
                .rows = {}};
    for (auto const* const rate : rates) {
        auto const applicable = rate->met + rate->not_met + rate->undetermined;
        table.rows.push_back({text_cell(fixed_texts::definition_words(rate->question.definition), question_words(rate->question)),
                              text_cell(group_words(rate->group)), text_cell(share_text(rate->met, applicable)),
                              text_cell(share_text(rate->not_met, applicable)), text_cell(share_text(rate->undetermined, applicable)),
                              text_cell(count_text(applicable)), text_cell(count_text(rate->patients - applicable))});
    }
    return table;
}

}  // namespace

Section rates_section(CohortStrata const& strata) {
    Section section{.id = "rates", .heading = "Rates by definition", .blocks = {}};
    std::vector<StratumRate const*> ours;
    std::vector<StratumRate const*> published;
    for (auto const& rate : strata.rates) {
        bool const own = fixed_texts::own_definition(rate.question.definition);
        bool const other_metric = own && rate.question.metric != primary_metric;
        if (!other_metric && rate.evidence == "full" && rate.group.stratum.empty()) {
            (own || rate.question.metric == lesion_metric ? ours : published).push_back(&rate);
        }
    }
    std::ranges::stable_sort(ours, {}, [](StratumRate const* rate) { return order_on_page(rate->question); });
    if (!ours.empty()) {
        section.blocks.emplace_back(verdicts_table("rates-table", "Verdicts against the baseline, by the draws that speak for a patient", ours));
    }
    if (!published.empty()) {
        auto table = verdicts_table("rates-published", "Published definitions, by their own windows and draws", published);
        table.folded = true;
        table.written_in = "cohort.strata.tsv";
        section.blocks.emplace_back(std::move(table));
    }
    if (section.blocks.empty()) {
        section.blocks.emplace_back(Paragraph{"No patient has a follow-up draw that can be compared.", Tone::plain});
    } else {
        section.blocks.emplace_back(Paragraph{
            "Undetermined verdicts are neither responses nor failures: their intervals allow both. Rates of arms are "
            "comparable only where the limits of detection are. Those at the latest draw depend on how long each patient was followed.",
            Tone::muted});
    }
    return section;
}

Section strata_section(CohortStrata const& strata) {
    Section section{.id = "strata", .heading = "Response by arm and stratum", .blocks = {}};
    if (strata.parity) {
        section.blocks.emplace_back(parity_words(strata));
    }
    for (auto const* const definition : own_definitions) {
        auto table = rates_table(strata, definition);
        if (!table.rows.empty()) {
            section.blocks.emplace_back(std::move(table));
        }
    }
    if (section.blocks.empty()) {
        section.blocks.emplace_back(Paragraph{"No patient has a follow-up draw that can be compared.", Tone::plain});
        return section;
    }
    auto differences = differences_table(strata);
    if (!differences.rows.empty()) {
        section.blocks.emplace_back(std::move(differences));
    }
    section.blocks.emplace_back(Paragraph{
        "Rates speak by the draw of the response window nearest to its nominal day, before any change of the baseline's treatment; "
        "whoever changed before it is not applicable. Confirmed: met by that draw, and by the next one that can tell. Rates at the latest draw "
        "depend on how long each patient was followed. "
        "Undetermined verdicts are neither responses nor failures: the lowest rate takes none of them for met, the highest all. "
        "A response could be shown where a follow-up without a single tumor molecule would have met the definition.",
        Tone::muted});
    return section;
}

}  // namespace tidemark
