#include <algorithm>

#include <fmt/format.h>

#include "io/hts/variant_reader.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {

bool agrees_with_reference(Variant const& variant, Reference const& reference) {
    return variant.position.value >= 0 && !variant.ref.empty() && variant.ref.find('N') == std::string::npos &&
           reference.slice(variant.contig, variant.span()).bases == variant.ref;
}

Variant normalise(Variant const& variant, Reference const& reference) {
    if (!agrees_with_reference(variant, reference)) {
        throw ContradictionError{
            {.rule = "ref_differs",
             .what = fmt::format("REF of {} is not what {} has there", to_text(variant), reference.name()),
             .where = to_text(variant),
             .why = "the variant was called on another sequence",
             .remedy = "give the reference that the caller used"}};
    }
    if (variant.ref.size() == variant.alt.size()) {
        return left_aligned(variant, {variant.position, variant.ref});
    }
    // An indel slides as far as its repeat reaches: the window grows until the repeat ends inside it.
    for (std::int64_t reach = 256;; reach *= 4) {
        auto const begin = Position{std::max<std::int64_t>(variant.position.value - reach, 0)};
        auto const slice = reference.slice(variant.contig, Interval{begin, variant.span().end()});
        auto aligned = left_aligned(variant, slice);
        bool const stopped_by_window = aligned.position == begin && aligned.ref.back() == aligned.alt.back() &&
                                       aligned.ref.size() != aligned.alt.size();
        if (!stopped_by_window || begin.value == 0) {
            return aligned;
        }
    }
}

}  // namespace tidemark
