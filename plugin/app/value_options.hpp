// Options that hold one number or one word of a list. What is outside is refused as it was written: the option parser
// itself takes -1 for an unsigned number and the largest number there is for a larger one.
#pragma once
#include <CLI/CLI.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace tidemark {

/// Both ends are allowed.
struct WholeBounds {
    std::uint64_t least = 0;
    std::uint64_t most = INT64_MAX;
};
struct NumberBounds {
    double least = 0;
    double most = 1;
};

/// Decimal digits only, within the range; shown in the help as INT in the range.
CLI::Option* limit_to(CLI::Option* option, WholeBounds const& range);
/// Decimal or exponent notation, within the range; neither infinite nor NaN.
CLI::Option* limit_to(CLI::Option* option, NumberBounds const& range);

/// An option whose words stand for values.
template <typename Value>
CLI::Option* add_choice(CLI::App& app, std::string const& name, Value& value, std::map<std::string, Value> const& words,
                        std::string const& meaning) {
    return app
        .add_option_function<std::string>(name, [&value, words](std::string const& word) { value = words.at(word); }, meaning)
        ->check(CLI::IsMember(words));
}

}  // namespace tidemark
