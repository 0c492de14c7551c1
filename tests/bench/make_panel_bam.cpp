// Makes a deep panel BAM for the benchmark, the same bytes for the same arguments: a random reference, one locus for
// every 1,000 bases (nineteen SNVs, then an indel that no molecule carries), and pairs of 2x143 bases from fragments around
// 167 bases with qualities in four bins, as consensus callers write them (cD, aD, bD, MI, RX). Bases at SNVs are read
// without error and well, so the truth is exact by construction: truth.tsv has the molecules that cover each locus and
// those that carry its allele (no depth for indels: it depends on what spans their repeat). Beside it: reference.fa, panel.vcf, few.vcf (its first two loci), sites.bed, targets.bed.
//   make_panel_bam FOLDER PAIRS GENOME_LENGTH COPIES
// COPIES above 1: every molecule is read so often, and without consensus tags.
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

constexpr std::int64_t read_length = 143;
constexpr std::int64_t locus_spacing = 1000;
constexpr std::size_t indel_every = 20;

struct Options {
    std::string folder;
    std::uint64_t pairs = 0;
    std::int64_t genome_length = 0;
    std::uint64_t copies = 1;
};

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
    static std::uint64_t mixed(std::uint64_t seed) { return Numbers{seed}.next(); }
    /// Sum of twelve uniforms: mean 0, variance 1.
    double bell() {
        double sum = -6;
        for (int draw = 0; draw < 12; ++draw) {
            sum += static_cast<double>(next() >> 11U) * 0x1.0p-53;
        }
        return sum;
    }

    explicit Numbers(std::uint64_t seed = 20260701) : state_{seed} {}

private:
    std::uint64_t state_;
};

struct Locus {
    std::int64_t position = 0;
    std::string ref;
    std::string alt;
    std::int64_t per_thousand = 0;   ///< share of molecules that carry the allele
    std::int64_t depth = 0;
    std::int64_t carriers = 0;

    [[nodiscard]] bool carried_by(std::uint64_t molecule) const {
        return static_cast<std::int64_t>(Numbers::mixed(molecule ^ static_cast<std::uint64_t>(position) << 32U) % 1000) <
               per_thousand;
    }
};

/// Loci by position; -1 where there is none. Only SNVs: what reads must show there is known.
struct Panel {
    std::vector<Locus> loci;
    std::vector<int> at;
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
    Writer(Options const& options, std::string const& genome, Panel const& panel)
        : copies_{options.copies},
          genome_{genome},
          panel_{panel},
          file_{hts_open((options.folder + "/panel.bam").c_str(), "wb")},
          header_{sam_hdr_init()},
          record_{bam_init1()} {
        auto const text = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:" + std::to_string(genome.size()) +
                          "\n@RG\tID:A\tSM:bench\n";
        if (file_ == nullptr || hts_set_threads(file_, 2) != 0 ||
            sam_hdr_add_lines(header_, text.c_str(), text.size()) != 0 || sam_hdr_write(file_, header_) != 0) {
            throw std::runtime_error{"cannot write the BAM"};
        }
    }

    void write(Pending const& read, Numbers& numbers) {
        std::string bases = genome_.substr(static_cast<std::size_t>(read.position), read_length);
        std::string qualities(bases.size(), 37);
        for (std::size_t index = 0; index < bases.size(); ++index) {
            auto const number = panel_.at[static_cast<std::size_t>(read.position) + index];
            if (number >= 0) {
                auto const& locus = panel_.loci[static_cast<std::size_t>(number)];
                bases[index] = locus.carried_by(read.number / copies_) ? locus.alt[0] : locus.ref[0];
                continue;
            }
            auto const random = numbers.next();
            auto const draw = (random >> 32U) * 1000 >> 32U;
            qualities[index] = static_cast<char>(draw < 930 ? 37 : draw < 975 ? 25 : draw < 997 ? 11 : 2);
            if (((random & 0xffffffffU) * 1000 >> 32U) == 0) {
                bases[index] = "ACGT"[numbers.below(4)];
            }
        }
        auto const name = "A01234:87:HGXXKDSX3:1:" + std::to_string(1101 + read.number % 1500) + ":" +
                          std::to_string(read.number / 1500 % 32000) + ":" + std::to_string(read.number % 37000);
        // Direction of read 1 alternates among molecules, so that both strands occur.
        bool const one_first = read.number / copies_ % 2 == 0;
        auto const flags = static_cast<std::uint16_t>(0x3 | (read.second ? 0x10 : 0x20) |
                                                      ((read.second != one_first) ? 0x40 : 0x80));
        std::uint32_t const cigar = static_cast<std::uint32_t>(bases.size()) << 4U;
        if (bam_set1(record_, name.size(), name.c_str(), flags, 0, read.position, 60, 1, &cigar, 0, read.mate_position,
                     read.second ? -read.fragment : read.fragment, bases.size(), bases.c_str(), qualities.c_str(),
                     128) < 0) {
            throw std::runtime_error{"cannot build a record"};
        }
        bam_aux_append(record_, "RG", 'Z', 2, reinterpret_cast<std::uint8_t const*>("A"));
        if (copies_ == 1) {
            append_consensus_tags(read);
        }
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
    void append_consensus_tags(Pending const& read) {
        auto const ab = static_cast<std::int32_t>(1 + read.number % 5);
        auto const ba = static_cast<std::int32_t>(read.number % 3);
        auto const molecule = std::to_string(read.number);
        bam_aux_append(record_, "MI", 'Z', static_cast<int>(molecule.size()) + 1,
                       reinterpret_cast<std::uint8_t const*>(molecule.c_str()));
        bam_aux_append(record_, "RX", 'Z', 8, reinterpret_cast<std::uint8_t const*>("ACG-TGA"));
        bam_aux_update_int(record_, "cD", ab + ba);
        bam_aux_update_int(record_, "aD", ab);
        bam_aux_update_int(record_, "bD", ba);
    }

    std::uint64_t copies_;
    std::string const& genome_;
    Panel const& panel_;
    htsFile* file_;
    sam_hdr_t* header_;
    bam1_t* record_;
};

std::string random_bases(std::int64_t length, Numbers& numbers) {
    std::string bases;
    for (std::int64_t base = 0; base < length; ++base) {
        bases += "ACGT"[numbers.below(4)];
    }
    return bases;
}

/// An insertion or deletion of `bases` letters that cannot slide to the left: it does not end like the base before it.
Locus make_indel(std::size_t number, std::int64_t position, std::string const& genome, Numbers& numbers) {
    constexpr std::size_t bases = 3;
    Locus locus;
    auto index = static_cast<std::size_t>(position);
    if (number % (2 * indel_every) < indel_every) {
        locus.ref = genome.substr(index, 1);
        locus.alt = locus.ref + random_bases(bases - 1, numbers) + (locus.ref == "A" ? "C" : "A");
    } else {
        while (genome[index] == genome[index + bases]) {
            ++index;
        }
        locus.ref = genome.substr(index, bases + 1);
        locus.alt = locus.ref.substr(0, 1);
    }
    locus.position = static_cast<std::int64_t>(index);
    return locus;
}

Locus make_locus(std::size_t number, std::string const& genome, Numbers& numbers) {
    auto const position = static_cast<std::int64_t>(number) * locus_spacing + locus_spacing / 2 + numbers.below(50);
    if (number % indel_every == indel_every - 1) {
        return make_indel(number, position, genome, numbers);
    }
    Locus locus;
    locus.position = position;
    locus.ref = genome.substr(static_cast<std::size_t>(position), 1);
    auto const others = std::string{"ACGT"}.erase(std::string{"ACGT"}.find(locus.ref[0]), 1);
    locus.alt = others[static_cast<std::size_t>(numbers.below(3))];
    locus.per_thousand = static_cast<std::int64_t>(number % 11);
    return locus;
}

Panel make_panel(std::string const& genome, Numbers& numbers) {
    Panel panel;
    panel.at.assign(genome.size(), -1);
    for (std::size_t number = 0; (number + 1) * locus_spacing <= genome.size(); ++number) {
        panel.loci.push_back(make_locus(number, genome, numbers));
        if (panel.loci.back().alt.size() == panel.loci.back().ref.size()) {
            panel.at[static_cast<std::size_t>(panel.loci.back().position)] = static_cast<int>(number);
        }
    }
    return panel;
}

void write_loci(std::string const& path, std::size_t genome_length, std::vector<Locus> const& loci, std::size_t count) {
    std::ofstream vcf{path};
    vcf << "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=" << genome_length
        << ">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    for (std::size_t number = 0; number < std::min(count, loci.size()); ++number) {
        vcf << "chr1\t" << loci[number].position + 1 << "\t.\t" << loci[number].ref << '\t' << loci[number].alt
            << "\t.\tPASS\t.\n";
    }
}

void write_tables(std::string const& folder, std::size_t genome_length, std::vector<Locus> const& loci) {
    write_loci(folder + "/panel.vcf", genome_length, loci, loci.size());
    write_loci(folder + "/few.vcf", genome_length, loci, 2);
    std::ofstream{folder + "/targets.bed"} << "chr1\t0\t" << genome_length << '\n';
    std::ofstream sites{folder + "/sites.bed"};
    std::ofstream truth{folder + "/truth.tsv"};
    truth << "pos\tref\talt\tdepth\tcarriers\n";
    for (auto const& locus : loci) {
        sites << "chr1\t" << locus.position << '\t' << locus.position + 1 << '\n';
        truth << locus.position + 1 << '\t' << locus.ref << '\t' << locus.alt << '\t'
              << (locus.ref.size() == locus.alt.size() ? std::to_string(locus.depth) : "") << '\t' << locus.carriers
              << '\n';
    }
}

struct Molecule {
    std::int64_t start;
    std::int64_t length;
};

std::vector<Molecule> make_molecules(std::uint64_t count, std::int64_t genome_length, Numbers& numbers) {
    std::vector<Molecule> molecules(count);
    for (auto& [start, length] : molecules) {
        start = numbers.below(genome_length - 400);
        length = std::clamp<std::int64_t>(std::llround(167 + 20 * numbers.bell()), read_length, 2 * read_length);
    }
    std::ranges::sort(molecules, {}, &Molecule::start);
    return molecules;
}

/// Fragments are no longer than two reads, so a molecule covers all that lies between its ends.
void count_truth(Panel& panel, std::vector<Molecule> const& molecules) {
    for (std::uint64_t number = 0; number < molecules.size(); ++number) {
        auto const& [start, length] = molecules[number];
        for (auto position = start; position < start + length; ++position) {
            if (auto const index = panel.at[static_cast<std::size_t>(position)]; index >= 0) {
                auto& locus = panel.loci[static_cast<std::size_t>(index)];
                ++locus.depth;
                locus.carriers += locus.carried_by(number) ? 1 : 0;
            }
        }
    }
}

void write_reads(Options const& options, std::string const& genome, Panel const& panel,
                 std::vector<Molecule> const& molecules, Numbers& numbers) {
    Writer writer{options, genome, panel};
    std::priority_queue<Pending, std::vector<Pending>, std::greater<>> waiting;
    for (std::uint64_t number = 0; number < molecules.size() * options.copies; ++number) {
        auto const& [start, length] = molecules[number / options.copies];
        while (!waiting.empty() && waiting.top().position <= start) {
            writer.write(waiting.top(), numbers);
            waiting.pop();
        }
        auto const second = start + length - read_length;
        writer.write({start, second, length, number, false}, numbers);
        waiting.push({second, start, length, number, true});
    }
    for (; !waiting.empty(); waiting.pop()) {
        writer.write(waiting.top(), numbers);
    }
    writer.close();
}

void make(Options const& options) {
    Numbers numbers;
    auto const genome = random_bases(options.genome_length, numbers);
    auto const fasta = options.folder + "/reference.fa";
    std::ofstream{fasta} << ">chr1\n" << genome << '\n';
    if (fai_build(fasta.c_str()) != 0) {
        throw std::runtime_error{"cannot index the reference"};
    }
    auto panel = make_panel(genome, numbers);
    auto const molecules = make_molecules(options.pairs / options.copies, options.genome_length, numbers);
    count_truth(panel, molecules);
    write_tables(options.folder, genome.size(), panel.loci);
    write_reads(options, genome, panel, molecules, numbers);
    if (sam_index_build((options.folder + "/panel.bam").c_str(), 0) != 0) {
        throw std::runtime_error{"cannot index the BAM"};
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "make_panel_bam FOLDER PAIRS GENOME_LENGTH COPIES\n";
        return 2;
    }
    try {
        Options const options{argv[1], std::stoull(argv[2]), std::stoll(argv[3]), std::stoull(argv[4])};
        if (options.copies == 0 || options.genome_length < 2 * locus_spacing) {
            throw std::runtime_error{"a genome of 2000 bases and 1 copy are the least"};
        }
        make(options);
    } catch (std::exception const& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}
