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
#include "io/hts/alignment_reader.hpp"
#include "io/hts/reference_checksums.hpp"
#include "stages/consensus/certain_call.hpp"
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
    RecordDetail detail = RecordDetail::whole;      ///< else names tell molecules apart and say nothing
    MoleculeOrder order = MoleculeOrder::by_coordinate;
};

/// Whether a molecule that lies in [begin, end) of a contig of the file is looked at by whoever takes the records. Asked from
/// any thread; empty: all are.
using MoleculeInterest = std::function<bool(std::int32_t contig, std::int64_t begin, std::int64_t end)>;

/// Where raw reads come from.
struct MoleculeInput {
    AlignmentSource source;            ///< its threads are all that may work
    std::filesystem::path reference;
    ReferenceChecksums* checksums;     ///< of that reference; outlives the run
    MoleculeInterest interest = {};
};

class MoleculeStream {
public:
    using Sink = std::function<void(Read const&)>;

    /// `setting`, `file` and `reference` outlive the stream. Records come in coordinate order, read 1 and read 2 of a molecule under one
    /// name that says where it lies: contig, both ends (1-based), number among the molecules there.
    MoleculeStream(MoleculeSetting const& setting, AlignmentFile const& file, ReferenceStretch& reference, Sink sink,
                   StreamPiece const& piece = {});

    /// From here on a molecule that is not looked at and is called for certain is counted without being called: the tally
    /// is the same, its records do not come.
    void look_at(MoleculeInterest interest);

    void add(Read const& read);
    void finish();

    /// As TemplateWindow::owes and fit.
    [[nodiscard]] bool owes() const { return families_.owes(); }
    [[nodiscard]] CutFit const& fit() const { return families_.fit(); }
    /// After `finish`.
    [[nodiscard]] MoleculeTally const& tally() const { return families_.tally(); }
    [[nodiscard]] std::optional<GroupingParameters> const& grouping() const { return families_.grouping(); }

private:
    void take(FamilyStream::Found const& found);
    void call(FamilyStream::Found const& found);
    [[nodiscard]] bool can_be_passed_over(FamilyStream::Found const& found) const;
    void name(TemplateEnds const& ends, std::int64_t number);
    void mark(TemplateEnds const& ends, std::int64_t number);

    MoleculeSetting const* setting_;
    AlignmentFile const* file_;
    FamilyStream families_;
    ConsensusCaller caller_;
    CertainCall certain_;
    MoleculeInterest interest_;
    RecordEncoder encoder_;
    ReferenceStretch* reference_;
    Sink sink_;
    CoordinateOrder order_;
    std::int32_t contig_ = -1;
    std::vector<FamilyFragment> fragments_;
    std::string id_;
};

}  // namespace tidemark
