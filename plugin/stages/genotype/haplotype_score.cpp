#include "stages/genotype/haplotype_score.hpp"

#include <seqan3/alignment/configuration/align_config_gap_cost_affine.hpp>
#include <seqan3/alignment/configuration/align_config_method.hpp>
#include <seqan3/alignment/configuration/align_config_output.hpp>
#include <seqan3/alignment/configuration/align_config_scoring_scheme.hpp>
#include <seqan3/alignment/pairwise/align_pairwise.hpp>
#include <seqan3/alignment/scoring/nucleotide_scoring_scheme.hpp>
#include <seqan3/alphabet/gap/gap.hpp>
#include <seqan3/alphabet/nucleotide/dna15.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <vector>

namespace tidemark {
namespace {

auto make_scheme() {
    seqan3::nucleotide_scoring_scheme<std::int8_t> scheme{seqan3::match_score{match_score},
                                                          seqan3::mismatch_score{mismatch_score}};
    // A base that cannot be read speaks for no haplotype and against none.
    auto const unknown = seqan3::assign_char_to('N', seqan3::dna15{});
    for (std::uint8_t rank = 0; rank < seqan3::alphabet_size<seqan3::dna15>; ++rank) {
        auto const letter = seqan3::assign_rank_to(rank, seqan3::dna15{});
        scheme.score(unknown, letter) = 0;
        scheme.score(letter, unknown) = 0;
    }
    return scheme;
}

auto make_method() {
    return seqan3::align_cfg::method_global{seqan3::align_cfg::free_end_gaps_sequence1_leading{true},
                                            seqan3::align_cfg::free_end_gaps_sequence2_leading{false},
                                            seqan3::align_cfg::free_end_gaps_sequence1_trailing{true},
                                            seqan3::align_cfg::free_end_gaps_sequence2_trailing{false}} |
           seqan3::align_cfg::scoring_scheme{make_scheme()} |
           seqan3::align_cfg::gap_cost_affine{seqan3::align_cfg::open_score{gap_open_score},
                                              seqan3::align_cfg::extension_score{gap_base_score}};
}

/// What the first base of a gap costs.
constexpr int least_gap_loss = -(gap_open_score + gap_base_score);

}  // namespace

struct AlignableBases::Letters {
    std::vector<seqan3::dna15> bases;
    int readable = 0;   ///< bases that are not N
};

AlignableBases::AlignableBases(std::string_view bases) : letters_{std::make_unique<Letters>()} {
    letters_->bases.reserve(bases.size());
    for (char const base : bases) {
        letters_->bases.push_back(seqan3::assign_char_to(base, seqan3::dna15{}));
        letters_->readable += base == 'N' ? 0 : 1;
    }
}

AlignableBases::AlignableBases(AlignableBases&&) noexcept = default;
AlignableBases& AlignableBases::operator=(AlignableBases&&) noexcept = default;
AlignableBases::~AlignableBases() = default;

namespace {

/// What the stretch loses against a perfect fit where it lies on the haplotype without a gap, at its best place; nothing
/// where that is more than a gap costs. Every other alignment has a gap: a smaller loss needs no aligner.
std::optional<int> gapless_loss(AlignableBases::Letters const& haplotype, AlignableBases::Letters const& stretch) {
    auto const unknown = seqan3::assign_char_to('N', seqan3::dna15{});
    auto best = least_gap_loss + 1;
    for (std::size_t start = 0; start + stretch.bases.size() <= haplotype.bases.size(); ++start) {
        int loss = 0;
        for (std::size_t index = 0; index < stretch.bases.size() && loss < best; ++index) {
            auto const base = stretch.bases[index];
            auto const other = haplotype.bases[start + index];
            loss += base == other || base == unknown ? 0
                    : other == unknown               ? match_score
                                                     : match_score - mismatch_score;
        }
        best = std::min(best, loss);
    }
    return best <= least_gap_loss ? std::optional{best} : std::nullopt;
}

}  // namespace

int haplotype_score(AlignableBases const& haplotype, AlignableBases const& stretch, int floor) {
    auto const perfect = stretch.letters().readable * match_score;
    if (auto const loss = gapless_loss(haplotype.letters(), stretch.letters())) {
        return perfect - *loss;
    }
    if (perfect - least_gap_loss <= floor) {
        return perfect - least_gap_loss;
    }
    auto const config = make_method() | seqan3::align_cfg::output_score{};
    for (auto const& result :
         seqan3::align_pairwise(std::tie(haplotype.letters().bases, stretch.letters().bases), config)) {
        return result.score();
    }
    throw std::logic_error{"an alignment without a result"};
}

bool has_gap(AlignableBases const& haplotype, AlignableBases const& stretch, std::int64_t begin, std::int64_t end) {
    if (auto const loss = gapless_loss(haplotype.letters(), stretch.letters()); loss && *loss < least_gap_loss) {
        return false;
    }
    auto const config = make_method() | seqan3::align_cfg::output_alignment{} |
                        seqan3::align_cfg::output_begin_position{};
    for (auto const& result :
         seqan3::align_pairwise(std::tie(haplotype.letters().bases, stretch.letters().bases), config)) {
        auto const& [of_haplotype, of_stretch] = result.alignment();
        auto place = static_cast<std::int64_t>(result.sequence1_begin_position());
        auto base = of_stretch.begin();
        for (auto const& letter : of_haplotype) {
            bool const inserted = letter == seqan3::gap{};
            if ((inserted || *base == seqan3::gap{}) && begin <= place && place < end) {
                return true;
            }
            place += inserted ? 0 : 1;
            ++base;
        }
        return false;
    }
    throw std::logic_error{"an alignment without a result"};
}

}  // namespace tidemark
