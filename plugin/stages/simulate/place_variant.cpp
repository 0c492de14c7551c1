#include "stages/simulate/place_variant.hpp"

#include <string_view>

#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

/// METHOD: variants are put into unique upper-case sequence, so that truth does not depend on how a counter treats
/// repeats; repeats stay in the reads around them.
bool is_fit(std::string_view bases) {
    int run = 0;
    for (std::size_t index = 0; index < bases.size(); ++index) {
        if (plain_bases.find(bases[index]) == std::string_view::npos) {
            return false;
        }
        run = index > 0 && bases[index] == bases[index - 1] ? run + 1 : 1;
        if (run >= 4) {
            return false;
        }
    }
    return true;
}

Variant substitution(std::string const& contig, std::string const& sequence, std::size_t at, std::size_t length,
                     Random& random) {
    Variant variant{contig, Position{static_cast<std::int64_t>(at)}, sequence.substr(at, length), {}};
    for (char const base : variant.ref) {
        variant.alt.push_back(random_alternative(base, random));
    }
    return variant;
}

}  // namespace

char random_alternative(char ref, Random& random) {
    constexpr std::string_view transition{"GTAC"};   // of A, C, G, T
    auto const number = base_number(ref);
    auto const partner = transition[number.value_or(0)];
    if (random.chance(2.0 / 3)) {
        return partner;
    }
    std::string others;
    for (char const base : plain_bases) {
        if (base != ref && base != partner) {
            others.push_back(base);
        }
    }
    return others[random.below(others.size())];
}

std::optional<std::vector<Variant>> place_variant(ScenarioVariants const& wanted, std::string const& contig,
                                                  std::string const& sequence, Position position, Random& random) {
    auto const at = static_cast<std::size_t>(position.value);
    auto const length = static_cast<std::size_t>(wanted.length);
    std::size_t const covered = wanted.linked_pair ? static_cast<std::size_t>(wanted.distance) + 1 : length + 1;
    if (at < 10 || at + covered + 10 > sequence.size() ||
        !is_fit(std::string_view{sequence}.substr(at - 10, covered + 20))) {
        return std::nullopt;
    }
    if (wanted.linked_pair) {
        auto const first = substitution(contig, sequence, at, 1, random);
        auto const second = substitution(contig, sequence, at + covered - 1, 1, random);
        return std::vector{first, second};
    }
    if (wanted.kind == VariantKind::snv || wanted.kind == VariantKind::mnv) {
        return std::vector{substitution(contig, sequence, at, wanted.kind == VariantKind::snv ? 1 : length, random)};
    }
    Variant variant{contig, position, sequence.substr(at, 1), sequence.substr(at, 1)};
    char first = 0;
    char last = 0;
    char following = 0;
    if (wanted.kind == VariantKind::deletion) {
        variant.ref = sequence.substr(at, length + 1);
        following = sequence[at + length + 1];
    } else {
        for (std::size_t count = 0; count < length; ++count) {
            variant.alt.push_back(plain_bases[random.below(4)]);
        }
        following = sequence[at + 1];
    }
    auto const& longer = variant.ref.size() > 1 ? variant.ref : variant.alt;
    first = longer[1];
    last = longer.back();
    // It could be written one base to the left where it ends in the anchor, to the right where it starts like what
    // follows.
    if (last == sequence[at] || first == following) {
        return std::nullopt;
    }
    return std::vector{variant};
}

}  // namespace tidemark
