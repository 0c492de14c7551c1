// What a whole series shows of a clone, or of neoantigen-tagged variants: claims that pay for the number of draws. Decision 19.
#pragma once
#include <span>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// `fall`, then `rise`, of one set against its reference.
/// METHOD: by the rule of `confirmed_claim`, from the changes against the first evaluable draw; those against the draw before have no part,
/// as their baseline changes. Telling is a settled draw at which the set is evaluable, outside the flare window: irradiated tissue sheds,
/// and a clone that it holds more or less of than other tumor does rises or falls against the trunk by that alone. A draw of another chemistry
/// than the first, or a first draw that is indeterminate or lies in the flare window, leaves what is shown undetermined. A draw speaks against
/// where it shows the opposite, or its whole interval lies within a factor of two. Without a telling draw the reason is that of the last that
/// has one, `to_indeterminate`, or `too_few_draws`.
/// `draws` by day; `series` has a row for each of them, in that order, and its changes.
[[nodiscard]] std::vector<SeriesClaim> set_claims(std::span<Draw const> draws, SetSeries const& series);

}  // namespace tidemark
