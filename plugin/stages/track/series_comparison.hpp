// Questions about two draws of a series, and about the draw that others are held against.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stages/track/change.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// A rise between two draws by their counts: met, not_met, or undetermined.
struct Rise {
    Verdict verdict = Verdict::not_met;
    std::vector<std::string> reasons{};  ///< codes why it is undetermined
    std::optional<std::size_t> low{};    ///< the draw it was held against; absent where there was none
    std::size_t chances = 1;             ///< among how many comparisons the error was divided
    bool beyond_scatter = false;         ///< a level that scatters from draw to draw would not show it either
};

class SeriesComparison {
public:
    /// `draws` sorted by day; both outlive the object.
    SeriesComparison(std::span<Draw const> draws, ChangeSetting const& setting) : draws_{draws}, setting_{setting} {}

    /// The baseline among the first `count` draws, or the first detected of them where nothing was detected there.
    [[nodiscard]] std::optional<std::size_t> reference(std::size_t count, bool anchored) const;
    /// Whether the definition of ours is met by the tumor fraction.
    [[nodiscard]] bool is_met(std::string const& own_definition, std::size_t from, std::size_t to) const;
    /// Whether any definition of ours is.
    [[nodiscard]] bool fell(std::size_t from, std::size_t to) const;
    /// METHOD: whether the fraction rose, where the comparison is one of `chances`: by counts at a two-sided error of 2.5 % over `chances`;
    /// `beyond_scatter` where it did too for a level that scatters by 0.3 in its logarithm, at 5 % over `chances`. Undetermined where
    /// something speaks against comparing the draws, or the concentration moves the other way. Decision 30.
    [[nodiscard]] Rise rise(std::size_t from, std::size_t to, std::size_t chances) const;
    /// METHOD: the same from the lowest draw in [first, to), which has as many chances to be low as there are settled draws. Where that
    /// has another chemistry, the lowest of the draw's own chemistry decides if it shows a rise, because the two can be compared; else
    /// the doubtful rise stands.
    [[nodiscard]] Rise rise_from_nadir(std::size_t first, std::size_t to) const;

private:
    std::span<Draw const> draws_;
    ChangeSetting const& setting_;
};

}  // namespace tidemark
