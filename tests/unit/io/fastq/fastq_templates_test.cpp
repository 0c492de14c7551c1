#include "io/fastq/fastq_templates.hpp"

#include <gtest/gtest.h>

#include "support/fastq_text.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::string named(std::string const& names) {
    std::string text;
    for (char const name : names) {
        text += fastq_record(std::string(1, name), "ACGT");
    }
    return text;
}

/// Names of the templates, or "rule: where" of the failure behind them.
std::string names_of(std::vector<std::string> const& contents, std::size_t files_per_lane) {
    Scratch const scratch;
    FastqLanes lanes;
    lanes.files_per_lane = files_per_lane;
    for (auto const& content : contents) {
        lanes.files.push_back(scratch.write("f" + std::to_string(lanes.files.size()), content));
    }
    std::string text;
    try {
        FastqTemplates templates{lanes};
        for (auto records = templates.next(); !records.empty(); records = templates.next()) {
            EXPECT_EQ(records.size(), files_per_lane);
            text += records.front().name;
        }
    } catch (InputError const& error) {
        return text + " " + error.failure().rule + ": " + error.failure().where;
    }
    return text;
}

}  // namespace

TEST(FastqTemplatesTest, a_file_that_ends_before_its_mate_is_named_with_the_record) {
    EXPECT_EQ(names_of({named("ab"), named("abc")}, 2), "ab fastq_length: f0 record 3");
    EXPECT_EQ(names_of({named("abc"), named("a")}, 2), "a fastq_length: f1 record 2");
    EXPECT_EQ(names_of({named("ab"), named("ab"), named("abc")}, 3).substr(0, 16), "ab fastq_length:");
}

TEST(FastqTemplatesTest, mates_of_other_names_are_refused_at_the_first) {
    EXPECT_EQ(names_of({named("abc"), named("axc")}, 2), "a fastq_names: f1 record 2");
    EXPECT_EQ(names_of({named("ab"), named("ab"), named("ax")}, 3), "a fastq_names: f2 record 2");
}

TEST(FastqTemplatesTest, lanes_follow_each_other) {
    EXPECT_EQ(names_of({named("ab"), named("ab"), named("cd"), named("cd")}, 2), "abcd");
    EXPECT_EQ(names_of({named("ab"), named("cd")}, 1), "abcd");
    EXPECT_EQ(names_of({named("a"), named("a"), "\n", "\n", named("b"), named("b")}, 2), "ab");
}

TEST(FastqTemplatesTest, all_files_R1_first_is_seen_at_the_first_record) {
    EXPECT_EQ(names_of({named("ab"), named("cd"), named("ab"), named("cd")}, 2), " fastq_names: f1 record 1");
}

TEST(FastqTemplatesTest, mates_given_as_two_lanes_are_refused_before_anything_is_read) {
    Scratch const scratch;
    FastqLanes const mates{.files = {scratch.write("R1", named("ab")), scratch.write("R2", named("ab"))}};
    EXPECT_THROW(FastqTemplates{mates}, UsageError);
    FastqLanes const empty{.files = {scratch.write("e1", "\n"), scratch.write("e2", "\n")}};
    EXPECT_TRUE(FastqTemplates{empty}.next().empty());
}

}  // namespace tidemark::test
