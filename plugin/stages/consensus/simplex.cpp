#include "stages/consensus/simplex.hpp"

#include <algorithm>
#include <functional>

namespace tidemark {
namespace {

void unpack_part(FamilyRead const& read, AlignedPart const& part, std::int32_t skipped, std::int32_t count,
                 WitnessRow row) {
    unpack(read.packed_bases, read.qualities, part.first_base + skipped, count, row);
}

WitnessRow at(WitnessRow row, std::int32_t column) {
    return {row.codes + column, row.qualities + column};
}

}  // namespace

std::array<ColumnExtent, 2> StrandCaller::draw(FragmentWitness const& witness, WitnessShape const& shape, StrandPlan const& plan) {
    row_ = rows_.next_row();
    std::array<ColumnExtent, 2> extents{};
    auto const laid = [&](std::size_t role) -> ColumnExtent {
        auto const& columns = shape.columns[role];
        return {columns.begin - plan.first_column, columns.end - plan.first_column};
    };
    std::size_t const main = plan.roles == RoleChoice::second ? 1 : 0, other = 1 - main;
    if (!shape.columns[main].empty()) {
        auto const own = laid(main);
        unpack_part(*witness.reads[main], shape.parts[main], 0, own.end - own.begin, at(row_, own.begin));
        extents[main] = own;
    }
    if (!shape.columns[other].empty()) {
        auto part = laid(other);
        auto const begin = part.begin;
        if (plan.roles == RoleChoice::both) {
            extents[other] = part;
        } else {
            part = {std::max(part.begin, extents[main].begin), std::min(part.end, extents[main].end)};
        }
        if (!part.empty() && extents[main].empty()) {
            unpack_part(*witness.reads[other], shape.parts[other], 0, part.end - part.begin, at(row_, part.begin));
        } else if (!part.empty()) {
            auto const count = part.end - part.begin;
            mate_codes_.resize(std::max(mate_codes_.size(), static_cast<std::size_t>(count + row_padding)));
            mate_qualities_.resize(mate_codes_.size());
            WitnessRow const mate{mate_codes_.data(), mate_qualities_.data()};
            unpack_part(*witness.reads[other], shape.parts[other], part.begin - begin, count, mate);
            merge_mate(at(row_, part.begin), mate, whole_blocks(count),
                       plan.roles == RoleChoice::both ? OneMateUnreadable::other_mate_speaks
                                                      : OneMateUnreadable::own_base_stands);
        }
    }
    rows_.add();
    for (std::size_t role = 0; role < 2; ++role) {
        auto& extent = extents[role];
        bool const reverse = !extent.empty() && witness.reads[role]->reverse();
        while (!extent.empty() && row_.codes[reverse ? extent.begin : extent.end - 1] == 0) {
            (reverse ? ++extent.begin : --extent.end);
        }
    }
    return extents;
}

ColumnExtent StrandCaller::covered(std::size_t role, std::int32_t min_reads) {
    auto& begins = begins_[role];
    auto& ends = ends_[role];
    auto const rank = std::max(min_reads, 1) - 1;
    if (begins.size() <= static_cast<std::size_t>(rank)) {
        return {};
    }
    if (rank == 0) {
        return {*std::min_element(begins.begin(), begins.end()), *std::max_element(ends.begin(), ends.end())};
    }
    std::nth_element(begins.begin(), begins.begin() + rank, begins.end());
    std::nth_element(ends.begin(), ends.begin() + rank, ends.end(), std::greater{});
    return {begins[static_cast<std::size_t>(rank)], ends[static_cast<std::size_t>(rank)]};
}

void StrandCaller::call(Witnesses const& witnesses, std::uint8_t strand, StrandPlan const& plan, StrandColumns& columns,
                        ConsensusLosses& losses) {
    rows_.begin(plan.width, plan.rules);
    for (std::size_t role = 0; role < 2; ++role) {
        begins_[role].clear();
        ends_[role].clear();
    }
    columns.witnesses = 0;
    std::size_t const main = plan.roles == RoleChoice::second ? 1 : 0;
    for (auto const& witness : witnesses.all()) {
        auto const& shape = witnesses.shape_of(witness);
        bool const nothing =
            shape.columns[main].empty() && (plan.roles != RoleChoice::both || shape.columns[1 - main].empty());
        if (witness.strand != strand || nothing) {
            continue;
        }
        auto const extents = draw(witness, shape, plan);
        for (std::size_t role = 0; role < 2; ++role) {
            if (!extents[role].empty()) {
                begins_[role].push_back(extents[role].begin);
                ends_[role].push_back(extents[role].end);
            } else if (!shape.columns[role].empty() && (plan.roles == RoleChoice::both || role == main)) {
                ++losses.quality;
            }
        }
        if (!extents[0].empty() || !extents[1].empty()) {
            rows_.keep();
            ++columns.witnesses;
        }
    }
    rows_.call(columns);
    columns.extents = {covered(0, plan.rules.min_reads), covered(1, plan.rules.min_reads)};
}

}  // namespace tidemark
