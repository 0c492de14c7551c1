// Every key, reason and total of the summary is on its page, and the reverse.
#include <gtest/gtest.h>

#include <set>

#include "command/extract/extract_case.hpp"
#include "support/format_page.hpp"

namespace tidemark::test {
namespace {

std::set<std::string> keys(nlohmann::json const& object) {
    std::set<std::string> names;
    for (auto const& [name, value] : object.items()) {
        names.insert(name);
    }
    return names;
}

std::set<std::string> documented(std::string const& first_title) {
    std::set<std::string> names;
    for (auto const& entry : FormatPage{"extract_summary.md"}.names("Summary", first_title)) {
        EXPECT_EQ(entry.titles.front(), "unit, domain");
        EXPECT_TRUE(names.insert(entry.name).second) << entry.name << " stands there twice";
    }
    return names;
}

}  // namespace

TEST(ExtractSummary, every_key_reason_and_total_is_on_its_page_and_the_reverse) {
    ExtractCase const extract;
    ASSERT_EQ(extract.run({extract.scratch.write("R1.fastq", fastq_record("a", "ACGT"))}, {"--umi", "none"}).exit_code, 0);
    auto const summary = extract.summary();
    EXPECT_EQ(keys(summary), documented("key"));
    EXPECT_EQ(keys(summary["losses"]), documented("reason in `losses`"));
    EXPECT_EQ(keys(summary["totals"]), documented("name in `totals`"));
}

}  // namespace tidemark::test
