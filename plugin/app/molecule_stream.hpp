// Raw reads in, molecules out, in one pass: window -> families -> consensus -> records in coordinate order. What consensus
// writes and genotype counts comes from here, so both see the same molecules.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/coordinate_order.hpp"
#include "app/family_stream.hpp"
#include "app/reference_stretch.hpp"
#include "io/hts/alignment_file.hpp"
#include "stages/consensus/consensus_caller.hpp"
#include "stages/consensus/consensus_record.hpp"

namespace tidemark {

enum class MoleculeOrder : std::uint8_t {
    by_coordinate,   ///< records as a sorted file has them
    by_molecule      ///< both records of a molecule one after the other
};

struct MoleculeSetting {
    FamilySetting families;
    ConsensusParameters consensus;
    std::optional<FilterThresholds> filter;
    bool describe_difference = false;               ///< NM and MD
    MoleculeOrder order = MoleculeOrder::by_coordinate;
};

class MoleculeStream {
public:
    using Sink = std::function<void(Read const&)>;

    /// `setting`, `file` and `reference` outlive the stream. Records come in coordinate order, read 1 and read 2 of a molecule under one
    /// name that says where it lies: contig, both ends (1-based), number among the molecules there.
    MoleculeStream(MoleculeSetting const& setting, AlignmentFile const& file, ReferenceStretch& reference, Sink sink,
                   StreamPiece const& piece = {});

    void add(Read const& read);
    void finish();

    /// As TemplateWindow::owes and fit.
    [[nodiscard]] bool owes() const { return families_.owes(); }
    [[nodiscard]] CutFit const& fit() const { return families_.fit(); }
    /// After `finish`.
    [[nodiscard]] MoleculeTally const& tally() const { return families_.tally(); }
    [[nodiscard]] std::optional<GroupingParameters> const& grouping() const { return families_.grouping(); }

private:
    void call(FamilyStream::Found const& found);
    void name(TemplateEnds const& ends, std::int64_t number);

    MoleculeSetting const* setting_;
    AlignmentFile const* file_;
    FamilyStream families_;
    ConsensusCaller caller_;
    RecordEncoder encoder_;
    ReferenceStretch* reference_;
    Sink sink_;
    CoordinateOrder order_;
    std::int32_t contig_ = -1;
    std::vector<FamilyFragment> fragments_;
    std::string id_;
};

}  // namespace tidemark
