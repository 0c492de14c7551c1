#include "app/number_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "app/misuse.hpp"
#include "stages/design/grid.hpp"

namespace tidemark {
namespace {

[[noreturn]] void refuse(NumberList const& list, std::string_view piece, std::string const& wanted) {
    misuse("bad_number_list", fmt::format("{} \"{}\": \"{}\" is no {}", list.option, list.text, piece, wanted), {},
           "write numbers with commas (4,16,200) or a range as first:last:count (2:64:6)");
}

std::vector<std::string_view> pieces_of(std::string_view text, char delimiter) {
    std::vector<std::string_view> pieces;
    for (std::size_t start = 0; start <= text.size();) {
        auto const end = std::min(text.find(delimiter, start), text.size());
        pieces.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return pieces;
}

double number_of(NumberList const& list, std::string_view piece) {
    double number = 0;
    auto const* const end = piece.data() + piece.size();
    auto const [read, error] = std::from_chars(piece.data(), end, number);
    if (error != std::errc{} || read != end || !(number >= list.bounds.least && number <= list.bounds.most)) {
        refuse(list, piece, fmt::format("number from {} to {}", list.bounds.least, list.bounds.most));
    }
    return number;
}

std::vector<double> range_of(NumberList const& list, std::string_view text) {
    constexpr int most_values = 1000;
    auto const parts = pieces_of(text, ':');
    if (parts.size() != 3) {
        refuse(list, text, "range first:last:count");
    }
    double const first = number_of(list, parts[0]);
    double const last = number_of(list, parts[1]);
    int count = 0;
    auto const* const end = parts[2].data() + parts[2].size();
    auto const [read, error] = std::from_chars(parts[2].data(), end, count);
    if (error != std::errc{} || read != end || count < 2 || count > most_values || !(first > 0) || !(first < last)) {
        refuse(list, text, fmt::format("range of 2 to {} values that rises from above 0", most_values));
    }
    return values_of({.first = first, .last = last, .count = static_cast<std::size_t>(count)});
}

/// Values as written; `whole` rounds those of ranges and refuses written fractions.
std::vector<double> values_of_list(NumberList const& list, bool (*is_allowed)(double), double (*rounded)(double)) {
    std::vector<double> values;
    for (auto const piece : pieces_of(list.text, ',')) {
        bool const range = piece.find(':') != std::string_view::npos;
        for (double const value : range ? range_of(list, piece) : std::vector{number_of(list, piece)}) {
            if (!range && !is_allowed(value)) {
                refuse(list, piece, "whole number");
            }
            double const kept = rounded(value);
            if (std::ranges::find(values, kept) == values.end()) {
                values.push_back(kept);
            }
        }
    }
    return values;
}

}  // namespace

CLI::Option* add_list(CLI::App& app, NumberList& list, std::string const& meaning) {
    return app.add_option(list.option, list.text, meaning)->type_name("NUMBERS");
}

std::vector<double> numbers_of(NumberList const& list) {
    return values_of_list(list, [](double) { return true; }, [](double value) { return value; });
}

std::vector<std::int64_t> whole_numbers_of(NumberList const& list) {
    std::vector<std::int64_t> numbers;
    for (double const value : values_of_list(
             list, [](double each) { return each == std::floor(each); }, [](double each) { return std::round(each); })) {
        numbers.push_back(static_cast<std::int64_t>(value));
    }
    return numbers;
}

}  // namespace tidemark
