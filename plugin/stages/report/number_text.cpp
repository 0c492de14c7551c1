#include "stages/report/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "values/evidence/detection_result.hpp"

namespace tidemark {
namespace {

constexpr auto minus = "−";
constexpr auto no_break_space = "\u00a0";

std::string with_minus(std::string text) {
    return text.starts_with('-') ? minus + text.substr(1) : text;
}

std::string grouped(std::string const& digits) {
    std::string text;
    for (std::size_t index = 0; index < digits.size(); ++index) {
        if (index > 0 && (digits.size() - index) % 3 == 0) {
            text += ',';
        }
        text += digits[index];
    }
    return text;
}

/// `digits` significant digits without exponent: decimals follow from the size of the rounded number.
std::string fixed_text(double number, int digits) {
    if (number == 0) {
        return "0";
    }
    // Rounding first: 0.0996 at two digits is 0.10, whose decimals differ from those of 0.0996.
    auto const rounded_text = fmt::format("{:.{}e}", number, digits - 1);
    double rounded = 0;
    std::from_chars(rounded_text.data(), rounded_text.data() + rounded_text.size(), rounded);
    int const exponent = static_cast<int>(std::floor(std::log10(std::abs(rounded)) + 1e-12));
    int const decimals = std::max(0, digits - 1 - exponent);
    auto const text = fmt::format("{:.{}f}", std::abs(rounded), decimals);
    auto const point = text.find('.');
    auto const whole = grouped(text.substr(0, point));
    return (rounded < 0 ? minus : "") + whole + (point == std::string::npos ? "" : text.substr(point));
}

std::string superscript(int number) {
    constexpr std::array digits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text;
    for (char const digit : fmt::format("{}", number)) {
        text += digit == '-' ? "⁻" : digits[static_cast<std::size_t>(digit - '0')];
    }
    return text;
}

std::string power_text(double number, int digits) {
    auto const text = fmt::format("{:.{}e}", number, digits - 1);
    auto const mark = text.find('e');
    return with_minus(text.substr(0, mark)) + no_break_space + "×" + no_break_space + "10" +
           superscript(std::atoi(text.c_str() + mark + 1));
}

std::string percent_number(double fraction, int digits) {
    double const percent = fraction * 100;
    auto const text = fixed_text(percent, digits);
    if (text != "100" || fraction == 1) {
        return text;
    }
    if (fraction < 1) {
        return fmt::format("{:.1f}", std::min(percent, 99.9));
    }
    auto const more = fixed_text(percent, digits + 1);
    return more == "100" ? fixed_text(percent, digits + 2) : more;
}

/// Decimals of a change: the remaining ratio keeps two significant digits down to a hundredth.
int change_decimals(double ratio) { return ratio > 0 && ratio < 0.1 ? 1 : 0; }

/// The change in per cent without its unit. A ratio above 0 never becomes −100.
std::string change_number(double ratio, int decimals) {
    if (ratio == 0) {
        return std::string{minus} + "100";
    }
    double const change = (ratio - 1) * 100;
    auto text = fmt::format("{:.{}f}", std::abs(change), decimals);
    while (change < 0 && text.starts_with("100") && decimals < 4) {
        text = fmt::format("{:.{}f}", std::abs(change), ++decimals);
    }
    if (change < 0 && text.starts_with("100.")) {
        text = "99.9999";
    }
    auto const point = text.find('.');
    bool const zero = text.find_first_not_of("0.") == std::string::npos;
    return std::string{zero ? "±" : change < 0 ? minus : "+"} + grouped(text.substr(0, point)) +
           (point == std::string::npos ? "" : text.substr(point));
}

}  // namespace

std::string count_text(std::int64_t count) {
    auto const text = fmt::format("{}", count);
    return count < 0 ? minus + grouped(text.substr(1)) : grouped(text);
}

std::string count_text(std::int64_t count, std::string const& singular, std::string const& plural) {
    return count_text(count) + " " + (count == 1 ? singular : plural);
}

std::string signed_text(int number) { return with_minus(fmt::format("{}", number)); }

std::string day_text(int day) { return "day" + std::string{no_break_space} + signed_text(day); }

std::string percent_text(double fraction, int digits) {
    return percent_number(fraction, digits) + no_break_space + "%";
}

std::string share_text(std::int64_t count, std::int64_t total) {
    return count_text(count) + (total > 0 ? " (" + percent_text(static_cast<double>(count) / static_cast<double>(total)) + ")" : "");
}

std::string number_text(double number, int digits) {
    double const size = std::abs(number);
    return size != 0 && (size < 0.001 || size >= 1e6) ? power_text(number, digits) : fixed_text(number, digits);
}

std::string p_text(double p) {
    if (p <= smallest_p_value) {
        return "≤" + std::string{no_break_space} + "10⁻¹²";
    }
    return p < 0.001 ? power_text(p, 2) : fixed_text(p, 2);
}

namespace {

/// The smallest number of digits, two to four, with which `write` tells the ends and the estimate apart.
int telling_digits(Interval95 const& interval, std::string (*write)(double, int) = percent_number) {
    for (int digits = 2; digits < 4; ++digits) {
        auto const estimate = write(interval.estimate, digits);
        bool const lo_differs = interval.lo == interval.estimate || write(*interval.lo, digits) != estimate;
        bool const hi_differs = interval.hi == interval.estimate || write(*interval.hi, digits) != estimate;
        if (lo_differs && hi_differs) {
            return digits;
        }
    }
    return 4;
}

}  // namespace

std::string percent_interval_text(Interval95 const& interval) {
    if (!interval.lo || !interval.hi) {
        return {};
    }
    int const digits = telling_digits(interval);
    return percent_number(*interval.lo, digits) + " to " + percent_text(*interval.hi, digits);
}

std::string number_interval_text(Interval95 const& interval) {
    if (!interval.lo || !interval.hi) {
        return {};
    }
    int const digits = telling_digits(interval, number_text);
    return number_text(*interval.lo, digits) + " to " + number_text(*interval.hi, digits);
}

std::string percent_with_interval_text(Interval95 const& interval) {
    auto const range = percent_interval_text(interval);
    if (range.empty()) {
        return percent_text(interval.estimate);
    }
    return percent_text(interval.estimate, telling_digits(interval)) + " (" + range + ")";
}

std::string change_text(double ratio) {
    if (ratio >= 10) {
        return fixed_text(ratio, 2) + "-fold";
    }
    return change_number(ratio, change_decimals(ratio)) + no_break_space + "%";
}

std::string change_interval_text(std::optional<double> ratio_lo, std::optional<double> ratio_hi) {
    if (!ratio_lo) {
        return {};
    }
    if (!ratio_hi) {
        return *ratio_lo > 0 ? change_text(*ratio_lo) + " or more" : std::string{no_limit_text};
    }
    if (*ratio_lo >= 10) {
        return fixed_text(*ratio_lo, 2) + " to " + change_text(*ratio_hi);
    }
    int const decimals = std::max(change_decimals(*ratio_lo), change_decimals(*ratio_hi));
    auto const unit = std::string{no_break_space} + "%";
    return change_number(*ratio_lo, decimals) + (*ratio_hi >= 10 ? unit : "") + " to " +
           (*ratio_hi >= 10 ? change_text(*ratio_hi) : change_number(*ratio_hi, decimals) + unit);
}

std::string fall_text(double ratio) {
    auto const text = change_number(ratio, change_decimals(ratio));
    return text.substr(std::string{minus}.size()) + no_break_space + "%";
}

std::string given_text(double number) { return with_minus(fmt::format("{:.6g}", number)); }

std::string short_hash(std::string const& hash, std::size_t length) { return hash.substr(0, length); }

std::string words_of(std::string const& code) {
    auto words = code;
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::string capitalized(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

std::string uncapitalized(std::string text) {
    if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') {
        text.front() = static_cast<char>(text.front() - 'A' + 'a');
    }
    return text;
}

std::string enumeration(std::vector<std::string> const& parts) {
    std::string text;
    for (std::size_t index = 0; index < parts.size(); ++index) {
        text += index == 0 ? "" : index + 1 == parts.size() ? " and " : ", ";
        text += parts[index];
    }
    return text;
}

}  // namespace tidemark
