// Which events of a patient say that imaging or the clinic saw progressive disease. One rule for milestones and for survival.
#pragma once
#include <set>
#include <string>
#include <string_view>

#include "values/patient/sheet.hpp"

namespace tidemark {

/// What a label says, in small letters: categories of RECIST (cr, pr, sd, pd) and of iRECIST (icr, ipr, isd, iupd, icpd) as words of
/// their own that their clause does not deny, and all other words.
struct ImagingLabel {
    std::set<std::string> recist;
    std::set<std::string> irecist;
    std::set<std::string> other_words;
    bool denies_progression = false;   ///< PD or iCPD stands there only denied ("no PD", "PD ruled out"); "not confirmed" denies nothing
};
[[nodiscard]] ImagingLabel read_imaging_label(std::string_view text);

/// Whether a label names progressive disease by RECIST or iRECIST: PD or iCPD as a word of its own, in any case ("CT-PD", "CT PD.",
/// "RECIST:PD"), and not negated in its clause ("no PD", "not PD", "PD ruled out", "no evidence of PD"). iUPD is unconfirmed,
/// "PD-L1" and "PD-1" are no categories. Clauses end at , ; . and at "and" and "but".
[[nodiscard]] bool names_progression(std::string_view label);

/// Whether an event shows progression: the event `progression`, or imaging whose label names it.
[[nodiscard]] bool shows_progression(EventRow const& event);

}  // namespace tidemark
