#include "values/genome/variant.hpp"

#include <fmt/format.h>

namespace tidemark {

VariantKind Variant::kind() const {
    if (ref.size() == alt.size()) {
        return ref.size() == 1 ? VariantKind::snv : VariantKind::mnv;
    }
    if (ref.size() == 1 && alt.front() == ref.front()) {
        return VariantKind::insertion;
    }
    if (alt.size() == 1 && alt.front() == ref.front()) {
        return VariantKind::deletion;
    }
    return VariantKind::complex;
}

char const* to_text(VariantKind kind) {
    switch (kind) {
        case VariantKind::snv: return "snv";
        case VariantKind::mnv: return "mnv";
        case VariantKind::insertion: return "insertion";
        case VariantKind::deletion: return "deletion";
        case VariantKind::complex: return "complex";
    }
    return "complex";
}

std::string to_text(Variant const& variant) {
    return fmt::format("{}:{}:{}>{}", variant.contig, variant.position.one_based(), variant.ref, variant.alt);
}

Variant left_aligned(Variant variant, ReferenceSlice const& reference) {
    auto& [contig, position, ref, alt] = variant;
    bool changed = true;
    while (changed) {
        changed = false;
        // A shared last base carries nothing; an allele emptied by this takes the base on its left.
        if (!ref.empty() && !alt.empty() && ref.back() == alt.back() && (ref.size() > 1 || alt.size() > 1)) {
            bool const would_empty = ref.size() == 1 || alt.size() == 1;
            if (!would_empty || position > reference.begin) {
                ref.pop_back();
                alt.pop_back();
                changed = true;
            }
        }
        if (ref.empty() || alt.empty()) {
            position = position + (-1);
            char const base = reference.at(position);
            ref.insert(ref.begin(), base);
            alt.insert(alt.begin(), base);
            changed = true;
        }
    }
    while (ref.size() > 1 && alt.size() > 1 && ref.front() == alt.front()) {
        ref.erase(ref.begin());
        alt.erase(alt.begin());
        position = position + 1;
    }
    return variant;
}

}  // namespace tidemark
