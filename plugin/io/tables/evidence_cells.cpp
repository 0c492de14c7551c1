#include "io/tables/evidence_cells.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "values/failure/failure.hpp"

namespace tidemark {

void refuse_evidence(TsvStream const& stream, std::string rule, std::string_view column, std::string what,
                     std::string remedy) {
    throw InputError{{.rule = std::move(rule),
                      .what = std::move(what),
                      .where = fmt::format("{} line {}{}{}", stream.name(), stream.line_number(),
                                           column.empty() ? "" : " column ", column),
                      .why = {},
                      .remedy = std::move(remedy)}};
}

std::int64_t EvidenceCells::whole(std::size_t column, std::int64_t most) const {
    std::int64_t value = 0;
    auto const cell = cells_[column];
    auto const result = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    bool const too_large = result.ec == std::errc::result_out_of_range && !cell.starts_with('-');
    if ((result.ec != std::errc{} && !too_large) || result.ptr != cell.data() + cell.size() || value < 0) {
        bad(column, "bad_count", fmt::format("'{}' is no count: a whole number from 0 is needed", cell));
    }
    if (too_large || value > most) {
        refuse_evidence(stream_, "count_too_large", stream_.columns()[column],
                        fmt::format("{} is more than {}, the most that is taken for a count", cell, most),
                        "where a table sums tubes, give each tube as a sample of its own; else correct the table");
    }
    return value;
}

std::int64_t EvidenceCells::count(std::size_t column) const { return whole(column, most_molecules); }

std::int64_t EvidenceCells::summed(std::size_t column) const { return whole(column, most_summed); }

std::int64_t EvidenceCells::coordinate(std::size_t column) const { return whole(column, most_summed); }

Position EvidenceCells::position(std::size_t column) const {
    auto const value = coordinate(column);
    if (value == 0) {
        bad(column, "bad_position", "position 0: positions are 1-based");
    }
    return Position::from_one_based(value);
}

std::string EvidenceCells::contig(std::size_t column) const {
    if (cells_[column].empty()) {
        bad(column, "empty_cell", "the contig is missing");
    }
    return std::string{cells_[column]};
}

std::string EvidenceCells::allele(std::size_t column) const {
    std::string bases{cells_[column]};
    std::ranges::transform(bases, bases.begin(),
                           [](char base) { return base >= 'a' && base <= 'z' ? static_cast<char>(base - 32) : base; });
    if (bases.empty() || bases.find_first_not_of("ACGTN") != std::string::npos) {
        bad(column, "bad_allele",
            fmt::format("'{}' is no allele: VCF style is needed, letters of ACGTN with the anchor base for indels",
                        cells_[column]));
    }
    return bases;
}

MoleculeGroup EvidenceCells::group(std::size_t class_column, std::optional<std::size_t> strand_column) const {
    auto const evidence_class = evidence_class_from_text(cells_[class_column]);
    if (!evidence_class) {
        bad(class_column, "bad_evidence_class",
            fmt::format("'{}' is no evidence class: duplex, simplex_forward, simplex_reverse, simplex, singleton, "
                        "collapsed or position",
                        cells_[class_column]));
    }
    auto const strand = strand_from_text(text(strand_column));
    if (!strand) {
        bad(*strand_column, "bad_strand", fmt::format("'{}' is no strand: F, R or empty", text(strand_column)));
    }
    if (*strand != MoleculeStrand::none && !carries_strand(*evidence_class)) {
        bad(*strand_column, "bad_strand",
            fmt::format("molecules of class {} have no strand of their own", to_text(*evidence_class)));
    }
    return {*evidence_class, *strand};
}

std::vector<std::int32_t> EvidenceCells::list(std::optional<std::size_t> column, std::int64_t alt) const {
    std::vector<std::int32_t> numbers;
    auto const cell = text(column);
    for (auto const* next = cell.data(); next != cell.data() + cell.size();) {
        std::int32_t value = 0;
        auto const result = std::from_chars(next, cell.data() + cell.size(), value);
        bool const ended = result.ptr == cell.data() + cell.size();
        if (result.ec != std::errc{} || value < 0 ||
            (!ended && (*result.ptr != ',' || result.ptr + 1 == cell.data() + cell.size()))) {
            bad(*column, "bad_list", fmt::format("'{}' is no list of whole numbers with commas", cell));
        }
        numbers.push_back(value);
        next = ended ? result.ptr : result.ptr + 1;
    }
    if (static_cast<std::int64_t>(numbers.size()) > alt) {
        bad(*column, "bad_list", fmt::format("{} numbers for {} alternative molecules", numbers.size(), alt));
    }
    std::ranges::sort(numbers);
    return numbers;
}

bool EvidenceCells::flag(std::size_t column) const {
    auto const cell = text(column);
    if (cell != "1" && cell != "0") {
        bad(column, "bad_flag", fmt::format("'{}' is neither 0 nor 1", cell));
    }
    return cell == "1";
}

void EvidenceCells::within(std::size_t part, std::size_t whole) const {
    if (count(part) > count(whole)) {
        bad(part, "more_than_depth",
            fmt::format("{} {} of {} {}", count(part), stream_.columns()[part], count(whole),
                        stream_.columns()[whole]));
    }
}

void EvidenceCells::bad(std::size_t column, std::string rule, std::string what) const {
    refuse_evidence(stream_, std::move(rule), stream_.columns()[column], std::move(what));
}

}  // namespace tidemark
