#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/detect_inputs.hpp"
#include "app/select_inputs.hpp"
#include "app/variant_contigs.hpp"
#include "io/hts/variant_reader.hpp"
#include "stages/select/reference_hints.hpp"
#include "values/failure/failure.hpp"
#include "values/genome/sequence.hpp"

namespace tidemark {
namespace {

/// So many loci are listed in a message; how many are left out is said.
constexpr std::size_t longest_list = 1000;

/// Names first, then lengths: same names and other lengths are another build, whatever single REF bases say.
void check_contigs(VariantFile const& file, std::string const& name, Reference const& reference) {
    for (auto const& contig : used_contigs(file)) {
        auto const number = reference.contigs().index_of(contig);
        if (!number) {
            auto const other = other_contig_name(contig, reference.contigs());
            throw ContradictionError{
                {.rule = "contig_not_in_reference",
                 .what = fmt::format("{} has variants on {}, which {} does not have", name, contig, reference.name()),
                 .where = contig,
                 .why = "a variant that cannot be looked up would read as not detected",
                 .remedy = other.empty()
                               ? "give the reference that the caller used"
                               : fmt::format("the reference calls it {}: rename the contigs of one of them", other)}};
        }
    }
    refuse_other_lengths(file, name, reference);
}

void refuse_mismatches(RefCheck const& check, VariantFile const& file, std::string const& name,
                       Reference const& reference) {
    if (check.mismatches.empty()) {
        return;
    }
    std::string loci;
    for (std::size_t index = 0; index < std::min(longest_list, check.mismatches.size()); ++index) {
        auto const& mismatch = check.mismatches[index];
        loci += fmt::format("{}{} (reference has {})", index == 0 ? "" : ", ", to_text(mismatch.variant),
                            mismatch.reference_bases.empty() ? "no base" : mismatch.reference_bases);
    }
    if (check.mismatches.size() > longest_list) {
        loci += fmt::format(", and {} more", check.mismatches.size() - longest_list);
    }
    throw ContradictionError{{.rule = "ref_differs",
                              .what = fmt::format("REF of {} of {} alleles of {} is not what {} has",
                                                  check.mismatches.size(), check.checked, name, reference.name()),
                              .where = std::move(loci),
                              .why = "molecules would be compared with the wrong bases",
                              .remedy = ref_mismatch_hint(check, file.contigs, reference.contigs())}};
}

RefMismatch mismatch_of(Variant const& variant, Reference const& reference) {
    auto const shifted = [&](std::int64_t by) {
        return agrees_with_reference({variant.contig, variant.position + by, variant.ref, variant.alt}, reference);
    };
    return {.variant = variant,
            .reference_bases = reference.slice(variant.contig, variant.span()).bases,
            .agrees_one_right = shifted(1),
            .agrees_one_left = shifted(-1)};
}

TumorCandidate candidate_of(VariantCandidate const& read, std::size_t source, Reference const& reference) {
    TumorCandidate candidate{
        .variant = read.variant,
        .context = {},
        .unsupported = read.unsupported,
        .sighting = {
            .source = source, .filters = read.filters, .tumor_vaf = std::nullopt, .phase_set = read.phase_set, .tumor_depth = 0,
            .clone = read.clone, .ccf = read.ccf}};
    std::ranges::sort(candidate.sighting.filters);
    if (read.tumor_vaf >= 0) {
        candidate.sighting.tumor_vaf = read.tumor_vaf;
        candidate.sighting.tumor_depth = read.tumor_depth;
    }
    if (read.unsupported.empty()) {
        candidate.variant = normalise(read.variant, reference);
        candidate.context = context_of(candidate.variant, reference);
    }
    return candidate;
}

}  // namespace

std::vector<TumorCandidate> read_candidates(SelectFiles const& files, Reference const& reference) {
    std::vector<TumorCandidate> candidates;
    for (std::size_t source = 0; source < files.vcfs.size(); ++source) {
        std::filesystem::path const path{files.vcfs[source]};
        auto const file = read_variants(path, files.tumor_samples.empty() ? "" : files.tumor_samples[source]);
        auto const name = path.filename().string();
        check_contigs(file, name, reference);
        RefCheck check;
        for (auto const& candidate : file.candidates) {
            ++check.checked;
            // Where REF itself is no plain base (IUPAC codes), the allele is set aside and nothing is compared.
            if (is_plain(candidate.variant.ref) && !agrees_with_reference(candidate.variant, reference)) {
                check.mismatches.push_back(mismatch_of(candidate.variant, reference));
            }
        }
        refuse_mismatches(check, file, name, reference);
        for (auto const& candidate : file.candidates) {
            candidates.push_back(candidate_of(candidate, source, reference));
        }
    }
    return candidates;
}

}  // namespace tidemark
