#include "io/tables/targets.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "io/files/line_reader.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

/// First three columns, split at tabs or blanks as BED allows.
std::array<std::string_view, 3> columns_of(std::string_view line) {
    std::array<std::string_view, 3> columns;
    for (auto& column : columns) {
        auto const start = line.find_first_not_of(" \t");
        if (start == std::string_view::npos) {
            break;
        }
        line.remove_prefix(start);
        column = line.substr(0, line.find_first_of(" \t"));
        line.remove_prefix(column.size());
    }
    return columns;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    auto const [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && stop == text.data() + text.size() && number >= 0 ? std::optional{number}
                                                                                   : std::nullopt;
}

Region region_of(std::string_view line, LineReader const& reader, ContigTable const& reference) {
    auto const where = fmt::format("{} line {}", reader.name(), reader.line_number());
    auto const [contig, begin_text, end_text] = columns_of(line);
    auto const begin = whole_number(begin_text);
    auto const end = whole_number(end_text);
    if (!begin || !end || *end <= *begin) {
        throw InputError{{.rule = "targets_line",
                          .what = "a target needs contig, begin and a larger end",
                          .where = where,
                          .why = fmt::format("found \"{}\"", line.substr(0, 80)),
                          .remedy = "correct the BED file: 0-based, half-open, tab-separated"}};
    }
    auto const found = reference.index_of(contig);
    if (!found || reference.contigs[*found].length < *end) {
        throw ContradictionError{
            {.rule = "targets_outside_reference",
             .what = found ? fmt::format("{}:{}-{} reaches past the end of the contig", contig, *begin, *end)
                           : fmt::format("the reference has no contig {}", contig),
             .where = where,
             .why = "targets and reference belong to different builds",
             .remedy = "give the targets of the build that the reads were aligned to"}};
    }
    return {std::string{contig}, Interval{Position{*begin}, Position{*end}}};
}

}  // namespace

std::vector<Region> read_targets(std::filesystem::path const& path, ContigTable const& reference) {
    LineReader reader{path};
    std::vector<Region> regions;
    while (auto const line = reader.next()) {
        if (line->empty() || line->starts_with('#') || line->starts_with("track") || line->starts_with("browser")) {
            continue;
        }
        regions.push_back(region_of(*line, reader, reference));
    }
    if (regions.empty()) {
        throw InputError{{.rule = "targets_empty",
                          .what = reader.name() + " has no regions",
                          .where = reader.name(),
                          .why = "nothing would be background",
                          .remedy = "give the captured regions, or leave --targets out"}};
    }
    return regions;
}

}  // namespace tidemark
