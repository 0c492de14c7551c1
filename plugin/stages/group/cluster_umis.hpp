// The UMIs of one position, with their template counts, to families: which of them are errors of which. Results do not
// depend on the order of input. Neighbours are not sought among all pairs, except where a position has few UMIs, but by
// trying all exchanges of one base (edits 1) or through shared pieces (edits 2 and more). docs/methods/group.md.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stages/group/dense_clusterer.hpp"
#include "stages/group/shared_pieces.hpp"
#include "stages/group/strategy.hpp"
#include "stages/group/umi_count.hpp"
#include "stages/group/umi_table.hpp"
#include "values/molecule/umi.hpp"

namespace tidemark {

/// Whether A-B is compared with B-A too. Needed only where it is not known which half belongs to which end.
enum class UmiOrientation : std::uint8_t { as_given, either };

/// One for each thread: its memory is kept from call to call, so that small positions cost no allocation.
class UmiClusterer {
public:
    /// `edits` below 0 is a std::logic_error.
    explicit UmiClusterer(GroupingParameters parameters);

    /// `umis` are distinct; with UmiOrientation::either, none is another one swapped. UMIs of different shape never
    /// share a family.
    /// METHOD: roots are taken by count descending, then sequence. Every UMI that can be reached from a root by steps
    /// of at most `edits` mismatches, each of which `takes_in` allows between the UMI left and the UMI reached, and that
    /// no earlier root has, joins it. Which of them is visited first makes no difference to that.
    [[nodiscard]] UmiFamilies cluster(std::span<UmiCount const> umis, UmiOrientation orientation = UmiOrientation::as_given);

    [[nodiscard]] GroupingParameters const& parameters() const { return parameters_; }

private:
    void sort_nodes(std::span<UmiCount const> umis);
    template <typename Visit>
    void walk(Visit const& visit_neighbours);
    void walk_all_pairs(UmiOrientation orientation);
    [[nodiscard]] bool join(std::uint32_t parent, std::uint32_t child);

    /// A UMI in the order in which roots are taken.
    struct Node {
        Umi umi;
        std::uint32_t templates = 0;
        std::uint32_t input = 0;
    };

    GroupingParameters parameters_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> node_family_;
    std::vector<std::uint32_t> left_;      ///< nodes without a family, for the comparison of all pairs
    std::vector<std::uint32_t> waiting_;   ///< nodes whose neighbours are to be visited
    std::vector<Umi> forms_;               ///< what the index holds: the UMIs, then their swapped forms
    std::vector<std::uint32_t> family_;
    std::vector<std::uint32_t> roots_;
    DenseClusterer dense_;
    UmiTable table_;
    SharedPieces pieces_;
};

}  // namespace tidemark
