// T-cell clones of one patient in blood and tissue, and how they moved between blood samples: what `track` makes of
// clonotype tables (`docs/formats/track.md`). Counts are templates. A number that cannot be given is absent.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tidemark {

/// A sample with clonotypes.
struct ClonotypeSample {
    std::string sample;
    std::optional<int> day;                   ///< as the series counts; absent for tissue without one
    std::string compartment;                  ///< blood, tissue
    std::string irradiation;                  ///< of tissue: irradiated, nonirradiated, unknown; empty for blood
    std::int64_t clonotypes = 0;
    std::int64_t templates = 0;
    bool operator==(ClonotypeSample const&) const = default;
};

/// One tested clonotype between two blood samples.
struct ClonotypeTest {
    std::string from;
    std::string to;
    std::string cdr3_nt;
    std::string cdr3_aa;
    std::string v;                            ///< gene, without allele
    std::string j;
    std::int64_t templates_from = 0;
    std::int64_t templates_to = 0;
    double frequency_from = 0;                ///< templates over all templates of the sample, 0..1
    double frequency_to = 0;
    double fold = 0;                          ///< frequency_to over frequency_from; absent clones as half a template
    double p = 1;
    double q = 1;                             ///< Benjamini-Hochberg over the clonotypes tested between these two
    bool expanded = false;
    std::vector<std::string> classes;         ///< of expanded ones: pre_existing or new, then tumor_resident
    std::optional<double> absence_power;      ///< of absent ones: chance that it would have been seen at half its later share
    bool tumor_resident = false;              ///< seen in any tissue sample
    bool in_nonirradiated = false;            ///< seen in tissue of a lesion that was not irradiated
    bool operator==(ClonotypeTest const&) const = default;
};

/// What happened between two blood samples, T cells beside ctDNA.
struct ClonotypeInterval {
    std::string from;
    std::string to;
    int from_day = 0;
    int to_day = 0;
    std::int64_t tested = 0;
    std::optional<double> overdispersion;     ///< estimate, 0..1
    std::optional<double> overdispersion_used;///< its upper bound, which the test took
    std::int64_t expanded = 0;
    std::int64_t expanded_new = 0;
    std::int64_t expanded_tumor_resident = 0;
    std::optional<double> expanded_frequency; ///< summed share of the later sample's templates, 0..1
    std::optional<double> nonirradiated_share;///< of expanded clones, also seen in non-irradiated tissue; absent without such tissue
    std::string expansion;                    ///< yes, no, not_evaluable
    std::string reason;                       ///< why not evaluable
    std::string plasma_from;                  ///< plasma draws that speak for ctDNA; empty where there is none
    std::string plasma_to;
    std::string ctdna;                        ///< response, stable_or_undetermined, progression
    std::string ctdna_reason;                 ///< why undetermined; may be empty
    bool operator==(ClonotypeInterval const&) const = default;
};

struct ClonotypeReadout {
    std::vector<ClonotypeSample> samples;     ///< blood by day, then tissue; by id
    std::vector<ClonotypeInterval> intervals; ///< every blood sample against the first and against the one before
    std::vector<ClonotypeTest> tests;         ///< all tested in track's table; of a file read back, the expanded ones
    bool operator==(ClonotypeReadout const&) const = default;
};

}  // namespace tidemark
