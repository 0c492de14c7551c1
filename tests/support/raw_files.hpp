// Raw reads, alignments and molecule truth of a simulated folder, read without the code under test.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tidemark::test {

/// Lines of a gzip file.
[[nodiscard]] std::vector<std::string> gzip_lines(std::string const& path);

struct FastqRead {
    std::string name;
    std::string bases;
    std::string qualities;   ///< Phred + 33
};
[[nodiscard]] std::vector<FastqRead> read_fastq(std::string const& path);

/// Rows of truth/<sample>.molecules.tsv.gz by molecule.
using MoleculeRow = std::map<std::string, std::string>;
[[nodiscard]] std::map<std::string, MoleculeRow> read_molecules(std::string const& path);

struct AlignedRead {
    std::string name;
    int flags = 0;
    std::string contig;
    std::int64_t position = 0;   ///< 0-based
    std::int64_t mate_position = 0;
    std::int64_t template_length = 0;
    std::string cigar;
    std::string mate_cigar;      ///< MC
    std::string bases;
    std::string qualities;       ///< Phred + 33
    std::string umi;             ///< RX
};
[[nodiscard]] std::vector<AlignedRead> read_bam(std::string const& path);

/// Molecule and strand (1 forward, 2 reverse) in a name `tidemark:1:<sample>:1:<molecule>:<strand>:<serial>`.
struct NameParts {
    std::string molecule;
    int strand = 0;
};
[[nodiscard]] NameParts name_parts(std::string const& name);

/// Contigs of a FASTA, upper case.
[[nodiscard]] std::map<std::string, std::string> read_fasta(std::string const& path);

}  // namespace tidemark::test
