#include "app/genotype_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <range/v3/action/sort.hpp>
#include <range/v3/action/unique.hpp>
#include <set>

#include "app/variant_contigs.hpp"
#include "io/files/line_reader.hpp"
#include "io/hts/variant_reader.hpp"
#include "io/tables/panel_table.hpp"
#include "stages/genotype/contig_rules.hpp"
#include "stages/genotype/indel_place.hpp"
#include "values/failure/failure.hpp"
#include "values/genome/sequence.hpp"
#include "values/patient/panel.hpp"
#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

/// By content, because workflows stage files under names of their own; a BCF is no text and goes by its name.
bool is_variant_file(std::string const& path) {
    if (std::filesystem::path{path}.extension() == ".bcf") {
        return true;
    }
    return LineReader{path}.next().value_or("").starts_with("##fileformat=VCF");
}

/// Checks and normalises alleles; what is wrong is collected, so that one message names it all.
class LocusGate {
public:
    LocusGate(Reference const& reference, CountedPanel& panel) : reference_{reference}, panel_{panel} {}

    void admit_build(VariantFile const& variants, std::string const& file) const {
        refuse_other_lengths(variants, file, reference_);
    }

    void admit(Variant const& variant, std::string const& file) {
        if (!reference_.contigs().index_of(variant.contig)) {
            auto const other = other_spelling(variant.contig, reference_.contigs());
            throw ContradictionError{{.rule = "contig_not_in_reference",
                                      .what = fmt::format("the reference has no contig {}", variant.contig),
                                      .where = fmt::format("{}: {}", file, to_text(variant)),
                                      .why = other.empty() ? "panel and reference belong to different builds"
                                                           : fmt::format("it has {}: is that meant?", other),
                                      .remedy = "give panel and reference of one build"}};
        }
        if (!is_plain(variant.ref) || !is_plain(variant.alt)) {
            panel_.warnings.push_back(fmt::format("{} ({}) is left out: its alleles are no plain bases",
                                                  to_text(variant), file));
            return;
        }
        if (!agrees_with_reference(variant, reference_)) {
            wrong_.push_back(fmt::format("{} ({})", to_text(variant), file));
            return;
        }
        auto const normal = normalise(variant, reference_);
        auto const longest = static_cast<std::int64_t>(std::max(normal.ref.size(), normal.alt.size()));
        if (normal.ref.size() != normal.alt.size() && longest > longest_indel + 1) {
            panel_.warnings.push_back(fmt::format("{} ({}) is left out: an insertion or deletion of more than {} bases",
                                                  to_text(variant), file, longest_indel));
            return;
        }
        panel_.loci.push_back(normal);
    }

    void refuse_wrong() const {
        if (wrong_.empty()) {
            return;
        }
        throw ContradictionError{{.rule = "ref_not_reference",
                                  .what = fmt::format("{} loci have another REF than the reference: {}", wrong_.size(),
                                                      fmt::join(wrong_, ", ")),
                                  .where = wrong_.front(),
                                  .why = "panel and reference are of different builds, or positions are off by one",
                                  .remedy = "give panel and reference of one build"}};
    }

private:
    Reference const& reference_;
    CountedPanel& panel_;
    std::vector<std::string> wrong_;
};

/// The hash that the variants of a VCF would have as a panel.
std::string hash_of(std::vector<Variant> const& loci) {
    std::vector<PanelEntry> entries;
    for (auto const& locus : loci) {
        entries.push_back({});
        entries.back().variant = locus;
    }
    return panel_hash(entries);
}

/// Reads one panel into `panel`, whose earlier loci stay; returns the hash of this one.
std::string read_panel_file(std::string const& path, LocusGate& gate, CountedPanel& panel) {
    auto const file = std::filesystem::path{path}.filename().string();
    if (!is_variant_file(path)) {
        auto const table = read_panel(path);
        panel.failure = panel.failure.empty() ? table.failure : panel.failure;
        for (auto const& entry : table.entries) {
            gate.admit(entry.variant, file);
        }
        return table.hash;
    }
    auto const before = panel.loci.size();
    auto const variants = read_variants(path);
    gate.admit_build(variants, file);
    for (auto const& candidate : variants.candidates) {
        if (!candidate.unsupported.empty()) {
            panel.warnings.push_back(fmt::format("{} ({} record {}) is left out: {}", to_text(candidate.variant), file,
                                                 candidate.record, candidate.unsupported));
            continue;
        }
        gate.admit(candidate.variant, file);
    }
    std::vector<Variant> own{panel.loci.begin() + static_cast<std::ptrdiff_t>(before), panel.loci.end()};
    return hash_of(std::move(own) | ranges::actions::sort | ranges::actions::unique);
}

}  // namespace

CountedPanel read_panels(std::span<std::string const> paths, Reference const& reference) {
    CountedPanel panel;
    LocusGate gate{reference, panel};
    std::set<std::string> hashes;
    for (auto const& path : paths) {
        hashes.insert(read_panel_file(path, gate, panel));
    }
    gate.refuse_wrong();
    panel.loci |= ranges::actions::sort | ranges::actions::unique;
    panel.hash = hashes.size() == 1 ? *hashes.begin() : sha256(fmt::format("{}", fmt::join(hashes, "\n")));
    return panel;
}

std::vector<Variant> read_common_sites(std::string const& path, Reference const& reference) {
    std::vector<Variant> sites;
    for (auto& candidate : read_variants(path).candidates) {
        if (reference.contigs().index_of(candidate.variant.contig)) {
            sites.push_back(std::move(candidate.variant));
        }
    }
    return sites;
}

}  // namespace tidemark
