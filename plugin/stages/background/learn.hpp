// A background model from pooled samples: classes, substitutions, contexts and loci, each shrunk to its parent, and the
// noise level that varies from sample to sample (statistics.md 3).
#pragma once
#include <span>
#include <string>

#include "stages/background/control_pool.hpp"
#include "stages/background/kind_rates.hpp"
#include "values/evidence/background_rate.hpp"

namespace tidemark {

/// Rows stand by level, class, strand, substitution, context, locus. Every evidence class of `classes` or of the samples
/// gets class rows, from usual rates of the field where nothing was seen (posterior means: no rate is ever 0).
[[nodiscard]] BackgroundModel learn_background(std::span<PooledSample const> samples,
                                               std::span<MoleculeGroup const> groups, ContextLookup const& contexts,
                                               LearningParameters const& parameters = {});

/// Noise level of one sample against a model: posterior of the factor s from its own off-panel errors.
struct SampleLevel {
    double factor = 1;        ///< posterior mean of s
    double dispersion = 0;    ///< coefficient of variation of s that is left
};

/// METHOD: prior Gamma(mean 1, CV kappa of the model), data the own errors against what the model expects of them; at
/// least a CV of 5 % is left, because off-panel noise is not quite panel noise.
[[nodiscard]] SampleLevel sample_level(PooledSample const& own, BackgroundModel const& model);

}  // namespace tidemark
