#include "io/report/html.hpp"

#include <fmt/format.h>

#include <string_view>

#include "io/report/escape.hpp"
#include "io/report/style_sheet.hpp"
#include "io/report/svg.hpp"

namespace tidemark {
namespace {

/// Tables with no more columns than this do not stretch over the page.
constexpr std::size_t few_columns = 4;
/// Tables with more columns than this are set smaller on paper.
constexpr std::size_t many_columns = 8;

std::string_view width_class(std::size_t columns) {
    return columns <= few_columns ? R"( class="few")" : columns > many_columns ? R"( class="many")" : "";
}

std::string_view tone_class(Tone tone) {
    switch (tone) {
        case Tone::plain: return "";
        case Tone::muted: return "muted";
        case Tone::detected: return "detected";
        case Tone::not_detected: return "not-detected";
        case Tone::indeterminate: return "indeterminate";
        case Tone::not_evaluable: return "not-evaluable";
        case Tone::met: return "met";
        case Tone::not_met: return "not-met";
        case Tone::undetermined: return "undetermined";
        case Tone::not_applicable: return "not-applicable";
    }
    return "";
}

bool is_tag(Tone tone) { return tone != Tone::plain && tone != Tone::muted; }

std::string toned(std::string const& text, Tone tone) {
    if (tone == Tone::plain) {
        return escape_markup(text);
    }
    return fmt::format(R"(<span class="{}{}">{}</span>)", is_tag(tone) ? "tag " : "", tone_class(tone),
                       escape_markup(text));
}

/// A link leads to a file beside the page and nowhere else: no scheme, no folder.
bool is_file_name(std::string_view link) {
    return !link.empty() && link.front() != '.' &&
           link.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") ==
               std::string_view::npos;
}

std::string cell_content(Cell const& cell) {
    std::string text = cell.figure ? svg_text(*cell.figure) : std::string{};
    if (!cell.text.empty()) {
        auto const words = toned(cell.text, cell.tone);
        text += is_file_name(cell.link) ? fmt::format(R"(<a href="{}">{}</a>)", cell.link, words) : words;
    }
    if (!cell.note.empty()) {
        text += "<small>" + escape_markup(cell.note) + "</small>";
    }
    return text;
}

std::string_view align_class(Align align) { return align == Align::end ? R"( class="end")" : ""; }

/// A region that can be reached and scrolled by keyboard where the table is wider than the page.
std::string table_text(Table const& table) {
    auto const id = escape_markup(table.id);
    std::string text = fmt::format(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{0}-caption\">\n<table id=\"{0}\"{2}>\n"
        "<caption id=\"{0}-caption\">{1}</caption>\n<thead><tr>",
        id, escape_markup(table.caption), width_class(table.columns.size()));
    for (auto const& column : table.columns) {
        text += fmt::format(R"(<th scope="col"{}>{}{}</th>)", align_class(column.align), escape_markup(column.heading),
                            column.unit.empty() ? "" : "<small>" + escape_markup(column.unit) + "</small>");
    }
    text += "</tr></thead>\n<tbody>\n";
    for (auto const& row : table.rows) {
        text += "<tr>";
        for (std::size_t index = 0; index < row.size(); ++index) {
            auto const align = index < table.columns.size() ? table.columns[index].align : Align::start;
            text += index == 0
                        ? fmt::format(R"(<th scope="row"{}>{}</th>)", align_class(align), cell_content(row[index]))
                        : fmt::format("<td{}>{}</td>", align_class(align), cell_content(row[index]));
        }
        text += "</tr>\n";
    }
    return text + "</tbody>\n</table>\n</div>\n";
}

/// A table behind a summary that opens it. It stands beside the summary's element and not in it, so that the style sheet can show
/// it on paper whether it is open or not, in every browser and without a script; where a file beside the page has its rows, only where it is open.
std::string folded_text(Table const& table) {
    bool const elsewhere = !table.written_in.empty();
    auto const paper = elsewhere ? " <small class=\"paper\">not printed: the rows stand in " + escape_markup(table.written_in) + "</small>" : std::string{};
    return fmt::format("<details class=\"fold{}\"><summary>{} <small>({} {})</small>{}</summary></details>\n<div class=\"folded\">\n{}</div>\n",
                       elsewhere ? " elsewhere" : "", escape_markup(table.caption), table.rows.size(), table.rows.size() == 1 ? "row" : "rows", paper,
                       table_text(table));
}

struct BlockText {
    std::string operator()(Paragraph const& paragraph) const {
        return paragraph.tone == Tone::plain
                   ? "<p>" + escape_markup(paragraph.text) + "</p>\n"
                   : fmt::format("<p class=\"{}\">{}</p>\n", tone_class(paragraph.tone), escape_markup(paragraph.text));
    }
    std::string operator()(SentenceList const& list) const {
        std::string text = "<ul class=\"sentences\">\n";
        for (auto const& item : list.items) {
            text += "<li>" + (item.term.empty() ? "" : "<b>" + escape_markup(item.term) + "</b> ") +
                    escape_markup(item.text) + "</li>\n";
        }
        return text + "</ul>\n";
    }
    std::string operator()(FactList const& list) const {
        std::string text = "<dl class=\"terms\">\n";
        for (auto const& item : list.items) {
            text += "<dt>" + escape_markup(item.term) + "</dt><dd>" + escape_markup(item.text) + "</dd>\n";
        }
        return text + "</dl>\n";
    }
    std::string operator()(Table const& table) const { return table.folded ? folded_text(table) : table_text(table); }
    std::string operator()(Drawing const& drawing) const {
        return "<figure>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" +
               escape_markup(drawing.figure.title) + "\">\n" + svg_text(drawing.figure) + "</div>\n<figcaption>" +
               escape_markup(drawing.caption) + "</figcaption>\n</figure>\n";
    }
};

std::string statement_text(Statement const& statement) {
    auto text = fmt::format("<section class=\"statement {}\" aria-label=\"Summary\">\n", tone_class(statement.tone));
    if (!statement.status.empty()) {
        text += "<p>" + toned(statement.status, statement.tone) + "</p>\n";
    }
    text += "<p class=\"headline\">" + escape_markup(statement.headline) + "</p>\n";
    for (auto const& sentence : statement.sentences) {
        text += "<p>" + escape_markup(sentence) + "</p>\n";
    }
    if (!statement.findings.empty()) {
        text += "<dl class=\"findings\">\n";
        for (auto const& finding : statement.findings) {
            text += "<div><dt>" + escape_markup(finding.term) + "</dt><dd>" + escape_markup(finding.text) + "</dd></div>\n";
        }
        text += "</dl>\n";
    }
    if (!statement.answers.empty()) {
        text += "<dl class=\"answers\">\n";
        for (auto const& answer : statement.answers) {
            text += "<div><dt>" + escape_markup(answer.question) + "</dt><dd>" + toned(answer.answer, answer.tone) +
                    "</dd></div>\n";
        }
        text += "</dl>\n";
    }
    return text + "</section>\n";
}

std::string section_text(Section const& section) {
    auto const id = escape_markup(section.id);
    auto text = fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id,
                            escape_markup(section.heading));
    for (auto const& block : section.blocks) {
        text += std::visit(BlockText{}, block);
    }
    return text + "</section>\n";
}

std::string contents_text(Page const& page) {
    std::string text = "<nav class=\"contents\" aria-label=\"Sections\">\n<ul>\n";
    if (is_file_name(page.link)) {
        text += fmt::format("<li><a href=\"{}\">{}</a></li>\n", page.link, escape_markup(page.link_text));
    }
    for (auto const& section : page.sections) {
        text += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escape_markup(section.id),
                            escape_markup(section.heading));
    }
    return text + "</ul>\n</nav>\n";
}

std::string head_text(Page const& page) {
    return page_beginning(page.subject) + fmt::format(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; "
        "form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n"
        "<title>{} · {}</title>\n<style>{}</style>\n</head>\n",
        content_hash(style_sheet()), escape_markup(page.subject), escape_markup(page.kind), style_sheet());
}

}  // namespace

std::string page_beginning(std::string const& subject) {
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"generator\" content=\"tidemark report\">\n<meta name=\"subject\" content=\"{}\">\n",
                       escape_markup(subject));
}

std::string html_text(Page const& page, std::string const& producer) {
    std::string text = head_text(page);
    text += "<body>\n<a class=\"skip\" href=\"#content\">Skip to content</a>\n<div class=\"page\">\n";
    text += "<header class=\"masthead\">\n<p class=\"brand\">tidemark<span>" + escape_markup(page.kind) +
            "</span></p>\n";
    for (auto const& notice : page.notices) {
        text += "<p class=\"notice\">" + escape_markup(notice) + "</p>\n";
    }
    text += "</header>\n<main id=\"content\">\n<h1>" + escape_markup(page.subject) + "</h1>\n<dl class=\"facts\">\n";
    for (auto const& fact : page.facts) {
        text += "<div><dt>" + escape_markup(fact.term) + "</dt><dd>" + escape_markup(fact.text) + "</dd></div>\n";
    }
    text += "</dl>\n" + statement_text(page.statement) + contents_text(page);
    for (auto const& section : page.sections) {
        text += section_text(section);
    }
    text += "</main>\n<footer>\n<p>" + escape_markup(producer) + "</p>\n";
    for (auto const& notice : page.notices) {
        text += "<p>" + escape_markup(notice) + "</p>\n";
    }
    return text + "</footer>\n</div>\n</body>\n</html>\n";
}

}  // namespace tidemark
