// What a sequencer with binned qualities calls from the bases that are there.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "values/patient/scenario.hpp"
#include "values/probability/random.hpp"

namespace tidemark {

/// The four quality bins; 2 is a base that was not called.
inline constexpr std::array<char, 4> quality_bins{2, 12, 23, 37};

/// METHOD: a base has quality 37 unless it is in a stretch of low quality. Stretches begin at a rate that rises with the
/// square of the cycle (mean `low_quality`), six times as often in one read of twenty; each further base continues it
/// with 1/2. In a stretch 55 % of the bases are 23, 42 % are 12, 3 % are 2 and N. A base is wrong, to any of the other
/// three, with `calibration` times 10^(-Q/10). Plausible for two-colour sequencers, not measured.
class BaseCallLaw {
public:
    BaseCallLaw(ScenarioReads const& law, std::size_t longest_read);
    /// Draws qualities (Phred values as bytes) for `bases`, in sequencing order, and puts the errors into them.
    void call(std::string& bases, std::string& qualities, Random& random) const;

private:
    void draw_low_stretches(std::string& bases, std::string& qualities, Random& random) const;

    std::array<std::vector<std::int32_t>, 2> gaps_;   ///< quantiles of the geometric law, ordinary and tired reads
    std::array<double, 4> error_{};                   ///< by bin
    std::vector<double> survival_;                    ///< chance that so many bases of quality 37 have no error
};

/// Another base than `base`, each of the three equally often; N stays N.
[[nodiscard]] char other_base(char base, Random& random);

}  // namespace tidemark
