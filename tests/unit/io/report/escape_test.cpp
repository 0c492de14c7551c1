// Text that would be markup, reorder words or break a file stays text.
#include "io/report/escape.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tidemark::test {
namespace {

std::string const replaced = "\xef\xbf\xbd";

}  // namespace

TEST(EscapeMarkup, all_five_signs_become_references) {
    EXPECT_EQ(escape_markup("<img src=x onerror='a()'>\"&"),
              "&lt;img src=x onerror=&#39;a()&#39;&gt;&quot;&amp;");
    EXPECT_EQ(escape_markup("</script></style><!--"), "&lt;/script&gt;&lt;/style&gt;&lt;!--");
}

TEST(EscapeMarkup, references_in_the_text_are_text) { EXPECT_EQ(escape_markup("&lt;"), "&amp;lt;"); }

TEST(EscapeMarkup, controls_and_bidirectional_marks_are_replaced) {
    EXPECT_EQ(escape_markup(std::string_view{"a\0b\x1b\x7f", 5}), "a" + replaced + "b" + replaced + replaced);
    EXPECT_EQ(escape_markup("a\u202eb\u2066c\u200fd"), "a" + replaced + "b" + replaced + "c" + replaced + "d");
    EXPECT_EQ(escape_markup("\ufeff\u0085"), replaced + replaced);
}

TEST(EscapeMarkup, line_breaks_and_tabs_become_spaces) { EXPECT_EQ(escape_markup("a\tb\r\nc"), "a b  c"); }

TEST(EscapeMarkup, bytes_that_are_not_utf_8_are_replaced_one_by_one) {
    EXPECT_EQ(escape_markup("a\xff\xc3z"), "a" + replaced + replaced + "z");
    EXPECT_EQ(escape_markup("\xc0\xbc"), replaced + replaced) << "an overlong < must not survive";
    EXPECT_EQ(escape_markup("\xe0\x80\xbc"), replaced + replaced + replaced);
    EXPECT_EQ(escape_markup("\xed\xa0\x80"), replaced + replaced + replaced) << "a surrogate";
    EXPECT_EQ(escape_markup("\xf4\x90\x80\x80"), replaced + replaced + replaced + replaced) << "above U+10FFFF";
}

TEST(EscapeMarkup, letters_of_any_script_stay) {
    std::string const words = "Pät 山田 אבג ☂ 𝔸 −5\u00a0%";
    EXPECT_EQ(escape_markup(words), words);
}

}  // namespace tidemark::test
