#include "stages/design/log_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tidemark {

double LogAxis::place(double value) const {
    double const share = std::log(std::clamp(value, lowest, highest) / lowest) / std::log(highest / lowest);
    return start + share * (end - start);
}

std::vector<double> LogAxis::ticks() const {
    int const first = static_cast<int>(std::floor(std::log10(lowest)));
    int const last = static_cast<int>(std::ceil(std::log10(highest)));
    auto const within = [&](std::vector<double> const& steps) {
        std::vector<double> found;
        for (int decade = first; decade <= last; ++decade) {
            for (double const step : steps) {
                double const tick = step * std::pow(10.0, decade);
                if (tick >= lowest * (1 - 1e-9) && tick <= highest * (1 + 1e-9)) {
                    found.push_back(tick);
                }
            }
        }
        return found;
    };
    auto const decades = within({1});
    return decades.size() >= 3 ? decades : within({1, 2, 5});
}

LogAxis log_axis_over(std::span<double const> values, double start, double end) {
    auto const [least, most] = std::ranges::minmax(values);
    double const room = std::max(std::pow(most / least, 0.06), 1.25);
    return {.lowest = least / room, .highest = most * room, .start = start, .end = end};
}

std::string per_cent_tick(double fraction) {
    double const value = 100 * fraction;
    return value >= 0.99e-4 ? fmt::format("{:.6g} %", value) : fmt::format("{:.1e} %", value);
}

std::string number_tick(double number) {
    if (number < 0.99e-3) {
        auto text = fmt::format("{:.1e}", number);
        auto const point = text.find(".0e");
        return point == std::string::npos ? text : text.replace(point, 2, "");
    }
    auto text = fmt::format("{:.6g}", number);
    if (text.find_first_of(".e") == std::string::npos) {
        for (auto place = static_cast<int>(text.size()) - 3; place > 0; place -= 3) {
            text.insert(static_cast<std::size_t>(place), ",");
        }
    }
    return text;
}

}  // namespace tidemark
