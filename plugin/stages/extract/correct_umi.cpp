#include "stages/extract/correct_umi.hpp"

#include <fmt/format.h>

#include <bit>
#include <limits>

#include "values/genome/sequence.hpp"

namespace tidemark {
namespace {

constexpr std::uint64_t low_bits = 0x5555555555555555U;

struct PackedHalf {
    std::uint64_t code = 0;      ///< two bits a base
    std::uint64_t unknown = 0;   ///< low bit of each base that is none of ACGT
};

PackedHalf pack(std::string_view bases) {
    PackedHalf packed;
    for (char const base : bases) {
        auto const letter = std::string_view{"ACGT"}.find(base);
        bool const known = letter != std::string_view::npos;
        packed.code = packed.code << 2U | (known ? letter : 0U);
        packed.unknown = packed.unknown << 2U | (known ? 0U : 1U);
    }
    return packed;
}

int mismatches(PackedHalf const& half, std::uint64_t listed) {
    auto const difference = half.code ^ listed;
    return std::popcount(((difference | difference >> 1U) & low_bits) | half.unknown);
}

}  // namespace

Result<UmiList, std::string> UmiList::make(std::vector<std::string> const& umis, UmiCorrection correction) {
    using Made = Result<UmiList, std::string>;
    UmiList list{correction};
    for (auto const& umi : umis) {
        if (umi.empty() || umi.size() > longest || !is_plain(umi)) {
            return Made::refused(fmt::format("'{}' is no UMI of 1 to {} bases ACGT", umi, longest));
        }
        if (!list.exact_.emplace(umi, std::nullopt).second) {
            return Made::refused(fmt::format("'{}' stands there twice", umi));
        }
        list.listed_.push_back({umi, pack(umi).code});
    }
    if (list.listed_.empty()) {
        return Made::refused("it holds no UMI");
    }
    for (auto& [text, answer] : list.exact_) {
        answer = list.scan(text);
    }
    return list;
}

std::optional<std::size_t> UmiList::scan(std::string_view half) const {
    if (half.size() > longest) {
        return std::nullopt;
    }
    auto const packed = pack(half);
    constexpr int none = std::numeric_limits<int>::max() / 2;
    int best = none;
    int second = none;
    std::size_t nearest_one = 0;
    for (std::size_t index = 0; index < listed_.size(); ++index) {
        if (listed_[index].text.size() != half.size()) {
            continue;
        }
        auto const count = mismatches(packed, listed_[index].code);
        if (count < best) {
            second = best;
            best = count;
            nearest_one = index;
        } else if (count < second) {
            second = count;
        }
    }
    bool const near = best <= correction_.maximum_mismatches && second - best >= correction_.minimum_distance;
    return near ? std::optional{nearest_one} : std::nullopt;
}

std::optional<std::string_view> UmiList::nearest(std::string_view half) const {
    auto const known = exact_.find(half);
    auto const index = known != exact_.end() ? known->second : scan(half);
    return index ? std::optional<std::string_view>{listed_[*index].text} : std::nullopt;
}

std::optional<std::string> UmiList::correct(std::string_view umi) const {
    std::string corrected;
    while (true) {
        auto const end = umi.find('-');
        auto const listed = nearest(umi.substr(0, end));
        if (!listed) {
            return std::nullopt;
        }
        corrected += *listed;
        if (end == std::string_view::npos) {
            return corrected;
        }
        corrected += '-';
        umi.remove_prefix(end + 1);
    }
}

}  // namespace tidemark
