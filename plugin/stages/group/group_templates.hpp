// The templates of one position, each with its UMI, to families and strands.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stages/group/cluster_umis.hpp"
#include "values/molecule/duplex_strand.hpp"

namespace tidemark {

/// Which end of the template the first half of its UMI belongs to. The first half is that of read 1 (fgbio's convention
/// for RX), so it is the end at which read 1 has its 5' base: the lower of the two unclipped 5' ends by contig, position
/// and, at equal positions, forward before reverse. Both strands of one molecule have the same half at the same end,
/// though their reads are named the other way round. `unknown` where there are not two placed ends.
enum class FirstHalf : std::uint8_t { unknown, lower_end, higher_end };

struct TemplateUmi {
    Umi umi;
    FirstHalf first_half = FirstHalf::unknown;   ///< looked at by `paired` only
};

struct TemplateFamily {
    std::uint32_t family = 0;
    DuplexStrand strand = DuplexStrand::none;    ///< only with `paired` and two halves
    bool operator==(TemplateFamily const&) const = default;
};

/// One for each thread: its memory is kept from call to call.
class TemplateGrouper {
public:
    explicit TemplateGrouper(GroupingParameters parameters) : clusterer_{parameters} {}

    /// Families of one position, in the order of `templates`, valid until the next call. Any order of templates gives
    /// each the same family and strand. With `paired`:
    /// * ends known: UMIs are compared with the half of the lower end first, and strand `a` are the templates whose read
    ///   1 is at the lower end. A-B there and B-A from the other strand are one molecule; A-B and B-A of one direction
    ///   are two. Equal halves (A-A) are told apart as well.
    /// * ends unknown (for one template: then taken so for all): A-B and B-A are one molecule; a child may match in
    ///   either orientation and gets the strand of the one closer to its root. Strands of A-A cannot be told: all `a`.
    [[nodiscard]] std::span<TemplateFamily const> group(std::span<TemplateUmi const> templates);

    /// Of the last call: the distinct UMIs as compared, and their families.
    [[nodiscard]] std::span<UmiCount const> distinct_umis() const { return distinct_; }
    [[nodiscard]] UmiFamilies const& families() const { return families_; }

private:
    void count(std::span<TemplateUmi const> templates, UmiOrientation orientation);
    [[nodiscard]] Umi compared(TemplateUmi const& from, UmiOrientation orientation) const;
    [[nodiscard]] DuplexStrand strand(TemplateUmi const& from, UmiOrientation orientation, std::uint32_t family) const;
    [[nodiscard]] std::uint32_t number_of(Umi const& umi);

    UmiClusterer clusterer_;
    std::vector<UmiCount> distinct_;
    std::vector<std::uint32_t> which_;      ///< of each template: place in `distinct_`
    std::vector<std::uint32_t> slots_;      ///< open addressing into `distinct_`, place + 1; unused for few templates
    UmiFamilies families_;
    std::vector<TemplateFamily> result_;
};

}  // namespace tidemark
