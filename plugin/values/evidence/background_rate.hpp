// Error rates by level: what the background table holds (`docs/formats/background.md`).
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// Where a rate was learnt. A locus without its own rate takes its context's, a context its class's.
enum class BackgroundLevel { evidence_class, context, locus };

struct BackgroundRate {
    BackgroundLevel level = BackgroundLevel::evidence_class;
    MoleculeGroup group;
    std::string context;             ///< trinucleotide on the reference strand, or repeat class; context level only
    std::string substitution;        ///< "C>T", "ins", "del", "mnv"
    std::optional<Variant> locus;    ///< locus level only
    std::int64_t errors = 0;
    std::int64_t molecules = 0;
    double rate = 0;                 ///< chance that one molecule shows exactly this allele without tumor; never 0. Mean
                                     ///< over ordinary and hot loci
    double dispersion = 0;           ///< squared coefficient of variation of an ordinary locus' rate at this level
    double hot_share = 0;            ///< h: chance that a locus is hot, below 1; 0: nothing is known of hot loci
    double hot_rate = 0;             ///< mean rate of a hot locus; h x this is at most `rate`
    double hot_dispersion = 0;       ///< squared coefficient of variation of a hot locus' rate
    bool operator==(BackgroundRate const&) const = default;

    /// rate = (1-h) x this + h x hot_rate.
    [[nodiscard]] double ordinary_rate() const { return (rate - hot_share * hot_rate) / (1 - hot_share); }
};

struct BackgroundModel {
    std::string chemistry;
    std::string reference_hash;
    std::vector<std::string> samples;            ///< ids it was learnt from, sorted
    std::vector<std::string> sample_hashes{};    ///< of their counts, whatever they are called, sorted; empty in files of earlier versions
    double sample_dispersion = 0;                ///< kappa: coefficient of variation shared by all loci of a sample
    std::vector<BackgroundRate> rates;
    bool operator==(BackgroundModel const&) const = default;
};

}  // namespace tidemark
