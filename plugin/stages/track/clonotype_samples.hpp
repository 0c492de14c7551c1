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
/// calls are left out, for they hang on the aligner. Where a row of either of two samples has no nucleotides, amino acids take
/// their place in both: chosen for each two samples, so that a third one changes nothing between them.
struct ClonotypeKey {
    std::string cdr3_nt;                      ///< empty where amino acids name the clone
    std::string cdr3_aa;                      ///< empty where nucleotides do
    std::string v;
    std::string j;
    auto operator<=>(ClonotypeKey const&) const = default;
};

/// A clonotype of one sample.
struct CountedClonotype {
    std::int64_t templates = 0;               ///< above 0
    std::string cdr3_aa;                      ///< the smallest that a row has, as text; may be empty
};

struct CountedSample {
    ClonotypeSample facts;
    bool has_nucleotides = true;              ///< in every row with templates
    std::map<ClonotypeKey, CountedClonotype> by_nucleotides;   ///< of rows that have them
    std::map<ClonotypeKey, CountedClonotype> by_amino_acids;   ///< of all rows; those without amino acids by nucleotides

    [[nodiscard]] std::map<ClonotypeKey, CountedClonotype> const& clonotypes(bool nucleotides) const {
        return nucleotides ? by_nucleotides : by_amino_acids;
    }
};

struct CountedSamples {
    std::vector<CountedSample> blood;         ///< by day, then id
    std::vector<CountedSample> tissue;        ///< by id
};

/// The patient's samples; rows of others are passed over. Contradictions: a sample that the sheet does not know, that is a
/// control or belongs to another patient than the row says (`foreign_sample`), one sample in two compartments, one whose
/// compartment neither row nor sample type tells. Blood without a day is `invalid`.
[[nodiscard]] CountedSamples count_clonotypes(ClonotypeInput const& input, Findings& findings);

}  // namespace tidemark
