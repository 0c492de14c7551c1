#include "stages/report/variant_section.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "stages/report/cells.hpp"
#include "values/patient/figure_shapes.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"

namespace tidemark {
namespace {

constexpr std::size_t longest_allele = 14;

/// All loci of all draws, in the order of the first draw that has them; with their support and set-aside reasons.
struct Locus {
    Variant variant;
    std::int64_t alt_molecules = 0;
    bool tracked = false;
    std::string set_aside_reason;
};

std::vector<Locus> all_loci(Timeline const& timeline) {
    std::vector<Locus> loci;
    std::map<Variant, std::size_t> index;
    for (auto const& draw : timeline.draws) {
        for (auto const& row : draw.result.variants) {
            auto const [entry, added] = index.emplace(row.variant, loci.size());
            if (added) {
                loci.push_back({row.variant, 0, false, {}});
            }
            auto& locus = loci[entry->second];
            locus.alt_molecules += row.alt_molecules;
            if (row.state == "set_aside") {
                locus.set_aside_reason = row.reason;
            } else {
                locus.tracked = true;
            }
        }
    }
    return loci;
}

using RowIndex = std::map<Variant, VariantResult const*>;

RowIndex index_rows(Draw const& draw) {
    RowIndex index;
    for (auto const& row : draw.result.variants) {
        index.emplace(row.variant, &row);
    }
    return index;
}

Cell variant_cell(Variant const& variant) {
    return text_cell(variant.contig + ":" + count_text(variant.position.one_based()),
                     shortened(variant.ref, longest_allele) + ">" + shortened(variant.alt, longest_allele));
}

Cell count_cell(RowIndex const& rows, Variant const& variant) {
    auto const found = rows.find(variant);
    if (found == rows.end() || found->second->state == "set_aside") {
        return no_value_cell();
    }
    auto const& row = *found->second;
    bool const seen = row.alt_molecules > 0;
    std::string note = row.state == "evaluable" ? "" : words_of(row.state);
    if (seen && row.depth > 0) {
        note = percent_text(static_cast<double>(row.alt_molecules) / static_cast<double>(row.depth)) +
               (note.empty() ? "" : ", " + note);
    }
    return tag_cell(count_text(row.alt_molecules) + " / " + count_text(row.depth), seen ? Tone::plain : Tone::muted,
                    note);
}

Table counts_table(std::span<Draw const> draws, std::vector<Variant> const& variants, std::size_t number) {
    Table table{.id = number == 0 ? "variants" : "variants-" + std::to_string(number + 1),
                .caption = number == 0 ? "Molecules with the variant / informative molecules, and VAF"
                                       : "Further draws",
                .columns = {{"Place", "variant", Align::start}}, .rows = {}};
    std::vector<RowIndex> rows;
    for (auto const& draw : draws) {
        table.columns.push_back({"Day\u00a0" + signed_text(draw.day), fixed_texts::status_words(draw.result.status),
                                 Align::end});
        rows.push_back(index_rows(draw));
    }
    for (auto const& variant : variants) {
        std::vector<Cell> cells{variant_cell(variant)};
        for (auto const& index : rows) {
            cells.push_back(count_cell(index, variant));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// What the states that occur mean; evaluable is the ordinary one, and what is set aside is listed by reason.
SentenceList state_list(std::span<Draw const> draws) {
    std::set<std::string> states;
    for (auto const& draw : draws) {
        for (auto const& row : draw.result.variants) {
            states.insert(row.state);
        }
    }
    SentenceList list;
    for (auto const& state : states) {
        auto const sentence = fixed_texts::locus_state_sentence(state);
        if (!sentence.empty()) {
            list.items.push_back({capitalized(words_of(state)) + ".", sentence});
        }
    }
    return list;
}

}  // namespace

std::vector<Variant> shown_variants(Timeline const& timeline) {
    auto loci = all_loci(timeline);
    std::erase_if(loci, [](Locus const& locus) { return !locus.tracked; });
    std::vector<std::size_t> order(loci.size());
    for (std::size_t index = 0; index < order.size(); ++index) {
        order[index] = index;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return loci[left].alt_molecules > loci[right].alt_molecules;
    });
    order.resize(std::min(order.size(), most_loci_shown));
    std::sort(order.begin(), order.end());
    std::vector<Variant> shown;
    for (auto const index : order) {
        shown.push_back(loci[index].variant);
    }
    return shown;
}

ShownTimeline with_shown_variants(Timeline timeline) {
    auto const shown = shown_variants(timeline);
    std::set<Variant> const kept{shown.begin(), shown.end()};
    std::set<Variant> left_out;
    for (auto& draw : timeline.draws) {
        std::erase_if(draw.result.variants, [&](VariantResult const& row) {
            bool const away = row.state != "set_aside" && !kept.contains(row.variant);
            if (away) {
                left_out.insert(row.variant);
            }
            return away;
        });
    }
    std::erase_if(timeline.smoothed.loci, [&](SmoothedLocus const& row) { return !kept.contains(row.variant); });
    return {std::move(timeline), static_cast<std::int64_t>(left_out.size())};
}

Section variant_section(Timeline const& timeline) {
    Section section{.id = "variants-section", .heading = "Tracked variants", .blocks = {}};
    auto const loci = all_loci(timeline);
    auto const variants = shown_variants(timeline);
    auto const tracked = std::count_if(loci.begin(), loci.end(), [](Locus const& locus) { return locus.tracked; });
    if (variants.empty()) {
        section.blocks.emplace_back(Paragraph{"No variant was tracked.", Tone::plain});
        return section;
    }
    if (static_cast<std::size_t>(tracked) > variants.size()) {
        section.blocks.emplace_back(Paragraph{
            "Shown are the " + count_text(static_cast<std::int64_t>(variants.size())) + " of " + count_text(tracked) +
                " variants with the most supporting molecules; all of them stand in " + timeline.patient +
                ".variants.tsv.",
            Tone::plain});
    }
    std::vector<Draw> counted;
    std::copy_if(timeline.draws.begin(), timeline.draws.end(), std::back_inserter(counted),
                 [](Draw const& draw) { return !draw.result.variants.empty(); });
    for (std::size_t first = 0; first < counted.size(); first += most_draws_abreast) {
        auto const width = std::min(most_draws_abreast, counted.size() - first);
        section.blocks.emplace_back(counts_table(std::span{counted}.subspan(first, width), variants,
                                                 first / most_draws_abreast));
    }
    SentenceList aside = state_list(counted);
    std::map<std::string, std::int64_t> reasons;
    for (auto const& locus : loci) {
        if (!locus.tracked) {
            ++reasons[locus.set_aside_reason];
        }
    }
    for (auto const& [reason, count] : reasons) {
        aside.items.push_back({"Set aside.", count_text(count, "variant", "variants") +
                                                 (reason.empty() ? "" : ": " + locus_reason_words(reason)) + "."});
    }
    if (!aside.items.empty()) {
        section.blocks.emplace_back(std::move(aside));
    }
    return section;
}

}  // namespace tidemark
