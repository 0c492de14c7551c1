#include "values/patient/calendar.hpp"

#include <charconv>

namespace tidemark {
namespace {

std::optional<int> digits(std::string_view text) {
    int value = 0;
    auto const result = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = result.ec == std::errc{} && result.ptr == text.data() + text.size() && text.front() != '-';
    return whole ? std::optional{value} : std::nullopt;
}

}  // namespace

std::optional<std::chrono::sys_days> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    auto const year = digits(text.substr(0, 4));
    auto const month = digits(text.substr(5, 2));
    auto const day = digits(text.substr(8, 2));
    if (!year || !month || !day) {
        return std::nullopt;
    }
    std::chrono::year_month_day const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

}  // namespace tidemark
