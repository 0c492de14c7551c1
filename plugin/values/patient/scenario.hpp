// What `simulate` is asked for: assay, patients, draws, errors. `docs/formats/scenario.md` is the same content as a
// file, with every domain; the reader has checked them. Defaults stand here once.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "values/genome/contig_table.hpp"
#include "values/genome/variant.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Variants of one kind and state. Members are called id1, id2, … (just id where count is 1).
struct ScenarioVariants {
    std::string id;
    int count = 1;
    VariantKind kind = VariantKind::snv;
    bool linked_pair = false;          ///< two SNVs on one haplotype within `distance` bases
    int length = 1;                    ///< bases of an MNV, inserted or deleted; 1..50
    int distance = 12;                 ///< linked pair: bases between the two
    std::vector<std::string> lesions;  ///< that carry it; empty: all
    int multiplicity = 1;              ///< mutated copies per mutated cell
    int total_copies = 2;              ///< copies in tumor cells
    int normal_copies = 2;             ///< copies in normal cells
    double ccf = 1;                    ///< share of tumor cells that carry it
};

/// A mutation of blood cells: in white cells and plasma, not in the tumor.
struct ScenarioHematopoiesis {
    std::string id;
    double vaf = 0;        ///< in the DNA of normal cells, 0..0.5
    bool listed = false;   ///< also in the tumor VCFs, as blood in a biopsy makes it
};

struct ScenarioLesion {
    std::string id;
    std::string compartment;      ///< irradiated, nonirradiated, unknown
    bool biopsied = true;         ///< has a tumor sample and a VCF
    double purity = 0.6;          ///< tumor cell share of the biopsy
    double molecules = 600;       ///< mean per region in the tumor BAM
};

struct ScenarioContamination {
    std::string patient;
    double share = 0;             ///< of the molecules
};

struct ScenarioDraw {
    std::string sample;
    int day = 0;
    std::string timepoint;
    IntendedUse use = IntendedUse::monitoring;
    double fraction = 0;                        ///< tumor_fraction_cell
    std::map<std::string, double> shedding;     ///< lesion -> relative share of `fraction`; empty: equal
    double molecules = 2000;                    ///< mean per region
    int replicates = 1;                         ///< more than one: samples are called sample_r1, sample_r2, …
    std::vector<std::string> dropout;           ///< variants (members) that tumor DNA of this draw has lost
    std::optional<ScenarioContamination> contamination;
    std::optional<double> cfdna_ng;
    std::optional<double> plasma_ml;
    std::optional<double> input_ng;
    std::string batch;
};

struct ScenarioPatient {
    std::string id;
    std::string sex;
    std::string arm;
    std::map<std::string, std::string> strata;
    std::vector<ScenarioLesion> lesions;
    std::vector<ScenarioVariants> variants;
    std::vector<ScenarioHematopoiesis> hematopoiesis;
    std::optional<double> white_cell_molecules;   ///< mean per region; absent: no white-cell sample
    std::vector<ScenarioDraw> draws;
    std::vector<EventRow> events;
};

/// Error rates per molecule and base, to any other base, before locus and sample dispersion.
struct ScenarioErrors {
    double duplex = 6e-7;
    double simplex = 3e-5;
    double singleton = 2e-4;
    double deamination = 2e-5;        ///< C>T of the shown strand, single-strand molecules, added
    double oxidation = 2e-5;          ///< G>T of the shown strand, likewise
    double sequencing = 1e-4;         ///< singletons only, in one mate alone
    double homopolymer_indel = 2e-6;  ///< per run of 5 and molecule, tripled by each further base
    double masked = 1e-4;             ///< base is N: the reads of the family disagree
    double locus_dispersion = 0.5;    ///< squared coefficient of variation of a locus' rate
    double hot_share = 0.002;         ///< share of hot alleles
    double hot_factor = 30;           ///< their mean rate over the ordinary one
    double sample_dispersion = 0.15;  ///< coefficient of variation shared by all loci of a sample
};

/// How the molecules of a sample look. Shares sum to 1 at most; singletons are the rest.
struct ScenarioMolecules {
    double duplex_share = 0.6;
    double simplex_share = 0.3;
    int read_length = 100;
    int reach = 25;                       ///< fragments start up to so many bases beside a region's loci
    int normal_length = 167;              ///< mode of the fragment length
    int tumor_length = 145;
    double low_mapping_quality = 0.01;    ///< molecules with MAPQ 0..19
    double improper = 0.01;               ///< molecules without the proper-pair flag
    double flagged = 0.004;               ///< molecules with one more record: duplicate, secondary or supplementary
};

/// Which files raw reads are written to.
enum class RawFiles : std::uint8_t { fastq, bam, both };
/// Where raw fragments start: near the regions' loci, or evenly over the whole reference.
enum class FragmentSpread : std::uint8_t { loci, uniform };

/// Reads as a sequencer gives them, of plasma and control samples; absent: molecules after consensus.
struct ScenarioReads {
    std::string structure = "3M2S+T 3M2S+T";   ///< one word per read: one (single-end) or two
    RawFiles files = RawFiles::fastq;
    FragmentSpread spread = FragmentSpread::loci;
    double pairs_per_strand = 3.2;             ///< mean of a strand that was seen at all
    double family_dispersion = 0.3;            ///< squared coefficient of variation of how well a strand amplifies
    int pcr_cycles = 16;
    double pcr_error = 2.6e-6;                 ///< substitutions per base and cycle (Phusion: McInerney 2014)
    double slippage = 30;                      ///< of a read, times errors.homopolymer_indel of a molecule
    double umi_error = 5e-4;                   ///< per UMI base and read, before base calling
    double low_quality = 0.02;                 ///< stretches of low quality that begin per cycle
    double calibration = 1;                    ///< true error over 10^(-Q/10)
};

struct ScenarioControls {
    std::vector<std::string> samples;
    double molecules = 2000;
    std::string batch;
};

struct Scenario {
    std::vector<Contig> contigs;
    double gc = 0.41;
    double snp_share = 1;              ///< share of regions with a common SNP, 0..1
    std::string chemistry;             ///< label for the sheet; may be empty
    ScenarioMolecules molecules;
    ScenarioErrors errors;
    std::optional<ScenarioReads> raw_reads;   ///< absent: collapsed molecules everywhere
    ScenarioControls controls;
    std::vector<ScenarioPatient> patients;
};

}  // namespace tidemark
