// calibrate STUDY [--full] [--cell NOISE,LOCI,DEPTH,CONTROLS] [--part I/N] [--samples N] [--per-laboratory N] [--seed N] [--alpha A]
// [--known N] [--no-reference] [--blanks-per-tumor N] [--noise N]: size (always at 1 % and 0.1 %), truth, blood, white-cells,
// limit, mixed, coverage, parts, power or speed. Prints a Markdown table, exits 1 where a gate is missed. calibrate pool size|limit FILE...:
// rows of such tables together.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/studies.hpp"

namespace {

using namespace tidemark::calibration;

struct Arguments {
    std::string study;
    bool full = false;
    StudyEffort effort;
    std::size_t part = 1;
    std::size_t parts = 1;
    std::string cell;                   // instead of the list: noise (0 to 4), loci, depth, controls
    double alpha = 0.01;
    std::optional<std::size_t> noise;   // of power: one of the five instead of three
    std::vector<std::string> words;     // of pool: which table, and its files
};

template <typename Number>
Number number_in(std::string_view text) {
    Number number{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::invalid_argument{fmt::format("\"{}\" is no number", text)};
    }
    return number;
}

Arguments arguments_of(int argc, char** argv) {
    Arguments arguments;
    for (int index = 1; index < argc; ++index) {
        std::string_view const word{argv[index]};
        auto const next = [&]() -> std::string_view { return index + 1 < argc ? argv[++index] : std::string_view{}; };
        if (word == "--full") {
            arguments.full = true;
        } else if (word == "--samples") {
            arguments.effort.samples = number_in<std::size_t>(next());
        } else if (word == "--per-laboratory") {
            arguments.effort.per_laboratory = number_in<std::size_t>(next());
        } else if (word == "--blanks-per-tumor") {
            arguments.effort.blanks_per_tumor = number_in<std::size_t>(next());
        } else if (word == "--noise") {
            arguments.noise = number_in<std::size_t>(next());
        } else if (word == "--known") {
            arguments.effort.knowledges = number_in<std::size_t>(next());
        } else if (word == "--no-reference") {
            arguments.effort.reference = false;
        } else if (word == "--seed") {
            arguments.effort.seed = number_in<std::uint64_t>(next());
        } else if (word == "--cell") {
            arguments.cell = next();
        } else if (word == "--alpha") {
            arguments.alpha = number_in<double>(next());
        } else if (word == "--part") {
            auto const part = next();
            auto const slash = part.find('/');
            arguments.part = number_in<std::size_t>(part.substr(0, slash));
            arguments.parts = number_in<std::size_t>(slash == std::string_view::npos ? part : part.substr(slash + 1));
        } else if (arguments.study.empty()) {
            arguments.study = word;
        } else if (arguments.study == "pool") {
            arguments.words.emplace_back(word);
        } else {
            throw std::invalid_argument{fmt::format("\"{}\" is not understood", word)};
        }
    }
    return arguments;
}

/// The one that is asked for, out of "NOISE,LOCI,DEPTH,CONTROLS".
Cell cell_in(std::string_view text) {
    std::array<std::size_t, 4> numbers{};
    for (auto& number : numbers) {
        auto const comma = std::min(text.find(','), text.size());
        number = number_in<std::size_t>(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return {{.noise = all_noises.at(numbers[0]),
             .loci = numbers[1],
             .depth = static_cast<double>(numbers[2]),
             .controls = numbers[3],
             .bases = bases_beside(numbers[1])},
            0.01};
}

std::vector<Cell> cells_of(Arguments const& arguments) {
    std::vector<Cell> cells;
    auto const all = !arguments.cell.empty() ? std::vector{cell_in(arguments.cell)}
                     : arguments.full        ? full_grid()
                                             : sample_of_cells();
    for (std::size_t index = 0; index < all.size(); ++index) {
        if (index % arguments.parts + 1 == arguments.part) {
            cells.push_back(all[index]);
            cells.back().alpha = arguments.alpha;
            cells.back().setting.reference = arguments.effort.reference;
        }
    }
    return cells;
}

int missed_gates(Arguments const& arguments) {
    if (arguments.study == "size") {
        return size_study(cells_of(arguments), arguments.effort);
    }
    if (arguments.study == "pool" && arguments.words.size() > 1) {
        return pool_study(arguments.words.front(), {arguments.words.begin() + 1, arguments.words.end()});
    }
    if (arguments.study == "truth") {
        return truth_study(cells_of(arguments), arguments.effort);
    }
    if (arguments.study == "blood") {
        return blood_study(cells_of(arguments), arguments.effort);
    }
    if (arguments.study == "white-cells") {
        return white_cells_study(arguments.effort);
    }
    if (arguments.study == "limit") {
        return limit_study(cells_of(arguments), arguments.effort);
    }
    if (arguments.study == "mixed") {
        return mixed_study(arguments.effort);
    }
    if (arguments.study == "coverage") {
        return coverage_study(arguments.effort);
    }
    if (arguments.study == "parts") {
        return parts_study(arguments.effort);
    }
    if (arguments.study == "power") {
        std::vector<Noise> const usual{Noise::ideal, Noise::hot_loci, Noise::haematopoiesis};
        return power_study(arguments.noise ? std::vector{all_noises.at(*arguments.noise)} : usual, arguments.effort);
    }
    if (arguments.study == "speed") {
        return speed_study();
    }
    throw std::invalid_argument{"the study is one of size, truth, blood, white-cells, limit, mixed, coverage, parts, power, speed, or pool with "
                                "a table and files"};
}

}  // namespace

int main(int argc, char** argv) {
    try {
        int const missed = missed_gates(arguments_of(argc, argv));
        fmt::print("\n{} gates missed\n", missed);
        return missed == 0 ? 0 : 1;
    } catch (std::exception const& error) {
        fmt::print(stderr, "calibrate: {}\n", error.what());
        return 2;
    }
}
