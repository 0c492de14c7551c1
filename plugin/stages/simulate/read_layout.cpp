#include "stages/simulate/read_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

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
        length += segment.kind == SegmentKind::umi ? segment.length : 0;
    }
    return length;
}

bool ReadLayout::tells_duplexes() const {
    return paired() && umi_length(0) > 0 && umi_length(0) == umi_length(1);
}

std::string read_layout_fault(std::string_view structure) {
    auto const structures = read_structures_from_text(structure);
    if (!structures) {
        return "the read structure: " + structures.reason();
    }
    if (structures->empty() || structures->size() > 2) {
        return fmt::format("the read structure has {} words; simulated are one read or two", structures->size());
    }
    for (auto const& word : *structures) {
        auto const& segments = word.segments();
        bool const ends_open = segments.back() == ReadSegment{SegmentKind::bases, 0};
        if (!ends_open || std::ranges::count(segments, SegmentKind::bases, &ReadSegment::kind) != 1) {
            return fmt::format("the read structure: '{}' must end with +T and have no other T", to_text(word));
        }
    }
    return {};
}

ReadLayout read_layout(std::string_view structure) {
    ReadLayout layout;
    auto const structures = read_structures_from_text(structure);
    for (auto const& word : *structures) {
        layout.reads.emplace_back(word.segments().begin(), word.segments().end() - 1);
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
        if (segment.kind == SegmentKind::umi) {
            fill(umi);
        } else if (segment.kind == SegmentKind::skip) {
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
            if (segment.kind == SegmentKind::umi) {
                field.append(field.empty() ? "" : "-").append(prefixes[read].substr(at, segment.length));
            }
            at += segment.length;
        }
    }
    return field;
}

}  // namespace tidemark
