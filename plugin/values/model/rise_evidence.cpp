#include "values/model/rise_evidence.hpp"

#include <algorithm>

#include "values/model/level_scatter.hpp"
#include "values/probability/chi_square.hpp"

namespace tidemark {
namespace {

bool is_higher(PooledCounts const& before, PooledCounts const& after) {
    return (after.alt - after.background) * before.molecules > std::max(0.0, before.alt - before.background) * after.molecules;
}

PooledCounts weighed(PooledCounts const& draw) {
    double const weight = scatter_weight(draw.alt, draw.background, assumed_log_variance);
    return {.alt = weight * draw.alt, .molecules = weight * draw.molecules, .background = weight * draw.background};
}

bool profile_excludes_no_rise(PooledCounts const& before, PooledCounts const& after, double error) {
    return is_higher(before, after) && chi_square_at_least(no_change_deviance(before, after), 1) <= error;
}

}  // namespace

bool rises_by_counts(PooledCounts const& before, PooledCounts const& after, double error) {
    // What change_ratio spends on the unknown level at 5 %, and never more than a fiftieth of the error.
    double const spent = std::min(1e-4, error / 50);
    if (2 * no_rise_chance(before, after, spent) > error) {
        return false;
    }
    bool const without_background = before.background <= 0 && after.background <= 0;
    return without_background || profile_excludes_no_rise(before, after, error);
}

bool rises_beyond_scatter(PooledCounts const& before, PooledCounts const& after, double error) {
    return profile_excludes_no_rise(weighed(before), weighed(after), error);
}

}  // namespace tidemark
