// Options that take several numbers: "4,16,200", or a range "2:64:6" of six numbers from 2 to 64, evenly spaced on a
// logarithmic scale, or both mixed.
#pragma once
#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "app/value_options.hpp"

namespace tidemark {

/// An option as it was written, and what it may hold.
struct NumberList {
    std::string option;   ///< "--loci"
    std::string text;
    NumberBounds bounds;
    bool given() const { return !text.empty(); }
};

/// Adds it to `app`; the text stays to be read.
CLI::Option* add_list(CLI::App& app, NumberList& list, std::string const& meaning);

/// Its numbers in the order written, each once. Throws UsageError `bad_number_list` naming the piece that is no number, out
/// of bounds, or a range that does not rise or has fewer than 2 or more than 1000 values.
[[nodiscard]] std::vector<double> numbers_of(NumberList const& list);
/// The same rounded to whole numbers; a number written with a fraction is refused, a range is rounded.
[[nodiscard]] std::vector<std::int64_t> whole_numbers_of(NumberList const& list);

}  // namespace tidemark
