#include <algorithm>
#include <iterator>

#include "stages/report/cells.hpp"
#include "stages/report/clone_chart.hpp"
#include "stages/report/clone_section.hpp"
#include "stages/report/clone_words.hpp"
#include "stages/report/reason_sentences.hpp"
#include "values/patient/figure_shapes.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

/// More clones than a reader takes in; the table file has all.
constexpr std::size_t most_clonotypes_shown = 15;

std::string days_text(ClonotypeInterval const& interval) {
    return capitalized(day_text(interval.from_day)) + " to " + day_text(interval.to_day);
}

Tone tone_of_ctdna(std::string const& state) {
    return state == "response" ? Tone::met : state == "progression" ? Tone::not_met : Tone::undetermined;
}

std::string reasons_text(std::string const& codes) {
    std::string text;
    for (auto const& code : split_semicolons(codes)) {
        auto const own = clone_reason_words(code);
        text += (text.empty() ? "" : "; ") + (own == words_of(code) ? reason_words(code) : own);
    }
    return text;
}

std::vector<Cell> interval_row(ClonotypeInterval const& interval) {
    std::vector<Cell> row{text_cell(days_text(interval), interval.from + " to " + interval.to)};
    row.push_back(tag_cell(ctdna_words(interval.ctdna), tone_of_ctdna(interval.ctdna), reasons_text(interval.ctdna_reason)));
    row.push_back(tag_cell(expansion_words(interval.expansion),
                           interval.expansion == "not_evaluable" ? Tone::not_evaluable : Tone::plain,
                           clone_reason_words(interval.reason)));
    bool const evaluable = interval.expansion != "not_evaluable";
    row.push_back(evaluable ? text_cell(count_text(interval.expanded), "of " + count_text(interval.tested) + " tested")
                            : no_value_cell());
    row.push_back(percent_cell(interval.expanded_frequency));
    row.push_back(evaluable ? text_cell(count_text(interval.expanded_new)) : no_value_cell());
    row.push_back(evaluable ? text_cell(count_text(interval.expanded_tumor_resident)) : no_value_cell());
    row.push_back(percent_cell(interval.nonirradiated_share));
    return row;
}

Table interval_table(ClonotypeReadout const& readout) {
    Table table{.id = "t-cells", .caption = "ctDNA and T cells, interval by interval",
                .columns = {{"Interval", "blood samples", Align::start}, {"ctDNA", "", Align::start},
                            {"T cells", "", Align::start}, {"Expanded", "clones", Align::end},
                            {"Their share", "of later templates", Align::end}, {"New", "clones", Align::end},
                            {"In tumor", "clones", Align::end}, {"In tissue", "not irradiated", Align::end}},
                .rows = {}};
    for (auto const& interval : readout.intervals) {
        table.rows.push_back(interval_row(interval));
    }
    return table;
}

std::vector<Cell> clonotype_row(ClonotypeTest const& test) {
    auto const& name = test.cdr3_aa.empty() ? test.cdr3_nt : test.cdr3_aa;
    std::string const genes = test.v + (test.v.empty() || test.j.empty() ? "" : " ") + test.j;
    std::vector<std::string> classes;
    std::ranges::transform(test.classes, std::back_inserter(classes), clonotype_class_words);
    std::string const power =
        test.absence_power ? "chance to have seen half of it before: " + percent_text(*test.absence_power) : "";
    return {text_cell(shortened(name, 40), shortened(genes, 40)),
            text_cell(count_text(test.templates_from) + " to " + count_text(test.templates_to),
                      percent_text(test.frequency_from) + " to " + percent_text(test.frequency_to)),
            text_cell(number_text(test.fold, 2)), text_cell(p_text(test.q)),
            text_cell(enumeration(classes), test.in_nonirradiated ? "in tissue not irradiated" : power)};
}

Table clonotype_table(std::span<ClonotypeTest const> tests, std::string const& days) {
    Table table{.id = "clonotypes", .caption = "Expanded T-cell clones, " + days,
                .columns = {{"CDR3", "genes", Align::start}, {"Templates", "share", Align::end}, {"Fold", "", Align::end},
                            {"q", "", Align::end}, {"Class", "", Align::start}}, .rows = {}};
    for (auto const& test : tests) {
        table.rows.push_back(clonotype_row(test));
    }
    return table;
}

/// Expanded clones of the last interval that has any, the largest first.
std::vector<ClonotypeTest> last_expanded(ClonotypeReadout const& readout) {
    std::vector<ClonotypeTest> tests;
    for (auto interval = readout.intervals.rbegin(); interval != readout.intervals.rend() && tests.empty(); ++interval) {
        std::ranges::copy_if(readout.tests, std::back_inserter(tests), [&](ClonotypeTest const& test) {
            return test.expanded && test.from == interval->from && test.to == interval->to;
        });
    }
    std::ranges::stable_sort(tests, std::ranges::greater{}, &ClonotypeTest::frequency_to);
    return tests;
}

Paragraph samples_paragraph(ClonotypeReadout const& readout) {
    std::vector<std::string> parts;
    for (auto const& sample : readout.samples) {
        auto const where = sample.compartment == "blood" ? (sample.day ? day_text(*sample.day) : "blood")
                                                         : "tissue (" + words_of(sample.irradiation) + ")";
        parts.push_back(sample.sample + ", " + where + ": " + count_text(sample.templates) + " templates of " +
                        count_text(sample.clonotypes, "clonotype", "clonotypes"));
    }
    std::string text;
    for (auto const& part : parts) {
        text += (text.empty() ? "" : "; ") + part;
    }
    return {text + ".", Tone::muted};
}

}  // namespace

Section clonotype_section(Timeline const& timeline) {
    auto const& readout = *timeline.clonotypes;
    Section section{.id = "t-cells-section", .heading = "T cells", .blocks = {}};
    section.blocks.emplace_back(Paragraph{
        "A clone counts as expanded where its share of all templates at least doubled, it has five templates or more in one of "
        "the two samples, and the rise goes beyond what sampling and the usual scatter between samples explain (5\u00a0% of the "
        "findings may be false). An association in time only: nothing here says that a clone acts on the tumor.",
        Tone::plain});
    section.blocks.emplace_back(samples_paragraph(readout));
    if (readout.intervals.empty()) {
        section.blocks.emplace_back(Paragraph{"There are no two blood samples to compare.", Tone::plain});
        return section;
    }
    section.blocks.emplace_back(interval_table(readout));
    auto const expanded = last_expanded(readout);
    if (!expanded.empty()) {
        auto const shown = std::span{expanded}.first(std::min(expanded.size(), most_clonotypes_shown));
        auto const interval = std::ranges::find_if(readout.intervals, [&](ClonotypeInterval const& each) {
            return each.from == expanded.front().from && each.to == expanded.front().to;
        });
        section.blocks.emplace_back(
            Drawing{clonotype_figure(shown), "Open circle: earlier share, filled: later share. A line that begins at the edge: not seen before."});
        section.blocks.emplace_back(clonotype_table(shown, uncapitalized(days_text(*interval))));
        if (expanded.size() > shown.size()) {
            section.blocks.emplace_back(Paragraph{"Shown are the " + count_text(static_cast<std::int64_t>(shown.size())) +
                                                      " largest of " + count_text(static_cast<std::int64_t>(expanded.size())) +
                                                      "; all of them stand in " + timeline.patient + ".clonotypes.tsv.",
                                                  Tone::plain});
        }
    }
    return section;
}

}  // namespace tidemark
