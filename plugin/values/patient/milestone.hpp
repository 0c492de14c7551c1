// What a whole series shows, and when first: stands beside the draws, because a later draw may change it
// (`docs/formats/track.md`, milestones[]).
#pragma once
#include <array>
#include <optional>
#include <string>

#include "values/patient/verdict.hpp"

namespace tidemark {

enum class MilestoneKind {
    nadir, demonstrated_clearance, recrudescence, molecular_progression, imaging_progression, lead_time, pseudo_progression
};

/// In the order in which a series tells them.
inline constexpr std::array all_milestones{MilestoneKind::nadir, MilestoneKind::demonstrated_clearance,
                                           MilestoneKind::recrudescence, MilestoneKind::molecular_progression,
                                           MilestoneKind::imaging_progression, MilestoneKind::lead_time,
                                           MilestoneKind::pseudo_progression};

[[nodiscard]] constexpr char const* to_text(MilestoneKind kind) {
    switch (kind) {
        case MilestoneKind::nadir: return "nadir";
        case MilestoneKind::demonstrated_clearance: return "demonstrated_clearance";
        case MilestoneKind::recrudescence: return "recrudescence";
        case MilestoneKind::molecular_progression: return "molecular_progression";
        case MilestoneKind::imaging_progression: return "imaging_progression";
        case MilestoneKind::lead_time: return "lead_time";
        case MilestoneKind::pseudo_progression: return "pseudo_progression";
    }
    return "nadir";
}

/// One milestone. met: reached; not_met: looked for, not there; undetermined: may be; not_applicable: could not be looked for.
struct Milestone {
    MilestoneKind kind = MilestoneKind::nadir;
    Verdict verdict = Verdict::not_applicable;
    std::string sample{};                 ///< first draw that shows it; empty where none does
    std::optional<int> day{};             ///< of that draw, or of the imaging
    std::optional<int> after_day{};       ///< of the last draw before it that settled and did not show it, in the flare window neither: it falls after this day
    std::string supported_by{};           ///< draw that confirms it, or the definition that is met
    std::optional<int> lead_days{};       ///< of lead_time: imaging day minus the day of the first sample; may be negative
    std::optional<int> lead_days_hi{};    ///< the lead is less than this: counted from `after_day`; absent where no draw was before
    std::string regimen{};                ///< drugs that it belongs to, by name, joined by " + "; empty where none was given
    std::string reason{};                 ///< semicolon list of codes
    bool operator==(Milestone const&) const = default;
};

}  // namespace tidemark
