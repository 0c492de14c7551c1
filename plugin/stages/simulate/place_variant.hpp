// Finding a place for one variant on the reference.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "values/genome/variant.hpp"
#include "values/patient/scenario.hpp"
#include "values/probability/random.hpp"

namespace tidemark {

/// Alleles of a variant of this kind near `position`, VCF style and left-aligned; nothing where the place is unfit:
/// masked or N bases, a run of four equal bases, or an indel that could stand elsewhere in the same bases.
[[nodiscard]] std::optional<std::vector<Variant>> place_variant(ScenarioVariants const& wanted,
                                                                std::string const& contig, std::string const& sequence,
                                                                Position position, Random& random);

/// A base other than `ref`; transitions twice as often as both transversions together.
[[nodiscard]] char random_alternative(char ref, Random& random);

}  // namespace tidemark
