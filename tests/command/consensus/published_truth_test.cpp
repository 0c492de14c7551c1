// Public data whose answer is known, from FASTQ through extract, bwa mem and consensus. Skipped where the data folder is not
// beside the checkout or there is no bwa. ConsensusCruncher's reads lie on hg19, which is not there: its UMIs are compared
// where they are extracted.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "support/consensus_case.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

class PublishedTruth : public testing::Test {
protected:
    void need(std::string const& folder) {
        data = source_folder() + "/../shared/data/" + folder + "/";
        if (!std::filesystem::exists(data)) {
            GTEST_SKIP() << "the folder " << folder << " is not there";
        }
        if (run({"bash", "-c", "command -v bwa && command -v samtools"}).exit_code != 0) {
            GTEST_SKIP() << "bwa or samtools is not there";
        }
    }
    /// extract, bwa mem and sort; the result is raw.bam.
    void align(std::string const& fasta, std::vector<std::string> const& files, std::vector<std::string> const& how) {
        reference = scratch.write("ref.fa", read_file(data + fasta));
        std::vector<std::string> words{"extract", "-O", "fastq", "-o", scratch / "reads.fastq"};
        words.insert(words.end(), how.begin(), how.end());
        for (auto const& file : files) {
            words.push_back(data + file);
        }
        auto const extracted = tidemark(words);
        ASSERT_EQ(extracted.exit_code, 0) << extracted.err;
        auto const aligned = run({"bash", "-c",
                                  "set -o pipefail; samtools faidx ref.fa && bwa index ref.fa && bwa mem " +
                                      std::string{files.size() == 2 ? "-p " : ""} +
                                      "-C -R '@RG\\tID:1\\tSM:s' ref.fa reads.fastq | samtools sort -o raw.bam -"},
                                 {.folder = scratch.path().string(), .input = {}, .environment = {}});
        ASSERT_EQ(aligned.exit_code, 0) << aligned.err;
    }
    void call(std::vector<std::string> const& more = {}) {
        std::vector<std::string> words{"consensus", "-f", reference, "-o", scratch / "s.bam", "--families", scratch / "f.tsv",
                                       "--summary", scratch / "s.json"};
        words.insert(words.end(), more.begin(), more.end());
        words.push_back(scratch / "raw.bam");
        auto const called = tidemark(words);
        ASSERT_EQ(called.exit_code, 0) << called.err;
        families.clear();
        std::istringstream lines{read_file(scratch / "f.tsv")};
        std::string line;
        for (std::getline(lines, line); std::getline(lines, line);) {
            auto const cells = cells_of(line, '\t');
            families.push_back({std::stoll(cells[0]), std::stoll(cells[1]), std::stoll(cells[2])});
        }
        records.clear();
        std::istringstream text{alignments_as_text(scratch / "s.bam")};
        for (std::string row; std::getline(text, row);) {
            if (!row.starts_with('@')) {
                records.push_back(cells_of(row, '\t'));
            }
        }
    }
    struct Row {
        std::int64_t ab, ba, count;
    };
    [[nodiscard]] std::int64_t families_of(std::int64_t templates) const {
        std::int64_t found = 0;
        for (auto const& row : families) {
            found += row.ab + row.ba >= templates ? row.count : 0;
        }
        return found;
    }
    [[nodiscard]] std::int64_t largest() const {
        std::int64_t found = 0;
        for (auto const& row : families) {
            found = std::max(found, row.ab + row.ba);
        }
        return found;
    }
    static std::int64_t depth(std::vector<std::string> const& record) {
        auto const cell = std::ranges::find_if(record, [](auto const& each) { return each.starts_with("cD:i:"); });
        return std::stoll(cell->substr(5));
    }
    /// Base at a 0-based place of an alignment without indels; '.' where it is not covered or has some.
    static char base_at(std::vector<std::string> const& record, std::int64_t place) {
        auto const offset = place - (std::stoll(record[3]) - 1);
        bool const plain = record[5] == std::to_string(record[9].size()) + "M";
        return plain && offset >= 0 && offset < static_cast<std::int64_t>(record[9].size()) ? record[9][static_cast<std::size_t>(offset)] : '.';
    }

    /// The same through insertions, deletions and clips; '.' where the alignment does not cover it, '-' where it is deleted.
    static char aligned_base(std::vector<std::string> const& record, std::int64_t place) {
        std::int64_t here = std::stoll(record[3]) - 1;
        std::size_t offset = 0;
        std::istringstream cigar{record[5]};
        char kind = 0;
        for (std::int64_t length = 0; cigar >> length >> kind;) {
            if (kind == 'M' || kind == 'D') {
                if (here <= place && place < here + length) {
                    return kind == 'D' ? '-' : record[9][offset + static_cast<std::size_t>(place - here)];
                }
                here += length;
            }
            offset += kind == 'M' || kind == 'I' || kind == 'S' ? static_cast<std::size_t>(length) : 0;
        }
        return '.';
    }
    /// What most reads of each UMI seen three times or more show at a place: counted here from the aligned reads, by nothing of
    /// the program's.
    [[nodiscard]] std::map<char, int> majorities(std::int64_t place) const {
        std::map<std::string, std::map<char, int>> shown;
        std::istringstream text{alignments_as_text(scratch / "raw.bam")};
        for (std::string row; std::getline(text, row);) {
            if (auto const record = cells_of(row, '\t'); !row.starts_with('@')) {
                auto const umi = std::ranges::find_if(record, [](auto const& each) { return each.starts_with("RX:Z:"); });
                ++shown[*umi][aligned_base(record, place)];
            }
        }
        std::map<char, int> found;
        for (auto const& [umi, bases] : shown) {
            int reads = 0;
            for (auto const& [base, count] : bases) {
                reads += count;
            }
            if (reads >= 3) {
                ++found[std::ranges::max_element(bases, {}, [](auto const& each) { return each.second; })->first];
            }
        }
        return found;
    }

    Scratch scratch;
    std::string data, reference;
    std::vector<Row> families;
    std::vector<std::vector<std::string>> records;
};

}  // namespace

TEST_F(PublishedTruth, kennedy_has_413_families_of_a_strand_and_206_duplexes) {
    need("kennedy_duplex_synthetic");
    if (IsSkipped()) {
        return;
    }
    align("testRef.fa", {"testSeq1.fastq.gz", "testSeq2.fastq.gz"}, {"--read-structure", "8M1S+T 8M1S+T"});
    call();
    // Published: 826 and 412, counted as reads of pairs; at least three reads to a family.
    std::int64_t strands = 0, duplexes = 0;
    for (auto const& row : families) {
        strands += row.count * ((row.ab >= 3 ? 1 : 0) + (row.ba >= 3 ? 1 : 0));
        duplexes += row.ab >= 3 && row.ba >= 3 ? row.count : 0;
    }
    EXPECT_EQ(strands, 413);
    EXPECT_EQ(duplexes, 206);
    EXPECT_EQ(families_of(1), 207);
    auto const totals = nlohmann::json::parse(read_file(scratch / "s.json"))["totals"];
    EXPECT_EQ(totals["molecules"], 207);
    EXPECT_EQ(totals["molecules_duplex"], 206);
    EXPECT_EQ(totals["records"], 414);
}

TEST_F(PublishedTruth, mageri_has_fourteen_molecules_of_five_reads_with_two_linked_haplotypes) {
    need("mageri_spike_umi");
    if (IsSkipped()) {
        return;
    }
    // The first 14 bases of read 1 stay: they are the UMI, and the aligner clips them.
    align("refs.fa", {"R1.fastq.gz", "R2.fastq.gz"}, {"--umi-pattern", "UMI:([ACGTN]+):", "--trim", "none"});
    call({"--strategy", "identity"});
    std::map<std::string, std::map<std::int64_t, char>> shown;
    for (auto const& record : records) {
        // Reads that end a base elsewhere are molecules of their own: 28 of the largest family's 12,924.
        if (record[0].starts_with("SPIKE1:-13-136:") && depth(record) >= 5) {
            for (std::int64_t const place : {30, 87, 88}) {
                if (char const base = base_at(record, place); base != '.') {
                    shown[record[0]][place] = base;
                }
            }
        }
    }
    EXPECT_EQ(shown.size(), 14U);
    std::map<std::string, int> haplotypes;
    for (auto const& [name, bases] : shown) {
        ++haplotypes[std::string{bases.at(30), bases.at(87), bases.at(88)}];
    }
    EXPECT_EQ(haplotypes["CCT"], 5);
    EXPECT_GE(haplotypes["TTC"], 8);
    EXPECT_LE(haplotypes["TTC"], 9);
    EXPECT_LE(largest(), 12'924);
    EXPECT_GE(largest(), 12'880);
    // Of all UMIs there: 14 of five reads are 7 molecules once errors are put to their UMIs.
    call({"--strategy", "adjacency"});
    EXPECT_EQ(std::ranges::count_if(records, [](auto const& record) {
                  return record[0].starts_with("SPIKE1:-13-136:") && (std::stoi(record[1]) & 0x40) != 0 && depth(record) >= 5;
              }), 7);
    EXPECT_LE(largest(), 13'015);
    EXPECT_GE(largest(), 12'970);
}

TEST_F(PublishedTruth, simsenseq_shows_H1047R_in_six_molecules_of_three_reads) {
    need("simsenseq_pik3ca");
    if (IsSkipped()) {
        return;
    }
    align("umierrorcorrect2/ref.fa", {"test_R1.fastq.gz"}, {"--read-structure", "12M16S+T"});
    // 277 UMIs were read three times or more. One of them ends before the place: the published 276.
    EXPECT_EQ(majorities(86'783), (std::map<char, int>{{'.', 1}, {'A', 270}, {'G', 6}}));
    for (std::string const strategy : {"identity", "adjacency"}) {
        call({"--strategy", strategy});
        std::map<char, int> bases;
        for (auto const& record : records) {
            if (depth(record) >= 3) {
                ++bases[aligned_base(record, 86'783)];
            }
        }
        // With adjacency one more family has three.
        EXPECT_EQ(families_of(3), strategy == "identity" ? 277 : 278);
        EXPECT_EQ(largest(), 14);
        // One family of three is called from two reads: they show a deletion, the third does not.
        EXPECT_EQ(bases, (std::map<char, int>{{'.', 1}, {'A', strategy == "identity" ? 269 : 270}, {'G', 6}})) << strategy;
    }
}

}  // namespace tidemark::test
