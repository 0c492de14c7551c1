// What a series claims, in the cells that all tables of claims share.
#pragma once
#include <string>
#include <vector>

#include "values/patient/document.hpp"
#include "values/patient/series_claim.hpp"

namespace tidemark {

/// Columns of a table of claims: `subject`, what they are of (left out where empty), claim, whether it is confirmed, first seen, confirmed by.
[[nodiscard]] std::vector<Column> claim_columns(std::string const& subject);

/// What the columns above say of a claim beside its draws.
struct ClaimWords {
    std::string subject;    ///< empty where there is no such column
    std::string claim;
    std::string reasons;    ///< its codes in words
    Tone met = Tone::met;   ///< of a claim that is met
};
[[nodiscard]] std::vector<Cell> claim_cells(SeriesClaim const& claim, ClaimWords const& words);

}  // namespace tidemark
