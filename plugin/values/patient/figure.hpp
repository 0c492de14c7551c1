// A drawing as values: what stands where and what it means. Colours, line styles and escaping are chosen at the door
// (io/report/svg). Units are pixels of the figure's own box, y grows downwards.
#pragma once
#include <string>
#include <vector>

namespace tidemark {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(Point const&) const = default;
};

/// What a stroke or a fill stands for.
enum class Ink {
    none,
    paper,
    text,
    muted,
    grid,
    frame,
    detected,
    indeterminate,
    not_evaluable,
    limit,
    limit_band,
    treatment,
    treatment_fill,
    radiotherapy,
    flare,
    imaging,
    increase,
    decrease,
};

enum class ShapeKind { line, area, circle };

/// A polyline, a closed polygon, or a circle round its first point.
struct Shape {
    ShapeKind kind = ShapeKind::line;
    std::vector<Point> points;
    double radius = 0;   ///< circles only
    Ink stroke = Ink::none;
    Ink fill = Ink::none;
    double width = 1;
    bool dashed = false;
    bool operator==(Shape const&) const = default;
};

enum class TextAnchor { start, middle, end };

struct Label {
    Point at;            ///< on the text's base line
    std::string text;
    TextAnchor anchor = TextAnchor::start;
    double size = 12;
    Ink ink = Ink::text;
    bool strong = false;
    bool rotated = false;   ///< read from bottom to top, turned round `at`
    bool outlined = true;   ///< set off from what lies beneath by an outline of paper
    bool operator==(Label const&) const = default;
};

/// Shapes and labels that mean one thing together. `role` is a fixed word (axis, limit, draw_detected ...);
/// `title` is what a reader who points at it is told, empty for decoration.
struct Mark {
    std::string role;
    std::string title;
    std::vector<Shape> shapes;
    std::vector<Label> labels;
    bool operator==(Mark const&) const = default;
};

struct Figure {
    std::string id;            ///< unique on its page
    std::string title;
    std::string description;   ///< the figure in sentences, for readers who do not see it
    double width = 0;
    double height = 0;
    std::vector<Mark> marks;   ///< in painting order
    bool operator==(Figure const&) const = default;
};

}  // namespace tidemark
