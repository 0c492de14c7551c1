#include "stages/group/group_templates.hpp"

#include <algorithm>
#include <bit>

namespace tidemark {
namespace {

/// Up to here distinct UMIs are looked for one by one.
constexpr std::size_t few = 16;

/// Mismatches, or more than any UMI can have where the shapes differ.
[[nodiscard]] int distance(Umi const& left, Umi const& right) {
    return left.has_shape_of(right) ? mismatches(left, right) : Umi::max_length + 1;
}

}  // namespace

std::span<TemplateFamily const> TemplateGrouper::group(std::span<TemplateUmi const> templates) {
    auto const paired = clusterer_.parameters().strategy == GroupingStrategy::paired;
    auto const orientation = paired && std::ranges::find(templates, FirstHalf::unknown, &TemplateUmi::first_half) !=
                                           templates.end()
                                 ? UmiOrientation::either
                                 : UmiOrientation::as_given;
    count(templates, orientation);
    families_ = clusterer_.cluster(distinct_, orientation);
    result_.resize(templates.size());
    for (std::size_t number = 0; number < templates.size(); ++number) {
        auto const family = families_.family[which_[number]];
        result_[number] = {family, paired ? strand(templates[number], orientation, family) : DuplexStrand::none};
    }
    return result_;
}

void TemplateGrouper::count(std::span<TemplateUmi const> templates, UmiOrientation orientation) {
    distinct_.clear();
    which_.clear();
    slots_.clear();
    if (templates.size() > few) {
        slots_.resize(std::bit_ceil(templates.size() * 2), 0);
    }
    for (auto const& from : templates) {
        which_.push_back(number_of(compared(from, orientation)));
    }
}

/// Place of the UMI among the distinct ones, counted once more.
std::uint32_t TemplateGrouper::number_of(Umi const& umi) {
    if (slots_.empty()) {
        for (std::uint32_t number = 0; number < distinct_.size(); ++number) {
            if (distinct_[number].umi == umi) {
                ++distinct_[number].templates;
                return number;
            }
        }
        distinct_.push_back({umi, 1});
        return static_cast<std::uint32_t>(distinct_.size() - 1);
    }
    auto const mask = slots_.size() - 1;
    auto place = umi_hash(umi) & mask;
    while (slots_[place] != 0) {
        auto const number = slots_[place] - 1;
        if (distinct_[number].umi == umi) {
            ++distinct_[number].templates;
            return number;
        }
        place = (place + 1) & mask;
    }
    distinct_.push_back({umi, 1});
    slots_[place] = static_cast<std::uint32_t>(distinct_.size());
    return slots_[place] - 1;
}

Umi TemplateGrouper::compared(TemplateUmi const& from, UmiOrientation orientation) const {
    if (clusterer_.parameters().strategy != GroupingStrategy::paired) {
        return from.umi;
    }
    if (orientation == UmiOrientation::either) {
        return lexical_orientation(from.umi);
    }
    return from.first_half == FirstHalf::higher_end ? from.umi.swapped() : from.umi;
}

DuplexStrand TemplateGrouper::strand(TemplateUmi const& from, UmiOrientation orientation, std::uint32_t family) const {
    if (!from.umi.has_two_halves()) {
        return DuplexStrand::none;
    }
    if (orientation == UmiOrientation::as_given) {
        return from.first_half == FirstHalf::lower_end ? DuplexStrand::a : DuplexStrand::b;
    }
    // fgbio's rule: the canonical form goes with the root where it is closer to the root than its swapped form is.
    auto const canonical = lexical_orientation(from.umi);
    auto const swapped = canonical.swapped();
    auto const& root = distinct_[families_.roots[family]].umi;
    auto const of_canonical = canonical == root || canonical == swapped ||
                                      distance(root, canonical) < distance(root, swapped)
                                  ? DuplexStrand::a
                                  : DuplexStrand::b;
    return from.umi == canonical ? of_canonical : opposite(of_canonical);
}

}  // namespace tidemark
