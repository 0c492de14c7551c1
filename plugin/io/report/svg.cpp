#include "io/report/svg.hpp"

#include <fmt/format.h>

#include <string_view>

#include "io/report/escape.hpp"

namespace tidemark {
namespace {

/// Colours that keep 4.5:1 as text and 3:1 as marks on white, and differ in lightness when printed grey.
constexpr std::string_view colour(Ink ink) {
    switch (ink) {
        case Ink::none: return "none";
        case Ink::paper: return "#ffffff";
        case Ink::text: return "#17242d";
        case Ink::muted: return "#55656f";
        case Ink::grid: return "#e3e9ec";
        case Ink::frame: return "#8a98a1";
        case Ink::detected: return "#0b4f75";
        case Ink::indeterminate: return "#8a5300";
        case Ink::not_evaluable: return "#55656f";
        case Ink::limit: return "#7b8a94";
        case Ink::limit_band: return "#eef2f5";
        case Ink::treatment: return "#4f7f78";
        case Ink::treatment_fill: return "#d5e7e3";
        case Ink::radiotherapy: return "#a8472b";
        case Ink::flare: return "#fbeee6";
        case Ink::imaging: return "#5c4a8a";
        case Ink::increase: return "#b04a00";
        case Ink::decrease: return "#1f6f9f";
    }
    return "none";
}

std::string number(double value) {
    auto text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string ink_attributes(Shape const& shape) {
    auto text = fmt::format(R"( fill="{}")", colour(shape.fill));
    if (shape.stroke != Ink::none) {
        text += fmt::format(R"( stroke="{}" stroke-width="{}")", colour(shape.stroke), number(shape.width));
        if (shape.dashed) {
            text += R"( stroke-dasharray="4 4")";
        }
    }
    return text;
}

std::string shape_text(Shape const& shape) {
    if (shape.points.empty()) {
        return {};
    }
    if (shape.kind == ShapeKind::circle) {
        return fmt::format(R"(<circle cx="{}" cy="{}" r="{}"{}/>)", number(shape.points.front().x),
                           number(shape.points.front().y), number(shape.radius), ink_attributes(shape));
    }
    std::string points;
    for (auto const& point : shape.points) {
        points += (points.empty() ? "" : " ") + number(point.x) + "," + number(point.y);
    }
    return fmt::format(R"(<{} points="{}"{}/>)", shape.kind == ShapeKind::area ? "polygon" : "polyline", points,
                       ink_attributes(shape));
}

std::string_view anchor_text(TextAnchor anchor) {
    switch (anchor) {
        case TextAnchor::start: return "start";
        case TextAnchor::middle: return "middle";
        case TextAnchor::end: return "end";
    }
    return "start";
}

/// The outline keeps a label readable where it crosses a line.
constexpr std::string_view outline =
    R"( stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke")";

std::string label_text(Label const& label) {
    auto const turn = label.rotated
                          ? fmt::format(R"~( transform="rotate(-90 {} {})")~", number(label.at.x), number(label.at.y))
                          : std::string{};
    return fmt::format(
        R"(<text x="{}" y="{}" font-size="{}" text-anchor="{}" fill="{}"{}{}{}>{}</text>)",
        number(label.at.x), number(label.at.y), number(label.size), anchor_text(label.anchor), colour(label.ink),
        label.strong ? R"( font-weight="600")" : "", turn, label.outlined ? outline : "", escape_markup(label.text));
}

std::string mark_text(Mark const& mark) {
    auto text = fmt::format(R"(<g class="{}">)", escape_markup(mark.role));
    if (!mark.title.empty()) {
        text += "<title>" + escape_markup(mark.title) + "</title>";
    }
    for (auto const& shape : mark.shapes) {
        text += shape_text(shape);
    }
    for (auto const& label : mark.labels) {
        text += label_text(label);
    }
    return text + "</g>\n";
}

}  // namespace

std::string svg_text(Figure const& figure) {
    auto const id = escape_markup(figure.id);
    auto text = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img")"
        R"( aria-labelledby="{2}-title {2}-desc")"
        R"( font-family="'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif">)"
        "\n<title id=\"{2}-title\">{3}</title>\n<desc id=\"{2}-desc\">{4}</desc>\n",
        number(figure.width), number(figure.height), id, escape_markup(figure.title),
        escape_markup(figure.description));
    for (auto const& mark : figure.marks) {
        text += mark_text(mark);
    }
    return text + "</svg>\n";
}

}  // namespace tidemark
