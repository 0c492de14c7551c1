// What every evidence table of a scenario is drawn from, worked out once: shares of molecules and rates of errors.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "stages/simulate/coverage.hpp"
#include "stages/simulate/simulate_region.hpp"
#include "values/evidence/sample_evidence.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

/// The groups of the rows, in their order, one error layer each.
inline constexpr std::array<MoleculeGroup, error_layer_count> simulated_groups{
    MoleculeGroup{EvidenceClass::duplex, MoleculeStrand::none},
    MoleculeGroup{EvidenceClass::simplex_forward, MoleculeStrand::none},
    MoleculeGroup{EvidenceClass::simplex_reverse, MoleculeStrand::none},
    MoleculeGroup{EvidenceClass::singleton, MoleculeStrand::forward},
    MoleculeGroup{EvidenceClass::singleton, MoleculeStrand::reverse}};

/// Share of all molecules that are of this group.
[[nodiscard]] double group_share(ScenarioMolecules const& molecules, std::size_t group);

struct AlleleLaw {
    Variant variant;
    std::array<double, error_layer_count> alt_rate{};     ///< this exact allele by error
    std::array<double, error_layer_count> other_rate{};   ///< any other base by error
};

/// How many positions have this trinucleotide (0..63).
struct ContextPositions {
    std::uint16_t context = 0;
    std::uint16_t positions = 0;   ///< of a stretch of eighty at most
};

/// Background positions [begin, end) of equal depth: `cover` is the share of the region's molecules.
struct BackgroundStretch {
    Position begin;
    Position end;
    double cover = 0;
    std::vector<ContextPositions> contexts = {};   ///< where the trinucleotide is known
};

/// One substitution at one background position. Small: a table looks at a few of hundreds of thousands.
struct BackgroundAllele {
    Position position;
    char ref = 'N';
    char alt = 'N';
    std::uint16_t context = 0;   ///< number of the trinucleotide
    std::uint32_t stretch = 0;
};

/// Running sums of rates, and where the sum passes a value.
class RunningSums {
public:
    void add(double rate) {
        total_ += rate;
        sums_.push_back(total_);
    }
    /// After the last rate: makes `passing` quick.
    void finish();
    [[nodiscard]] double total() const { return total_; }
    /// First number whose sum is above `value`, the last one where none is; 0 <= value, there is a rate.
    [[nodiscard]] std::size_t passing(double value) const { return passing(value, start(value)); }
    /// In two steps, for many values: where the search for one begins, and the number from there. Each looks at one more place of
    /// memory, which `fetch` asks for ahead.
    [[nodiscard]] std::size_t start(double value) const { return first_.empty() ? 0 : first_[part_of(value)]; }
    [[nodiscard]] std::size_t passing(double value, std::size_t from) const;
    void fetch(double value) const {
        if (!first_.empty()) {
            __builtin_prefetch(&first_[part_of(value)]);
        }
    }
    void fetch_sum(std::size_t from) const { __builtin_prefetch(sums_.data() + from); }

private:
    [[nodiscard]] std::size_t part_of(double value) const;

    double total_ = 0;
    std::vector<double> sums_;
    std::vector<std::uint32_t> first_;   // by equal part of the total: first sum above its lower end
};

struct RegionEvidenceLaw {
    std::vector<AlleleLaw> alleles;
    std::array<std::vector<WindowSetShare>, 2> windows;   ///< by fragment length law: normal, tumor
    std::vector<BackgroundStretch> stretches;
    std::vector<BackgroundAllele> background;
    /// By layer: sums over `background` of cover times rate, errors per molecule of the region.
    std::array<RunningSums, error_layer_count> background_sums;
    double insertion_rate = 0;                            ///< per molecule of the region, simplex, inside the target
    double deletion_rate = 0;
};

/// Rates include what a lone read adds in singletons. Depth is constant over equal stretches of eighty bases at most,
/// which keeps the tables small; MNV errors and errors that make a tracked indel are left out (below 1e-8).
[[nodiscard]] std::vector<RegionEvidenceLaw> evidence_laws(SimulationSetting const& setting);

/// The panel that an analyst with perfect tissue would freeze: the patient's variants of biopsied lesions with their
/// copies, and blood mutations that are listed.
[[nodiscard]] Panel true_panel(SimulationSetting const& setting, std::size_t patient,
                               std::string const& reference_identity);

}  // namespace tidemark
