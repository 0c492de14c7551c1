#include "app/value_options.hpp"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace tidemark {
namespace {

/// Checks that the whole text is a number within the range.
template <typename Number, typename Range>
CLI::Option* limit(CLI::Option* option, Range const& range, std::string const& kind) {
    auto const rule = [range, kind](std::string const& text) {
        Number number{};
        auto const* const end = text.data() + text.size();
        auto const [read, error] = std::from_chars(text.data(), end, number);
        // A comparison with NaN is false.
        bool const fits = error == std::errc{} && read == end && number >= range.least && number <= range.most;
        return fits ? std::string{} : fmt::format("'{}' is no {} from {} to {}", text, kind, range.least, range.most);
    };
    return option->check(CLI::Validator{rule, std::string{}});
}

}  // namespace

CLI::Option* limit_to(CLI::Option* option, WholeBounds const& range) {
    auto const all = WholeBounds{}.most;
    option->type_name(range.most >= all ? fmt::format("INT from {}", range.least)
                                        : fmt::format("INT from {} to {}", range.least, range.most));
    return limit<std::uint64_t>(option, range, "whole number");
}

CLI::Option* limit_to(CLI::Option* option, NumberBounds const& range) {
    option->type_name(fmt::format("NUMBER from {} to {}", range.least, range.most));
    return limit<double>(option, range, "number");
}

}  // namespace tidemark
