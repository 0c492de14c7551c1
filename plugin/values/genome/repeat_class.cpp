#include "values/genome/repeat_class.hpp"

#include <algorithm>
#include <array>

#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

struct UnitClasses {
    std::size_t unit;
    std::size_t fewest;
    std::size_t most;
    std::size_t first;   // class of the fewest copies
};
constexpr std::array<UnitClasses, 4> units{{{1, 4, 12, 1}, {2, 3, 8, 10}, {3, 3, 6, 16}, {4, 3, 5, 20}}};

/// Whether a shorter unit makes the same repeat.
bool is_compound(std::string_view unit) {
    for (std::size_t part = 1; part < unit.size(); ++part) {
        if (unit.size() % part == 0 && unit.substr(part) == unit.substr(0, unit.size() - part)) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string repeat_class_text(std::size_t repeat_class) {
    for (auto const& [unit, fewest, most, first] : units) {
        if (repeat_class >= first && repeat_class <= first + most - fewest) {
            return std::to_string(unit) + "x" + std::to_string(fewest + repeat_class - first);
        }
    }
    return "1x1";
}

std::vector<RepeatPlace> repeat_places(std::string_view bases) {
    std::vector<RepeatPlace> places(bases.size());
    std::vector<std::size_t> longest(bases.size(), 0);
    for (auto const& [unit, fewest, most, first] : units) {
        for (std::size_t begin = 0; begin + unit < bases.size();) {
            std::size_t end = begin + unit;
            while (end < bases.size() && bases[end] == bases[end - unit] && base_number(bases[end])) {
                ++end;
            }
            std::size_t const copies = (end - begin) / unit;
            if (copies >= fewest && !is_compound(bases.substr(begin, unit))) {
                RepeatPlace const inside{static_cast<std::uint8_t>(first + std::min(copies, most) - fewest), false};
                for (std::size_t place = begin == 0 ? 0 : begin - 1; place + 1 < end; ++place) {
                    if (end - begin > longest[place]) {
                        longest[place] = end - begin;
                        places[place] = inside;
                        places[place].begins = place + 1 == begin;
                    }
                }
            }
            // The next run of this unit may share all but one base of its first unit with this one.
            begin = end - unit + 1;
        }
    }
    return places;
}

}  // namespace tidemark
