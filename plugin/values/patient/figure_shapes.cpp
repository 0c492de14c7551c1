#include "values/patient/figure_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace tidemark {
namespace {

bool starts_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t letter_count(std::string const& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_letter));
}

}  // namespace

Shape line(Point from, Point to, Stroke const& stroke) {
    return {.kind = ShapeKind::line, .points = {from, to}, .radius = 0, .stroke = stroke.ink, .fill = Ink::none,
            .width = stroke.width, .dashed = stroke.dashed};
}

Shape rectangle(Box const& box, Ink fill) {
    return {.kind = ShapeKind::area,
            .points = {{box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}},
            .radius = 0, .stroke = Ink::none, .fill = fill, .width = 0, .dashed = false};
}

Shape circle(Point centre, double radius, Ink fill, Stroke const& stroke) {
    return {.kind = ShapeKind::circle, .points = {centre}, .radius = radius, .stroke = stroke.ink, .fill = fill,
            .width = stroke.width, .dashed = stroke.dashed};
}

Shape diamond(Point centre, double radius, Ink fill, Stroke const& stroke) {
    return {.kind = ShapeKind::area,
            .points = {{centre.x, centre.y - radius}, {centre.x + radius, centre.y}, {centre.x, centre.y + radius},
                       {centre.x - radius, centre.y}},
            .radius = 0, .stroke = stroke.ink, .fill = fill, .width = stroke.width, .dashed = stroke.dashed};
}

Shape triangle(Point centre, double radius, Ink fill) {
    double const half = std::abs(radius);
    return {.kind = ShapeKind::area,
            .points = {{centre.x, centre.y - radius}, {centre.x + half, centre.y + radius},
                       {centre.x - half, centre.y + radius}},
            .radius = 0, .stroke = Ink::none, .fill = fill, .width = 0, .dashed = false};
}

std::vector<Shape> cross(Point centre, double radius, Stroke const& stroke) {
    return {line({centre.x - radius, centre.y - radius}, {centre.x + radius, centre.y + radius}, stroke),
            line({centre.x - radius, centre.y + radius}, {centre.x + radius, centre.y - radius}, stroke)};
}

std::vector<Shape> arrow_down(Point from, double length, Stroke const& stroke) {
    Point const tip{from.x, from.y + length};
    return {line(from, {tip.x, tip.y - 3}, stroke),
            {.kind = ShapeKind::area, .points = {tip, {tip.x - 3.5, tip.y - 6}, {tip.x + 3.5, tip.y - 6}},
             .radius = 0, .stroke = Ink::none, .fill = stroke.ink, .width = 0, .dashed = false}};
}

double text_width(std::string const& text, double size) {
    // The widths of DejaVu Sans, the widest of the faces that a page may be shown in.
    constexpr std::string_view narrow = " .,:;|'!ijltfr()[]/-";
    constexpr std::string_view wide = "mwMW%";
    double ems = 0;
    for (char const byte : text) {
        if (starts_letter(byte)) {
            ems += narrow.find(byte) != std::string_view::npos ? 0.36
                   : wide.find(byte) != std::string_view::npos ? 0.92
                   : byte >= 'A' && byte <= 'Z'                ? 0.7
                                                               : 0.62;
        }
    }
    return ems * size;
}

Box label_box(Label const& label) {
    double const width = text_width(label.text, label.size);
    double const left = label.anchor == TextAnchor::start    ? label.at.x
                        : label.anchor == TextAnchor::middle ? label.at.x - width / 2
                                                             : label.at.x - width;
    return {left, label.at.y - 0.8 * label.size, left + width, label.at.y + 0.25 * label.size};
}

std::string shortened(std::string const& text, std::size_t letters) {
    if (letter_count(text) <= letters) {
        return text;
    }
    std::string short_text;
    std::size_t seen = 0;
    for (char const byte : text) {
        if (starts_letter(byte) && ++seen >= letters) {
            break;
        }
        short_text += byte;
    }
    return short_text + "…";
}

std::optional<Label> LabelPlacer::place(std::vector<Label> const& places) {
    for (auto const& label : places) {
        auto const box = label_box(label);
        bool const inside = box.left >= limits_.left && box.right <= limits_.right && box.top >= limits_.top &&
                            box.bottom <= limits_.bottom;
        if (inside &&
            std::none_of(taken_.begin(), taken_.end(), [&](Box const& other) { return box.overlaps(other); })) {
            take(box);
            return label;
        }
    }
    return std::nullopt;
}

}  // namespace tidemark
