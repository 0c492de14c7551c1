// One sample counted in one pass: reads in, molecules at loci and the sample's own background out.
// Reads come in coordinate order; nothing but what lies inside one insert length is held.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "stages/genotype/background_tally.hpp"
#include "stages/genotype/counting_plan.hpp"
#include "stages/genotype/locus_tally.hpp"
#include "stages/genotype/match_indel.hpp"
#include "stages/genotype/mate_window.hpp"
#include "stages/genotype/molecule_positions.hpp"
#include "stages/genotype/position_groups.hpp"
#include "values/evidence/sample_evidence.hpp"
#include "values/molecule/molecule_class.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// Origin of the floors: gbcms 20/20 (consensus.md 10.1).
struct CountParameters {
    int minimum_mapping_quality = 20;
    int minimum_base_quality = 20;
    DeclaredEvidence declared = DeclaredEvidence::unknown;
    std::optional<FamilySizeInName> family_size_in_name;
    std::set<std::string, std::less<>> read_groups;   ///< only reads of these; empty: all
    BackgroundParameters background;
};

/// How the contigs of one file answer to the plan's.
struct FileContigs {
    std::vector<std::int32_t> planned;   ///< by number in the file: number in the plan, or -1
    std::vector<std::int64_t> lengths;
};

/// Why a read is left out, in the order in which rules apply.
enum class Loss : std::uint8_t {
    secondary, supplementary, qc_fail, duplicate, mapping_quality_low, malformed, no_base_quality, other_read_group,
    duplicate_record
};
inline constexpr std::size_t loss_count = 9;

/// Reads that were given, and where they went.
struct ReadCounts {
    std::int64_t seen = 0;
    std::int64_t unmapped = 0;
    std::int64_t elsewhere = 0;          ///< the fragment touches nothing that is looked at
    std::int64_t used = 0;
    std::array<std::int64_t, loss_count> lost{};
    std::int64_t described = 0;          ///< of `used`: those whose tags were read, one of each molecule
    std::int64_t strands_told = 0;       ///< of `described`: the UMI tells strands apart (both aD and bD are there)
    std::int64_t both_strands = 0;       ///< of those: both were seen
    std::int64_t raw_looking = 0;        ///< of `described`: UMI or strand group, but no tag of a consensus
    std::int64_t molecules = 0;
    std::int64_t paired_molecules = 0;   ///< both mates seen and merged
    std::array<std::int64_t, loci_seen_count> by_loci{};   ///< `molecules` by LociSeen
};

class MoleculeCounter {
public:
    /// `plan` and `parameters` outlive the counter.
    MoleculeCounter(CountingPlan const& plan, CountParameters const& parameters, FileContigs contigs);

    void add(Read const& read);
    /// Whether a fragment in [begin, end) of a contig of the file touches what is looked at.
    [[nodiscard]] bool touches(std::int32_t file_contig, std::int64_t begin, std::int64_t end) const;
    /// So many mapped reads whose fragments touch nothing, without a look at them: counted as `add` would.
    void pass_over(std::int64_t reads);
    /// Counts what still waits. Throws std::logic_error where reads given are not reads used plus reads left out.
    void finish();
    /// Takes over what a finished counter of the same file counted in later regions.
    void append(MoleculeCounter&& later);

    [[nodiscard]] ReadCounts const& reads() const { return reads_; }
    /// Rows, losses and totals; facts are left to the caller. Once, after `finish`.
    [[nodiscard]] SampleEvidence take_evidence();

private:
    [[nodiscard]] bool touches_interest(Read const& read, std::int32_t contig);
    [[nodiscard]] std::optional<Loss> loss_of(Read const& read);
    void move_on(std::int32_t contig, std::int64_t position);
    [[nodiscard]] std::optional<Loss> read_tags(Read const& read);
    void describe(Read const& read, WaitingRead& waiting);
    void wait_or_count(MateWindow::Slot slot, Read const& read);
    void count(WaitingRead& first, WaitingRead* second);
    void count_molecule(MoleculeTraits const& traits, Molecule const& molecule);
    void lose(Loss loss) { ++reads_.lost[static_cast<std::size_t>(loss)]; }

    CountingPlan const* plan_;
    CountParameters const* parameters_;
    FileContigs contigs_;
    ReadCounts reads_;

    std::int32_t contig_ = -1;            ///< the plan's, where the stream is
    std::int64_t position_ = -1;
    std::int32_t interest_contig_ = -1;   ///< for which `interest_` is valid
    std::size_t interest_ = 0;            ///< first stretch that a later fragment can touch
    MoleculeTags tags_;                   ///< of the read at hand
    MateWindow window_;
    PositionGroups groups_;
    IndelMatcher indels_;
    Molecule molecule_;
    LocusTally loci_;
    BackgroundTally background_;
    MoleculePositions positions_;         ///< of molecules that a consensus made
    std::array<bool, group_count> present_{};
};

[[nodiscard]] std::string_view to_text(Loss loss);

}  // namespace tidemark
