// A page as values: words, tables and figures in reading order, nothing escaped, nothing styled. `report` composes
// it, io/report serialises it.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "values/patient/figure.hpp"

namespace tidemark {

/// How a text is shown beside its words. Never the only carrier of a meaning.
enum class Tone {
    plain,
    muted,
    detected,
    not_detected,
    indeterminate,
    not_evaluable,
    met,
    not_met,
    undetermined,
    not_applicable,
};

enum class Align { start, end };

/// `text` with a smaller `note` under it.
struct Cell {
    std::string text;
    std::string note;
    Tone tone = Tone::plain;
    std::string link;               ///< relative file name; empty for none
    std::optional<Figure> figure;   ///< a small drawing above the text
    bool operator==(Cell const&) const = default;
};

struct Column {
    std::string heading;
    std::string unit;       ///< second line of the heading; may be empty
    Align align = Align::start;
    bool operator==(Column const&) const = default;
};

/// The first cell of a row is its heading.
struct Table {
    std::string id;
    std::string caption;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    bool folded = false;    ///< closed at first on a screen; on paper open
    std::string written_in{};   ///< file beside the page that has these rows: a table that is folded then is on paper what it is on the screen
    bool operator==(Table const&) const = default;
};

struct Paragraph {
    std::string text;
    Tone tone = Tone::plain;
    bool operator==(Paragraph const&) const = default;
};

struct Item {
    std::string term;       ///< may be empty in a list
    std::string text;
    bool operator==(Item const&) const = default;
};

/// Sentences one under the other.
struct SentenceList {
    std::vector<Item> items;
    bool operator==(SentenceList const&) const = default;
};

/// Names with their meaning or value.
struct FactList {
    std::vector<Item> items;
    bool operator==(FactList const&) const = default;
};

struct Drawing {
    Figure figure;
    std::string caption;
    bool operator==(Drawing const&) const = default;
};

using Block = std::variant<Paragraph, SentenceList, FactList, Table, Drawing>;

struct Section {
    std::string id;
    std::string heading;
    std::vector<Block> blocks;
    bool operator==(Section const&) const = default;
};

/// One answer of the head of the page, e.g. "Decrease of at least 50 %" with "Met".
struct Answer {
    std::string question;
    std::string answer;
    Tone tone = Tone::plain;
    bool operator==(Answer const&) const = default;
};

/// What a reader in a hurry must take away.
struct Statement {
    std::string status;                   ///< words of the status; empty on pages without one
    Tone tone = Tone::plain;
    std::string headline;
    std::vector<std::string> sentences;   ///< of the status itself
    std::vector<Item> findings{};         ///< what the series shows, one question each; the text stands without its term
    std::vector<Answer> answers;
    bool operator==(Statement const&) const = default;
};

struct Page {
    std::string kind;                     ///< what sort of page, e.g. "Patient report"
    std::string subject;                  ///< whom or what it is about
    std::vector<std::string> notices;     ///< fixed texts shown at the head
    std::vector<Item> facts;
    Statement statement;
    std::vector<Section> sections;
    std::string link;                     ///< relative file name of the page above; empty for none
    std::string link_text;
    bool operator==(Page const&) const = default;
};

}  // namespace tidemark
