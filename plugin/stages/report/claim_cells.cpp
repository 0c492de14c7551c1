#include "stages/report/claim_cells.hpp"

#include "stages/report/cells.hpp"
#include "stages/report/number_text.hpp"

namespace tidemark {
namespace {

Cell answer_cell(Verdict verdict, ClaimWords const& words) {
    switch (verdict) {
        case Verdict::met: return tag_cell("Yes", words.met, words.reasons);
        case Verdict::undetermined: return tag_cell("Undetermined", Tone::undetermined, words.reasons);
        case Verdict::not_met: return tag_cell("No", Tone::plain, words.reasons);
        case Verdict::not_applicable: return tag_cell("Not applicable", Tone::not_applicable, words.reasons);
    }
    return no_value_cell();
}

}  // namespace

std::vector<Column> claim_columns(std::string const& subject) {
    std::vector<Column> columns{{"Claim", "", Align::start}, {"Confirmed", "", Align::start}, {"First seen", "draw", Align::start},
                                {"Confirmed by", "next draw that can tell", Align::start}};
    if (!subject.empty()) {
        columns.insert(columns.begin(), {subject, "", Align::start});
    }
    return columns;
}

std::vector<Cell> claim_cells(SeriesClaim const& claim, ClaimWords const& words) {
    std::vector<Cell> cells{text_cell(words.claim), answer_cell(claim.verdict, words),
                            claim.day ? text_cell(day_text(*claim.day), claim.sample) : no_value_cell(), words_cell(claim.supported_by)};
    if (!words.subject.empty()) {
        cells.insert(cells.begin(), text_cell(words.subject));
    }
    return cells;
}

}  // namespace tidemark
