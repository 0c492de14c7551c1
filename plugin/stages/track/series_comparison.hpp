// Questions about two draws of a series, and about the draw that others are held against.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "stages/track/change.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

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
    /// Whether the whole interval of the fraction's change lies above 1, nothing speaks against comparing the draws, and the
    /// concentration does not move the other way.
    [[nodiscard]] bool rose(std::size_t from, std::size_t to) const;
    /// Whether it rose, and the concentration's whole interval lies above 1 too.
    [[nodiscard]] bool rose_in_both(std::size_t from, std::size_t to) const;

private:
    std::span<Draw const> draws_;
    ChangeSetting const& setting_;
};

}  // namespace tidemark
