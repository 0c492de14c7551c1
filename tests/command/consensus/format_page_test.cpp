// Every key, reason, total and column is on its page, and the reverse; and the tags of the page are those that are written.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "support/consensus_case.hpp"
#include "support/format_page.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Names = std::set<std::string>;

Names keys(nlohmann::json const& object) {
    Names names;
    for (auto const& [name, value] : object.items()) {
        names.insert(name);
    }
    return names;
}

Names documented(std::string const& heading, std::string const& first_title) {
    Names names;
    for (auto const& entry : FormatPage{"consensus.md"}.names(heading, first_title)) {
        EXPECT_TRUE(names.insert(entry.name).second) << entry.name << " stands there twice";
        EXPECT_FALSE(entry.cells.front().empty()) << entry.name;
    }
    return names;
}

Names columns(std::string const& table) {
    auto const cells = cells_of(table.substr(0, table.find('\n')), '\t');
    return {cells.begin(), cells.end()};
}

class ConsensusPage : public testing::Test {
protected:
    /// A duplex with a minority indel and a template of low quality.
    void SetUp() override {
        auto odd = call.pair({.name = "odd"});
        odd[0].text = replaced(odd[0].text, "60M", "30M3D30M");
        auto const bam = call.bam("b", {call.duplex(3), call.pair({.name = "low", .quality = '#'}), odd});
        auto const result = call.run(bam, {"--per-base-tags", "--families", call.scratch / "out/families.tsv", "--losses",
                                           call.scratch / "out/losses.tsv", "--summary", call.scratch / "out/summary.json"});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }
    ConsensusCase call;
};

}  // namespace

TEST_F(ConsensusPage, keys_reasons_outcomes_and_totals_of_the_summary_are_on_the_page_and_the_reverse) {
    auto const summary = nlohmann::json::parse(read_file(call.scratch / "out/summary.json"));
    EXPECT_EQ(keys(summary), documented("Summary", "key"));
    EXPECT_EQ(keys(summary["totals"]), documented("Summary", "name in `totals`"));
    EXPECT_EQ(keys(summary["losses"]), documented("losses.tsv", "reason in `losses`"));
    EXPECT_EQ(keys(summary["families"]), documented("losses.tsv", "outcome in `families`"));
    EXPECT_EQ(keys(summary["reads_of_families"]), documented("losses.tsv", "outcome in `families`"));
}

TEST_F(ConsensusPage, columns_and_reasons_of_the_tables_are_on_the_page_and_the_reverse) {
    EXPECT_EQ(columns(read_file(call.scratch / "out/families.tsv")), documented("families.tsv", "column"));
    auto const table = read_file(call.scratch / "out/losses.tsv");
    EXPECT_EQ(columns(table), documented("losses.tsv", "column"));
    Names reasons;
    std::istringstream lines{table};
    std::string line;
    for (std::getline(lines, line); std::getline(lines, line);) {
        reasons.insert(cells_of(line, '\t')[1]);
    }
    auto expected = documented("losses.tsv", "reason in `losses`");
    expected.merge(documented("losses.tsv", "outcome in `families`"));
    EXPECT_EQ(reasons, expected);
}

TEST_F(ConsensusPage, every_tag_that_is_written_is_on_the_page_and_the_reverse) {
    Names written;
    for (auto const& record : call.records()) {
        for (std::size_t cell = 11; cell < record.size(); ++cell) {
            written.insert(record[cell].substr(0, 2));
        }
    }
    auto expected = documented("Tags", "tag");
    expected.erase("xc");   // no read of this molecule is clip alone
    written.erase("xc");
    EXPECT_EQ(written, expected);
}

}  // namespace tidemark::test
