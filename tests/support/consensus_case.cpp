#include "support/consensus_case.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "support/text_cells.hpp"

namespace tidemark::test {

ConsensusCase::ConsensusCase() {
    std::uint32_t state = 77;
    for (int base = 0; base < 5000; ++base) {
        state = state * 1664525U + 1013904223U;
        bases += "ACGT"[state >> 30U];
    }
    reference = write_reference(scratch, "ref.fa", ">chr1\n" + bases + "\n>chr2\n" + bases.substr(0, 2000) + "\n");
}

std::string ConsensusCase::head(std::string const& more) {
    return "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:5000\n@SQ\tSN:chr2\tLN:2000\n" + more;
}

namespace {

std::string shown_bases(std::string bases, std::int64_t start, std::map<std::int64_t, char> const& shown) {
    for (auto const& [place, base] : shown) {
        if (place >= start && place < start + static_cast<std::int64_t>(bases.size())) {
            bases[static_cast<std::size_t>(place - start)] = base;
        }
    }
    return bases;
}

}  // namespace

ConsensusCase::Lines ConsensusCase::pair(PairText const& text) const {
    auto const length = static_cast<std::size_t>(text.length);
    auto const backward = text.end - text.length;
    auto const aligned_start = text.start + text.leading_clip;
    auto const record = [&](bool forward) {
        bool const first = forward == text.read_one_forward;
        auto const flags = 0x1 | 0x2 | (forward ? 0x20 : 0x10) | (first ? 0x40 : 0x80) | text.flags;
        auto const start = forward ? text.start : backward;
        auto const cigar = forward && text.leading_clip > 0
                               ? std::to_string(text.leading_clip) + "S" + std::to_string(text.length - text.leading_clip) + "M"
                               : std::to_string(text.length) + "M";
        auto const placed = forward ? aligned_start : backward;
        auto const mate = forward ? backward : aligned_start;
        auto const insert = text.end - aligned_start;
        auto const umi = first || text.second_umi == "=" ? text.umi : text.second_umi;
        return Line{0, placed,
                    text.name + "\t" + std::to_string(flags) + "\tchr1\t" + std::to_string(placed + 1) + "\t60\t" + cigar +
                        "\t=\t" + std::to_string(mate + 1) + "\t" + std::to_string(forward ? insert : -insert) + "\t" +
                        shown_bases(bases.substr(static_cast<std::size_t>(start), length), start, text.shown) + "\t" +
                        std::string(length, text.quality) + "\tRG:Z:1" + (umi.empty() ? "" : "\tRX:Z:" + umi) + text.tags};
    };
    return {record(true), record(false)};
}

ConsensusCase::Line ConsensusCase::single(std::string const& name, std::int64_t start, std::string const& tags, int flags,
                                          std::map<std::int64_t, char> const& shown) const {
    return {0, start, name + "\t" + std::to_string(flags) + "\tchr1\t" + std::to_string(start + 1) + "\t60\t60M\t*\t0\t0\t" +
                          shown_bases(bases.substr(static_cast<std::size_t>(start), 60), start, shown) + "\t" +
                          std::string(60, '?') + "\tRG:Z:1" + tags};
}

ConsensusCase::Lines ConsensusCase::duplex(int per_strand, PairText const& like) const {
    Lines all;
    for (int number = 0; number < per_strand; ++number) {
        auto a = like;
        a.name += ".a" + std::to_string(number);
        auto b = like;
        b.name += ".b" + std::to_string(number);
        b.read_one_forward = false;
        b.umi = like.umi.substr(like.umi.find('-') + 1) + "-" + like.umi.substr(0, like.umi.find('-'));
        for (auto const& each : {a, b}) {
            auto const lines = pair(each);
            all.insert(all.end(), lines.begin(), lines.end());
        }
    }
    return all;
}

std::string ConsensusCase::bam(std::string const& name, std::vector<Lines> const& parts, std::string const& header) const {
    Lines all;
    for (auto const& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    std::ranges::stable_sort(all, {}, [](Line const& line) { return std::pair{line.contig, line.position}; });
    auto sam = header;
    for (auto const& line : all) {
        sam += line.text + "\n";
    }
    return write_alignments(scratch, name, sam, {}, false);
}

CommandResult ConsensusCase::run(std::string const& file, std::vector<std::string> const& more, CommandSetting const& setting) const {
    std::vector<std::string> words{"consensus", "-f", reference, "-o", output()};
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(file);
    return tidemark(words, setting);
}

std::string failure_of(CommandResult const& result) {
    auto const line = result.err.find("{\"tidemark\"");
    return std::to_string(result.exit_code) + " " +
           (line == std::string::npos ? std::string{"no line"}
                                      : nlohmann::json::parse(result.err.substr(line))["rule"].get<std::string>());
}

std::string ConsensusCase::refusal(std::string const& file, std::vector<std::string> const& more) const {
    auto const failure = failure_of(run(file, more));
    std::error_code ignored;
    bool const left = std::filesystem::exists(scratch / "out") && !std::filesystem::is_empty(scratch / "out", ignored);
    return failure + (left ? " and files left" : "");
}

std::string ConsensusCase::record_text() const {
    std::string text;
    std::istringstream lines{alignments_as_text(output())};
    for (std::string line; std::getline(lines, line);) {
        text += line.starts_with('@') ? "" : line + "\n";
    }
    return text;
}

std::vector<std::vector<std::string>> ConsensusCase::records() const {
    std::vector<std::vector<std::string>> records;
    std::istringstream lines{record_text()};
    for (std::string line; std::getline(lines, line);) {
        records.push_back(cells_of(line, '\t'));
    }
    return records;
}

std::map<std::string, std::int64_t> ConsensusCase::losses() const {
    std::map<std::string, std::int64_t> found;
    std::istringstream lines{read_file(scratch / "out/losses.tsv")};
    std::string line;
    for (std::getline(lines, line); std::getline(lines, line);) {
        auto const cells = cells_of(line, '\t');
        if (cells.at(2) != "0") {
            found[cells.at(1)] = std::stoll(cells.at(2));
        }
    }
    return found;
}

}  // namespace tidemark::test
