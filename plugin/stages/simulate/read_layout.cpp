#include "stages/simulate/read_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "values/genome/sequence_context.hpp"
#include "values/patient/input_words.hpp"

namespace tidemark {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        if (end > 0) {
            words.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// Segments of one word in order, the template with length 0.
std::vector<SimulatedReadSegment> segments_of(std::string_view word) {
    std::vector<SimulatedReadSegment> segments;
    std::size_t length = 0;
    for (char const letter : word) {
        if (letter >= '0' && letter <= '9') {
            length = length * 10 + static_cast<std::size_t>(letter - '0');
        } else if (letter != '+') {
            segments.push_back({letter, letter == 'T' ? 0 : length});
            length = 0;
        }
    }
    return segments;
}

std::string random_bases(std::size_t length, Random& random) {
    std::string bases;
    for (std::size_t base = 0; base < length; ++base) {
        bases.push_back(plain_bases[random.below(4)]);
    }
    return bases;
}

}  // namespace

std::size_t ReadLayout::umi_length(std::size_t read) const {
    std::size_t length = 0;
    for (auto const& segment : reads[read]) {
        length += segment.kind == 'M' ? segment.length : 0;
    }
    return length;
}

bool ReadLayout::tells_duplexes() const {
    return paired() && umi_length(0) > 0 && umi_length(0) == umi_length(1);
}

std::string read_layout_fault(std::string_view structure) {
    auto const words = words_of(structure);
    if (words.empty() || words.size() > 2) {
        return fmt::format("the read structure has {} words; simulated are one read or two", words.size());
    }
    if (auto fault = read_structure_fault(structure, words.size()); !fault.empty()) {
        return "the read structure: " + fault;
    }
    for (auto const word : words) {
        if (std::ranges::count(word, 'T') != 1 || !word.ends_with("+T")) {
            return fmt::format("the read structure: '{}' must end with +T and have no other T", word);
        }
    }
    return {};
}

ReadLayout read_layout(std::string_view structure) {
    ReadLayout layout;
    for (auto const word : words_of(structure)) {
        layout.reads.push_back(segments_of(word));
        layout.reads.back().pop_back();
    }
    return layout;
}

MoleculeUmis draw_umis(ReadLayout const& layout, Random& random) {
    MoleculeUmis umis;
    for (std::size_t strand = 0; strand < 2; ++strand) {
        for (std::size_t read = 0; read < layout.reads.size(); ++read) {
            umis[strand][read] = random_bases(layout.umi_length(read), random);
        }
    }
    if (layout.tells_duplexes()) {
        umis[1] = {umis[0][1], umis[0][0]};
    }
    return umis;
}

std::string read_prefix(ReadLayout const& layout, std::size_t read, std::string_view umi, std::string_view barcode) {
    constexpr std::string_view spacer{"GACTACAGTCACGTGACTGACTACGATCACTGACGTACATCT"};
    std::string prefix;
    for (auto const& segment : layout.reads[read]) {
        auto const fill = [&](std::string_view& source) {
            auto const taken = std::min(segment.length, source.size());
            prefix.append(source.substr(0, taken)).append(segment.length - taken, 'A');
            source.remove_prefix(taken);
        };
        if (segment.kind == 'M') {
            fill(umi);
        } else if (segment.kind == 'S') {
            auto end = spacer.substr(spacer.size() - std::min(segment.length, spacer.size()));
            fill(end);
        } else {
            fill(barcode);
        }
    }
    return prefix;
}

std::string umi_field(ReadLayout const& layout, std::array<std::string_view, 2> const& prefixes) {
    std::string field;
    for (std::size_t read = 0; read < layout.reads.size(); ++read) {
        std::size_t at = 0;
        for (auto const& segment : layout.reads[read]) {
            if (segment.kind == 'M') {
                field.append(field.empty() ? "" : "-").append(prefixes[read].substr(at, segment.length));
            }
            at += segment.length;
        }
    }
    return field;
}

}  // namespace tidemark
