// The studies: size, truth, blood, white-cells, limit, mixed, coverage, parts, power, speed. Each prints rows of a Markdown table and says
// how many miss their gate.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "calibration/cohort.hpp"

namespace tidemark::calibration {

struct StudyEffort {
    std::size_t samples = 2000;        ///< of each cell
    std::size_t per_laboratory = 20;   ///< samples that share panel, controls and error rates; at most twice the controls
    std::uint64_t seed = 1;
    std::size_t blanks_per_tumor = 5;
    std::size_t knowledges = 5;        ///< of the truth study: so many of its rows
    bool reference = true;             ///< false: the program does not know the contexts of places
};

/// One cell of size or limit. `alpha` of the test.
struct Cell {
    CohortSetting setting;
    double alpha = 0.01;
};

/// Of the 95 % interval of the fraction, in every study of it.
inline constexpr double least_coverage = 0.93;

/// Off-panel bases beside each locus: 100, and no more than 20,000 in all, so that a large panel has less to learn from than in earnest.
[[nodiscard]] std::size_t bases_beside(std::size_t loci);

/// Grid of the studies, all cells: noises x loci 1 to 2 000 x depth 30 to 20 000 x 0, 3, 30 controls.
[[nodiscard]] std::vector<Cell> full_grid();
/// The fixed sample of cells that runs with the long tests.
[[nodiscard]] std::vector<Cell> sample_of_cells();

/// Blanks: share of p <= alpha and of DETECTED, at 1 % and at 0.1 % for the same blanks, then all cells together. Gate: at most
/// alpha where the noise is modelled; within 0.7 and 1.3 alpha where it is not and five background molecules are expected, at most
/// 1.3 alpha otherwise; each with three Monte-Carlo errors, which the exact binomial must confirm.
[[nodiscard]] int size_study(std::vector<Cell> const& cells, StudyEffort const& effort);

/// Tumors at the LoD95 that the result of the same tube claims: share of DETECTED, then all cells together. Gate: 93 to 97 %, and
/// three errors, where the noise is modelled.
[[nodiscard]] int limit_study(std::vector<Cell> const& cells, StudyEffort const& effort);

/// The same blanks under tests that are told rates, kappa or the noise level: which estimate makes a size wrong. No gate.
[[nodiscard]] int truth_study(std::vector<Cell> const& cells, StudyEffort const& effort);

/// Blanks by the number of molecules that a blood mutation shows: which of them are DETECTED. No gate.
[[nodiscard]] int blood_study(std::vector<Cell> const& cells, StudyEffort const& effort);

/// Blanks and tumors judged without and with white cells of the same patient, a fixed list of cells (white_cells.cpp).
[[nodiscard]] int white_cells_study(StudyEffort const& effort);

/// Power at a true false-positive rate of 1 % beside the rivals and the best test that there can be (ceiling.hpp), set-up of statistics.md
/// 13: all are given the threshold that lets 1 % of `effort.samples` blanks pass. One tumor each of 10, 20 and 40 ppm for every
/// `effort.blanks_per_tumor` blanks; all tests look at the same tubes. Gates: at most 3 points below the best rival where noise is
/// ideal; in the two noisy settings, at the fraction nearest half power, 5 above INVAR's core, 1.6 times the pooled ones', and as far
/// above all three as the toy study of statistics.md 13 found. A gate counts as missed from two paired errors (same tubes, thresholds as
/// they are) below it on; the error with the thresholds' own stands in brackets. The own nominal size is held to the gate of a size.
/// Margins against INVAR's core with its locus filter, and against the ceiling, are shown.
[[nodiscard]] int power_study(std::vector<Noise> const& noises, StudyEffort const& effort);

/// Panels of SNVs, MNVs, insertions, deletions and linked pairs, three evidence classes, with 0, 3 and 30 controls, through the built
/// program: `simulate --evidence`, `background`, `detect` with signatures. Twenty blanks of a laboratory and ten tubes at the median
/// LoD95 that its blanks claim. Gates: p <= 1 % and p <= 0.1 % at most so often, 93 to 97 % DETECTED, each with three errors.
[[nodiscard]] int mixed_study(StudyEffort const& effort);

/// The fraction's 95 % interval and bias where the background is learnt from three controls, f up to 1, and 200,000 loci (so few
/// draws that one row says little). Gates: at least 93 %; at most 97.5 % where more than 20 molecules are seen and drop-out is told; bias
/// below 5 %; each as far as three errors, or a chance of 0.135 %, can tell.
[[nodiscard]] int coverage_study(StudyEffort const& effort);

/// Panels of trunk loci and of loci that a part of the tumor carries, with trunks too shallow to tell f among them, ideal noise, three
/// controls. Gates: the 95 % interval holds f in at least 93 %; a part's locus is an outlier, and a draw whose test is met is INDETERMINATE
/// `fragile_locus`, in at most 5 % where parts show what their cancer cell fraction says; no draw is DETECTED with f = 0; each as far as a
/// chance of 0.135 % can tell.
[[nodiscard]] int parts_study(StudyEffort const& effort);

/// What the rows of tables made in several runs say together, read from files.
[[nodiscard]] int pool_study(std::string const& table, std::vector<std::string> const& files);

/// CPU seconds after counting: 1 000 loci in 10 draws, 100 000 loci in one. Gate: below 1 s each.
[[nodiscard]] int speed_study();

}  // namespace tidemark::calibration
