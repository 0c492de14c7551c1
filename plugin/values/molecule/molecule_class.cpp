#include "values/molecule/molecule_class.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace tidemark {
namespace {

constexpr std::array<std::pair<std::string_view, DeclaredEvidence>, 4> declarations{
    {{"raw", DeclaredEvidence::raw},
     {"grouped", DeclaredEvidence::grouped},
     {"consensus", DeclaredEvidence::consensus},
     {"deduplicated", DeclaredEvidence::deduplicated}}};

/// One strand only, or one read only.
MoleculeKind one_strand(std::int32_t family_size, std::optional<bool> forward, MoleculeStrand strand) {
    if (family_size == 1) {
        return {EvidenceClass::singleton, strand, 1};
    }
    auto const evidence_class = !forward    ? EvidenceClass::simplex
                                : *forward ? EvidenceClass::simplex_forward
                                           : EvidenceClass::simplex_reverse;
    return {evidence_class, MoleculeStrand::none, family_size};
}

}  // namespace

std::optional<DeclaredEvidence> declared_evidence_from_text(std::string_view text) {
    for (auto const& [name, evidence] : declarations) {
        if (name == text) {
            return evidence;
        }
    }
    return text.empty() ? std::optional{DeclaredEvidence::unknown} : std::nullopt;
}

std::string_view to_text(DeclaredEvidence evidence) {
    for (auto const& [name, value] : declarations) {
        if (value == evidence) {
            return name;
        }
    }
    return "";
}

FamilySizeInName::FamilySizeInName(std::string const& pattern)
    : pattern_{pattern, std::regex::ECMAScript | std::regex::optimize} {
    if (pattern_.mark_count() < 1) {
        throw std::regex_error{std::regex_constants::error_paren};
    }
}

std::optional<std::int32_t> FamilySizeInName::operator()(std::string_view name) const {
    std::cmatch match;
    if (!std::regex_search(name.data(), name.data() + name.size(), match, pattern_)) {
        return std::nullopt;
    }
    std::int32_t size = 0;
    auto const [stop, error] = std::from_chars(match[1].first, match[1].second, size);
    if (error != std::errc{} || stop != match[1].second || size < 1) {
        return std::nullopt;
    }
    return size;
}

MoleculeKind classify(Read const& read, MoleculeTags const& tags, DeclaredEvidence declared,
                      std::optional<std::int32_t> family_size_in_name) {
    auto const forward = read_one_forward(read);
    // Read 2 with an unmapped mate: in an ordinary library read 1 points the other way.
    auto const strand =
        forward.value_or(read.reverse()) ? MoleculeStrand::forward : MoleculeStrand::reverse;
    if (tags.ab_depth || tags.ba_depth || tags.total_depth) {
        auto const ab = tags.ab_depth.value_or(0);
        auto const ba = tags.ba_depth.value_or(0);
        auto const family_size = tags.total_depth.value_or(ab + ba);
        if (ab > 0 && ba > 0) {
            return {EvidenceClass::duplex, MoleculeStrand::none, family_size};
        }
        return one_strand(family_size, forward, strand);
    }
    if (tags.forward_reads || tags.reverse_reads) {
        auto const plus = tags.forward_reads.value_or(0);
        auto const minus = tags.reverse_reads.value_or(0);
        if (plus > 0 && minus > 0) {
            return {EvidenceClass::duplex, MoleculeStrand::none, plus + minus};
        }
        return one_strand(plus + minus, forward, strand);
    }
    if (family_size_in_name) {
        return one_strand(*family_size_in_name, forward, strand);
    }
    bool const made_elsewhere = declared == DeclaredEvidence::consensus || declared == DeclaredEvidence::deduplicated;
    return {made_elsewhere ? EvidenceClass::collapsed : EvidenceClass::position, strand, 0};
}

}  // namespace tidemark
