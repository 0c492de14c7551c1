#include "calibration/grid_rows.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "calibration/binomial.hpp"
#include "calibration/studies.hpp"

namespace tidemark::calibration {
namespace {

/// What stands between the bars.
std::vector<std::string> columns_of(std::string const& line) {
    std::vector<std::string> columns;
    std::istringstream parts{line};
    std::string part;
    while (std::getline(parts, part, '|')) {
        auto const begin = part.find_first_not_of(' ');
        columns.push_back(begin == std::string::npos ? "" : part.substr(begin, part.find_last_not_of(' ') - begin + 1));
    }
    return columns;
}

std::optional<Noise> noise_of(std::string const& name) {
    for (auto const noise : all_noises) {
        if (name == name_of(noise)) {
            return noise;
        }
    }
    return std::nullopt;
}


/// Cells of one kind together.
struct Pool {
    std::string name;
    bool modelled;
    bool gated;
    double least_background;
    std::function<bool(GridRow const&)> holds;
};

std::vector<Pool> pools() {
    std::vector<Pool> all;
    auto const add = [&](std::string const& name, bool modelled, std::function<bool(GridRow const&)> const& holds, bool gated = true) {
        for (double const least : {0.0, 1.0, 5.0}) {
            all.push_back({least > 0 ? fmt::format("{}, background ≥ {:g}", name, least) : name, modelled, gated, least,
                           [=](GridRow const& row) { return row.background >= least && holds(row); }});
        }
    };
    auto const of_blood = [](GridRow const& row) { return row.setting.noise == Noise::haematopoiesis; };
    for (bool const modelled : {true, false}) {
        std::string const name = modelled ? "modelled" : "not modelled";
        add(name, modelled, [=](GridRow const& row) { return is_modelled(row.setting.noise) == modelled && is_gated(row.setting); });
        for (std::size_t const controls : {0U, 3U, 30U}) {
            add(fmt::format("{}, {} controls", name, controls), modelled, [=](GridRow const& row) {
                return is_modelled(row.setting.noise) == modelled && is_gated(row.setting) && row.setting.controls == controls;
            });
        }
    }
    for (auto const noise : all_noises) {
        if (noise != Noise::haematopoiesis) {
            add(name_of(noise), is_modelled(noise), [=](GridRow const& row) { return row.setting.noise == noise; });
        }
    }
    std::string const blood = name_of(Noise::haematopoiesis);
    add(blood + ", 4 loci or more", false, [=](GridRow const& row) { return of_blood(row) && is_gated(row.setting); });
    add(blood + ", 4 to 60 loci", false, [=](GridRow const& row) { return of_blood(row) && is_gated(row.setting) && row.setting.loci <= 60; });
    add(blood + ", 200 loci or more", false, [=](GridRow const& row) { return of_blood(row) && row.setting.loci > 60; });
    add(blood + ", one locus", false, [=](GridRow const& row) { return of_blood(row) && !is_gated(row.setting); }, false);
    return all;
}

struct Pooled {
    std::size_t cells = 0;
    double samples = 0;
    std::vector<Share> shares;
};

Pooled pooled(std::vector<GridRow> const& rows, Pool const& pool) {
    Pooled sum;
    for (auto const& row : rows) {
        if (pool.holds(row) && row.samples > 0) {
            sum.cells += 1;
            sum.samples += row.samples;
            sum.shares.resize(row.shares.size());
            for (std::size_t each = 0; each < row.shares.size(); ++each) {
                sum.shares[each].share += row.samples * row.shares[each].share;
                sum.shares[each].error += std::pow(row.samples * row.shares[each].error, 2);
            }
        }
    }
    for (auto& share : sum.shares) {
        share = {share.share / sum.samples, std::sqrt(share.error) / sum.samples};
    }
    return sum;
}

}  // namespace

std::vector<GridRow> rows_in(std::string_view text, Table table) {
    std::vector<GridRow> rows;
    std::istringstream lines{std::string{text}};
    std::string line;
    std::size_t const expected = table == Table::size ? 14 : 12;
    while (std::getline(lines, line)) {
        auto const columns = columns_of(line);
        auto const noise = columns.size() == expected ? noise_of(columns[1]) : std::nullopt;
        if (!noise) {
            continue;
        }
        auto const percent = [&](std::size_t column) { return std::stod(columns[column]) / 100; };
        GridRow row{.setting = {.noise = *noise,
                                .loci = std::stoul(columns[2]),
                                .depth = std::stod(columns[3]),
                                .controls = std::stoul(columns[4])},
                    .background = std::stod(columns[5]),
                    .samples = std::stod(columns[6]),
                    .shares = {}};
        if (table == Table::size) {
            row.shares = {{percent(8), percent(9)}, {percent(11), percent(12)}};
        } else {
            row.shares = {{percent(9), percent(10)}};
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

SizeBounds size_bounds(double alpha, bool modelled, bool many_molecules) {
    return {modelled || !many_molecules ? 0 : 0.7 * alpha, modelled ? alpha : 1.3 * alpha};
}

char const* size_gate(Share const& detected, double blanks, SizeBounds const& bounds) {
    double const margin = 3 * detected.error;
    double const count = std::round(detected.share * blanks);
    if (detected.share > bounds.most + margin && too_many(count, blanks, bounds.most)) {
        return "**above**";
    }
    if (detected.share < bounds.least - margin && too_few(count, blanks, bounds.least)) {
        return "**below**";
    }
    return bounds.least > 0 && bounds.least <= margin ? "not above" : "met";
}

char const* limit_gate(Share const& detected, bool gated) {
    double const margin = 3 * detected.error;
    bool const met = detected.share >= 0.93 - margin && detected.share <= 0.97 + margin;
    return !gated ? "shown" : met ? "met" : "**missed**";
}

int print_pools(std::vector<GridRow> const& rows, Table table) {
    int missed = 0;
    bool const size = table == Table::size;
    fmt::print("{}", size ? "| cells | number | blanks | DETECTED at 1 %, % | error | at 0.1 %, % | error | gates |\n"
                            "|---|---|---|---|---|---|---|---|\n"
                          : "| cells | number | tubes | detected, % | error | gate |\n|---|---|---|---|---|---|\n");
    for (auto const& pool : pools()) {
        auto const sum = pooled(rows, pool);
        if (sum.cells == 0) {
            continue;
        }
        fmt::print("| {} | {} | {:g} ", pool.name, sum.cells, sum.samples);
        std::string gates;
        for (std::size_t each = 0; each < sum.shares.size(); ++each) {
            auto const& share = sum.shares[each];
            char const* const gate = size && !pool.gated ? "shown"
                                     : size              ? size_gate(share, sum.samples, size_bounds(size_alphas[each], pool.modelled, pool.least_background >= 5))
                                                         : limit_gate(share, pool.modelled);
            missed += is_miss(gate) ? 1 : 0;
            gates += (each > 0 ? ", " : "") + std::string{gate};
            fmt::print("| {:.3f} | {:.3f} ", 100 * share.share, 100 * share.error);
        }
        fmt::print("| {} |\n", gates);
    }
    std::fflush(stdout);
    return missed;
}

int pool_study(std::string const& table, std::vector<std::string> const& files) {
    if (table != "size" && table != "limit") {
        throw std::invalid_argument{"the table is size or limit"};
    }
    auto const kind = table == "size" ? Table::size : Table::limit;
    std::string text;
    for (auto const& file : files) {
        std::ifstream input{file};
        if (!input) {
            throw std::invalid_argument{fmt::format("{} cannot be read", file)};
        }
        text.append(std::istreambuf_iterator<char>{input}, {});
        text += '\n';
    }
    auto const rows = rows_in(text, kind);
    if (rows.empty()) {
        throw std::invalid_argument{"no row of this table in these files"};
    }
    return print_pools(rows, kind);
}

}  // namespace tidemark::calibration
