#include "support/raw_files.hpp"

#include <htslib/bgzf.h>
#include <htslib/hts.h>
#include <htslib/kstring.h>
#include <htslib/sam.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "support/text_cells.hpp"

namespace tidemark::test {

std::vector<std::string> gzip_lines(std::string const& path) {
    std::unique_ptr<BGZF, int (*)(BGZF*)> const file{bgzf_open(path.c_str(), "r"), &bgzf_close};
    if (file == nullptr) {
        throw std::runtime_error{"cannot open " + path};
    }
    std::vector<std::string> lines;
    kstring_t line = KS_INITIALIZE;
    while (bgzf_getline(file.get(), '\n', &line) >= 0) {
        lines.emplace_back(line.s == nullptr ? "" : std::string{line.s, line.l});
    }
    ks_free(&line);
    return lines;
}

std::vector<FastqRead> read_fastq(std::string const& path) {
    auto const lines = gzip_lines(path);
    if (lines.size() % 4 != 0) {
        throw std::runtime_error{path + " has a torn record"};
    }
    std::vector<FastqRead> reads;
    for (std::size_t line = 0; line < lines.size(); line += 4) {
        if (!lines[line].starts_with('@') || lines[line + 2] != "+" || lines[line + 1].size() != lines[line + 3].size()) {
            throw std::runtime_error{path + " has an unsound record"};
        }
        reads.push_back({lines[line].substr(1), lines[line + 1], lines[line + 3]});
    }
    return reads;
}

std::map<std::string, MoleculeRow> read_molecules(std::string const& path) {
    auto const lines = gzip_lines(path);
    auto const header = cells_of(lines.at(1), '\t');
    std::map<std::string, MoleculeRow> rows;
    for (std::size_t line = 2; line < lines.size(); ++line) {
        auto const cells = cells_of(lines[line], '\t');
        if (cells.size() != header.size()) {
            throw std::runtime_error{path + " has a row of another width"};
        }
        MoleculeRow row;
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            row[header[cell]] = cells[cell];
        }
        rows[row.at("molecule")] = row;
    }
    return rows;
}

std::vector<AlignedRead> read_bam(std::string const& path) {
    std::unique_ptr<htsFile, int (*)(htsFile*)> const file{hts_open(path.c_str(), "r"), &hts_close};
    if (file == nullptr) {
        throw std::runtime_error{"cannot open " + path};
    }
    std::unique_ptr<sam_hdr_t, void (*)(sam_hdr_t*)> const header{sam_hdr_read(file.get()), &sam_hdr_destroy};
    std::unique_ptr<bam1_t, void (*)(bam1_t*)> const record{bam_init1(), &bam_destroy1};
    std::vector<AlignedRead> reads;
    kstring_t text = KS_INITIALIZE;
    while (sam_read1(file.get(), header.get(), record.get()) >= 0) {
        sam_format1(header.get(), record.get(), &text);
        auto const cells = cells_of(std::string{text.s, text.l}, '\t');
        AlignedRead read{cells[0], std::stoi(cells[1]), cells[2], std::stoll(cells[3]) - 1, std::stoll(cells[7]) - 1,
                         std::stoll(cells[8]), cells[5], {}, cells[9], cells[10], {}};
        for (std::size_t cell = 11; cell < cells.size(); ++cell) {
            read.umi = cells[cell].starts_with("RX:Z:") ? cells[cell].substr(5) : read.umi;
            read.mate_cigar = cells[cell].starts_with("MC:Z:") ? cells[cell].substr(5) : read.mate_cigar;
        }
        reads.push_back(std::move(read));
    }
    ks_free(&text);
    return reads;
}

NameParts name_parts(std::string const& name) {
    auto const cells = cells_of(name, ':');
    if (cells.size() != 7) {
        throw std::runtime_error{"unexpected name " + name};
    }
    return {cells[4], std::stoi(cells[5])};
}

std::map<std::string, std::string> read_fasta(std::string const& path) {
    std::ifstream stream{path};
    std::map<std::string, std::string> contigs;
    std::string name;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with('>')) {
            name = line.substr(1);
            continue;
        }
        std::ranges::transform(line, line.begin(), [](unsigned char base) { return static_cast<char>(std::toupper(base)); });
        contigs[name] += line;
    }
    return contigs;
}

}  // namespace tidemark::test
