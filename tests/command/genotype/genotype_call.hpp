// A reference, a panel and alignment files made of text, and one call of genotype.
#pragma once
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "support/alignment_text.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

/// The table as text: its head, and rows by column name.
struct EvidenceText {
    std::map<std::string, std::string> facts;
    std::vector<std::map<std::string, std::string>> rows;

    explicit EvidenceText(std::string const& text) {
        std::istringstream lines{text};
        std::vector<std::string> columns;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with('#')) {
                auto const equals = line.find('=');
                facts[line.substr(1, equals - 1)] = line.substr(equals + 1);
                continue;
            }
            std::vector<std::string> cells(1);
            for (char const letter : line) {
                if (letter == '\t') {
                    cells.emplace_back();
                } else {
                    cells.back() += letter;
                }
            }
            if (columns.empty()) {
                columns = cells;
                continue;
            }
            auto& row = rows.emplace_back();
            for (std::size_t index = 0; index < columns.size(); ++index) {
                row[columns[index]] = cells.at(index);
            }
        }
    }
    /// Sum of a column over the rows of one kind (and position, where given).
    [[nodiscard]] std::int64_t sum(std::string const& kind, std::string const& column, std::string const& position = {}) const {
        std::int64_t total = 0;
        for (auto const& row : rows) {
            if (row.at("row") == kind && (position.empty() || row.at("position") == position)) {
                total += std::stoll("0" + row.at(column));
            }
        }
        return total;
    }
};

class GenotypeCall {
public:
    /// 600 bases of chr1 (and 300 of chr2) without repeats, the same in every test.
    GenotypeCall() {
        std::uint32_t state = 99;
        for (int base = 0; base < 600; ++base) {
            state = state * 1664525U + 1013904223U;
            bases += "ACGT"[state >> 30U];
        }
        reference = write_reference(scratch, "ref.fa", ">chr1\n" + bases + "\n>chr2\n" + bases.substr(0, 300) + "\n");
        panel = scratch.write("panel.vcf", vcf({snv(200)}));
    }

    [[nodiscard]] std::string other(std::int64_t place) const {
        return std::string(1, "ACGT"[(std::string{"ACGT"}.find(bases[static_cast<std::size_t>(place)]) + 1) % 4]);
    }
    /// VCF columns of the SNV at a 0-based place of chr1.
    [[nodiscard]] std::string snv(std::int64_t place) const {
        return "chr1\t" + std::to_string(place + 1) + "\t.\t" + bases[static_cast<std::size_t>(place)] + "\t" + other(place);
    }
    [[nodiscard]] static std::string vcf(std::vector<std::string> const& variants) {
        std::string text = "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=600>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        for (auto const& variant : variants) {
            text += variant + "\t.\tPASS\t.\n";
        }
        return text;
    }
    [[nodiscard]] static std::string head(std::string const& groups = "@RG\tID:A\tSM:s1\n") {
        return "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:600\n@SQ\tSN:chr2\tLN:300\n" + groups;
    }
    /// One single-end record of 100 bases that starts at a 0-based place; `shown` replaces the base at 200.
    [[nodiscard]] std::string record(std::string const& name, std::int64_t place, int flags = 0,
                                     std::string const& shown = {}, std::string const& tags = "RG:Z:A") const {
        auto text = bases.substr(static_cast<std::size_t>(place), 100);
        if (!shown.empty()) {
            text[static_cast<std::size_t>(200 - place)] = shown[0];
        }
        return name + "\t" + std::to_string(flags) + "\tchr1\t" + std::to_string(place + 1) + "\t60\t100M\t*\t0\t0\t" + text +
               "\t" + std::string(100, 'F') + (tags.empty() ? "" : "\t" + tags) + "\n";
    }
    /// Thirty molecules over place 200, three of them with the alternative.
    [[nodiscard]] std::string thirty() const {
        std::string text;
        for (int number = 0; number < 30; ++number) {
            text += record("m" + std::to_string(number), 120 + number, 0, number % 10 == 0 ? other(200) : "");
        }
        return text;
    }
    [[nodiscard]] std::string bam(std::string const& name, std::string const& sam, bool index = true) const {
        return write_alignments(scratch, name, sam, {}, index);
    }

    [[nodiscard]] CommandResult run(std::vector<std::string> const& files, std::vector<std::string> const& more = {},
                                    CommandSetting const& setting = {}) const {
        std::vector<std::string> words{"genotype", "-f", reference, "--panel", panel, "-o", output()};
        words.insert(words.end(), more.begin(), more.end());
        words.insert(words.end(), files.begin(), files.end());
        return tidemark(words, setting);
    }
    [[nodiscard]] std::string output() const { return scratch / "out/s.evidence.tsv"; }
    [[nodiscard]] EvidenceText evidence() const { return EvidenceText{read_file(output())}; }
    /// "code rule", where a call must fail and leave nothing.
    [[nodiscard]] std::string refusal(std::vector<std::string> const& files, std::vector<std::string> const& more = {}) const {
        auto const result = run(files, more);
        auto const line = result.err.find("{\"tidemark\"");
        auto const rule = line == std::string::npos
                              ? std::string{"no line"}
                              : nlohmann::json::parse(result.err.substr(line))["rule"].get<std::string>();
        std::error_code ignored;
        bool const left = std::filesystem::exists(scratch / "out") && !std::filesystem::is_empty(scratch / "out", ignored);
        return std::to_string(result.exit_code) + " " + rule + (left ? " and files left" : "");
    }

    Scratch scratch;
    std::string bases;
    std::string reference;
    std::string panel;
};

}  // namespace tidemark::test
