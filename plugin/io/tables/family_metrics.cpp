#include "io/tables/family_metrics.hpp"

#include <initializer_list>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "io/tables/delimited.hpp"

namespace tidemark {
namespace {

[[nodiscard]] std::string header(std::initializer_list<std::string_view> names) {
    return fmt::format("{}\n", fmt::join(names, "\t"));
}

[[nodiscard]] std::string line(std::vector<std::string> const& cells) { return tsv_line(cells); }

[[nodiscard]] std::string text(std::int64_t number) { return fmt::format("{}", number); }

}  // namespace

std::string family_size_text(std::span<FamilySizeRow const> rows) {
    auto table = header({"family_size", "count", "fraction", "fraction_gt_or_eq_family_size"});
    for (auto const& row : rows) {
        table += line({text(row.family_size), text(row.count), number_text(row.fraction),
                       number_text(row.fraction_gt_or_eq_family_size)});
    }
    return table;
}

std::string strand_family_size_text(std::span<StrandFamilySizeRow const> rows) {
    auto table = header({"family_size", "cs_count", "cs_fraction", "cs_fraction_gt_or_eq_size", "ss_count", "ss_fraction",
                         "ss_fraction_gt_or_eq_size", "ds_count", "ds_fraction", "ds_fraction_gt_or_eq_size"});
    for (auto const& row : rows) {
        std::vector<std::string> cells{text(row.family_size)};
        for (auto const& share : {row.cs, row.ss, row.ds}) {
            cells.push_back(text(share.count));
            cells.push_back(number_text(share.fraction));
            cells.push_back(number_text(share.fraction_gt_or_eq_size));
        }
        table += line(cells);
    }
    return table;
}

std::string duplex_family_size_text(std::span<DuplexFamilySizeRow const> rows) {
    auto table = header({"ab_size", "ba_size", "count", "fraction", "fraction_gt_or_eq_size"});
    for (auto const& row : rows) {
        table += line({text(row.ab_size), text(row.ba_size), text(row.count), number_text(row.fraction),
                       number_text(row.fraction_gt_or_eq_size)});
    }
    return table;
}

std::string duplex_yield_text(std::span<DuplexYieldRow const> rows) {
    auto table = header({"fraction", "read_pairs", "cs_families", "ss_families", "ds_families", "ds_duplexes",
                         "ds_fraction_duplexes", "ds_fraction_duplexes_ideal"});
    for (auto const& row : rows) {
        table += line({number_text(row.fraction), text(row.read_pairs), text(row.cs_families), text(row.ss_families),
                       text(row.ds_families), text(row.ds_duplexes), number_text(row.ds_fraction_duplexes),
                       number_text(row.ds_fraction_duplexes_ideal)});
    }
    return table;
}

std::string umi_count_text(std::span<UmiRow const> rows) {
    auto table = header({"umi", "raw_observations", "raw_observations_with_errors", "unique_observations",
                         "fraction_raw_observations", "fraction_unique_observations"});
    for (auto const& row : rows) {
        table += line({row.umi, text(row.raw_observations), text(row.raw_observations_with_errors),
                       text(row.unique_observations), number_text(row.fraction_raw_observations),
                       number_text(row.fraction_unique_observations)});
    }
    return table;
}

}  // namespace tidemark
