#include "stages/group/shared_pieces.hpp"

#include <algorithm>

namespace tidemark {
namespace {

/// Bases from `from` up to `to`, counted from the last one, as a number mixed with the shape. Two different pieces may
/// give one number; that costs a comparison and changes nothing.
std::uint64_t piece_of(Umi const& umi, int from, int to) {
    std::uint64_t piece = umi.form_bits() * 0x9e3779b97f4a7c15ULL;
    for (int place = from; place < to; ++place) {
        piece = piece * 4 + umi.code_at(place);
    }
    return piece;
}

}  // namespace

void SharedPieces::fill(std::span<Umi const> umis, int edits) {
    umis_ = umis;
    edits_ = edits;
    pieces_ = static_cast<std::size_t>(edits) + 1;
    members_.clear();
    runs_.clear();
    run_of_.resize(pieces_ * umis.size());
    is_taken_.assign(umis.size(), 0);
    for (int piece = 0; piece <= edits; ++piece) {
        sorted_.clear();
        for (std::uint32_t number = 0; number < umis.size(); ++number) {
            auto const length = umis[number].length();
            sorted_.push_back({piece_of(umis[number], length * piece / (edits + 1), length * (piece + 1) / (edits + 1)), number});
        }
        std::ranges::sort(sorted_);
        for (std::size_t place = 0; place < sorted_.size(); ++place) {
            auto const here = static_cast<std::uint32_t>(members_.size());
            if (place == 0 || sorted_[place].piece != sorted_[place - 1].piece) {
                runs_.push_back({here, here});
            }
            members_.push_back({umis[sorted_[place].number].low_bits(), sorted_[place].number});
            ++runs_.back().end;
            run_of_[static_cast<std::size_t>(piece) * umis.size() + sorted_[place].number] =
                static_cast<std::uint32_t>(runs_.size() - 1);
        }
    }
}

}  // namespace tidemark
