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
    codes.fill(4);
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

}  // namespace

void MateOverlap::pack(std::string_view bases, bool other_strand, Packed& packed) {
    // One word more than needed, so that a window over the end reads zeros.
    auto const words = bases.size() / bases_per_word + 2;
    packed.codes.assign(words, 0);
    packed.unknown.assign(words, 0);
    for (std::size_t index = 0; index < bases.size(); ++index) {
        auto const code = base_codes[static_cast<unsigned char>(bases[other_strand ? bases.size() - 1 - index : index])];
        auto const shift = 2 * (index % bases_per_word);
        if (code > 3) {
            packed.unknown[index / bases_per_word] |= std::uint64_t{1} << shift;
        } else {
            packed.codes[index / bases_per_word] |= static_cast<std::uint64_t>(other_strand ? 3U - code : code) << shift;
        }
    }
}

std::optional<std::int64_t> MateOverlap::score(std::size_t fragment) const {
    // Base i of read 1 faces base fragment - 1 - i of read 2: base i + size - fragment of its reverse complement.
    auto const first = fragment > second_size_ ? fragment - second_size_ : 0;
    auto const second = second_size_ > fragment ? second_size_ - fragment : 0;
    auto const facing = std::min(first_size_, fragment) - first;
    auto const most = static_cast<std::size_t>(parameters_.mismatch_rate * static_cast<double>(facing) + rounding_slack);
    std::size_t mismatches = 0;
    std::size_t unknown = 0;
    for (std::size_t at = 0; at < facing; at += bases_per_word) {
        auto const left = facing - at;
        auto const mask = left < bases_per_word ? (std::uint64_t{1} << 2 * left) - 1 : ~std::uint64_t{0};
        auto const difference = window(first_.codes, first + at) ^ window(second_.codes, second + at);
        auto const hidden = (window(first_.unknown, first + at) | window(second_.unknown, second + at)) & mask;
        mismatches += count_bases((difference | difference >> 1U) & low_bits & mask & ~hidden);
        if (mismatches > most) {
            return std::nullopt;
        }
        unknown += count_bases(hidden);
    }
    auto const known = facing - unknown;
    if (known < parameters_.minimum_overlap ||
        static_cast<double>(mismatches) > parameters_.mismatch_rate * static_cast<double>(known) + rounding_slack) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(known - mismatches) - mismatch_penalty * static_cast<std::int64_t>(mismatches);
}

void MateOverlap::keep_better(std::size_t fragment, std::optional<Fit>& best) const {
    auto const found = score(fragment);
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
