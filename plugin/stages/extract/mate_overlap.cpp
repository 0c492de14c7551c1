#include "stages/extract/mate_overlap.hpp"

#include <algorithm>
#include <array>

namespace tidemark {
namespace {

constexpr std::size_t bases_per_word = 32;
constexpr std::uint64_t low_bits = 0x5555555555555555U;
constexpr std::int64_t mismatch_penalty = 3;
/// Keeps products such as 0.1 × 30 from falling just below the whole number.
constexpr double rounding_slack = 1e-9;

constexpr std::array<std::uint8_t, 256> make_codes() {
    std::array<std::uint8_t, 256> codes{};
    codes.fill(4);   // the third bit: unknown
    codes['A'] = 0;
    codes['C'] = 1;
    codes['G'] = 2;
    codes['T'] = 3;
    return codes;
}
constexpr auto base_codes = make_codes();

/// 32 bases from base `first` on.
std::uint64_t window(std::vector<std::uint64_t> const& words, std::size_t first) {
    auto const word = first / bases_per_word;
    auto const shift = 2 * (first % bases_per_word);
    return shift == 0 ? words[word] : words[word] >> shift | words[word + 1] << (64 - shift);
}

/// Set bits among the low bits of the base pairs: std::popcount is a call where the processor is not asked for more.
std::size_t count_bases(std::uint64_t bits) {
    bits = (bits & 0x3333333333333333U) + (bits >> 2U & 0x3333333333333333U);
    bits = (bits + (bits >> 4U)) & 0x0f0f0f0f0f0f0f0fU;
    return static_cast<std::size_t>(bits * 0x0101010101010101U >> 56U);
}

/// Low and high bits of the first `bases` pairs of a word.
std::uint64_t word_mask(std::size_t bases) {
    return bases < bases_per_word ? (std::uint64_t{1} << 2 * bases) - 1 : ~std::uint64_t{0};
}

}  // namespace

void MateOverlap::pack(std::string_view bases, bool other_strand, Packed& packed) {
    // One word more than needed, so that a window over the end reads zeros.
    auto const words = bases.size() / bases_per_word + 2;
    packed.codes.assign(words, 0);
    packed.unknown.assign(words, 0);
    for (std::size_t index = 0; index < bases.size(); index += bases_per_word) {
        auto const end = std::min(index + bases_per_word, bases.size());
        std::uint64_t codes = 0;
        std::uint64_t unknown = 0;
        for (auto base = end; base-- > index;) {
            auto const letter = bases[other_strand ? bases.size() - 1 - base : base];
            std::uint64_t const code = base_codes[static_cast<unsigned char>(letter)];
            codes = codes << 2U | (code & 3U);
            unknown = unknown << 2U | code >> 2U;
        }
        packed.codes[index / bases_per_word] = other_strand ? ~codes : codes;
        packed.unknown[index / bases_per_word] = unknown;
    }
}

MateOverlap::Placement MateOverlap::place(std::size_t fragment) const {
    // Base i of read 1 faces base fragment - 1 - i of read 2: base i + size - fragment of its reverse complement.
    auto const first = fragment > second_size_ ? fragment - second_size_ : 0;
    auto const second = second_size_ > fragment ? second_size_ - fragment : 0;
    auto const facing = std::min(first_size_, fragment) - first;
    return {first, second, facing, allowed_[facing]};
}

bool MateOverlap::differs_at_once(Placement const& placement) const {
    auto const mask = word_mask(placement.facing);
    auto const difference = window(first_.codes, placement.first) ^ window(second_.codes, placement.second);
    auto const hidden = window(first_.unknown, placement.first) | window(second_.unknown, placement.second);
    return count_bases((difference | difference >> 1U) & low_bits & mask & ~hidden) > placement.allowed;
}

std::optional<std::int64_t> MateOverlap::score(Placement const& placement) const {
    std::size_t mismatches = 0;
    std::size_t unknown = 0;
    for (std::size_t at = 0; at < placement.facing; at += bases_per_word) {
        auto const mask = word_mask(placement.facing - at);
        auto const difference =
            window(first_.codes, placement.first + at) ^ window(second_.codes, placement.second + at);
        auto const hidden =
            (window(first_.unknown, placement.first + at) | window(second_.unknown, placement.second + at)) & mask;
        mismatches += count_bases((difference | difference >> 1U) & low_bits & mask & ~hidden);
        unknown += count_bases(hidden);
    }
    auto const known = placement.facing - unknown;
    if (known < parameters_.minimum_overlap || mismatches > allowed_[known]) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(known - mismatches) - mismatch_penalty * static_cast<std::int64_t>(mismatches);
}

void MateOverlap::keep_better(std::size_t fragment, std::optional<Fit>& best) const {
    auto const placement = place(fragment);
    if (differs_at_once(placement)) {
        return;
    }
    auto const found = score(placement);
    if (found && (!best || *found >= best->score)) {
        best = Fit{fragment, *found};
    }
}

std::optional<std::size_t> MateOverlap::read_through_length(std::string_view first, std::string_view second) {
    auto const longer = std::max(first.size(), second.size());
    if (std::min(first.size(), second.size()) < parameters_.minimum_overlap) {
        return std::nullopt;
    }
    pack(first, false, first_);
    pack(second, true, second_);
    first_size_ = first.size();
    second_size_ = second.size();
    while (allowed_.size() <= longer) {
        allowed_.push_back(static_cast<std::size_t>(
            parameters_.mismatch_rate * static_cast<double>(allowed_.size()) + rounding_slack));
    }
    std::optional<Fit> best;
    for (auto fragment = parameters_.minimum_overlap; fragment < longer; ++fragment) {
        keep_better(fragment, best);
    }
    if (!best) {
        return std::nullopt;
    }
    // A longer fragment that fits as well is the safer reading: repeats look like short fragments.
    for (auto fragment = longer; fragment + parameters_.minimum_overlap <= first.size() + second.size(); ++fragment) {
        keep_better(fragment, best);
    }
    return best->length < longer ? std::optional{best->length} : std::nullopt;
}

}  // namespace tidemark
