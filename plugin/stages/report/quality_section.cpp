#include "stages/report/quality_section.hpp"

#include <algorithm>
#include <array>

#include "stages/report/calibration.hpp"
#include "stages/report/cells.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "values/patient/cohort_summary.hpp"

namespace tidemark {
namespace {

constexpr std::size_t hash_digits = 16;

Cell count_cell(std::optional<std::int64_t> const& count) {
    return count ? text_cell(count_text(*count)) : no_value_cell();
}

Cell hash_cell(std::string const& hash) { return words_cell(short_hash(hash, hash_digits)); }

/// Takes out columns without a value in any row; their headings are appended to `empty`.
Table without_empty_columns(Table const& table, std::vector<std::string>& empty) {
    Table kept{.id = table.id, .caption = table.caption, .columns = {}, .rows = {}};
    kept.rows.resize(table.rows.size());
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        bool const filled = std::any_of(table.rows.begin(), table.rows.end(), [&](std::vector<Cell> const& row) {
            return row[column] != no_value_cell();
        });
        if (!filled) {
            empty.push_back(table.columns[column].heading);
            continue;
        }
        kept.columns.push_back(table.columns[column]);
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            kept.rows[row].push_back(table.rows[row][column]);
        }
    }
    return kept;
}

Cell day_cell(Draw const& draw) { return text_cell(signed_text(draw.day), draw.row.sample); }

Table test_table(Timeline const& timeline) {
    Table table{.id = "test",
                .caption = "Test",
                .columns = {{"Day", "sample", Align::start},
                            {"Use", "", Align::start},
                            {"Alpha", "", Align::end},
                            {"p", "", Align::end},
                            {"p, pooled", "", Align::end},
                            {"Molecules", "with a variant", Align::end},
                            {"Expected background", "molecules", Align::end},
                            {"Critical count", "molecules", Align::end},
                            {"Dispersion", "of background", Align::end}},
                .rows = {}};
    for (auto const& draw : timeline.draws) {
        auto const& result = draw.result;
        bool const counted = result.molecules_n > 0;
        table.rows.push_back({day_cell(draw), words_cell(result.use),
                              result.alpha ? text_cell(number_text(*result.alpha, 1)) : no_value_cell(),
                              result.p_detect ? text_cell(p_text(*result.p_detect)) : no_value_cell(),
                              result.p_pooled ? text_cell(p_text(*result.p_pooled)) : no_value_cell(),
                              counted ? text_cell(count_text(result.molecules_alt)) : no_value_cell(),
                              number_cell(result.background_expected), count_cell(result.critical_count),
                              number_cell(result.background_dispersion)});
    }
    return table;
}

Table limits_table(Timeline const& timeline) {
    Table table{.id = "limits", .caption = "Limits, as tumor fraction, and robustness",
                .columns = {{"Day", "sample", Align::start}, {"LoB", "", Align::end}, {"LoD95", "", Align::end},
                            {"LoQ", "", Align::end}, {"LoD95 as VAF", "", Align::end},
                            {"Leaving one locus out", "range of the fraction", Align::end},
                            {"Fraction by mass", "", Align::end}},
                .rows = {}};
    for (auto const& draw : timeline.draws) {
        auto const& result = draw.result;
        bool const ranged = result.loo_min_tumor_fraction && result.loo_max_tumor_fraction;
        table.rows.push_back({day_cell(draw), percent_cell(result.lob_tumor_fraction),
                              percent_cell(result.lod95_tumor_fraction), percent_cell(result.loq_tumor_fraction),
                              percent_cell(result.lod95_vaf),
                              ranged ? text_cell(percent_text(*result.loo_min_tumor_fraction) + " to " +
                                                 percent_text(*result.loo_max_tumor_fraction))
                                     : no_value_cell(),
                              percent_cell(result.tumor_fraction_mass)});
    }
    return table;
}

Table specimen_table(Timeline const& timeline) {
    Table table{.id = "specimen", .caption = "Specimen and identity",
                .columns = {{"Day", "sample", Align::start}, {"Plasma", "mL", Align::end},
                            {"cfDNA extracted", "ng", Align::end}, {"Into library", "ng", Align::end},
                            {"Loci left out", "of designed", Align::end}, {"Batch", "", Align::start},
                            {"Chemistry", "", Align::start}, {"Evidence", "", Align::start},
                            {"Fingerprint", "mismatches of called", Align::end},
                            {"Contamination", "upper bound", Align::end}, {"CH loci", "", Align::end}},
                .rows = {}};
    for (auto const& draw : timeline.draws) {
        auto const& result = draw.result;
        bool const fingerprint = result.fingerprint_called && result.fingerprint_mismatch;
        bool const designed = result.loci_designed > 0;
        table.rows.push_back(
            {day_cell(draw), given_cell(draw.row.plasma_ml), given_cell(draw.row.cfdna_ng),
             given_cell(draw.row.input_ng), designed ? text_cell(count_text(result.loci_excluded)) : no_value_cell(),
             words_cell(draw.row.batch), words_cell(draw.row.chemistry), words_cell(draw.row.evidence),
             fingerprint ? text_cell(count_text(*result.fingerprint_mismatch) + " of " +
                                     count_text(*result.fingerprint_called))
                         : no_value_cell(),
             percent_cell(result.contamination_hi), count_cell(result.ch_loci)});
    }
    return table;
}

Table hash_table(Timeline const& timeline) {
    Table table{.id = "hashes", .caption = "SHA-256 of what went in, first digits",
                .columns = {{"Day", "sample", Align::start}, {"Panel", "", Align::start},
                            {"Background model", "", Align::start}, {"Evidence", "", Align::start}},
                .rows = {}};
    for (auto const& draw : timeline.draws) {
        table.rows.push_back({day_cell(draw), hash_cell(draw.result.panel_hash), hash_cell(draw.result.model_hash),
                              hash_cell(draw.result.input_hash)});
    }
    return table;
}

}  // namespace

Section quality_section(Timeline const& timeline) {
    Section section{.id = "quality", .heading = "Quality", .blocks = {}};
    std::vector<std::string> empty;
    for (auto const& table : {test_table(timeline), limits_table(timeline), specimen_table(timeline)}) {
        auto kept = without_empty_columns(table, empty);
        if (kept.columns.size() > 1) {
            section.blocks.emplace_back(std::move(kept));
        }
    }
    if (auto calibration = calibration_table(timeline)) {
        section.blocks.emplace_back(std::move(*calibration));
        section.blocks.emplace_back(Paragraph{calibration_legend(), Tone::muted});
    }
    if (!empty.empty()) {
        section.blocks.emplace_back(
            Paragraph{"Not given or not measured for any draw: " + enumeration(empty) + ".", Tone::muted});
    }
    return section;
}

Section provenance_section(Timeline const& timeline) {
    Section section{.id = "provenance", .heading = "Provenance", .blocks = {}};
    std::vector<std::string> empty;
    auto hashes = without_empty_columns(hash_table(timeline), empty);
    if (hashes.columns.size() > 1) {
        section.blocks.emplace_back(std::move(hashes));
    }
    FactList facts;
    facts.items.push_back({"Machine-readable", std::string{"cohort.json (schema "} + cohort_schema +
                                                   "), cohort.samples.tsv and cohort.pairs.tsv carry the same content; "
                                                   "fractions stand there as fractions, hashes in full."});
    facts.items.push_back({"Concentration", number_text(timeline.hge_per_ng, 4) +
                                                " haploid genome equivalents per ng of DNA."});
    section.blocks.emplace_back(std::move(facts));
    return section;
}

}  // namespace tidemark
