// A page as HTML: well-formed, inert whatever its texts are, complete for readers without eyes or mouse.
#include "io/report/html.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <variant>

#include "io/report/style_sheet.hpp"
#include "support/markup_check.hpp"

namespace tidemark::test {
namespace {

std::vector<std::string> const hostile_texts{
    "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)",          "&lt;b&gt; & <b>",                    "</style><style>*{display:none}",
    "javascript:alert(1)",          "a\u202eb\u2066c",                    std::string(5000, 'W'),
    "--><!--",                      "{{constructor}}",                    "\xff\xfe"};

/// A page with one text in every place that can hold one.
Page page_of(std::string const& words) {
    Figure const figure{.id = words, .title = words, .description = words, .width = 10, .height = 10,
                        .marks = {{words, words, {}, {{.at = {1, 1}, .text = words}}}}};
    Page page{.kind = words, .subject = words, .notices = {words}, .facts = {{words, words}},
              .statement = {words, Tone::detected, words, {words}, {{words, words}}, {{words, words, Tone::met}}}, .sections = {},
              .link = words, .link_text = words};
    Table const table{words, words, {{words, words, Align::start}, {words, "", Align::end}},
                      {{{words, words, Tone::plain, words, figure}, {words, "", Tone::not_met, "", {}}}}};
    auto folded = table;
    folded.id = "folded";
    folded.folded = true;
    page.sections.push_back({words, words,
                             {Paragraph{words, Tone::muted}, SentenceList{{{words, words}}}, FactList{{{words, words}}},
                              table, Drawing{figure, words}, folded}});
    return page;
}

/// Elements of pages; anything else came from a text.
std::set<std::string> const expected_elements{
    "html", "head", "meta", "title", "style", "body", "a", "div", "header", "p", "span", "main", "h1", "dl", "dt", "dd",
    "section", "h2", "nav", "ul", "li", "b", "table", "caption", "thead", "tbody", "tr", "th", "td", "small", "figure",
    "figcaption", "details", "summary", "svg", "desc", "g", "text", "footer", "circle", "polyline", "polygon"};

std::set<std::string> const expected_attributes{"lang",
                                                "charset",
                                                "http-equiv",
                                                "content",
                                                "name",
                                                "class",
                                                "href",
                                                "id",
                                                "role",
                                                "tabindex",
                                                "scope",
                                                "aria-label",
                                                "aria-labelledby",
                                                "xmlns",
                                                "viewBox",
                                                "width",
                                                "height",
                                                "font-family",
                                                "x",
                                                "y",
                                                "font-size",
                                                "text-anchor",
                                                "fill",
                                                "font-weight",
                                                "transform",
                                                "stroke",
                                                "stroke-width",
                                                "stroke-linejoin",
                                                "paint-order",
                                                "points",
                                                "cx",
                                                "cy",
                                                "r",
                                                "stroke-dasharray"};

}  // namespace

TEST(Html, hostile_texts_stay_text_in_every_place) {
    for (auto const& words : hostile_texts) {
        auto const reading = read_markup(html_text(page_of(words), words), true);
        EXPECT_EQ(reading.fault, "") << words.substr(0, 40);
        for (auto const& element : reading.elements) {
            EXPECT_TRUE(expected_elements.contains(element.name)) << element.name << " from " << words.substr(0, 40);
            for (auto const& attribute : element.attributes) {
                EXPECT_TRUE(expected_attributes.contains(attribute.substr(0, attribute.find('=')))) << attribute;
            }
        }
    }
}

TEST(Html, no_text_changes_the_number_of_elements) {
    auto const plain = read_markup(html_text(page_of("words"), "p"), true).elements.size();
    for (auto const& words : hostile_texts) {
        auto page = page_of(words);
        page.link = "cohort.html";
        for (std::size_t const table : {3U, 5U}) {
            std::get<Table>(page.sections[0].blocks[table]).rows[0][0].link = "words";
        }
        EXPECT_EQ(read_markup(html_text(page, "p"), true).elements.size(), plain) << words.substr(0, 40);
    }
}

TEST(Html, links_lead_to_files_beside_the_page_only) {
    for (auto const* const link :
         {"javascript:alert(1)", "//host/x", "../x.html", "a/b.html", "data:text", ".x", "a b"}) {
        EXPECT_EQ(html_text(page_of(link), "p").find(std::string{"href=\""} + link), std::string::npos) << link;
    }
    EXPECT_NE(html_text(page_of("P1.html"), "p").find("<a href=\"P1.html\">"), std::string::npos);
}

TEST(Html, the_content_policy_allows_its_own_style_sheet_and_nothing_else) {
    auto const text = html_text(page_of("words"), "p");
    EXPECT_NE(text.find("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" +
                        content_hash(style_sheet()) + "'; base-uri 'none'; form-action 'none'\">"),
              std::string::npos);
    auto const begin = text.find("<style>") + 7;
    EXPECT_EQ(text.substr(begin, text.find("</style>") - begin), style_sheet());
    EXPECT_EQ(text.find(" style="), std::string::npos);
}

TEST(Html, the_style_hash_is_sha_256_in_base64) {
    // printf abc | openssl dgst -sha256 -binary | base64
    EXPECT_EQ(content_hash("abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    EXPECT_EQ(content_hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST(Html, nothing_comes_from_outside) {
    auto const text = html_text(page_of("words"), "p");
    for (auto const* const word :
         {"http://", "https://", "url(", "@import", "<script", "<link", "<img", "<iframe", "src="}) {
        std::string rest = text;
        // The one address is the name of the SVG name space, which nobody fetches.
        for (auto at = rest.find("http://www.w3.org/2000/svg"); at != std::string::npos;
             at = rest.find("http://www.w3.org/2000/svg")) {
            rest.erase(at, 26);
        }
        EXPECT_EQ(rest.find(word), std::string::npos) << word;
    }
}

TEST(Html, tables_have_headings_for_columns_and_rows_and_can_be_scrolled_by_keyboard) {
    auto const text = html_text(page_of("words"), "p");
    EXPECT_NE(text.find("<th scope=\"col\">"), std::string::npos);
    EXPECT_NE(text.find("<th scope=\"row\">"), std::string::npos);
    EXPECT_NE(text.find("role=\"region\" tabindex=\"0\" aria-labelledby=\"words-caption\""), std::string::npos);
}

TEST(Html, a_folded_table_opens_by_keyboard_without_a_script_and_is_open_on_paper) {
    auto const text = html_text(page_of("words"), "p");
    // The table stands after its element, where the style of paper shows it whether it is open or not.
    EXPECT_NE(text.find("<details class=\"fold\"><summary>words <small>(1 row)</small></summary></details>\n<div class=\"folded\">"), std::string::npos);
    std::string const style{style_sheet()};
    auto const screen = style.find("@media screen {\n  .fold:not([open]) + .folded { display: none; }");
    EXPECT_NE(screen, std::string::npos);
    auto const* const closed = ".fold:not([open]) + .folded { display: none; }";
    EXPECT_EQ(style.find(closed), style.rfind(closed));
}

TEST(Html, a_folded_table_whose_rows_stand_in_a_file_is_on_paper_what_it_is_on_the_screen) {
    auto page = page_of("words");
    bool found = false;
    for (auto& section : page.sections) {
        for (auto& block : section.blocks) {
            if (auto* const table = std::get_if<Table>(&block); table != nullptr && table->folded) {
                table->written_in = "a<b.tsv";
                found = true;
            }
        }
    }
    ASSERT_TRUE(found);
    auto const text = html_text(page, "p");
    EXPECT_NE(text.find("<details class=\"fold elsewhere\">"), std::string::npos);
    EXPECT_NE(text.find("<small class=\"paper\">not printed: the rows stand in a&lt;b.tsv</small>"), std::string::npos);
    std::string const style{style_sheet()};
    auto const paper = style.find("@media print");
    EXPECT_NE(style.find(".fold.elsewhere:not([open]) + .folded { display: none; }", paper), std::string::npos);
    EXPECT_NE(style.find(".fold[open] .paper { display: none; }", paper), std::string::npos);
}

TEST(Html, has_language_landmarks_and_a_way_past_the_head) {
    auto const text = html_text(page_of("words"), "p");
    for (auto const* const part : {"<html lang=\"en\">", "<header", "<main id=\"content\">", "<footer>", "<nav class=",
                                   "<a class=\"skip\" href=\"#content\">", "<h1>", "name=\"viewport\""}) {
        EXPECT_NE(text.find(part), std::string::npos) << part;
    }
}

}  // namespace tidemark::test
