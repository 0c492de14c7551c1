// The three-valued answer of a definition, and that it does not apply.
#pragma once

namespace tidemark {

enum class Verdict { met, not_met, undetermined, not_applicable };

[[nodiscard]] constexpr char const* to_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return "met";
        case Verdict::not_met: return "not_met";
        case Verdict::undetermined: return "undetermined";
        case Verdict::not_applicable: return "not_applicable";
    }
    return "not_applicable";
}

}  // namespace tidemark
