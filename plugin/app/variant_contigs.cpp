#include "app/variant_contigs.hpp"

#include <fmt/format.h>

#include "stages/select/reference_hints.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {

std::set<std::string> used_contigs(VariantFile const& file) {
    std::set<std::string> used;
    for (auto const& candidate : file.candidates) {
        used.insert(candidate.variant.contig);
    }
    return used;
}

void refuse_other_lengths(VariantFile const& file, std::string const& name, Reference const& reference) {
    for (auto const& contig : used_contigs(file)) {
        auto const number = reference.contigs().index_of(contig);
        auto const declared = file.contigs.index_of(contig);
        if (!number || !declared) {
            continue;
        }
        auto const length = file.contigs.contigs[*declared].length;
        auto const reference_length = reference.contigs().contigs[*number].length;
        if (length > 0 && length != reference_length) {
            throw ContradictionError{{.rule = "contig_length_differs",
                                      .what = fmt::format("{} has {} with {} bases, {} with {}", name, contig, length,
                                                          reference.name(), reference_length),
                                      .where = contig,
                                      .why = "same names and other lengths are another genome build",
                                      .remedy = ref_mismatch_hint({}, file.contigs, reference.contigs())}};
        }
    }
}

}  // namespace tidemark
