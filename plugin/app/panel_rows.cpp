#include "app/panel_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ranges>
#include <set>
#include <string>
#include <vector>

#include "app/misuse.hpp"
#include "stages/genotype/contig_rules.hpp"
#include "values/genome/indel_shift.hpp"

namespace tidemark {
namespace {

bool is_tracked(PanelEntry const& entry) { return entry.state == LocusState::tracked; }

/// Contigs of rows that have a variant, each once, in the order in which they first appear.
template <typename Rows>
ContigTable contigs_of(Rows&& rows) {
    ContigTable table;
    for (auto const& row : rows) {
        if (!table.index_of(row.variant.contig)) {
            table.contigs.push_back({.name = row.variant.contig, .length = 0, .md5 = {}});
        }
    }
    return table;
}

/// "chr1, chr2, chr3, ...": enough to see how contigs are named.
std::string first_names(ContigTable const& table) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t index = 0; index < std::min(shown, table.contigs.size()); ++index) {
        text += (index == 0 ? "" : ", ") + table.contigs[index].name;
    }
    return table.contigs.size() > shown ? text + ", ..." : text;
}

/// Variants that may be one of the panel's, written at another place.
class Unplaced {
public:
    void look_at(Variant const& variant, std::span<Variant const> panel_variants) {
        if (variant.ref.size() == variant.alt.size() || std::ranges::binary_search(panel_variants, variant)) {
            return;
        }
        Variant const first{variant.contig, variant.position + (-longest_shift), {}, {}};
        for (auto near = std::ranges::lower_bound(panel_variants, first);
             near != panel_variants.end() && near->contig == variant.contig && near->position <= variant.position + longest_shift; ++near) {
            if (may_be_one_indel(*near, variant)) {
                pairs_.insert(fmt::format("{} (the panel's {})", to_text(variant), to_text(*near)));
                return;
            }
        }
    }

    /// Throws UsageError where there is any.
    void refuse(std::string const& whose, std::string const& loss, std::string const& remedy) const {
        if (pairs_.empty()) {
            return;
        }
        constexpr std::size_t shown = 3;
        auto const more = pairs_.size() > shown ? fmt::format(" and {} more", pairs_.size() - shown) : std::string{};
        misuse("indel_without_reference",
               fmt::format("{} may be a variant of the panel that is written at another place of its repeat: {}{}", whose,
                           fmt::join(pairs_ | std::views::take(shown), ", "), more),
               "only the reference tells; " + loss, remedy);
    }

private:
    std::set<std::string> pairs_;
};

}  // namespace

void refuse_unplaced_indels(SampleEvidence const& evidence, std::span<Variant const> panel_variants) {
    Unplaced unplaced;
    for (auto const& row : evidence.loci) {
        unplaced.look_at(row.variant, panel_variants);
    }
    unplaced.refuse("rows of " + evidence.facts.sample, "taken as background, the tracked variant would count against itself",
                    "give the reference with -f, which brings panel and table into one form, or left-align both");
}

void refuse_unplaced_indels(BackgroundModel const& model, std::span<Variant const> panel_variants) {
    Unplaced unplaced;
    for (auto const& rate : model.rates) {
        if (rate.locus) {
            unplaced.look_at(*rate.locus, panel_variants);
        }
    }
    unplaced.refuse("loci of the background", "what controls show there would not be known of the tracked variant",
                    "give the reference with -f, to background too");
}

void compare_contigs(SampleEvidence const& evidence, Panel const& panel) {
    auto const of_panel = contigs_of(panel.entries | std::views::filter(is_tracked));
    auto const of_sample = contigs_of(evidence.loci);
    if (of_sample.contigs.empty()) {
        return;
    }
    ContigTable missing;
    std::string hint;
    for (auto const& contig : of_panel.contigs) {
        if (!of_sample.index_of(contig.name)) {
            missing.contigs.push_back(contig);
            auto const other = other_spelling(contig.name, of_sample);
            hint = hint.empty() && !other.empty() ? fmt::format("is {} meant to be {}? ", other, contig.name) : hint;
        }
    }
    if (missing.contigs.empty()) {
        return;
    }
    bool const none = missing.contigs.size() == of_panel.contigs.size();
    if (none || !hint.empty()) {
        contradict("contig_not_in_panel",
                   none ? fmt::format("none of the contigs of {} ({}) is one of the panel's ({})", evidence.facts.sample,
                                      first_names(of_sample), first_names(of_panel))
                        : fmt::format("{} has no row on {} of the panel, and rows on another spelling of it", evidence.facts.sample,
                                      first_names(missing)),
                   evidence.facts.sample, "every locus there would look as if it had no molecules",
                   hint + "name the contigs of the table as the panel does; nothing is renamed silently");
    }
    for (auto const& contig : missing.contigs) {
        auto const loci = std::ranges::count_if(panel.entries, [&](PanelEntry const& entry) {
            return is_tracked(entry) && entry.variant.contig == contig.name;
        });
        fmt::print(stderr, "tidemark: warning: {} has no row on {}, where the panel tracks {} {}: they count as not covered [contig_without_rows]\n",
                   evidence.facts.sample, contig.name, loci, loci == 1 ? "locus" : "loci");
    }
}

}  // namespace tidemark
