// Raw reads in, molecules out, in one pass: window -> families -> consensus -> records in coordinate order. What consensus
// writes and genotype counts comes from here, so both see the same molecules.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/coordinate_order.hpp"
#include "app/reference_stretch.hpp"
#include "io/hts/alignment_file.hpp"
#include "stages/consensus/consensus_caller.hpp"
#include "stages/consensus/consensus_record.hpp"
#include "stages/group/family_sizes.hpp"
#include "stages/group/position_families.hpp"
#include "stages/group/template_label.hpp"
#include "stages/group/template_window.hpp"
#include "values/molecule/molecule_counts.hpp"

namespace tidemark {

enum class MoleculeOrder : std::uint8_t {
    by_coordinate,   ///< records as a sorted file has them
    by_molecule      ///< both records of a molecule one after the other
};

struct MoleculeSetting {
    LabelRules labels;                              ///< contig lengths and read groups are filled from the file
    std::optional<GroupingParameters> grouping;     ///< nothing: by the shape of the first UMI (default_grouping)
    ConsensusParameters consensus;
    std::optional<FilterThresholds> filter;
    std::int64_t max_insert = 1000;
    bool describe_difference = false;               ///< NM and MD
    MoleculeOrder order = MoleculeOrder::by_coordinate;
};

/// What a stream saw; parts of a file are added up, in any order.
struct MoleculeTally {
    MoleculeCounts counts;
    FamilySizes family_sizes;
    DuplexSizes strand_sizes;
    std::int64_t reads_with_long_umi = 0;   ///< longer than can be held
    std::int64_t consensus_reads = 0;       ///< reads that carry tags of a consensus caller
    std::optional<Umi> one_umi;             ///< of a template
    bool umis_differ = false;
    MoleculeTally& operator+=(MoleculeTally const& other);
};

class MoleculeStream {
public:
    using Sink = std::function<void(Read const&)>;

    /// `setting` and `file` outlive the stream. Records come in coordinate order, read 1 and read 2 of a molecule under one
    /// name that says where it lies: contig, both ends (1-based), number among the molecules there.
    MoleculeStream(MoleculeSetting const& setting, AlignmentFile const& file, std::filesystem::path const& reference,
                   Sink sink);

    void add(Read const& read);
    /// std::logic_error where a read was lost without a reason.
    void finish();

    /// After `finish`.
    [[nodiscard]] MoleculeTally const& tally() const { return tally_; }
    [[nodiscard]] std::optional<GroupingParameters> const& grouping() const { return grouping_; }

private:
    void take_group(TemplateEnds const& ends, std::span<Template const> templates);
    void call(TemplateEnds const& ends, std::span<Template const> templates, PositionFamily const& family);
    void name(TemplateEnds const& ends);
    void leave_contig();
    void count_faults(PositionFamilies const& families);

    MoleculeSetting const* setting_;
    AlignmentFile const* file_;
    Labeller labeller_;
    TemplateWindow window_;
    std::optional<GroupingParameters> grouping_;
    std::optional<PositionFamilies> families_;
    ConsensusCaller caller_;
    RecordEncoder encoder_;
    ReferenceStretch reference_;
    Sink sink_;
    CoordinateOrder order_;
    MoleculeTally tally_;
    std::int32_t contig_ = -1;

    std::vector<FamilyFragment> fragments_;
    std::optional<TemplateEnds> last_ends_;   ///< of the molecule named last
    std::int64_t number_ = 0;                 ///< of that molecule among those of its ends
    std::string id_;
};

/// Contig lengths and read groups of a file as the labels need them; libraries are told apart by LB.
void fill_from_file(LabelRules& rules, AlignmentFile const& file, std::string const& wanted_sample);

}  // namespace tidemark
