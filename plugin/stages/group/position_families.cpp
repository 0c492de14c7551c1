#include "stages/group/position_families.hpp"

#include <algorithm>
#include <utility>

#include "stages/group/umi_observations.hpp"

namespace tidemark {

PositionFamilies::PositionFamilies(std::optional<GroupingParameters> const& grouping) {
    if (grouping) {
        grouper_.emplace(*grouping);
        paired_ = grouping->strategy == GroupingStrategy::paired;
    }
}

std::span<PositionFamily const> PositionFamilies::split(std::span<Template const> templates) {
    given_ = templates;
    usable_.clear();
    for (std::uint32_t number = 0; number < templates.size(); ++number) {
        auto const& each = templates[number];
        if (auto const& fault = each.label->umi_fault) {
            reads_lost_[static_cast<std::size_t>(*fault)] += each.second != nullptr ? 2 : 1;
        } else {
            usable_.push_back(number);
        }
    }
    member_.clear();
    families_.clear();
    if (grouper_) {
        number_by_umi(templates);
    } else {
        number_by_id(templates);
    }
    std::uint32_t families = 0;
    for (auto const& each : member_) {
        families = std::max(families, each.family + 1);
    }
    arrange(families);
    return families_;
}

void PositionFamilies::number_by_umi(std::span<Template const> templates) {
    // METHOD (consensus.md 5): without strands F1R2 and F2R1 are never one molecule, whatever their UMIs say: a consensus
    // of both would mix read 1 of one with read 2 of the other.
    auto const direction = [&](std::uint32_t number) {
        auto const& each = templates[number];
        bool const has_strand = paired_ && each.label->umi.has_two_halves();
        return has_strand ? 0 : each.first_is_lower ? 1 : 2;
    };
    if (!std::ranges::is_sorted(usable_, {}, direction)) {
        std::ranges::sort(usable_, {}, [&](std::uint32_t number) { return std::pair{direction(number), number}; });
    }
    std::uint32_t families = 0;
    for (auto begin = usable_.begin(); begin != usable_.end();) {
        auto const end = std::ranges::upper_bound(begin, usable_.end(), direction(*begin), {}, direction);
        umis_.clear();
        for (auto const number : std::ranges::subrange{begin, end}) {
            auto const& each = templates[number];
            auto const half = each.second == nullptr && !each.one_of_far_pair ? FirstHalf::unknown
                              : each.first_is_lower                           ? FirstHalf::lower_end
                                                                              : FirstHalf::higher_end;
            umis_.push_back({each.label->umi, half});
        }
        auto const before = families;
        for (auto const& each : grouper_->group(umis_)) {
            member_.push_back({before + each.family, each.strand});
            families = std::max(families, before + each.family + 1);
        }
        begin = end;
    }
}

void PositionFamilies::number_by_id(std::span<Template const> templates) {
    ids_.clear();
    for (auto const number : usable_) {
        ids_.push_back(templates[number].label->molecule);
    }
    std::ranges::sort(ids_);
    auto const [first, last] = std::ranges::unique(ids_);
    ids_.erase(first, last);
    for (auto const number : usable_) {
        auto const& label = *templates[number].label;
        auto const place = std::ranges::lower_bound(ids_, label.molecule) - ids_.begin();
        member_.push_back({static_cast<std::uint32_t>(place), label.strand});
    }
}

/// Sorts templates by family and strand, counting first.
void PositionFamilies::arrange(std::size_t families) {
    starts_.assign(2 * families + 1, 0);
    auto const bin = [](TemplateFamily const& member) {
        return 2 * std::size_t{member.family} + (member.strand == DuplexStrand::b ? 1 : 0);
    };
    for (auto const& member : member_) {
        ++starts_[bin(member) + 1];
    }
    for (std::size_t place = 1; place < starts_.size(); ++place) {
        starts_[place] += starts_[place - 1];
    }
    sorted_.resize(usable_.size());
    families_.resize(families);
    for (std::size_t family = 0; family < families; ++family) {
        auto const begin = starts_[2 * family];
        families_[family] = {.templates = {sorted_.data() + begin, starts_[2 * family + 2] - begin},
                             .of_a = starts_[2 * family + 1] - begin,
                             .two_strands = false};
    }
    for (std::size_t place = 0; place < usable_.size(); ++place) {
        auto const& member = member_[place];
        sorted_[starts_[bin(member)]++] = usable_[place];
        families_[member.family].two_strands |= member.strand != DuplexStrand::none;
    }
}

std::span<UmiCount const> PositionFamilies::umis_of(PositionFamily const& family) {
    votes_.clear();
    bool const only_b = family.of_a == 0;
    for (std::size_t place = 0; place < family.templates.size(); ++place) {
        auto const& umi = given_[family.templates[place]].label->umi;
        bool const turned = family.two_strands && !only_b && place >= family.of_a;
        auto const shown = turned ? umi.swapped() : umi;
        if (!votes_.empty() && shown == votes_.back().umi) {
            ++votes_.back().templates;
        } else {
            votes_.push_back({shown, 1});
        }
    }
    return votes_;
}

std::string PositionFamilies::umi_of(PositionFamily const& family) {
    static_cast<void>(umis_of(family));
    // A family by molecule id may hold UMIs of several lengths: no base of theirs answers another.
    for (auto const& vote : votes_) {
        if (!vote.umi.has_shape_of(votes_.front().umi)) {
            return {};
        }
    }
    return votes_.size() == 1 ? votes_.front().umi.to_text() : consensus_umi(votes_);
}

}  // namespace tidemark
