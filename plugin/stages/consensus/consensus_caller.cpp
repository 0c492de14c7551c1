#include "stages/consensus/consensus_caller.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace tidemark {
namespace {

bool takes(RoleChoice roles, std::size_t role) {
    return roles == RoleChoice::both || (roles == RoleChoice::second) == (role == 1);
}

}  // namespace

ConsensusCaller::ConsensusCaller(ConsensusParameters const& parameters, std::optional<FilterThresholds> const& thresholds)
    : parameters_{parameters}, thresholds_{thresholds}, model_{parameters}, fgbio_{parameters} {}

void ConsensusCaller::gather(MoleculeFamily const& family) {
    witnesses_.clear();
    molecule_.losses.clear();
    molecule_.records = 0;
    molecule_.read_count = 0;
    molecule_.duplex = false;
    written_ = {};
    strands_called_ = {};
    std::uint8_t strand = 0;
    for (auto const fragments : {family.ab, family.ba}) {
        for (auto const& fragment : fragments) {
            molecule_.records += (fragment.read_one.present() ? 1 : 0) + (fragment.read_two.present() ? 1 : 0);
            witnesses_.add(fragment, strand, family.reference, molecule_.losses);
        }
        ++strand;
    }
}

bool ConsensusCaller::enough(MoleculeFamily const& family, std::int32_t ab, std::int32_t ba) const {
    auto const& least = parameters_.min_reads;
    if (family.layout == MoleculeLayout::one_strand) {
        return ab + ba >= std::max(least.total, 1);
    }
    return ab + ba >= std::max(least.total, 1) && std::max(ab, ba) >= least.better_strand &&
           std::min(ab, ba) >= least.worse_strand;
}

/// Whether reads of both roles share a place, so that mates have to be merged.
bool ConsensusCaller::mates_meet() const {
    constexpr auto most = std::numeric_limits<std::int64_t>::max(), least = std::numeric_limits<std::int64_t>::min();
    std::array<std::int64_t, 2> begin{most, most}, end{least, least};
    std::array<std::int32_t, 2> contig{-1, -1};
    for (auto const& shape : witnesses_.shapes()) {
        for (std::size_t role = 0; role < 2; ++role) {
            if (shape.reads[role] != nullptr) {
                begin[role] = std::min(begin[role], shape.parts[role].begin);
                end[role] = std::max(end[role], shape.parts[role].end);
                contig[role] = shape.reads[role]->contig;
            }
        }
    }
    return contig[0] == contig[1] && std::max(begin[0], begin[1]) < std::min(end[0], end[1]);
}

ColumnAxis ConsensusCaller::make_axis(RoleChoice roles) {
    auto origin = std::numeric_limits<std::int64_t>::max();
    for (auto const& shape : witnesses_.shapes()) {
        for (std::size_t role = 0; role < 2; ++role) {
            if (takes(roles, role) && shape.reads[role] != nullptr) {
                origin = std::min(origin, shape.parts[role].begin);
            }
        }
    }
    if (witnesses_.events().empty()) {
        return {origin, {}};
    }
    votes_.clear();
    for (auto const& witness : witnesses_.all()) {
        auto const& shape = witnesses_.shape_of(witness);
        for (std::size_t role = 0; role < 2; ++role) {
            if (takes(roles, role) && witness.reads[role] != nullptr) {
                votes_.push_back({&shape.parts[role], witness.reads[role], witness.strand});
            }
        }
    }
    auto const choice = choose_signature(votes_, witnesses_.events());
    auto& losses = molecule_.losses;
    auto const reads = choice.minority_reads[0] + choice.minority_reads[1];
    if (reads > losses.minority_reads[0] + losses.minority_reads[1]) {
        losses.minority_reads = choice.minority_reads;
        losses.minority_indels.assign(choice.minority.begin(), choice.minority.end());
    }
    return {origin, choice.called};
}

ColumnExtent ConsensusCaller::lay(ColumnAxis const& axis, RoleChoice roles) {
    ColumnExtent used{std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()};
    for (auto& shape : witnesses_.shapes()) {
        for (std::size_t role = 0; role < 2; ++role) {
            shape.columns[role] = {};
            auto const& part = shape.parts[role];
            auto const* read = shape.reads[role];
            auto const* mate = shape.reads[1 - role];
            bool const own = takes(roles, role);
            // The mate that only corrects must meet the axis at all.
            bool const partner = !own && parameters_.arithmetic == ConsensusArithmetic::fgbio && mate != nullptr &&
                                 read != nullptr && read->contig == mate->contig &&
                                 part.begin < shape.parts[1 - role].end && shape.parts[1 - role].begin < part.end;
            if (read == nullptr || !(own || partner)) {
                continue;
            }
            if (!is_compatible(part, part.events(witnesses_.events()), axis.events)) {
                molecule_.losses.alignment += own ? shape.templates : 0;
                continue;
            }
            auto const begin = axis.first_column(part, read->reverse());
            shape.columns[role] = {begin, begin + part.base_count};
            if (own) {
                used = {std::min(used.begin, begin), std::max(used.end, begin + part.base_count)};
            }
        }
    }
    return used;
}

ConsensusOutcome ConsensusCaller::call_roles(RoleChoice roles, MoleculeFamily const& family) {
    auto const axis = make_axis(roles);
    auto const used = lay(axis, roles);
    if (used.empty()) {
        return ConsensusOutcome::no_usable_base;
    }
    bool const one_strand = family.layout == MoleculeLayout::one_strand;
    StrandPlan plan;
    plan.roles = roles;
    plan.first_column = used.begin;
    plan.width = used.end - used.begin;
    plan.rules = {one_strand ? std::max(parameters_.min_reads.total, 1) : 1, parameters_.min_input_quality,
                  parameters_.min_consensus_quality, &model_,
                  parameters_.arithmetic == ConsensusArithmetic::fgbio ? &fgbio_ : nullptr};
    strands_[0].witnesses = strands_[1].witnesses = 0;
    for (std::uint8_t strand = 0; strand < 2; ++strand) {
        if (strand == 0 ? !family.ab.empty() : !family.ba.empty()) {
            strand_caller_.call(witnesses_, strand, plan, strands_[strand], molecule_.losses);
        }
    }
    if (strands_[0].witnesses + strands_[1].witnesses == 0) {
        return ConsensusOutcome::no_usable_base;
    }
    if (!enough(family, strands_[0].witnesses, strands_[1].witnesses)) {
        return ConsensusOutcome::too_few_reads;
    }
    return write(roles, axis, used.begin);
}

ConsensusOutcome ConsensusCaller::write(RoleChoice roles, ColumnAxis const& axis, std::int32_t first_column) {
    bool const both = strands_[0].witnesses > 0 && strands_[1].witnesses > 0;
    auto& one = strands_[strands_[0].witnesses > 0 ? 0 : 1];
    if (both) {
        join_strands(strands_[0], strands_[1], joined_);
    }
    std::array<MoleculeColumns, 2> reads;
    for (std::size_t role = 0; role < 2; ++role) {
        auto& columns = reads[role];
        if (!takes(roles, role)) {
            continue;
        }
        columns = {one.extents[role], one.codes.data(), one.qualities.data(), one.errors.data(), &one, nullptr};
        if (both) {
            columns = {shared_extent(strands_[0].extents[role], strands_[1].extents[role]), joined_.codes.data(),
                       joined_.qualities.data(), joined_.errors.data(), &strands_[0], &strands_[1]};
        }
        if (thresholds_ && !columns.extent.empty()) {
            if (auto const verdict = filter(columns, *thresholds_); verdict != ConsensusOutcome::called) {
                return verdict;
            }
        }
    }
    auto outcome = ConsensusOutcome::no_usable_base;
    for (std::size_t role = 0; role < 2; ++role) {
        if (reads[role].extent.empty()) {
            continue;
        }
        if (thresholds_) {
            mask_bases(reads[role], *thresholds_);
        }
        if (write_read(reads[role], axis, first_column,
                       parameters_.per_base_arrays ? PerBaseArrays::written : PerBaseArrays::left_out,
                       molecule_.reads[role])) {
            written_[role] = true;
            strands_called_[role] = both ? 3 : strands_[0].witnesses > 0 ? 1 : 2;
            molecule_.duplex = molecule_.duplex || both;
            outcome = ConsensusOutcome::called;
        }
    }
    return outcome;
}

/// Read 1 is what the sequencer read first: of a molecule called from strand BA only, role 1. Reads of AB that were left out
/// (another indel) do not make it one of AB: the evidence class says which strand was read.
void ConsensusCaller::set_flags() {
    std::array<FamilyRead const*, 2> first{};
    for (auto const& shape : witnesses_.shapes()) {
        for (std::size_t role = 0; role < 2; ++role) {
            first[role] = first[role] == nullptr ? shape.reads[role] : first[role];
        }
    }
    bool const ab = ((strands_called_[0] | strands_called_[1]) & 1) != 0;
    for (std::size_t role = 0; role < 2; ++role) {
        if (!written_[role]) {
            continue;
        }
        auto& read = molecule_.reads[role];
        read.contig = first[role]->contig;
        read.flags = first[role]->reverse() ? 0x10 : 0;
        if (first[role]->paired()) {
            auto const* mate = first[1 - role];
            bool const mate_reverse = mate != nullptr && mate->reverse();
            bool const is_first = (role == 0) == ab;
            read.flags = static_cast<std::uint16_t>(read.flags | 0x1 | (mate_reverse ? 0x20 : 0) | (is_first ? 0x40 : 0x80));
        }
    }
    bool const swap = !ab || !written_[0];
    if (swap && written_[1]) {
        std::swap(molecule_.reads[0], molecule_.reads[1]);
    }
    molecule_.read_count = (written_[0] ? 1 : 0) + (written_[1] ? 1 : 0);
}

ConsensusMolecule const& ConsensusCaller::call(MoleculeFamily const& family) {
    gather(family);
    auto& outcome = molecule_.outcome;
    if (witnesses_.all().empty()) {
        outcome = ConsensusOutcome::no_usable_base;
        return molecule_;
    }
    if (!strands_agree(witnesses_.shapes())) {
        outcome = ConsensusOutcome::strand_collision;
        return molecule_;
    }
    bool const fgbio = parameters_.arithmetic == ConsensusArithmetic::fgbio;
    if (!fgbio && mates_meet()) {
        outcome = call_roles(RoleChoice::both, family);
    } else {
        auto const has = [this](std::size_t role) {
            return std::ranges::any_of(witnesses_.shapes(), [role](auto const& each) { return each.reads[role] != nullptr; });
        };
        auto const called = ConsensusOutcome::called;
        auto const first = has(0) ? call_roles(RoleChoice::first, family) : called;
        auto const second = has(1) ? call_roles(RoleChoice::second, family) : called;
        outcome = first != called ? first : second;
        bool const filtered = outcome >= ConsensusOutcome::filtered_depth || second >= ConsensusOutcome::filtered_depth;
        // Of a pair whose other read cannot be called, the one that can stays; fgbio and filters want both.
        if (!filtered && !fgbio && (written_[0] || written_[1])) {
            outcome = called;
        } else if (fgbio && outcome == called && written_[0] && written_[1] && strands_called_[0] != strands_called_[1]) {
            outcome = ConsensusOutcome::too_few_reads;   // fgbio wants both reads from the same strands
        } else if (second >= ConsensusOutcome::filtered_depth) {
            outcome = second;
        }
    }
    if (outcome == ConsensusOutcome::called) {
        set_flags();
    }
    return molecule_;
}

}  // namespace tidemark
