// FASTA and index as written.
#include "io/hts/reference_writer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "io/hts/reference.hpp"
#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {

TEST(ReferenceWriter, a_folder_that_is_a_file_is_an_output_error) {
    Scratch const scratch;
    auto const blocked = scratch.write("file", "x");
    std::array const sequences{NamedSequence{"c", "ACGT"}};
    EXPECT_THROW(write_reference(blocked + "/r.fa", sequences), OutputError);
}

TEST(ReferenceWriter, lines_of_sixty_and_an_index_that_agrees) {
    Scratch const scratch;
    std::array const sequences{NamedSequence{"c1", std::string(61, 'A') + "cgt"}, NamedSequence{"c2", "GGG"}};
    write_reference(scratch / "r.fa", sequences);
    EXPECT_EQ(read_file(scratch.path() / "r.fa"), ">c1\n" + std::string(60, 'A') + "\nAcgt\n>c2\nGGG\n");
    // name, length, offset, bases per line, bytes per line
    EXPECT_EQ(read_file(scratch.path() / "r.fa.fai"), "c1\t64\t4\t60\t61\nc2\t3\t74\t3\t4\n");
    EXPECT_EQ(list_folder(scratch.path()), "r.fa\nr.fa.fai\n");
    Reference const reference{scratch / "r.fa"};
    EXPECT_EQ(reference.slice("c1", Interval{Position{59}, Position{64}}).bases, "AACGT");
}

}  // namespace tidemark::test
