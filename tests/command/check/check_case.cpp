#include "check_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

std::string contig_bases(char const* unit) {
    std::string bases;
    while (bases.size() < 400) {
        bases += unit;
    }
    return bases.substr(0, 400);
}

}  // namespace

CheckCase::CheckCase() {
    reference = write_reference(folder, "ref.fa",
                                ">chr1\n" + contig_bases("ACGTTGCA") + "\n>chr2\n" + contig_bases("GGATC") + "\n");
    folder.write("tumor.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
}

std::string CheckCase::reads(int count, std::string const& tags, std::string const& contig) {
    std::string text;
    for (int number = 1; number <= count; ++number) {
        text += fmt::format("r{}_{}\t0\t{}\t{}\t60\t10M\t*\t0\t0\tACGTTGCAAC\tIIIIIIIIII{}\n", contig, number, contig,
                            number, tags);
    }
    return text;
}

std::string CheckCase::header(std::string const& sample, std::string const& contig, int length) {
    return fmt::format("@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:{}\tLN:{}\n@RG\tID:a\tSM:{}\n", contig, length, sample);
}

std::string CheckCase::bam(std::string const& name, std::string const& text) const {
    return write_alignments(folder, name, text);
}

std::string CheckCase::sheet(std::vector<std::string> const& rows, std::string const& more) const {
    std::string text = "patient,sample,sample_type,day,bam,tumor_vcf" + (more.empty() ? more : "," + more) + "\n";
    for (auto const& row : rows) {
        text += row + "\n";
    }
    return folder.write("sheet.csv", text);
}

CommandResult CheckCase::check(std::vector<std::string> const& more) const {
    std::vector<std::string> words{"check", "--samples", folder / "sheet.csv", "--reference", reference, "-o", folder / "out"};
    words.insert(words.end(), more.begin(), more.end());
    return tidemark(words);
}

std::string CheckCase::verdict(std::string const& sample, std::string const& column) const {
    return table_cell(read_file(folder / "out/verdicts.tsv"), sample, column);
}

std::string CheckCase::outcome(std::string const& sample) const {
    return verdict(sample, "verdict") + " " + verdict(sample, "reason");
}

bool CheckCase::wrote(std::string const& name) const { return std::filesystem::exists(folder / ("out/" + name)); }

std::string table_cell(std::string const& table, std::string const& sample, std::string const& column) {
    std::istringstream lines{table};
    std::string line;
    std::getline(lines, line);
    auto const header = cells_of(line, '\t');
    auto const place = static_cast<std::size_t>(std::ranges::find(header, column) - header.begin());
    while (std::getline(lines, line)) {
        auto const cells = cells_of(line, '\t');
        if (cells.front() == sample && place < cells.size()) {
            return cells[place];
        }
    }
    return "<absent>";
}

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace tidemark::test
