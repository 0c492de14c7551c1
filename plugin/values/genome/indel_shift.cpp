#include "values/genome/indel_shift.hpp"

#include <string_view>

namespace tidemark {
namespace {

/// Inserted or deleted bases, behind the anchor.
std::string_view moved_bases(Variant const& indel) {
    std::string_view const longer = indel.kind() == VariantKind::deletion ? indel.ref : indel.alt;
    return longer.substr(1);
}

}  // namespace

bool may_be_one_indel(Variant const& one, Variant const& other) {
    auto const kind = one.kind();
    if ((kind != VariantKind::insertion && kind != VariantKind::deletion) || other.kind() != kind || one.contig != other.contig) {
        return false;
    }
    auto const& left = one.position < other.position ? one : other;
    auto const& right = one.position < other.position ? other : one;
    auto const distance = right.position - left.position;
    auto const of_left = moved_bases(left);
    auto const of_right = moved_bases(right);
    if (distance == 0 || distance > longest_shift || of_left.size() != of_right.size() || right.ref.front() != of_right.back()) {
        return false;
    }
    // Moved right by one base, ACG becomes CGA: the repeat goes on with its own period.
    for (std::size_t index = 0; index < of_right.size(); ++index) {
        if (of_right[index] != of_left[(index + static_cast<std::size_t>(distance)) % of_left.size()]) {
            return false;
        }
    }
    return true;
}

}  // namespace tidemark
