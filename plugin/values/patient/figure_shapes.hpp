// Small drawing words that all figures share: shapes, and labels that keep out of each other's way.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "values/patient/figure.hpp"

namespace tidemark {

struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    [[nodiscard]] bool overlaps(Box const& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

struct Stroke {
    Ink ink = Ink::text;
    double width = 1;
    bool dashed = false;
};

[[nodiscard]] Shape line(Point from, Point to, Stroke const& stroke);
[[nodiscard]] Shape rectangle(Box const& box, Ink fill);
[[nodiscard]] Shape circle(Point centre, double radius, Ink fill, Stroke const& stroke);
[[nodiscard]] Shape diamond(Point centre, double radius, Ink fill, Stroke const& stroke);
/// Tip upwards, or downwards with a negative radius.
[[nodiscard]] Shape triangle(Point centre, double radius, Ink fill);
/// Two strokes of an x.
[[nodiscard]] std::vector<Shape> cross(Point centre, double radius, Stroke const& stroke);
/// A stem of `length` downwards with a head at its end.
[[nodiscard]] std::vector<Shape> arrow_down(Point from, double length, Stroke const& stroke);

/// Width that a text takes in a sans face, estimated from four widths of letters: no font is at hand.
[[nodiscard]] double text_width(std::string const& text, double size);
/// Box of a label that is not rotated.
[[nodiscard]] Box label_box(Label const& label);
/// At most `letters` letters, the last one an ellipsis where something was cut.
[[nodiscard]] std::string shortened(std::string const& text, std::size_t letters);

/// Keeps the boxes already taken; gives a label the first of its places that is free.
class LabelPlacer {
public:
    explicit LabelPlacer(Box limits) : limits_{limits} {}
    void take(Box const& box) { taken_.push_back(box); }
    /// Nothing where no place is free: the table beside the figure has the value.
    [[nodiscard]] std::optional<Label> place(std::vector<Label> const& places);

private:
    Box limits_;
    std::vector<Box> taken_;
};

}  // namespace tidemark
