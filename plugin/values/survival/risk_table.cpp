#include "values/survival/risk_table.hpp"

#include <cmath>
#include <map>
#include <stdexcept>

namespace tidemark {

std::vector<RiskRow> risk_table(std::span<FollowUp const> reference, std::span<FollowUp const> compared) {
    std::map<double, RiskRow> rows;
    std::array<std::span<FollowUp const>, 2> const groups{reference, compared};
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (auto const& subject : groups[group]) {
            if (!std::isfinite(subject.time) || subject.time < 0) {
                throw std::logic_error{"a follow-up time is negative or not a number"};
            }
            auto& row = rows[subject.time];
            ++(subject.event ? row.events : row.censored)[group];
        }
    }
    std::vector<RiskRow> table;
    table.reserve(rows.size());
    std::array<std::size_t, 2> left{reference.size(), compared.size()};
    for (auto& [time, row] : rows) {
        row.time = time;
        row.at_risk = left;
        for (std::size_t group = 0; group < left.size(); ++group) {
            left[group] -= row.events[group] + row.censored[group];
        }
        table.push_back(row);
    }
    return table;
}

}  // namespace tidemark
