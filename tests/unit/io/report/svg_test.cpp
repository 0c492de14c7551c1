// A figure as SVG: well-formed, labelled, without anything from outside.
#include "io/report/svg.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/markup_check.hpp"

namespace tidemark::test {
namespace {

Figure hostile_figure() {
    std::string const words = "</title><script>alert(1)</script>\" onload=\"x&";
    Figure figure{.id = "f", .title = words, .description = words, .width = 100, .height = 50.125, .marks = {}};
    figure.marks.push_back(
        {.role = "r\" onclick=\"x", .title = words,
         .shapes = {{.kind = ShapeKind::line, .points = {{0, 1.005}, {2, 3}}, .radius = 0, .stroke = Ink::text,
                     .fill = Ink::none, .width = 1.5, .dashed = true},
                    {.kind = ShapeKind::circle, .points = {{5, 6}}, .radius = 3, .stroke = Ink::detected,
                     .fill = Ink::paper, .width = 2, .dashed = false},
                    {.kind = ShapeKind::area, .points = {{0, 0}, {1, 0}, {1, 1}}, .radius = 0, .stroke = Ink::none,
                     .fill = Ink::limit_band, .width = 0, .dashed = false},
                    {.kind = ShapeKind::circle, .points = {}, .radius = 3}},
         .labels = {{.at = {-0.001, 2}, .text = words, .rotated = true}}});
    return figure;
}

}  // namespace

TEST(MarkupReader, refuses_what_is_not_well_formed) {
    for (auto const* const text : {"<a>", "<a></b>", "<a x=1></a>", "<a>&x;</a>", "<a x=\"1\" x=\"2\"></a>",
                                   "<a>a<</a>", "<a x=\"<\"></a>", "b<a></a>"}) {
        EXPECT_NE(read_markup(text, false).fault, "") << text;
    }
    EXPECT_EQ(read_markup("<a x=\"1\">&amp;<b/></a>", false).fault, "");
}

TEST(Svg, hostile_texts_stay_text) {
    auto const reading = read_markup(svg_text(hostile_figure()), false);
    EXPECT_EQ(reading.fault, "");
    for (auto const& element : reading.elements) {
        EXPECT_NE(element.name, "script");
        for (auto const& attribute : element.attributes) {
            EXPECT_FALSE(attribute.starts_with("on")) << attribute;
        }
    }
}

TEST(Svg, is_one_labelled_image) {
    auto const reading = read_markup(svg_text(hostile_figure()), false);
    auto const& root = reading.elements.at(0);
    EXPECT_EQ(root.name, "svg");
    auto const has = [&](std::string const& attribute) {
        return std::find(root.attributes.begin(), root.attributes.end(), attribute) != root.attributes.end();
    };
    EXPECT_TRUE(has("role=img"));
    EXPECT_TRUE(has("aria-labelledby=f-title f-desc"));
    EXPECT_TRUE(has("viewBox=0 0 100 50.13") || has("viewBox=0 0 100 50.12"));
    EXPECT_EQ(reading.elements.at(1).name, "title");
    EXPECT_EQ(reading.elements.at(2).name, "desc");
}

TEST(Svg, shapes_carry_their_own_look_and_refer_to_nothing) {
    auto const text = svg_text(hostile_figure());
    EXPECT_NE(text.find(R"(<circle cx="5" cy="6" r="3" fill="#ffffff" stroke="#0b4f75" stroke-width="2"/>)"),
              std::string::npos);
    EXPECT_NE(text.find(R"(stroke-dasharray="4 4")"), std::string::npos);
    EXPECT_EQ(text.find("href"), std::string::npos);
    EXPECT_EQ(text.find("url("), std::string::npos);
    EXPECT_EQ(text.find("style="), std::string::npos);
    EXPECT_EQ(text.find("\"-0\""), std::string::npos);
}

}  // namespace tidemark::test
