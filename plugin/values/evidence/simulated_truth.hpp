// What a simulation knows that an analysis must find: `docs/formats/truth.md` is the same content as files.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "values/genome/variant.hpp"

namespace tidemark {

/// One variant in one sample. Counts are drawn molecules; `usable` ones are those that a counter with the default
/// floors can read: MAPQ >= 20, no N, mates not in disagreement.
struct VariantTruth {
    std::string panel_patient;             ///< whose variant it is
    std::string id;
    Variant variant;
    std::string origin;                    ///< tumor or blood
    bool listed = true;                    ///< a caller of that patient's tissue may list it
    std::vector<std::string> lesions;      ///< that carry it
    double multiplicity = 1;
    double total_copies = 2;
    double normal_copies = 2;
    double ccf = 1;
    double true_vaf = 0;                   ///< expected share of molecules that carry it
    std::int64_t depth = 0;                ///< molecules that a mate reads over the whole variant
    std::int64_t alt_molecules = 0;        ///< of these, molecules whose DNA carries it
    std::int64_t usable_depth = 0;
    std::int64_t usable_alt_molecules = 0; ///< of these, molecules that show it, by error or in truth
    std::int64_t error_alt_molecules = 0;  ///< of these, by error only
};

/// One molecule of a sample with raw reads. Strand 0 is the one whose read 1 is forward on the reference.
struct MoleculeTruth {
    std::int64_t molecule = 0;
    std::string contig;
    Interval span{Position{0}, Position{0}};
    std::array<std::string, 2> umi;                 ///< of the reads of each strand, without error, as in RX
    std::array<std::int64_t, 2> pairs{};            ///< read pairs of each strand (reads where single-end)
    std::vector<Variant> variants;                  ///< its DNA carries
    std::vector<Variant> errors;                    ///< both strands show without its DNA carrying them
    std::array<std::vector<Variant>, 2> damage;     ///< all reads of one strand show, forward strand of the reference
    int mapping_quality = 60;
};

struct SampleTruth {
    std::string patient;                   ///< empty for controls
    std::string sample;
    std::string sample_type;
    double tumor_fraction_cell = 0;
    std::string contaminant;               ///< patient; empty: none
    double contamination = 0;
    double error_factor = 1;
    std::int64_t molecules_duplex = 0;
    std::int64_t molecules_simplex_forward = 0;
    std::int64_t molecules_simplex_reverse = 0;
    std::int64_t molecules_singleton = 0;
    std::int64_t records = 0;              ///< alignment records, all flags
    std::vector<std::pair<std::string, double>> lesions;   ///< lesion, its cell fraction of this DNA
    std::vector<VariantTruth> variants;
};

/// A common germline SNP.
struct CommonSnp {
    Variant variant;
    double frequency = 0;   ///< of ALT in the population
};

/// Germline of one person at one SNP.
struct GermlineTruth {
    std::string individual;                ///< patient or control
    Variant variant;
    int alt_copies = 0;                    ///< 0, 1 or 2
};

/// Rate at which a molecule of one kind shows a tracked substitution without having it; all samples share it.
struct BackgroundTruth {
    std::string panel_patient;
    std::string id;
    Variant variant;
    std::string evidence_class;
    std::string strand;                    ///< F, R or empty, as in evidence tables
    double rate = 0;
};

}  // namespace tidemark
