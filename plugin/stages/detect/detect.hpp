// One draw, told from its evidence: test, fraction, limits, status (statistics.md 5 to 7, readout.md 2).
#pragma once
#include <optional>
#include <span>
#include <string>

#include "stages/detect/decide.hpp"
#include "stages/detect/length_law.hpp"
#include "stages/detect/off_panel_sites.hpp"
#include "stages/detect/statistic.hpp"
#include "values/evidence/detection_result.hpp"
#include "values/evidence/sample_evidence.hpp"
#include "values/model/background_law.hpp"
#include "values/model/white_cells.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

struct DetectParameters {
    IntendedUse use = IntendedUse::monitoring;
    std::optional<double> alpha;             ///< instead of the use's own: landmark 0.01, monitoring 0.001
    double required_lod95 = 0.001;           ///< of f (readout.md 13)
    std::int64_t minimum_molecules = 0;      ///< 0: off (contract 4)
    TestMethod method = TestMethod::exact;
    std::size_t signatures = 200;            ///< synthetic signatures (readout.md 13); 0: off
    std::optional<double> presence_prior;    ///< prior chance of tumor DNA: asks for `presence_probability`
};

/// What a sample is held against.
struct DetectSource {
    Panel const& panel;
    BackgroundLaw const& background;         ///< must cover every class of the sample
    std::span<std::string const> contexts;   ///< trinucleotide per panel entry, forward strand; empty text: unknown
    double noise_factor = 1;                 ///< the sample's noise level against the background
    double sample_dispersion = 0.25;         ///< kappa: what stays open about it
    bool controls = false;                   ///< whether the background came from controls
    std::string model_hash;
    BaseLookup bases = {};                   ///< empty: no reference, and so no signatures
    WhiteCells const* white_cells = nullptr;   ///< of the patient; none where they were not counted
    LengthLaw const* lengths = nullptr;        ///< of other patients; none where lengths are not to be looked at
    std::span<double const> white_cell_levels = {};   ///< noise level of each white-cell sample against the background; empty: 1
};

/// Never throws for a poor sample: what cannot be evaluated is NOT_EVALUABLE with its reasons. A result depends on this
/// sample, the panel and the background alone.
[[nodiscard]] DetectionResult detect(SampleEvidence const& evidence, DetectSource const& source,
                                     DetectParameters const& parameters);

}  // namespace tidemark
