// How what a lesion sheds changed between two draws, and whether two lesions moved apart. statistics.md 9.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "values/model/change_ratio.hpp"
#include "values/model/lesion_mixture.hpp"

namespace tidemark {

/// Two draws of one patient over the same lesions; their loci need not be the same.
struct LesionDraws {
    std::span<LesionLocus const> before;
    std::span<LesionLocus const> after;
};

/// A change on the scale of log2. An absent value: one of the two is 0 or both are. An absent limit: unbounded.
struct Log2Interval {
    std::optional<double> value;
    std::optional<double> lo;
    std::optional<double> hi;
    bool operator==(Log2Interval const&) const = default;
};

/// What both draws shed, as their common fit has it.
struct LesionMixes {
    LesionMix before;
    LesionMix after;
};

/// The private loci of one lesion in one draw, pooled; `molecules` are those that one unit of w makes visible, 0 without such loci.
[[nodiscard]] PooledCounts private_counts(std::span<LesionLocus const> loci, std::size_t lesion, LesionMix const& mix = {});

/// Change of one lesion from its private loci alone: their pooled counts are one Poisson count, so that the exact limits of
/// change_ratio hold whatever else the map says. Absent ratio and limits without private loci in both draws. METHOD: in the exact
/// form the copies of the mix are those of the fit; a Poisson count is wider than the binomial one it stands for.
[[nodiscard]] RatioInterval private_ratio(LesionDraws const& draws, std::size_t lesion, LesionMixes const& mixes = {});

/// The narrower promise of two intervals: the limits of whichever is wider on each side, the ratio of `one`.
[[nodiscard]] RatioInterval widened(RatioInterval const& one, RatioInterval const& other);

/// Both draws fitted together, once, to be asked many things.
class LesionChange {
public:
    /// METHOD: both draws take the exact form where either total asks for it, so that a change never comes from the form.
    explicit LesionChange(LesionDraws const& draws);

    /// w after over w before with its 95 % profile-likelihood interval over all else in both draws. Absent ratio: the lesion
    /// showed nothing before. Absent upper limit: unbounded.
    [[nodiscard]] RatioInterval ratio(std::size_t lesion) const;
    /// The same as log2.
    [[nodiscard]] Log2Interval log2fc(std::size_t lesion) const;
    /// log2fc of `lesion` minus log2fc of `other`, profile likelihood: an interval that excludes 0 says that they moved apart.
    [[nodiscard]] Log2Interval contrast(std::size_t lesion, std::size_t other) const;
    /// Signed root of the deviance of "no change": below -1.96 a fall, above 1.96 a rise.
    [[nodiscard]] double signed_root(std::size_t lesion) const;

    [[nodiscard]] std::vector<double> const& shed_before() const { return before_.at; }
    [[nodiscard]] std::vector<double> const& shed_after() const { return after_.at; }
    [[nodiscard]] LesionForm form() const { return form_; }
    [[nodiscard]] LesionMixes mixes() const { return {{form_, before_.at}, {form_, after_.at}}; }

private:
    struct Tie {
        std::size_t lesion = 0;
        double log2_ratio = 0;   ///< may be minus or plus infinity
    };
    [[nodiscard]] double deviance(std::vector<Tie> const& ties) const;
    [[nodiscard]] double visible_floor(std::span<LesionLocus const> loci, std::size_t lesion) const;
    [[nodiscard]] double start_of(std::size_t lesion) const;

    LesionDraws draws_;
    LesionForm form_ = LesionForm::linear;
    Maximum before_;
    Maximum after_;
};

}  // namespace tidemark
