// How well a stretch of a molecule fits a haplotype.
#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>

namespace tidemark {

/// Scores of one alignment: match 1, mismatch -4, gap -6 and -1 for each of its bases; N fits everything at 0.
/// The molecule's stretch is aligned whole, the haplotype's ends are free.
inline constexpr int match_score = 1;
inline constexpr int mismatch_score = -4;
inline constexpr int gap_open_score = -6;
inline constexpr int gap_base_score = -1;

/// Bases ready for alignment.
class AlignableBases {
public:
    explicit AlignableBases(std::string_view bases);
    AlignableBases(AlignableBases&&) noexcept;
    AlignableBases& operator=(AlignableBases&&) noexcept;
    ~AlignableBases();

    struct Letters;
    [[nodiscard]] Letters const& letters() const { return *letters_; }

private:
    std::unique_ptr<Letters> letters_;
};

/// Best score of the stretch on the haplotype, where it is above `floor`; else some number not above `floor`, which costs
/// less to find.
[[nodiscard]] int haplotype_score(AlignableBases const& haplotype, AlignableBases const& stretch,
                                  int floor = std::numeric_limits<int>::min());

/// Whether the best alignment opens a gap, in either of the two, at haplotype bases [begin, end).
[[nodiscard]] bool has_gap(AlignableBases const& haplotype, AlignableBases const& stretch, std::int64_t begin,
                           std::int64_t end);

}  // namespace tidemark
