// Raw reads in, families of one molecule each out, in one pass: labels -> window -> families. group writes them down,
// consensus and genotype call them (app/molecule_stream.hpp).
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "io/hts/alignment_file.hpp"
#include "stages/group/duplex_yield.hpp"
#include "stages/group/family_limit.hpp"
#include "stages/group/family_sizes.hpp"
#include "stages/group/position_families.hpp"
#include "stages/group/template_label.hpp"
#include "stages/group/template_window.hpp"
#include "stages/group/umi_observations.hpp"
#include "values/molecule/molecule_counts.hpp"

namespace tidemark {

struct FamilySetting {
    LabelRules labels;                            ///< contig lengths and read groups are filled from the file
    std::optional<GroupingParameters> grouping;   ///< nothing: by the shape of the first UMI (default_grouping)
    WindowParameters window;
    std::size_t max_reads = 0;                    ///< templates of a family by strand that take part; 0: all
    std::size_t max_bytes = std::size_t{4096} << 20U;   ///< that waiting reads, and molecules that wait for their turn, may take
    bool for_metrics = false;                     ///< UMIs and yields are tallied too
};

/// What a stream saw; parts of a file are added up, in any order.
struct MoleculeTally {
    MoleculeCounts counts;
    FamilySizes family_sizes;
    DuplexSizes strand_sizes;
    DuplexYield yields;                     ///< with for_metrics, as the UMIs
    UmiObservations umis;
    std::int64_t reads_with_long_umi = 0;   ///< longer than can be held
    std::int64_t consensus_reads = 0;       ///< reads that carry tags of a consensus caller
    std::optional<Umi> one_umi;             ///< of a template
    bool umis_differ = false;
    std::int64_t passed_over = 0;           ///< records of molecules that were counted without being called
    MoleculeTally& operator+=(MoleculeTally const& other);
};

class FamilyStream {
public:
    /// A position's templates and one family of them; `number` counts the molecules with these ends and directions.
    struct Found {
        TemplateEnds const& ends;
        std::span<Template const> templates;
        PositionFamily const& family;
        std::int64_t number;
    };
    using Sink = std::function<void(Found const&)>;

    /// `setting` outlives the stream. By the place where a family is complete. A piece of a stream hands over and counts
    /// what is its own; it must be told its grouping.
    FamilyStream(FamilySetting const& setting, Sink sink, StreamPiece const& piece = {});

    /// From here on: which families are looked at.
    void look_at(WindowInterest interest) { window_.look_at(std::move(interest)); }
    /// InputError `window_memory` where the reads that wait need more than `max_bytes`.
    void add(Read const& read);
    /// Everything that is open is handed over: end of a contig, or of the file.
    void leave_contig();
    /// Adds up the losses; once, at the end of the file.
    void finish();

    /// UMI of the family at hand by majority (PositionFamilies::umi_of).
    [[nodiscard]] std::string umi_of(PositionFamily const& family) { return families_->umi_of(family); }
    /// No family handed over later on this contig has a read that starts before this place.
    [[nodiscard]] std::int64_t settled() const { return window_.settled(); }
    /// As TemplateWindow::capacity, owes and fit.
    [[nodiscard]] std::size_t capacity() const { return window_.capacity(); }
    [[nodiscard]] bool owes() const { return window_.owes(); }
    [[nodiscard]] CutFit const& fit() const { return window_.fit(); }
    /// Whoever takes families counts their outcome here.
    [[nodiscard]] MoleculeTally& tally() { return tally_; }
    [[nodiscard]] MoleculeTally const& tally() const { return tally_; }
    [[nodiscard]] std::optional<GroupingParameters> const& grouping() const { return grouping_; }

private:
    void take_group(TemplateEnds const& ends, std::span<Template const> templates);
    void count_faults(PositionFamilies const& families);
    [[nodiscard]] std::int64_t next_number(TemplateEnds const& ends);

    FamilySetting const* setting_;
    StreamPiece piece_;
    Labeller labeller_;
    TemplateWindow window_;
    std::optional<GroupingParameters> grouping_;
    std::optional<PositionFamilies> families_;
    FamilyLimit limit_;
    Sink sink_;
    MoleculeTally tally_;
    std::optional<TemplateEnds> last_ends_;   ///< of the last family
    std::int64_t number_ = 0;                 ///< of that family among those of its ends
};

/// Throws InputError `window_memory`. `what` needs more than `limit` bytes.
[[noreturn]] void refuse_memory(std::string what, std::size_t limit);

/// Contig lengths and read groups of a file as the labels need them; libraries are told apart by LB.
void fill_from_file(LabelRules& rules, AlignmentFile const& file, std::string const& wanted_sample);

}  // namespace tidemark
