// From evidence rows to what the test may count: loci of the panel, and units whose molecules are independent witnesses.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "values/evidence/sample_evidence.hpp"
#include "values/model/background_law.hpp"
#include "values/model/scores.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

inline constexpr double largest_rate = 0.5;           ///< of background
inline constexpr double largest_hot_share = 0.9999;   ///< what is left is ordinary: nothing is divided by 0

/// Molecules of one class and strand at one locus.
struct LocusCell {
    MoleculeGroup group;
    std::int64_t depth = 0;
    std::int64_t alt = 0;
    double rate = 0;            ///< background rate per molecule, noise level of the sample included
    double dispersion = 0;      ///< of an ordinary locus
    double hot_share = 0;       ///< chance that the locus is hot
    double hot_rate = 0;        ///< its rate if it is, noise level included
    double hot_dispersion = 0;
    bool rate_given = false;    ///< stated by the table itself: exact, no noise level on top
    bool rate_assumed = false;  ///< nothing seen tells it: the usual rate of its class
    ErrorLinkage linkage{};     ///< of two errors on one molecule; known in phase groups, where the rate was not given
};

/// One tracked locus of the panel.
struct LocusEvidence {
    std::size_t entry = 0;          ///< index into the panel's entries
    std::vector<LocusCell> cells;   ///< with depth only, by group
    CopyState copies;               ///< the average where several states fit
    std::vector<WeightedCopies> copy_states{};   ///< where several fit; else empty
    bool copies_assumed = false;
    bool trunk = true;              ///< false only where the panel says so
    std::string branch{};           ///< lesions and clone of a locus that is not trunk: those of one share a level

    [[nodiscard]] std::int64_t depth() const;
    [[nodiscard]] std::int64_t alt() const;
    [[nodiscard]] double background() const;   ///< sum of depth x rate
};

/// Loci counted together, each molecule once, and what was seen of them.
struct Witness {
    std::vector<std::size_t> loci;        ///< indices into the list of tracked loci, ascending
    WitnessUnit unit;
    std::vector<std::int64_t> alt;        ///< molecules showing any of its alleles, per cell of the unit
    std::int64_t shown_places = 0;        ///< places at which different molecules show an allele
    std::vector<WeightedCopies> copy_states{};   ///< of the locus whose copies it takes, where several fit; else empty

    [[nodiscard]] std::int64_t total_alt() const;
    [[nodiscard]] double depth() const;
};

/// How rates are found: the law, and what the sample's own level makes of them.
struct RateSource {
    BackgroundLaw const& law;
    double noise_factor = 1;                ///< posterior mean of the sample's noise level s
    std::span<std::string const> contexts;  ///< trinucleotide of each panel entry, forward strand; empty text: unknown
};

/// Squared coefficient of variation of a rate, whether the locus is hot left open.
[[nodiscard]] double whole_dispersion(LocusCell const& cell);

/// A cell without molecules, its learnt rates at the sample's noise level and within what a rate can be.
[[nodiscard]] LocusCell learnt_cell(MoleculeGroup group, AppliedRate const& applied, double noise_factor);

/// The cell with its rate, where that is assumed, at the highest that its class may have (usual_rate.hpp).
[[nodiscard]] LocusCell at_highest_rate(LocusCell cell);

/// Tracked loci in panel order, those without molecules included.
[[nodiscard]] std::vector<LocusEvidence> gather_loci(SampleEvidence const& evidence, Panel const& panel,
                                                     RateSource const& rates);

/// What makes loci one witness: `places` joins declared phase groups, `molecules` also loci that any molecule covers
/// together.
enum class Joining { places, molecules };

/// Loci to leave out, by index; empty: none.
using LeftOut = std::vector<bool>;

/// METHOD: a molecule that shows several linked alleles is one witness. Within a witness a molecule counts once (haplotype
/// rows say which molecules cover several loci), it shows what any of its loci shows, and its background is the sum of
/// depth x rate over its loci, an upper bound of the chance that it shows any allele by error. It is hot where one of its loci
/// is. Without haplotype rows the
/// loci of a declared phase group count as their largest depth and count. A witness takes the copy state with the lowest
/// expected share. Molecules over two or more loci of one phase group are told apart by whether they show two of its alleles
/// (linked_molecules.hpp): errors hardly do. Joined by molecules, witnesses share no molecule at all; the places inside (phase groups, single loci)
/// are what breadth counts, as many as different molecules show.
[[nodiscard]] std::vector<Witness> gather_witnesses(std::span<LocusEvidence const> loci, Panel const& panel,
                                                    SampleEvidence const& evidence, Joining joining,
                                                    LeftOut const& left_out = {});

/// Every locus by itself, rates taken as exact: the units of the plain pooled test.
[[nodiscard]] std::vector<Witness> single_witnesses(std::span<LocusEvidence const> loci, LeftOut const& left_out = {});

}  // namespace tidemark
