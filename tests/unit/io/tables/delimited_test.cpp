// Delimited text, read strictly: shifts, quotes and doubled names are faults; what is written never starts a formula.
#include "io/tables/delimited.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

class Delimited : public ::testing::Test {
protected:
    Scratch folder;
    Findings findings;

    DelimitedTable read(std::string const& text) {
        findings.clear();
        return read_delimited(folder.write("t.csv", text),
                              {.required = {"a", "b"}, .optional = {"c"}, .optional_prefixes = {"s_"}}, findings);
    }
    [[nodiscard]] std::string rules() const {
        std::string text;
        for (auto const& finding : findings) {
            text += finding.rule + "@" + std::to_string(finding.line) + " ";
        }
        return text;
    }
};

}  // namespace

TEST_F(Delimited, structural_faults_are_all_listed_with_their_lines) {
    static_cast<void>(read("a,z,a\n1,2,3\n1,2\n"));
    EXPECT_EQ(rules(), "unknown_column@1 duplicate_column@1 missing_column@1 row_width@3 ");
}

TEST_F(Delimited, a_quote_left_open_or_followed_by_text_is_a_fault) {
    static_cast<void>(read("a,b\n\"1,2\n"));
    EXPECT_EQ(rules(), "open_quote@2 ");
    static_cast<void>(read("a,b\n\"1\"x,2\n"));
    EXPECT_EQ(rules(), "open_quote@2 ");
    static_cast<void>(read("a,b\nx\"1\",2\n"));
    EXPECT_EQ(rules(), "open_quote@2 ");
}

TEST_F(Delimited, quoted_cells_hold_commas_quotes_and_line_ends) {
    auto const table = read("a,b\n\"1,5\",\"say \"\"no\"\"\"\n\"two\nlines\",x\ny,z\n");
    EXPECT_EQ(rules(), "");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[0].cells, (std::vector<std::string>{"1,5", "say \"no\""}));
    EXPECT_EQ(table.rows[1].cells[0], "two\nlines");
    EXPECT_EQ(table.rows[1].line, 3U);
    EXPECT_EQ(table.rows[2].line, 5U);
}

TEST_F(Delimited, a_tab_in_the_header_makes_a_comma_ordinary) {
    auto const table = read("a\tb\n1,5\t\"x\n");
    EXPECT_EQ(rules(), "");
    EXPECT_EQ(table.rows.at(0).cells, (std::vector<std::string>{"1,5", "\"x"}));
}

TEST_F(Delimited, optional_prefixes_and_x_columns_are_known_and_facts_stand_before_the_header) {
    auto const table = read("#schema=t/1\nb,a,s_arm,x_note\n1,2,3,4\n");
    EXPECT_EQ(rules(), "");
    EXPECT_EQ(table.facts.at("schema"), "t/1");
    EXPECT_EQ(table.cell(table.rows.at(0), "a"), "2");
    EXPECT_EQ(table.cell(table.rows.at(0), "c"), "");
}

TEST(DelimitedNumbers, only_whole_finite_numbers_with_a_point_are_numbers) {
    for (auto const* const text : {"", " 1", "1 ", "1,5", "nan", "inf", "-inf", "+1", "0x10", "1e999", "one"}) {
        EXPECT_FALSE(parse_number(text)) << text;
    }
    EXPECT_EQ(parse_number("-1.5e-3"), -0.0015);
    EXPECT_FALSE(parse_integer("1.0"));
    EXPECT_FALSE(parse_integer("99999999999999999999"));
    EXPECT_EQ(parse_integer("-21"), -21);
}

TEST(DelimitedNumbers, a_number_is_written_in_the_shortest_text_that_reads_back) {
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(-0.0), "0");
    EXPECT_EQ(number_text(std::optional<double>{}), "");
    EXPECT_EQ(parse_number(number_text(1.0 / 3.0)), 1.0 / 3.0);
    EXPECT_THROW(static_cast<void>(number_text(std::nan(""))), std::logic_error);
    EXPECT_THROW(static_cast<void>(number_text(std::numeric_limits<double>::infinity())), std::logic_error);
}

TEST(DelimitedText, a_cell_that_a_spreadsheet_would_run_is_neutralised) {
    std::vector<std::string> const cells{"=1+1", "+cmd", "-x", "@SUM", "-3", "+T 8M", "a\tb\nc"};
    EXPECT_EQ(tsv_line(cells), "'=1+1\t'+cmd\t'-x\t'@SUM\t-3\t+T 8M\ta b c\n");
    std::vector<std::string> const quoted{"a,b", "say \"no\""};
    EXPECT_EQ(csv_line(quoted), "\"a,b\",\"say \"\"no\"\"\"\n");
}

TEST(DelimitedFindings, invalid_outranks_contradiction_and_warnings_refuse_nothing) {
    Finding const warning{Severity::warning, "w", "f", 1, {}, "m"};
    Finding const invalid{Severity::invalid, "i", "f", 2, "c", "m"};
    Finding const contradiction{Severity::contradiction, "c", "f", 3, {}, "m"};
    EXPECT_NO_THROW(refuse_findings({warning}));
    EXPECT_THROW(refuse_findings({contradiction, invalid}), InputError);
    EXPECT_THROW(refuse_findings({warning, contradiction}), ContradictionError);
}

}  // namespace tidemark::test
