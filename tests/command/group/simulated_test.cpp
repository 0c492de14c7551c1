// A few thousand simulated pairs with errors, indels and both strands: order of the output, bytes, and sums made again.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "group_case.hpp"
#include "support/killed_runs.hpp"
#include "support/raw_scenario.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Records = std::vector<GroupCase::Cells>;
using Words = std::vector<std::string>;

class GroupSimulated : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new Scratch;
        auto const scenario = folder->write("s.json", raw_scenario(R"({"kind": "raw", "files": "bam"})"));
        simulated = tidemark({"simulate", scenario, "--seed", "3", "-o", *folder / "in"});
        // Its own files are made once and looked at by all.
        if (simulated.exit_code == 0) {
            simulated = tidemark({"group", "-o", *folder / "g.bam", "--metrics", *folder / "m", "--families", *folder / "f.tsv",
                                  "--losses", *folder / "l.tsv", "--summary", *folder / "g.json", raw()});
        }
    }
    static void TearDownTestSuite() { delete folder; }
    void SetUp() override { ASSERT_EQ(simulated.exit_code, 0) << simulated.err; }

    static std::string raw() { return *folder / "in/P1_before.bam"; }
    static Records records_of(std::string const& bam) {
        Records records;
        std::istringstream lines{alignments_as_text(bam)};
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with('@')) {
                records.push_back(cells_of(line, '\t'));
            }
        }
        return records;
    }
    /// Rows of a table below its header, the first `width` cells of each.
    static std::set<std::string> rows_of(std::string const& file, std::size_t width) {
        std::set<std::string> rows;
        std::istringstream lines{read_file(*folder / file)};
        std::string line;
        for (std::getline(lines, line); std::getline(lines, line);) {
            auto const cells = cells_of(line, '\t');
            std::string row = cells.at(0);
            for (std::size_t place = 1; place < width; ++place) {
                row += " " + cells.at(place);
            }
            rows.insert(row);
        }
        return rows;
    }

    static Scratch* folder;
    static CommandResult simulated;
};

Scratch* GroupSimulated::folder = nullptr;
CommandResult GroupSimulated::simulated;

/// Templates of either strand, by molecule.
std::map<std::string, std::pair<int, int>> strands_of(Records const& records) {
    std::map<std::string, std::pair<int, int>> strands;
    for (auto const& record : records) {
        if ((std::stoi(record[1]) & 0x40) != 0) {
            auto const id = text_of(record, "MI");
            auto& [a, b] = strands[molecule_of(id)];
            ++(id.ends_with("/B") ? b : a);
        }
    }
    return strands;
}

}  // namespace

TEST_F(GroupSimulated, mates_stand_together_strands_too_and_molecules_are_numbered_as_they_come) {
    auto const records = records_of(*folder / "g.bam");
    ASSERT_GT(records.size(), 2000U);
    ASSERT_EQ(records.size() % 2, 0U);
    long next = 0;
    std::string last, strand;
    for (std::size_t place = 0; place < records.size(); place += 2) {
        auto const& first = records[place];
        auto const& second = records[place + 1];
        EXPECT_EQ(first[0], second[0]);
        EXPECT_EQ(std::stoi(first[1]) & 0xC0, 0x40) << first[0];
        EXPECT_EQ(std::stoi(second[1]) & 0xC0, 0x80) << second[0];
        auto const id = text_of(first, "MI");
        EXPECT_EQ(text_of(second, "MI"), id);
        auto const molecule = molecule_of(id);
        if (molecule != last) {
            EXPECT_EQ(molecule, std::to_string(next++));
        } else {
            EXPECT_GE(id.substr(id.find('/')), strand) << "strand A before strand B in " << molecule;
        }
        last = molecule;
        strand = id.substr(id.find('/'));
    }
    EXPECT_GT(next, 500);
}

TEST_F(GroupSimulated, threads_are_the_total_of_what_reads_and_writes) {
    Scratch const scratch;
    // Half of the file, then a second of waiting, so that the threads can be counted while it runs.
    auto const counted = run({"bash", "-c",
                              R"sh(half=$(($(stat -c %s "$1") / 2))
                                 "$0" group -@ 8 -o "$2" - < <(head -c "$half" "$1"; sleep 1; tail -c +"$((half + 1))" "$1") &
                                 most=0
                                 while threads=$(awk '/^Threads/ { print $2 }' /proc/$!/status 2>/dev/null) && [ -n "$threads" ]; do
                                     [ "$threads" -le "$most" ] || most=$threads
                                     sleep 0.02
                                 done
                                 wait $! && echo "$most")sh",
                              program_path(), raw(), scratch / "g.bam"});
    ASSERT_EQ(counted.exit_code, 0) << counted.err;
    // htslib keeps one more for each file, which moves bytes and computes nothing.
    EXPECT_LE(std::stoi(counted.out), 8 + 2);
    EXPECT_GE(std::stoi(counted.out), 8);
    EXPECT_EQ(read_file(scratch / "g.bam"), read_file(*folder / "g.bam"));
}

TEST_F(GroupSimulated, reads_are_written_once_and_as_they_came) {
    auto const losses = read_file(*folder / "l.tsv");
    std::int64_t lost = 0;
    for (auto const& row : rows_of("l.tsv", 3)) {
        lost += row.starts_with("group ") ? std::stoll(row.substr(row.rfind(' '))) : 0;
    }
    auto const before = records_of(raw());
    auto after = records_of(*folder / "g.bam");
    EXPECT_EQ(static_cast<std::int64_t>(before.size()), static_cast<std::int64_t>(after.size()) + lost) << losses;
    std::set<GroupCase::Cells> const known{before.begin(), before.end()};
    std::set<GroupCase::Cells> written;
    for (auto& record : after) {
        ASSERT_TRUE(record.back().starts_with("MI:Z:"));
        record.pop_back();
        EXPECT_TRUE(known.contains(record)) << record[0];
        EXPECT_TRUE(written.insert(record).second) << record[0] << " stands twice";
    }
}

TEST_F(GroupSimulated, threads_streams_and_compression_change_no_record_and_threads_no_byte) {
    auto const expected = read_file(*folder / "g.bam");
    for (auto const* const threads : {"1", "2", "4"}) {
        ASSERT_EQ(tidemark({"group", "-@", threads, "-o", *folder / "t.bam", raw()}).exit_code, 0);
        EXPECT_TRUE(read_file(*folder / "t.bam") == expected) << threads;
    }
    ASSERT_EQ(tidemark({"group", "-o", *folder / "t.bam", "-"}, {.folder = {}, .input = read_file(raw()), .environment = {}}).exit_code, 0);
    EXPECT_TRUE(read_file(*folder / "t.bam") == expected);
    ASSERT_EQ(tidemark({"group", "--compression-level", "9", "-o", *folder / "t.bam", raw()}).exit_code, 0);
    EXPECT_TRUE(alignments_as_text(*folder / "t.bam") == alignments_as_text(*folder / "g.bam"));
    auto const streamed = tidemark({"group", "-o", "-", raw()});
    ASSERT_EQ(streamed.exit_code, 0);
    folder->write("t.bam", streamed.out);
    EXPECT_TRUE(alignments_as_text(*folder / "t.bam") == alignments_as_text(*folder / "g.bam"));
}

TEST_F(GroupSimulated, consensus_of_the_grouped_reads_is_that_of_the_raw_ones) {
    ASSERT_EQ(run({"samtools", "sort", "-o", *folder / "sorted.bam", *folder / "g.bam"}).exit_code, 0);
    auto const called = [](std::string const& bam, Words const& more) {
        Words words{"consensus", "-f", *folder / "in/reference.fa", "-o", *folder / "c.bam"};
        words.insert(words.end(), more.begin(), more.end());
        words.push_back(bam);
        auto const result = tidemark(words);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        std::multiset<GroupCase::Cells> molecules;
        for (auto record : records_of(*folder / "c.bam")) {
            record[0] = "";   // its number among those of one place goes by the id
            std::erase_if(record, [](auto const& cell) { return cell.starts_with("MI:"); });
            molecules.insert(record);
        }
        return molecules;
    };
    for (auto const& more : {Words{}, Words{"--compat", "fgbio"}, Words{"--min-reads", "3,1,1"}}) {
        auto const from_raw = called(raw(), more);
        auto grouped = more;
        grouped.insert(grouped.end(), {"--evidence", "grouped"});
        EXPECT_GT(from_raw.size(), 100U);
        EXPECT_TRUE(called(*folder / "sorted.bam", grouped) == from_raw);
        EXPECT_TRUE(called(*folder / "sorted.bam", more) == from_raw) << "the ids are found by themselves";
    }
}

TEST_F(GroupSimulated, family_tables_are_the_sums_over_the_output) {
    auto const strands = strands_of(records_of(*folder / "g.bam"));
    std::map<int, int> by_size, by_strand;
    std::map<std::pair<int, int>, int> by_both;
    for (auto const& [id, sizes] : strands) {
        auto const [a, b] = sizes;
        ++by_size[a + b];
        ++by_both[{std::max(a, b), std::min(a, b)}];
        for (int const strand : {a, b}) {
            by_strand[strand] += strand > 0 ? 1 : 0;
        }
    }
    std::set<std::string> sizes, both;
    for (auto const& [size, count] : by_size) {
        sizes.insert(std::to_string(size) + " " + std::to_string(count));
    }
    for (auto const& [pair, count] : by_both) {
        both.insert(std::to_string(pair.first) + " " + std::to_string(pair.second) + " " + std::to_string(count));
    }
    EXPECT_GT(both.size(), 3U);
    EXPECT_EQ(rows_of("m.tag_family_sizes.txt", 2), sizes);
    EXPECT_EQ(rows_of("m.duplex_family_sizes.txt", 3), both);
    EXPECT_EQ(rows_of("f.tsv", 3), both);
    for (auto const& row : rows_of("m.family_sizes.txt", 8)) {
        auto const cells = cells_of(row, ' ');
        EXPECT_EQ(std::stoi(cells[4]), by_strand[std::stoi(cells[0])]) << row;
        EXPECT_EQ(std::stoi(cells[7]), by_size[std::stoi(cells[0])]) << row;
    }
}

/// The same by awk, which shares no line with the program: templates, families, both strands, UMIs.
TEST_F(GroupSimulated, yields_and_UMIs_are_those_that_a_script_counts) {
    std::string const script = R"(
        { for (i = 12; i <= NF; ++i) if ($i ~ /^MI:Z:/) mi = substr($i, 6)
          if (int($2 / 64) % 2 == 0) next
          split(mi, id, "/"); ++templates; ++strand[mi]; molecule[id[1]] = 1 }
        END { for (m in molecule) { ++families; if ((m "/A") in strand && (m "/B") in strand) ++duplex }
              for (s in strand) ++strands
              print templates, strands, families, duplex + 0 })";
    auto const sam = run({"samtools", "view", *folder / "g.bam"}).out;
    auto const counted = run({"awk", "-F", "\t", script}, {.folder = {}, .input = sam, .environment = {}});
    ASSERT_EQ(counted.exit_code, 0) << counted.err;
    auto const rows = rows_of("m.duplex_yield_metrics.txt", 6);
    ASSERT_EQ(rows.size(), 20U);
    EXPECT_TRUE(rows.begin()->starts_with("0.05 ")) << *rows.begin();
    auto const cells = cells_of(*rows.rbegin(), ' ');   // fraction, templates, positions, strands, families, duplexes
    EXPECT_EQ(cells[0], "1");
    EXPECT_EQ(cells[1] + " " + cells[3] + " " + cells[4] + " " + cells[5] + "\n", counted.out);
    // The same of each share of the names, drawn by a plain Murmur3 in another language.
    std::string const recount = R"PY(
import sys
def murmur(text, seed=42):
    data, hash, mask = text.encode("utf-16-le"), seed, 0xffffffff
    turn = lambda value, by: (value << by | value >> (32 - by)) & mask
    mix = lambda part: turn(part * 0xcc9e2d51 & mask, 15) * 0x1b873593 & mask
    whole = len(data) // 4 * 4
    for place in range(0, whole, 4):
        hash = (turn(hash ^ mix(int.from_bytes(data[place:place + 4], "little")), 13) * 5 + 0xe6546b64) & mask
    if len(data) > whole:
        hash ^= mix(int.from_bytes(data[whole:], "little"))
    hash ^= len(data)
    hash = (hash ^ hash >> 16) * 0x85ebca6b & mask
    hash = (hash ^ hash >> 13) * 0xc2b2ae35 & mask
    hash ^= hash >> 16
    return abs(hash - (1 << 32) if hash >> 31 else hash) / 2147483647
reads = [(cells[0], next(tag[5:] for tag in cells[11:] if tag.startswith("MI:Z:")))
         for cells in (line.rstrip("\n").split("\t") for line in sys.stdin) if int(cells[1]) & 64]
for level in range(1, 21):
    strands = [mi for name, mi in reads if murmur(name) <= level * 0.05]
    molecules = {mi.split("/")[0] for mi in strands}
    seen = set(strands)
    both = sum(molecule + "/A" in seen and molecule + "/B" in seen for molecule in molecules)
    print(level / 20 if level < 20 else 1, len(strands), len(seen), len(molecules), both)
)PY";
    auto const shares = run({"python3", "-c", recount}, {.folder = {}, .input = sam, .environment = {}});
    ASSERT_EQ(shares.exit_code, 0) << shares.err;
    std::set<std::string> without_positions;
    for (auto const& row : rows) {
        auto const each = cells_of(row, ' ');
        without_positions.insert(each[0] + " " + each[1] + " " + each[3] + " " + each[4] + " " + each[5]);
    }
    std::set<std::string> expected;
    std::istringstream lines{shares.out};
    for (std::string line; std::getline(lines, line);) {
        expected.insert(line);
    }
    EXPECT_EQ(without_positions, expected);
    auto const templates = std::stoll(counted.out);
    std::int64_t raw_observations = 0;
    for (auto const& row : rows_of("m.umi_counts.txt", 2)) {
        raw_observations += std::stoll(row.substr(row.find(' ')));
    }
    EXPECT_EQ(raw_observations, 2 * templates) << "a half of each end";
    auto const summary = nlohmann::json::parse(read_file(*folder / "g.json"));
    EXPECT_EQ(summary["reads_of_families"]["called"], 2 * templates);
    EXPECT_EQ(summary["molecules_by"], "paired");
    EXPECT_EQ(summary["totals"]["molecules_duplex"], std::stoll(cells[5]));
}

TEST_F(GroupSimulated, a_killed_run_leaves_whole_files_and_temporary_names_and_the_next_one_gives_the_same_bytes) {
    expect_whole_files({.command = {program_path(), "group", "-o", "g.bam", "--losses", "l.tsv", "--families", "f.tsv", raw()},
                        .outputs = {"f.tsv", "g.bam", "l.tsv"},
                        .seed = 20261129,
                        .rounds = 8,
                        .least_killed = 2},
                       0);
}

}  // namespace tidemark::test
