#include "stages/report/lesion_rates.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "stages/report/cells.hpp"
#include "stages/report/number_text.hpp"

namespace tidemark {
namespace {

constexpr std::array answers{"response", "stable", "progression", "undetermined", "not_evaluable"};

struct Counts {
    std::map<std::string, std::int64_t> by_answer;
    std::map<std::string, std::int64_t> confirmed;   ///< claims of the series that are met
    std::int64_t claimable = 0;      ///< patients with any draw that could show one
    std::int64_t patients = 0;
    std::int64_t not_compared = 0;   ///< with lesions of the compartment, but no draw against the baseline
};

/// The compartment's row at the latest draw that has one; an evaluable one before any that is not.
LesionShed const* latest_row(LesionSeries const& series, std::string const& compartment) {
    LesionShed const* latest = nullptr;
    for (auto const& row : series.rows) {
        if (row.lesion.empty() && row.compartment == compartment && !row.verdict.empty() &&
            (latest == nullptr || row.verdict != "not_evaluable" || latest->verdict == "not_evaluable")) {
            latest = &row;
        }
    }
    return latest;
}

/// Whether any draw, the baseline included, has a row of the compartment.
bool has_compartment(LesionSeries const& series, std::string const& compartment) {
    return std::ranges::find(series.rows, compartment, &LesionShed::compartment) != series.rows.end();
}

Counts counted(std::span<Timeline const> timelines, std::string const& compartment, std::string const& arm) {
    Counts counts;
    for (auto const& timeline : timelines) {
        bool const in_arm = arm.empty() || (timeline.attributes && timeline.attributes->arm == arm);
        auto const* const row = timeline.lesions && in_arm ? latest_row(*timeline.lesions, compartment) : nullptr;
        if (row == nullptr) {
            counts.not_compared += timeline.lesions && in_arm && has_compartment(*timeline.lesions, compartment) ? 1 : 0;
            continue;
        }
        ++counts.patients;
        for (auto const& claim : timeline.lesions->claims) {
            if (claim.lesion.empty() && claim.compartment == compartment) {
                counts.confirmed[claim.claim] += claim.verdict == Verdict::met ? 1 : 0;
                counts.claimable += claim.claim.ends_with("_response") && claim.verdict != Verdict::not_applicable ? 1 : 0;
            }
        }
        auto const answer = row->verdict.substr(row->verdict.starts_with("distant_") ? 8U : row->verdict.starts_with("local_") ? 6U : 0U);
        ++counts.by_answer[answer];
    }
    return counts;
}

}  // namespace

Section lesion_rates_section(std::span<Timeline const> timelines) {
    Section section{.id = "lesion-rates", .heading = "Lesions", .blocks = {}};
    Table table{.id = "lesion-rates-table", .caption = "Irradiated and nonirradiated lesions against the baseline: verdicts at the latest draw",
                .columns = {{"Lesions", "", Align::start}, {"Arm", "", Align::start}}, .rows = {}};
    for (auto const* const answer : answers) {
        table.columns.push_back({capitalized(words_of(answer)), answer == answers.back() ? "patients" : "of evaluable", Align::end});
    }
    table.columns.push_back({"Evaluable", "patients", Align::end});
    table.columns.push_back({"No comparison", "patients", Align::end});
    Table claims{.id = "lesion-claims-table", .caption = "What two draws in a row confirm, at any time",
                 .columns = {{"Lesions", "", Align::start}, {"Arm", "", Align::start},
                             {"Confirmed response", "of those with a telling draw", Align::end},
                             {"Confirmed progression", "likewise", Align::end},
                             {"Abscopal-compatible", "likewise", Align::end}},
                 .rows = {}};
    std::set<std::string> arms{""};
    for (auto const& timeline : timelines) {
        if (timeline.attributes) {
            arms.insert(timeline.attributes->arm);
        }
    }
    for (std::string const compartment : {"nonirradiated", "irradiated"}) {
        for (auto const& arm : arms) {
            auto counts = counted(timelines, compartment, arm);
            if (counts.patients + counts.not_compared == 0) {
                continue;
            }
            auto const evaluable = counts.patients - counts.by_answer["not_evaluable"];
            std::vector<Cell> row{text_cell(compartment == "irradiated" ? "Irradiated" : "Nonirradiated"), text_cell(arm.empty() ? "All" : arm)};
            for (std::string const answer : answers) {
                row.push_back(text_cell(answer == "not_evaluable" ? count_text(counts.by_answer[answer])
                                                                  : share_text(counts.by_answer[answer], evaluable)));
            }
            row.push_back(text_cell(count_text(evaluable)));
            row.push_back(text_cell(count_text(counts.not_compared)));
            std::string const place = compartment == "irradiated" ? "local_" : "distant_";
            auto const of_telling = [&](std::string const& claim) { return text_cell(share_text(counts.confirmed[claim], counts.claimable)); };
            claims.rows.push_back({row[0], row[1], of_telling(place + "response"), of_telling(place + "progression"),
                                   compartment == "irradiated" ? no_value_cell() : of_telling("abscopal_compatible")});
            table.rows.push_back(std::move(row));
        }
    }
    if (table.rows.empty()) {
        section.blocks.emplace_back(Paragraph{"No patient has a biopsied lesion that is known to be irradiated or not.", Tone::plain});
    } else {
        section.blocks.emplace_back(std::move(table));
        section.blocks.emplace_back(std::move(claims));
        section.blocks.emplace_back(Paragraph{
            "Without a control arm an abscopal-compatible change cannot be told from a drug effect; the contrast of arms can.", Tone::muted});
    }
    return section;
}

}  // namespace tidemark
