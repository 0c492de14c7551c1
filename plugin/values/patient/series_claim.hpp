// What a whole series shows so far of one question: a change that two draws in a row show. Decisions 18 and 19.
#pragma once
#include <optional>
#include <string>

#include "values/patient/verdict.hpp"

namespace tidemark {

/// met: a draw shows it and the next telling one too; undetermined: none yet, a gate is shut or the last is too imprecise; not_met: the
/// last telling draw speaks against it; not_applicable: none could show it. A claim that is met stays; other verdicts may change.
struct SeriesClaim {
    std::string claim;                ///< name of what is claimed
    Verdict verdict = Verdict::not_applicable;
    std::string sample{};             ///< first draw that shows it; empty where none does
    std::optional<int> day{};         ///< of that draw
    std::string supported_by{};       ///< draw that confirms it
    std::string reason{};             ///< semicolon list of codes
    bool operator==(SeriesClaim const&) const = default;
};

}  // namespace tidemark
