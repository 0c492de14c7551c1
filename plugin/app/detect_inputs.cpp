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

bool is_tracked(PanelEntry const& entry) { return entry.state == LocusState::tracked; }

/// A panel made by hand whose alleles are not in the form that rows are brought into: they would match no row.
void refuse_other_forms(std::string const& path, Panel const& panel, std::optional<Reference> const& reference) {
    auto tracked = panel.entries | std::views::filter(is_tracked);
    if (auto const wrong = wrong_alleles(tracked, reference, [](auto const& each) -> auto const& { return each.variant; }); !wrong.empty()) {
        refuse_alleles(wrong);
    }
    for (auto const& entry : tracked) {
        if (auto const form = normal_form(entry.variant, reference); form != entry.variant) {
            auto const file = std::filesystem::path{path}.filename().string();
            throw InputError{{.rule = "not_left_aligned",
                              .what = fmt::format("{} is {} where it is trimmed and left-aligned", to_text(entry.variant), to_text(form)),
                              .where = file,
                              .why = "a panel table holds alleles in that form, and no other row would match it",
                              .remedy = "write it so, or give the variants as VCF"}};
        }
    }
}

}  // namespace

std::optional<Reference> open_reference(std::string const& path) {
    return path.empty() ? std::nullopt : std::optional<Reference>{std::in_place, path};
}

Panel read_any_panel(std::string const& path, std::optional<Reference> const& reference) {
    if (is_variant_file(path)) {
        return panel_of_variants(path, reference);
    }
    auto panel = read_panel(path);
    // What select wrote is in this form.
    if (panel.reference_hash.empty()) {
        refuse_other_forms(path, panel, reference);
    }
    return panel;
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
