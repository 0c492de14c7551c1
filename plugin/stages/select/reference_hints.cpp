#include "stages/select/reference_hints.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "values/genome/known_builds.hpp"

namespace tidemark {
namespace {

bool is_shift(RefCheck const& check, bool RefMismatch::*agrees) {
    auto const agreeing = static_cast<std::size_t>(std::ranges::count(check.mismatches, true, agrees));
    return agreeing * 10 >= check.mismatches.size() * 9 && agreeing > 0 &&
           (agreeing > 1 || check.checked == check.mismatches.size());
}

}  // namespace

std::string ref_mismatch_hint(RefCheck const& check, ContigTable const& vcf, ContigTable const& reference) {
    if (is_shift(check, &RefMismatch::agrees_one_right)) {
        return "REF agrees one base further on: the positions look 0-based; VCF counts from 1";
    }
    if (is_shift(check, &RefMismatch::agrees_one_left)) {
        return "REF agrees one base before: 1 looks added to positions that were 1-based already";
    }
    auto const vcf_build = human_build(vcf);
    auto const reference_build = human_build(reference);
    if (!vcf_build.empty() && !reference_build.empty() && vcf_build != reference_build) {
        return fmt::format("the VCF looks like {} and the reference like {}: give the reference that the caller used",
                           vcf_build, reference_build);
    }
    return "give the reference that the caller used; same names and lengths do not make the same sequence";
}

std::string other_contig_name(std::string const& contig, ContigTable const& reference) {
    auto const other = contig.starts_with("chr") ? contig.substr(3) : "chr" + contig;
    return reference.index_of(other) ? other : std::string{};
}

}  // namespace tidemark
