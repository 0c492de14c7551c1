// Makes a deep panel BAM for the benchmark, the same bytes for the same arguments: a random reference of 200 kb, 200
// SNVs and 10 indels on it, and pairs of 2x143 bases from fragments around 167 bases with qualities in four bins, as
// consensus callers write them (cD, aD, bD, MI, RX).
//   make_panel_bam FOLDER PAIRS
#include <htslib/faidx.h>
#include <htslib/sam.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <queue>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr std::int64_t genome_length = 200'000;
constexpr std::int64_t read_length = 143;
constexpr int loci = 200;

/// SplitMix64: enough for a benchmark, and the same everywhere.
class Numbers {
public:
    std::uint64_t next() {
        auto word = state_ += 0x9e3779b97f4a7c15ULL;
        word = (word ^ (word >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        word = (word ^ (word >> 27U)) * 0x94d049bb133111ebULL;
        return word ^ (word >> 31U);
    }
    std::int64_t below(std::int64_t limit) { return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit)); }
    /// Sum of twelve uniforms: mean 0, variance 1.
    double bell() {
        double sum = -6;
        for (int draw = 0; draw < 12; ++draw) {
            sum += static_cast<double>(next() >> 11U) * 0x1.0p-53;
        }
        return sum;
    }

private:
    std::uint64_t state_ = 20260701;
};

struct Pending {
    std::int64_t position;
    std::int64_t mate_position;
    std::int64_t fragment;
    std::uint64_t number;
    bool second;
    bool operator>(Pending const& other) const {
        return position != other.position ? position > other.position : number > other.number;
    }
};

class Writer {
public:
    Writer(std::string const& folder, std::string const& genome)
        : genome_{genome}, file_{hts_open((folder + "/panel.bam").c_str(), "wb")}, header_{sam_hdr_init()}, record_{bam_init1()} {
        auto const text = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:" + std::to_string(genome_length) +
                          "\n@RG\tID:A\tSM:bench\n";
        if (file_ == nullptr || sam_hdr_add_lines(header_, text.c_str(), text.size()) != 0 ||
            sam_hdr_write(file_, header_) != 0) {
            throw std::runtime_error{"cannot write the BAM"};
        }
    }

    void write(Pending const& read, Numbers& numbers) {
        std::string bases = genome_.substr(static_cast<std::size_t>(read.position), read_length);
        std::string qualities(bases.size(), 37);
        for (std::size_t index = 0; index < bases.size(); ++index) {
            auto const draw = numbers.below(1000);
            qualities[index] = static_cast<char>(draw < 930 ? 37 : draw < 975 ? 25 : draw < 997 ? 11 : 2);
            if (numbers.below(1000) == 0) {
                bases[index] = "ACGT"[numbers.below(4)];
            }
        }
        auto const name = "A01234:87:HGXXKDSX3:1:" + std::to_string(1101 + read.number % 1500) + ":" +
                          std::to_string(read.number / 1500 % 32000) + ":" + std::to_string(read.number % 37000);
        // Direction of read 1 alternates, so that both strands occur.
        bool const one_first = read.number % 2 == 0;
        auto const flags = static_cast<std::uint16_t>(0x3 | (read.second ? 0x10 : 0x20) |
                                                      ((read.second != one_first) ? 0x40 : 0x80));
        std::uint32_t const cigar = static_cast<std::uint32_t>(bases.size()) << 4U;
        if (bam_set1(record_, name.size(), name.c_str(), flags, 0, read.position, 60, 1, &cigar, 0, read.mate_position,
                     read.second ? -read.fragment : read.fragment, bases.size(), bases.c_str(), qualities.c_str(),
                     128) < 0) {
            throw std::runtime_error{"cannot build a record"};
        }
        auto const ab = static_cast<std::int32_t>(1 + read.number % 5);
        auto const ba = static_cast<std::int32_t>(read.number % 3);
        auto const molecule = std::to_string(read.number);
        bam_aux_append(record_, "RG", 'Z', 2, reinterpret_cast<std::uint8_t const*>("A"));
        bam_aux_append(record_, "MI", 'Z', static_cast<int>(molecule.size()) + 1,
                       reinterpret_cast<std::uint8_t const*>(molecule.c_str()));
        bam_aux_append(record_, "RX", 'Z', 8, reinterpret_cast<std::uint8_t const*>("ACG-TGA"));
        bam_aux_update_int(record_, "cD", ab + ba);
        bam_aux_update_int(record_, "aD", ab);
        bam_aux_update_int(record_, "bD", ba);
        if (sam_write1(file_, header_, record_) < 0) {
            throw std::runtime_error{"cannot write a record"};
        }
    }

    void close() {
        bam_destroy1(record_);
        sam_hdr_destroy(header_);
        if (hts_close(file_) != 0) {
            throw std::runtime_error{"cannot close the BAM"};
        }
    }

private:
    std::string const& genome_;
    htsFile* file_;
    sam_hdr_t* header_;
    bam1_t* record_;
};

void write_panel(std::string const& folder, std::string const& genome, Numbers& numbers) {
    std::ofstream vcf{folder + "/panel.vcf"};
    std::ofstream sites{folder + "/sites.bed"};
    vcf << "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=" << genome_length << ">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    for (int locus = 0; locus < loci; ++locus) {
        auto const position = 500 + locus * ((genome_length - 1000) / loci) + numbers.below(50);
        char const ref = genome[static_cast<std::size_t>(position)];
        std::string const others = std::string{"ACGT"}.erase(std::string{"ACGT"}.find(ref), 1);
        vcf << "chr1\t" << position + 1 << "\t.\t" << ref << '\t' << others[static_cast<std::size_t>(numbers.below(3))]
            << "\t.\tPASS\t.\n";
        sites << "chr1\t" << position << '\t' << position + 1 << '\n';
    }
    std::ofstream{folder + "/targets.bed"} << "chr1\t0\t" << genome_length << '\n';
}

void make(std::string const& folder, std::uint64_t pairs) {
    Numbers numbers;
    std::string genome;
    for (std::int64_t base = 0; base < genome_length; ++base) {
        genome += "ACGT"[numbers.below(4)];
    }
    auto const fasta = folder + "/reference.fa";
    std::ofstream{fasta} << ">chr1\n" << genome << '\n';
    if (fai_build(fasta.c_str()) != 0) {
        throw std::runtime_error{"cannot index the reference"};
    }
    write_panel(folder, genome, numbers);

    std::vector<std::int64_t> starts(pairs);
    for (auto& start : starts) {
        start = numbers.below(genome_length - 400);
    }
    std::ranges::sort(starts);
    Writer writer{folder, genome};
    std::priority_queue<Pending, std::vector<Pending>, std::greater<>> waiting;
    for (std::uint64_t number = 0; number < pairs; ++number) {
        auto const start = starts[number];
        while (!waiting.empty() && waiting.top().position <= start) {
            writer.write(waiting.top(), numbers);
            waiting.pop();
        }
        auto const fragment = std::clamp<std::int64_t>(std::llround(167 + 20 * numbers.bell()), read_length, 390);
        auto const second = start + fragment - read_length;
        writer.write({start, second, fragment, number, false}, numbers);
        waiting.push({second, start, fragment, number, true});
    }
    for (; !waiting.empty(); waiting.pop()) {
        writer.write(waiting.top(), numbers);
    }
    writer.close();
    if (sam_index_build((folder + "/panel.bam").c_str(), 0) != 0) {
        throw std::runtime_error{"cannot index the BAM"};
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "make_panel_bam FOLDER PAIRS\n";
        return 2;
    }
    try {
        make(argv[1], std::strtoull(argv[2], nullptr, 10));
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}
