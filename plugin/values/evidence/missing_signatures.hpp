// Why a sample has no synthetic signatures: the causes of `calibration_unavailable`, as the detection files name them.
#pragma once

namespace tidemark {

enum class MissingSignatures {
    not_asked,           ///< none were asked for
    nothing_tested,      ///< no molecule at a tracked locus, or input or panel failed
    no_reference,        ///< no bases are known to find like positions by
    rates_stated,        ///< more than half of the loci have rates that the table states: they say nothing about other positions
    no_like_loci,        ///< fewer than half of the loci are SNVs with molecules and known neighbors
    no_depths,           ///< the table does not say how many molecules cover other positions
    too_few_positions    ///< fewer than half of the loci find enough positions like theirs
};

/// The word of the detection files.
[[nodiscard]] constexpr char const* to_text(MissingSignatures cause) {
    switch (cause) {
        case MissingSignatures::not_asked: return "not_asked";
        case MissingSignatures::nothing_tested: return "nothing_tested";
        case MissingSignatures::no_reference: return "no_reference";
        case MissingSignatures::rates_stated: return "rates_stated";
        case MissingSignatures::no_like_loci: return "no_like_loci";
        case MissingSignatures::no_depths: return "no_depths";
        case MissingSignatures::too_few_positions: return "too_few_positions";
    }
    return "nothing_tested";
}

}  // namespace tidemark
