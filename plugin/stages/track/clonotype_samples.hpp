// Rows of clonotype tables become samples of blood and tissue, with one count for each clonotype.
#pragma once
#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/clonotype.hpp"
#include "values/patient/lesion.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

struct ClonotypeInput {
    std::string patient;
    std::span<ClonotypeRow const> rows;       ///< of any patient
    std::span<SampleRow const> samples;       ///< the whole sheet
    std::span<LesionRow const> lesions;       ///< which lesion was irradiated; may be empty
    int first_day = 0;                        ///< day of the sheet that the series counts as 0
};

/// METHOD: one clonotype is one CDR3 by nucleotides with its V and J gene; alleles (*01) and all but the first of several
/// calls are left out, for they hang on the aligner. Where any row of the patient has no nucleotides, amino acids take
/// their place in all of them.
struct ClonotypeKey {
    std::string cdr3;
    std::string v;
    std::string j;
    auto operator<=>(ClonotypeKey const&) const = default;
};

/// How a clonotype is written.
struct ClonotypeName {
    std::string cdr3_nt;
    std::string cdr3_aa;
};

struct CountedSample {
    ClonotypeSample facts;
    std::map<ClonotypeKey, std::int64_t> templates;   ///< above 0
};

struct CountedSamples {
    std::vector<CountedSample> blood;         ///< by day, then id
    std::vector<CountedSample> tissue;        ///< by id
    std::map<ClonotypeKey, ClonotypeName> names;
};

/// The patient's samples; rows of others are passed over. Contradictions: a sample that the sheet does not know, that is a
/// control or belongs to another patient than the row says (`foreign_sample`), one sample in two compartments, one whose
/// compartment neither row nor sample type tells. Blood without a day is `invalid`.
[[nodiscard]] CountedSamples count_clonotypes(ClonotypeInput const& input, Findings& findings);

}  // namespace tidemark
