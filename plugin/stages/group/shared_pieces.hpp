// UMIs by pieces, for neighbours at two and more mismatches: cut into edits + 1 pieces, two UMIs within `edits`
// mismatches agree in at least one whole piece, so only those that share one need to be compared.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "values/molecule/umi.hpp"

namespace tidemark {

class SharedPieces {
public:
    /// The UMIs must outlive the questions. Memory is kept for the next call.
    void fill(std::span<Umi const> umis, int edits);

    /// Shows `take` each UMI within `edits` mismatches of `umis[number]`; those that it takes (returns true) are not
    /// shown again, here or in later calls.
    template <typename Take>
    void find(std::uint32_t number, Take const& take) {
        auto const& umi = umis_[number];
        for (std::size_t piece = 0; piece < pieces_; ++piece) {
            auto& run = runs_[run_of_[piece * umis_.size() + number]];
            auto kept = run.begin;
            for (auto place = run.begin; place < run.end; ++place) {
                auto const member = members_[place];
                if (can_be_within(umi.low_bits(), member.low_bits)) {
                    if (is_taken_[member.number] != 0) {
                        continue;
                    }
                    if (is_within(umi, umis_[member.number], edits_) && take(member.number)) {
                        is_taken_[member.number] = 1;
                        continue;
                    }
                }
                members_[kept++] = member;
            }
            run.end = kept;
        }
    }

private:
    /// UMIs that share a piece: a stretch of `members_`.
    struct Run {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
    };
    /// The last 32 bases stand beside the number, so that most members are passed over without a look elsewhere.
    struct Member {
        std::uint64_t low_bits = 0;
        std::uint32_t number = 0;
    };
    struct PieceOf {
        std::uint64_t piece = 0;
        std::uint32_t number = 0;
        auto operator<=>(PieceOf const&) const = default;
    };

    [[nodiscard]] bool can_be_within(std::uint64_t left, std::uint64_t right) const {
        auto differences = differing_bases(left, right);
        for (int edit = 0; edit < edits_; ++edit) {
            differences &= differences - 1;
        }
        return differences == 0;
    }

    std::span<Umi const> umis_;
    int edits_ = 0;
    std::size_t pieces_ = 0;
    std::vector<PieceOf> sorted_;
    std::vector<Member> members_;
    std::vector<std::uint32_t> run_of_;
    std::vector<Run> runs_;
    std::vector<std::uint8_t> is_taken_;
};

}  // namespace tidemark
