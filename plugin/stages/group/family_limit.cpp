#include "stages/group/family_limit.hpp"

#include <algorithm>

namespace tidemark {

void FamilyLimit::choose(std::span<std::uint32_t const> strand, std::span<Template const> templates) {
    if (strand.size() <= most_) {
        chosen_.insert(chosen_.end(), strand.begin(), strand.end());
        return;
    }
    by_name_.clear();
    for (auto const number : strand) {
        by_name_.emplace_back(templates[number].name, number);
    }
    auto const first_out = by_name_.begin() + static_cast<std::ptrdiff_t>(most_);
    std::ranges::nth_element(by_name_, first_out);
    for (auto out = first_out; out != by_name_.end(); ++out) {
        reads_left_out_ += templates[out->second].second != nullptr ? 2 : 1;
    }
    auto const begin = static_cast<std::ptrdiff_t>(chosen_.size());
    for (auto in = by_name_.begin(); in != first_out; ++in) {
        chosen_.push_back(in->second);
    }
    std::sort(chosen_.begin() + begin, chosen_.end());
}

PositionFamily FamilyLimit::operator()(PositionFamily const& family, std::span<Template const> templates) {
    if (most_ == 0 || (family.a().size() <= most_ && family.b().size() <= most_)) {
        return family;
    }
    chosen_.clear();
    choose(family.a(), templates);
    auto const of_a = chosen_.size();
    choose(family.b(), templates);
    return {.templates = chosen_, .of_a = of_a, .two_strands = family.two_strands};
}

}  // namespace tidemark
