#include "app/detect_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ranges>
#include <set>
#include <tuple>
#include <utility>

#include "io/files/line_reader.hpp"
#include "io/hts/variant_reader.hpp"
#include "io/tables/panel_table.hpp"
#include "stages/genotype/contig_rules.hpp"
#include "values/failure/failure.hpp"
#include "values/genome/repeat_class.hpp"
#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

bool is_variant_file(std::string const& path) {
    return std::filesystem::path{path}.extension() == ".bcf" ||
           LineReader{path}.next().value_or("").starts_with("##fileformat=VCF");
}

Variant normal_form(Variant const& variant, std::optional<Reference> const& reference) {
    // Without a reference only the REF itself is known of it: enough to trim what both alleles share.
    return reference ? normalise(variant, *reference) : left_aligned(variant, {variant.position, variant.ref});
}

[[noreturn]] void refuse_alleles(std::vector<std::string> const& wrong) {
    throw ContradictionError{{.rule = "ref_not_reference",
                              .what = fmt::format("{} alleles have another REF than the reference: {}", wrong.size(),
                                                  fmt::join(wrong, ", ")),
                              .where = wrong.front(),
                              .why = "they are of different builds, or positions are off by one",
                              .remedy = "give files of one build"}};
}

/// Variants whose REF is not the reference's.
template <typename Range, typename Projection>
std::vector<std::string> wrong_alleles(Range&& range, std::optional<Reference> const& reference,
                                       Projection projection) {
    std::vector<std::string> wrong;
    for (auto const& each : std::forward<Range>(range)) {
        Variant const& variant = projection(each);
        if (reference && !agrees_with_reference(variant, *reference)) {
            wrong.push_back(to_text(variant));
        }
    }
    return wrong;
}

PanelEntry entry_of(VariantCandidate const& candidate, std::optional<Reference> const& reference) {
    PanelEntry entry;
    entry.variant = candidate.variant;
    if (candidate.unsupported.empty()) {
        entry.variant = normal_form(candidate.variant, reference);
        entry.phase_group = candidate.phase_set;
    } else {
        entry.state = LocusState::set_aside;
        entry.reason = candidate.unsupported;
    }
    return entry;
}

Panel panel_of_variants(std::string const& path, std::optional<Reference> const& reference) {
    auto const candidates = read_variants(path).candidates;
    auto const is_supported = [](VariantCandidate const& candidate) { return candidate.unsupported.empty(); };
    auto const wrong = wrong_alleles(candidates | std::views::filter(is_supported), reference,
                                     [](auto const& each) -> auto const& { return each.variant; });
    if (!wrong.empty()) {
        refuse_alleles(wrong);
    }
    Panel panel;
    panel.entries.reserve(candidates.size());
    for (auto const& candidate : candidates) {
        panel.entries.push_back(entry_of(candidate, reference));
    }
    auto const order = [](PanelEntry const& left, PanelEntry const& right) {
        return std::tie(left.variant, left.state) < std::tie(right.variant, right.state);
    };
    if (!std::ranges::is_sorted(panel.entries, order)) {
        std::ranges::stable_sort(panel.entries, order);
    }
    auto const same = [](PanelEntry const& left, PanelEntry const& right) { return left.variant == right.variant; };
    panel.entries.erase(std::unique(panel.entries.begin(), panel.entries.end(), same), panel.entries.end());
    panel.hash = panel_hash(panel.entries);
    return panel;
}

/// Contigs of rows that have a variant, each once, in the order in which they first appear.
template <typename Rows>
ContigTable contigs_of(Rows const& rows) {
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

}  // namespace

std::optional<Reference> open_reference(std::string const& path) {
    return path.empty() ? std::nullopt : std::optional<Reference>{std::in_place, path};
}

Panel read_any_panel(std::string const& path, std::optional<Reference> const& reference) {
    return is_variant_file(path) ? panel_of_variants(path, reference) : read_panel(path);
}

void normalise_rows(SampleEvidence& evidence, std::optional<Reference> const& reference) {
    auto const wrong =
        wrong_alleles(evidence.loci, reference, [](auto const& each) -> auto const& { return each.variant; });
    if (!wrong.empty()) {
        refuse_alleles(wrong);
    }
    std::set<std::pair<Variant, MoleculeGroup>> seen;
    for (auto& row : evidence.loci) {
        row.variant = normal_form(row.variant, reference);
        if (!seen.insert({row.variant, row.group}).second) {
            throw ContradictionError{{.rule = "duplicate_row",
                                      .what = fmt::format("{} stands twice for one class and strand", to_text(row.variant)),
                                      .where = evidence.facts.sample,
                                      .why = "its molecules would be counted twice",
                                      .remedy = "keep one row for each allele, class and strand"}};
        }
    }
}

void refuse_other_contigs(SampleEvidence const& evidence, Panel const& panel) {
    auto const of_panel = contigs_of(panel.entries);
    auto const of_sample = contigs_of(evidence.loci);
    std::string hint;
    for (auto const& contig : of_sample.contigs) {
        if (of_panel.index_of(contig.name)) {
            return;
        }
        if (auto const other = other_spelling(contig.name, of_panel); hint.empty() && !other.empty()) {
            hint = fmt::format("is {} meant to be {}? ", contig.name, other);
        }
    }
    if (of_panel.contigs.empty() || of_sample.contigs.empty()) {
        return;
    }
    throw ContradictionError{{.rule = "contig_not_in_panel",
                              .what = fmt::format("none of the contigs of {} ({}) is one of the panel's ({})",
                                                  evidence.facts.sample, first_names(of_sample), first_names(of_panel)),
                              .where = evidence.facts.sample,
                              .why = "every locus would look as if it had no molecules",
                              .remedy = hint + "name the contigs of the table as the panel does; nothing is renamed silently"}};
}

std::string context_of(Variant const& variant, std::optional<Reference> const& reference) {
    return reference ? context_of(variant, *reference) : std::string{};
}

std::string context_of(Variant const& variant, Reference const& reference) {
    if (variant.kind() == VariantKind::insertion || variant.kind() == VariantKind::deletion) {
        auto const first = std::max<std::int64_t>(variant.position.value - repeat_margin, 0);
        auto const last = variant.position.value + repeat_margin;
        auto const slice = reference.slice(variant.contig, Interval{Position{first}, Position{last}});
        std::string bases;
        for (auto position = first; position < last; ++position) {
            bases += slice.at(Position{position});
        }
        auto const place = static_cast<std::size_t>(variant.position.value - first);
        return repeat_class_text(repeat_places(bases)[place].repeat_class);
    }
    if (variant.kind() != VariantKind::snv) {
        return {};
    }
    Position const begin{std::max<std::int64_t>(variant.position.value - 1, 0)};
    return trinucleotide_at(reference.slice(variant.contig, Interval{begin, variant.position + 2}), variant.position);
}

}  // namespace tidemark
