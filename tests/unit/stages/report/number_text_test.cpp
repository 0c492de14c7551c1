// Numbers as people read them. Expected texts were written by hand.
#include "stages/report/number_text.hpp"

#include <gtest/gtest.h>


namespace tidemark::test {
namespace {

std::string const nb = "\u00a0";

}  // namespace

TEST(PercentText, keeps_two_significant_digits_at_every_size_without_exponent) {
    EXPECT_EQ(percent_text(0.0304), "3.0" + nb + "%");
    EXPECT_EQ(percent_text(0.123), "12" + nb + "%");
    EXPECT_EQ(percent_text(0.000407), "0.041" + nb + "%");
    EXPECT_EQ(percent_text(1.67e-6), "0.00017" + nb + "%");
    EXPECT_EQ(percent_text(0), "0" + nb + "%");
    EXPECT_EQ(percent_text(1), "100" + nb + "%");
}

TEST(PercentText, rounding_to_the_next_decade_keeps_its_digits) {
    EXPECT_EQ(percent_text(0.000996), "0.10" + nb + "%");
    EXPECT_EQ(percent_text(0.0996), "10" + nb + "%");
}

TEST(PercentText, what_is_above_all_is_never_100_either) {
    EXPECT_EQ(percent_text(1.04), "104" + nb + "%");
    EXPECT_EQ(percent_text(1.004), "100.4" + nb + "%");
    EXPECT_EQ(percent_text(1.2), "120" + nb + "%");
}

TEST(NumberText, an_interval_tells_its_ends_from_the_estimate) {
    // Two digits would say 1,600 three times.
    EXPECT_EQ(number_interval_text({.estimate = 1600, .lo = 1580, .hi = 1624}), "1,580 to 1,620");
    EXPECT_EQ(number_interval_text({.estimate = 26, .lo = 22, .hi = 30}), "22 to 30");
    EXPECT_EQ(number_interval_text({.estimate = 26, .lo = std::nullopt, .hi = 30}), "");
}

TEST(PercentText, what_is_below_all_is_never_100) {
    EXPECT_EQ(percent_text(0.9996), "99.9" + nb + "%");
    EXPECT_EQ(percent_text(0.997), "99.7" + nb + "%");
}

TEST(PercentText, an_interval_gets_digits_until_its_ends_differ_from_the_estimate) {
    EXPECT_EQ(percent_with_interval_text({0.0304, 0.0283, 0.0326}), "3.0" + nb + "% (2.8 to 3.3" + nb + "%)");
    EXPECT_EQ(percent_with_interval_text({0.0304, 0.0302, 0.0306}), "3.04" + nb + "% (3.02 to 3.06" + nb + "%)");
    EXPECT_EQ(percent_with_interval_text({0.0304, std::nullopt, 0.0306}), "3.0" + nb + "%");
}

TEST(ChangeText, is_signed_and_grows_into_folds) {
    EXPECT_EQ(change_text(0.4), "−60" + nb + "%");
    EXPECT_EQ(change_text(3), "+200" + nb + "%");
    EXPECT_EQ(change_text(1), "±0" + nb + "%");
    EXPECT_EQ(change_text(15.2), "15-fold");
    EXPECT_EQ(change_text(0), "−100" + nb + "%");
}

TEST(ChangeText, a_ratio_above_0_is_never_a_fall_of_100_per_cent) {
    EXPECT_EQ(change_text(0.0004), "−99.96" + nb + "%");
    EXPECT_EQ(change_text(1e-9), "−99.9999" + nb + "%");
}

TEST(ChangeText, the_golden_interval_of_the_statistics_page) {
    // 500/50,000 to 10/50,000: -98 % (-99.0 to -96.3). Ends of the ratio by SciPy: p = beta.ppf(0.025, 10, 501) and
    // beta.ppf(0.975, 11, 500), p / (1 - p).
    EXPECT_EQ(change_text(0.020), "−98.0" + nb + "%");
    EXPECT_EQ(change_interval_text(0.009531787, 0.037089627), "−99.0 to −96.3" + nb + "%");
    // 12/20,000 to 0/4,000: -100 % (to +80).
    EXPECT_EQ(change_interval_text(0.0, 1.80), "−100 to +80" + nb + "%");
    EXPECT_EQ(change_interval_text(0.4, std::nullopt), "−60" + nb + "% or more");
    EXPECT_EQ(change_interval_text(std::nullopt, 2.0), "");
    EXPECT_EQ(change_interval_text(0.0, std::nullopt), "no limit either way") << "a fall of all or a rise of anything";
}

TEST(PText, small_values_get_powers_and_the_floor_of_a_cell_is_named) {
    EXPECT_EQ(p_text(0.031), "0.031");
    EXPECT_EQ(p_text(3.2e-7), "3.2" + nb + "×" + nb + "10⁻⁷");
    EXPECT_EQ(p_text(1e-12), "≤" + nb + "10⁻¹²");
}

TEST(CountText, groups_thousands_and_uses_the_minus_sign) {
    EXPECT_EQ(count_text(0), "0");
    EXPECT_EQ(count_text(999), "999");
    EXPECT_EQ(count_text(1234567), "1,234,567");
    EXPECT_EQ(count_text(-12345), "−12,345");
    EXPECT_EQ(day_text(-7), "day" + nb + "−7");
    EXPECT_EQ(count_text(1, "draw", "draws"), "1 draw");
    EXPECT_EQ(count_text(0, "draw", "draws"), "0 draws");
}

TEST(GivenText, a_dose_is_shown_as_it_was_given) {
    EXPECT_EQ(given_text(8), "8");
    EXPECT_EQ(given_text(2.5), "2.5");
}

TEST(Enumeration, reads_like_a_sentence) {
    EXPECT_EQ(enumeration({}), "");
    EXPECT_EQ(enumeration({"a"}), "a");
    EXPECT_EQ(enumeration({"a", "b"}), "a and b");
    EXPECT_EQ(enumeration({"a", "b", "c"}), "a, b and c");
}

}  // namespace tidemark::test
