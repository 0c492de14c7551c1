// Numbers as people read them. Fractions become per cent here and nowhere else; machine files keep fractions.
// No-break spaces (U+00A0) keep a number and its unit on one line; the minus is U+2212.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidemark {

/// "12,345".
[[nodiscard]] std::string count_text(std::int64_t count);
/// `count` with the singular or plural noun: "1 draw", "6 draws".
[[nodiscard]] std::string count_text(std::int64_t count, std::string const& singular, std::string const& plural);
/// "day 84", "day −7".
[[nodiscard]] std::string day_text(int day);
[[nodiscard]] std::string signed_text(int number);
/// A fraction 0..1 as per cent with `digits` significant digits, never in exponent form: 0.000407 -> "0.041 %".
/// Values that would round to 100 % without being 1 keep a decimal.
[[nodiscard]] std::string percent_text(double fraction, int digits = 2);
/// "3 (25 %)"; the count alone where the total is 0.
[[nodiscard]] std::string share_text(std::int64_t count, std::int64_t total);
/// A plain number with `digits` significant digits, without exponent between 0.001 and 1e6.
[[nodiscard]] std::string number_text(double number, int digits = 3);
/// "p = 0.0031", "p = 3.2 × 10⁻⁷", "p ≤ 10⁻¹²" (the floor of a cell); without the letter.
[[nodiscard]] std::string p_text(double p);

/// An estimate with its interval; digits grow from two to four until the three numbers differ.
struct Interval95 {
    double estimate = 0;
    std::optional<double> lo;
    std::optional<double> hi;
};
[[nodiscard]] std::string percent_with_interval_text(Interval95 const& interval);
/// "2.8 to 3.2 %"; empty without both ends.
[[nodiscard]] std::string percent_interval_text(Interval95 const& interval);
/// The same of plain numbers: "1,560 to 1,640".
[[nodiscard]] std::string number_interval_text(Interval95 const& interval);
/// A number of the sheet as it was given: at most six digits, no padding.
[[nodiscard]] std::string given_text(double number);
/// A ratio as a change: 0.02 -> "−98.0 %", 3 -> "+200 %", 15 -> "15-fold". Never "−100 %" for a ratio above 0.
[[nodiscard]] std::string change_text(double ratio);
/// What is said of an interval that holds every value.
inline constexpr auto no_limit_text = "no limit either way";
/// "−99.0 to −96.3 %"; without an upper end "−60 % or more", and `no_limit_text` where the lower one is a ratio of 0; empty without a lower end.
[[nodiscard]] std::string change_interval_text(std::optional<double> ratio_lo, std::optional<double> ratio_hi);
/// The size of a fall: 0.02 -> "98.0 %". Ratios below 1 only.
[[nodiscard]] std::string fall_text(double ratio);
/// First `length` hex digits of a hash.
[[nodiscard]] std::string short_hash(std::string const& hash, std::size_t length = 12);
/// A fixed code as words: "lod_above_required" -> "lod above required".
[[nodiscard]] std::string words_of(std::string const& code);
/// First letter upper case, where it is an ASCII letter.
[[nodiscard]] std::string capitalized(std::string text);
[[nodiscard]] std::string uncapitalized(std::string text);
/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string enumeration(std::vector<std::string> const& parts);

}  // namespace tidemark
