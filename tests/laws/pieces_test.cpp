// Raw reads worked on in pieces: the number of threads changes no byte, whatever lies across a cut.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "io/hts/alignment_reader.hpp"
#include "support/alignment_text.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

constexpr int length = 80;

struct Contig {
    std::string name;
    std::string bases;
};

struct Line {
    std::size_t contig = 0;
    std::int64_t position = 0;
    std::string text;
};

/// A file of reads on two long contigs and many short ones, most of them near the places where an index cuts.
class RandomFile {
public:
    explicit RandomFile(unsigned int seed, std::size_t first_contig = 120'000) : random_{seed} {
        for (auto const& [name, bases] : {std::pair{"chr1", first_contig}, {"chr2", std::size_t{90'000}}}) {
            contigs.push_back({name, sequence(bases)});
        }
        for (int number = 0; number < 30; ++number) {
            contigs.push_back({"decoy" + std::to_string(number), sequence(2'000)});
        }
    }

    std::string sequence(std::size_t bases) {
        std::string text;
        for (std::size_t base = 0; base < bases; ++base) {
            text += "ACGT"[random_() % 4];
        }
        return text;
    }

    std::string umi() { return sequence(6); }

    /// One read of `template_name`; qualities that do not compress, so that small files have many blocks.
    void read(std::string const& template_name, int flags, std::size_t contig, std::int64_t position, std::string const& mate,
              std::string const& tags, int clip = 0, std::string const& quality = "60") {
        auto bases = contigs[contig].bases.substr(static_cast<std::size_t>(position), static_cast<std::size_t>(length - clip));
        std::string qualities;
        for (int base = 0; base < length; ++base) {
            qualities += static_cast<char>('!' + 12 + random_() % 28);
        }
        if (random_() % 4 == 0) {
            bases[random_() % bases.size()] = "ACGT"[random_() % 4];
        }
        bool const reverse = (flags & 0x10) != 0;
        auto const soft = std::to_string(clip) + "S", match = std::to_string(length - clip) + "M";
        auto const cigar = clip == 0 ? match : reverse ? match + soft : soft + match;
        bases = reverse ? bases + std::string(static_cast<std::size_t>(clip), 'A') : std::string(static_cast<std::size_t>(clip), 'A') + bases;
        lines.push_back({contig, position, template_name + "\t" + std::to_string(flags) + "\t" + contigs[contig].name + "\t" +
                                               std::to_string(position + 1) + "\t" + quality + "\t" + cigar + "\t" + mate + "\t" + bases +
                                               "\t" + qualities + "\tRG:Z:1" + tags});
    }

    /// Copies of one molecule whose ends are `start` and `start` + `insert`.
    void molecule(std::size_t contig, std::int64_t start, std::int64_t insert, int copies) {
        auto const halves = std::pair{umi(), umi()};
        for (int copy = 0; copy < copies; ++copy) {
            bool const strand_b = random_() % 3 == 0;
            auto const name = "t" + std::to_string(number_++);
            auto const tag = "\tRX:Z:" + (strand_b ? halves.second + "-" + halves.first : halves.first + "-" + halves.second);
            auto const backward = start + insert - length;
            auto const odd = random_() % 60;
            int const clip = odd == 0 ? 10 : 0;
            auto const forward = start + clip;
            int const first = strand_b ? 0x80 : 0x40, second = strand_b ? 0x40 : 0x80;
            auto const size = insert - clip;
            auto const low = odd == 1 ? "0" : "60";
            if (odd != 2) {
                read(name, 0x1 | 0x2 | 0x20 | first, contig, forward, "=\t" + std::to_string(backward + 1) + "\t" + std::to_string(size), tag, clip, low);
            }
            if (odd != 3) {
                read(name, 0x1 | 0x2 | 0x10 | second, contig, backward, "=\t" + std::to_string(forward + 1) + "\t" + std::to_string(-size), tag);
            }
            if (odd == 4) {
                lines.push_back(lines.back());
            }
        }
    }

    /// Mates on other contigs or far away, with the mate's CIGAR.
    void far_pairs(std::size_t contig, std::int64_t start, std::size_t other, std::int64_t place, int copies) {
        auto const tag = "\tRX:Z:" + umi() + "-" + umi() + "\tMC:Z:" + std::to_string(length) + "M";
        auto const mate = [&](std::size_t from, std::size_t to, std::int64_t position) {
            return (from == to ? "=" : contigs[to].name) + "\t" + std::to_string(position + 1) + "\t0";
        };
        for (int copy = 0; copy < copies; ++copy) {
            auto const name = "f" + std::to_string(number_++);
            read(name, 0x1 | 0x20 | 0x40, contig, start, mate(contig, other, place), tag);
            read(name, 0x1 | 0x10 | 0x80, other, place, mate(other, contig, start), tag);
        }
    }

    /// The mate unmapped beside it, and reads without mates.
    void alone(std::size_t contig, std::int64_t start) {
        auto const tag = "\tRX:Z:" + umi() + "-" + umi();
        auto const name = "a" + std::to_string(number_++);
        read(name, 0x1 | 0x8 | 0x40, contig, start, "=\t" + std::to_string(start + 1) + "\t0", tag);
        lines.push_back({contig, start, name + "\t133\t" + contigs[contig].name + "\t" + std::to_string(start + 1) + "\t0\t*\t=\t" +
                                            std::to_string(start + 1) + "\t0\tACGT\tFFFF\tRG:Z:1" + tag});
        read("s" + std::to_string(number_++), random_() % 2 == 0 ? 0 : 0x10, contig, start, "*\t0\t0", tag);
    }

    /// What tears a cut: an alignment over `skip` bases, or a leading clip of `clip`.
    void odd_read(std::size_t contig, std::int64_t start, int clip, int skip) {
        auto const size = static_cast<std::size_t>(clip + length);
        auto const half = std::to_string(length / 2) + "M";
        auto const cigar = (clip > 0 ? std::to_string(clip) + "S" : "") + (skip > 0 ? half + std::to_string(skip) + "N" + half : std::to_string(length) + "M");
        auto const flags = skip > 0 ? "16" : "0";
        lines.push_back({contig, start, "o" + std::to_string(number_++) + "\t" + flags + "\t" + contigs[contig].name + "\t" + std::to_string(start + 1) +
                                            "\t60\t" + cigar + "\t*\t0\t0\t" + std::string(size, 'A') + "\t" + std::string(size, 'F') + "\tRG:Z:1\tRX:Z:" +
                                            umi() + "-" + umi()});
    }

    [[nodiscard]] std::string sam() {
        std::string text = "@HD\tVN:1.6\tSO:coordinate\n";
        for (auto const& contig : contigs) {
            text += "@SQ\tSN:" + contig.name + "\tLN:" + std::to_string(contig.bases.size()) + "\n";
        }
        text += "@RG\tID:1\tSM:s1\tLB:l1\n";
        std::ranges::stable_sort(lines, {}, [](Line const& line) { return std::pair{line.contig, line.position}; });
        for (auto const& line : lines) {
            text += line.text + "\n";
        }
        for (int unplaced = 0; unplaced < 50; ++unplaced) {
            text += "u" + std::to_string(unplaced) + "\t4\t*\t0\t0\t*\t*\t0\t0\tACGT\tFFFF\tRG:Z:1\n";
        }
        return text;
    }
    [[nodiscard]] std::string fasta() const {
        std::string text;
        for (auto const& contig : contigs) {
            text += ">" + contig.name + "\n" + contig.bases + "\n";
        }
        return text;
    }

    std::int64_t near_a_window(std::size_t contig) {
        auto const size = static_cast<std::int64_t>(contigs[contig].bases.size());
        auto const window = 1 + static_cast<std::int64_t>(random_() % static_cast<unsigned int>(size / 16'384));
        auto const start = 16'384 * window - 1'500 + static_cast<std::int64_t>(random_() % 3'500);
        return std::min(start, size - 1'200);
    }
    unsigned int draw(unsigned int below) { return static_cast<unsigned int>(random_() % below); }

    std::vector<Contig> contigs;
    std::vector<Line> lines;

private:
    std::mt19937 random_;
    int number_ = 0;
};

void fill(RandomFile& file, int molecules) {
    for (int number = 0; number < molecules; ++number) {
        auto const contig = file.draw(5) < 3 ? std::size_t{0} : std::size_t{1};
        auto const start = file.draw(3) > 0 ? file.near_a_window(contig) : static_cast<std::int64_t>(file.draw(85'000));
        file.molecule(contig, start, 90 + file.draw(file.draw(20) == 0 ? 1'000 : 250), 1 + static_cast<int>(file.draw(5)));
        if (number % 40 == 0) {
            file.far_pairs(contig, start, number % 80 == 0 ? 1 - contig : 2 + file.draw(30), 500 + file.draw(900), 3);
            file.far_pairs(0, 16'384 - 400 + file.draw(800), 0, 2 * 16'384 - 400 + file.draw(800), 2);
            file.alone(contig, start);
        }
    }
    for (std::size_t contig = 2; contig < file.contigs.size(); ++contig) {
        file.molecule(contig, 100 + file.draw(300), 200, 3);
    }
}

std::map<std::string, std::string> consensus(std::string const& reference, std::string const& file, std::string const& threads,
                                             std::vector<std::string> const& more = {}) {
    Scratch const out;
    std::vector<std::string> words{"consensus", "-f", reference, "-@", threads, "-o", out / "s.bam", "--metrics", out / "m", "--families",
                                   out / "f.tsv", "--losses", out / "l.tsv", "--summary", out / "s.json", "--trust-cram"};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(file);
    auto const result = tidemark(words);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    std::map<std::string, std::string> files{{"stderr", result.err}};
    for (auto const& entry : std::filesystem::directory_iterator{out.path()}) {
        files[entry.path().filename().string()] = read_file(entry.path());
    }
    return files;
}

void expect_same(std::map<std::string, std::string> const& found, std::map<std::string, std::string> const& expected,
                 std::string const& what) {
    ASSERT_EQ(found.size(), expected.size()) << what;
    for (auto const& [name, bytes] : expected) {
        EXPECT_TRUE(found.at(name) == bytes) << what << ": " << name;
    }
}

std::size_t pieces_of(std::string const& file) {
    auto const windows = AlignmentReader{{file, {}, false, false, 1}}.windows();
    return cut_windows(windows, piece_bytes(windows)).size() + 1;
}

}  // namespace

TEST(Pieces, threads_change_no_byte_of_consensus_whatever_lies_across_a_cut) {
    for (unsigned int seed = 1; seed <= 3; ++seed) {
        RandomFile file{seed};
        fill(file, 2'500);
        Scratch const scratch;
        auto const reference = write_reference(scratch, "ref.fa", file.fasta());
        auto const bam = write_alignments(scratch, "s", file.sam());
        EXPECT_GT(pieces_of(bam), 7U) << "too few pieces to prove anything";
        auto const one = consensus(reference, bam, "1");
        EXPECT_EQ(one.size(), 11U);
        EXPECT_GT(one.at("s.bam").size(), 100'000U);
        for (auto const* const threads : {"2", "3", "8"}) {
            expect_same(consensus(reference, bam, threads), one, "seed " + std::to_string(seed) + ", threads " + threads);
        }
    }
}

TEST(Pieces, threads_change_no_byte_where_no_cut_fits) {
    // One name for many reads, clips of many hundred bases: pieces are joined again.
    RandomFile file{4};
    fill(file, 2'500);
    for (auto& line : file.lines) {
        if (file.draw(8) == 0) {
            line.text = "same" + std::to_string(file.draw(12)) + line.text.substr(line.text.find('\t'));
            // One UMI, because mates that say two are refused.
            auto const umi = line.text.find("\tRX:Z:");
            auto const end = std::min(line.text.find('\t', umi + 1), line.text.size());
            line.text.replace(umi, end - umi, "\tRX:Z:ACGTAC-TTGCAT");
        }
    }
    Scratch const scratch;
    auto const reference = write_reference(scratch, "ref.fa", file.fasta());
    auto const bam = write_alignments(scratch, "s", file.sam());
    EXPECT_GT(pieces_of(bam), 7U);
    auto const one = consensus(reference, bam, "1");
    EXPECT_NE(one.at("l.tsv").find("duplicate_record"), std::string::npos);
    for (auto const* const threads : {"2", "3", "8"}) {
        expect_same(consensus(reference, bam, threads), one, threads);
    }
}

TEST(Pieces, threads_change_no_byte_where_few_cuts_of_many_do_not_fit) {
    // Records of the pieces before and behind such a cut were given on already.
    for (unsigned int seed = 10; seed < 16; ++seed) {
        RandomFile file{seed, 500'000};
        for (int number = 0; number < 6'000; ++number) {
            auto const contig = file.draw(6) > 0 ? std::size_t{0} : std::size_t{1};
            auto const last = static_cast<unsigned int>(file.contigs[contig].bases.size() - 1'000);
            auto const start = file.draw(3) > 0 ? file.near_a_window(contig) : static_cast<std::int64_t>(file.draw(last));
            file.molecule(contig, start, 90 + file.draw(250), 1 + static_cast<int>(file.draw(4)));
        }
        for (unsigned int number = 0; number < seed % 4; ++number) {
            auto const place = 16'384 * (2 + static_cast<std::int64_t>(file.draw(26)));
            if (seed % 2 == 0) {
                file.odd_read(0, place - 30 - file.draw(40), 0, 520 + static_cast<int>(file.draw(900)));
            }
            file.odd_read(0, place + 900 + file.draw(9'000), 400 + static_cast<int>(file.draw(9'000)), 0);
        }
        if (seed % 4 == 0) {   // a clip longer than a piece: the pieces before are read again too
            file.odd_read(0, 300'000 + file.draw(9'000), 60'000, 0);
        }
        Scratch const scratch;
        auto const reference = write_reference(scratch, "ref.fa", file.fasta());
        auto const bam = write_alignments(scratch, "s", file.sam());
        EXPECT_GT(pieces_of(bam), 18U);
        auto const one = consensus(reference, bam, "1");
        for (auto const* const threads : {"2", "4", "8"}) {
            expect_same(consensus(reference, bam, threads), one, "seed " + std::to_string(seed) + ", threads " + threads);
        }
    }
}

TEST(Pieces, threads_change_no_byte_of_a_file_too_small_to_cut) {
    for (int const molecules : {1, 10, 100}) {
        RandomFile file{7};
        for (int molecule = 0; molecule < molecules; ++molecule) {
            file.molecule(0, 20'000 + 10 * molecule, 170, 2);
        }
        Scratch const scratch;
        auto const reference = write_reference(scratch, "ref.fa", file.fasta());
        auto const bam = write_alignments(scratch, "s", file.sam());
        EXPECT_EQ(pieces_of(bam), 1U);
        auto const one = consensus(reference, bam, "1");
        for (auto const* const threads : {"2", "8"}) {
            expect_same(consensus(reference, bam, threads), one, std::to_string(molecules) + " molecules, threads " + threads);
        }
    }
}

TEST(Pieces, threads_change_no_byte_of_deep_amplicons_of_cram_and_of_files_without_index) {
    RandomFile file{5};
    for (int molecule = 0; molecule < 700; ++molecule) {
        file.molecule(0, 16'384 - 100, 170, 3);
    }
    Scratch const scratch;
    auto const reference = write_reference(scratch, "ref.fa", file.fasta());
    auto const sam = file.sam();
    auto const bam = write_alignments(scratch, "s", sam);
    auto const one = consensus(reference, bam, "1");
    for (auto const* const threads : {"2", "8"}) {
        expect_same(consensus(reference, bam, threads), one, threads);
    }
    Scratch const second;
    auto const cram = write_alignments(second, "s", sam, reference);
    auto const bare = write_alignments(second, "s", sam, {}, false);
    for (auto const* const threads : {"1", "2", "8"}) {
        // The file's name stands in no output but the header is CRAM's own where M5 and UR were added.
        EXPECT_TRUE(consensus(reference, bare, threads) == one) << "no index, " << threads;
        EXPECT_TRUE(consensus(reference, cram, threads).at("l.tsv") == one.at("l.tsv")) << "CRAM, " << threads;
    }
    expect_same(consensus(reference, cram, "8"), consensus(reference, cram, "1"), "CRAM");
}

TEST(Pieces, threads_change_no_byte_of_the_evidence_of_raw_reads) {
    RandomFile file{6};
    fill(file, 2'500);
    Scratch const scratch;
    auto const reference = write_reference(scratch, "ref.fa", file.fasta());
    auto const bam = write_alignments(scratch, "s", file.sam());
    EXPECT_GT(pieces_of(bam), 7U);
    std::string panel = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    std::string targets;
    for (std::size_t contig = 0; contig < 2; ++contig) {
        for (std::int64_t place = 16'384 - 700; place + 5'000 < static_cast<std::int64_t>(file.contigs[contig].bases.size()); place += 4'096 + 33) {
            auto const base = file.contigs[contig].bases[static_cast<std::size_t>(place)];
            panel += file.contigs[contig].name + "\t" + std::to_string(place + 1) + "\t.\t" + base + "\t" + (base == 'A' ? "C" : "A") + "\t.\tPASS\t.\n";
            targets += file.contigs[contig].name + "\t" + std::to_string(place - 200) + "\t" + std::to_string(place + 200) + "\n";
        }
    }
    auto const vcf = scratch.write("panel.vcf", panel);
    auto const bed = scratch.write("targets.bed", targets);
    auto const evidence = [&](std::string const& threads, std::string const& access) {
        Scratch const out;
        auto const result = tidemark({"genotype", "-f", reference, "--panel", vcf, "--targets", bed, "--evidence", "raw", "--access", access,
                                      "-@", threads, "-o", out / "e.tsv.gz", bam});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return read_file(out / "e.tsv.gz") + read_file(out / "e.json") + result.err;
    };
    auto const one = evidence("1", "stream");
    EXPECT_GT(one.size(), 2'000U);
    auto const indexed = evidence("1", "index");
    for (auto const* const threads : {"2", "3", "8"}) {
        EXPECT_TRUE(evidence(threads, "stream") == one) << threads;
        EXPECT_TRUE(evidence(threads, "index") == indexed) << threads;
    }
}

}  // namespace tidemark::test
