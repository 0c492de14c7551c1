// Whether the UMIs of a stream are those of molecules or of single reads.
#include "stages/genotype/molecule_positions.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

/// `begins` bases with molecules that end in turn at two places; those past `of_one_template` have two templates.
MoleculePositions positions_of(int begins, int molecules_each, int of_one_template) {
    MoleculePositions positions;
    int number = 0;
    for (int begin = 0; begin < begins; ++begin) {
        for (int each = 0; each < molecules_each; ++each) {
            positions.add(begin + 160 + each % 2, number++ < of_one_template ? 1 : 2);
        }
        positions.next_begin();
        positions.next_begin();   // nothing in between
    }
    return positions;
}

}  // namespace

TEST(MoleculePositions, are_told_where_many_molecules_of_one_template_share_their_ends) {
    EXPECT_EQ(positions_of(125, 8, 1000).where_umis_are_unique(), 250) << "1,000 molecules at 125 x 2 pairs of ends";
    EXPECT_EQ(positions_of(124, 8, 1000).where_umis_are_unique(), std::nullopt) << "992 prove nothing";
}

TEST(MoleculePositions, are_not_told_of_an_ordinary_sample) {
    EXPECT_EQ(positions_of(200, 6, 1200).where_umis_are_unique(), std::nullopt) << "three at one position, not more";
    EXPECT_EQ(positions_of(125, 8, 980).where_umis_are_unique(), std::nullopt) << "98 of 100";
    EXPECT_EQ(positions_of(125, 8, 981).where_umis_are_unique(), 250);
}

TEST(MoleculePositions, of_parts_add_up_to_those_of_the_whole) {
    auto parts = positions_of(60, 8, 480);
    EXPECT_EQ(parts.where_umis_are_unique(), std::nullopt);
    parts += positions_of(70, 8, 560);
    EXPECT_EQ(parts.where_umis_are_unique(), 260);
}

}  // namespace tidemark::test
