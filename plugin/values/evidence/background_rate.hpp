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
    std::string context;             ///< trinucleotide on the reference strand; context level only
    std::string substitution;        ///< "C>T", "ins", "del", "mnv"
    std::optional<Variant> locus;    ///< locus level only
    std::int64_t errors = 0;
    std::int64_t molecules = 0;
    double rate = 0;                 ///< chance that one molecule shows exactly this allele without tumor; never 0
    double dispersion = 0;           ///< squared coefficient of variation of the rate at this level
    bool operator==(BackgroundRate const&) const = default;
};

struct BackgroundModel {
    std::string chemistry;
    std::string reference_hash;
    std::vector<std::string> samples;            ///< ids it was learnt from, sorted
    double sample_dispersion = 0;                ///< kappa: coefficient of variation shared by all loci of a sample
    std::vector<BackgroundRate> rates;
    bool operator==(BackgroundModel const&) const = default;
};

}  // namespace tidemark
