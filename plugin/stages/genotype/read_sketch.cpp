#include "stages/genotype/read_sketch.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

/// Both bases of a packed byte as two bytes, first one first.
constexpr auto unpacked_pairs = [] {
    std::array<std::array<std::uint8_t, 2>, 256> pairs{};
    for (std::size_t byte = 0; byte < pairs.size(); ++byte) {
        pairs[byte] = {static_cast<std::uint8_t>(byte >> 4U), static_cast<std::uint8_t>(byte & 0xfU)};
    }
    return pairs;
}();

/// Number of a four-bit code: A, C, G, T as 0..3, everything else unreadable.
constexpr auto shown_of_code = [] {
    std::array<Shown, 16> shown{};
    shown.fill(shown_unreadable);
    shown[1] = 0;
    shown[2] = 1;
    shown[4] = 2;
    shown[8] = 3;
    return shown;
}();

/// Marks where bases are not plainly those of the reference: branch-free, so that compilers use vector units.
void mark_differences(std::uint8_t const* bases, std::uint8_t const* qualities, std::uint8_t const* reference,
                      std::size_t count, std::uint8_t floor, std::uint8_t* marks) {
    for (std::size_t index = 0; index < count; ++index) {
        auto const differs = static_cast<std::uint8_t>(bases[index] != reference[index]);
        auto const known = static_cast<std::uint8_t>(reference[index] != 0);
        auto const low = static_cast<std::uint8_t>(qualities[index] < floor);
        marks[index] = static_cast<std::uint8_t>((differs | low) & known);
    }
}

class Sketcher {
public:
    Sketcher(Read const& read, std::int32_t contig, CountingPlan const& plan, int floor, SketchBuffers& buffers,
             ReadSketch& sketch)
        : read_{read},
          tiles_{plan.tiles.data() + plan.contigs[static_cast<std::size_t>(contig)].tiles.first,
                 plan.tiles.data() + plan.contigs[static_cast<std::size_t>(contig)].tiles.last},
          floor_{static_cast<std::uint8_t>(floor)},
          buffers_{buffers},
          sketch_{sketch} {}

    void run() {
        unpack_bases(read_, buffers_.codes);
        buffers_.marks.resize(static_cast<std::size_t>(read_.length) + 8);
        sketch_.clear();
        sketch_.begin = read_.position;
        std::int64_t place = read_.position;
        std::int32_t offset = 0;
        for (std::int32_t index = 0; index < read_.operation_count; ++index) {
            auto const [kind, length] = read_.operation(index);
            if (aligns_bases(kind)) {
                add_block(place, place + length);
                compare(place, offset, length);
            } else if (kind == CigarKind::insertion && place > sketch_.begin) {
                sketch_.events.push_back({place - 1, length, inserted(offset, length)});
            } else if (kind == CigarKind::deletion && place > sketch_.begin) {
                sketch_.events.push_back({place - 1, -std::int64_t{length}, 0});
            }
            place += uses_reference(kind) ? length : 0;
            offset += uses_read(kind) ? length : 0;
        }
        sketch_.end = place;
    }

private:
    void add_block(std::int64_t begin, std::int64_t end) {
        if (!sketch_.blocks.empty() && sketch_.blocks.back().end == begin) {
            sketch_.blocks.back().end = end;
        } else {
            sketch_.blocks.push_back({begin, end});
        }
    }

    [[nodiscard]] std::uint64_t inserted(std::int32_t offset, std::int32_t length) const {
        return stable_hash({reinterpret_cast<char const*>(buffers_.codes.data()) + offset,
                            static_cast<std::size_t>(length)});
    }

    void compare(std::int64_t place, std::int32_t offset, std::int32_t length) {
        auto tile = std::ranges::partition_point(tiles_, [&](Tile const& each) { return each.end <= place; });
        for (; tile != tiles_.end() && tile->begin < place + length; ++tile) {
            auto const begin = std::max(place, tile->begin);
            auto const end = std::min(place + length, tile->end);
            compare_in_tile(*tile, begin, end, offset + static_cast<std::int32_t>(begin - place));
        }
    }

    void compare_in_tile(Tile const& tile, std::int64_t begin, std::int64_t end, std::int32_t offset) {
        auto const count = static_cast<std::size_t>(end - begin);
        auto* const marks = buffers_.marks.data();
        mark_differences(buffers_.codes.data() + offset, read_.qualities + offset,
                         tile.codes.data() + (begin - tile.begin), count, floor_, marks);
        std::memset(marks + count, 0, 8);
        for (std::size_t start = 0; start < count; start += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, marks + start, 8);
            while (word != 0) {
                auto const index = start + static_cast<std::size_t>(std::countr_zero(word)) / 8;
                word &= word - 1;
                auto const at = offset + static_cast<std::int32_t>(index);
                auto const shown = read_.qualities[at] < floor_
                                       ? shown_unreadable
                                       : shown_of_code[buffers_.codes[static_cast<std::size_t>(at)]];
                sketch_.differences.push_back({begin + static_cast<std::int64_t>(index), shown});
            }
        }
    }

    Read const& read_;
    std::span<Tile const> tiles_;
    std::uint8_t floor_;
    SketchBuffers& buffers_;
    ReadSketch& sketch_;
};

}  // namespace

void ReadSketch::clear() {
    blocks.clear();
    differences.clear();
    events.clear();
    indels.clear();
}

bool ReadSketch::covers(std::int64_t position) const {
    return std::ranges::any_of(
        blocks, [&](Block const& block) { return block.begin <= position && position < block.end; });
}

void unpack_bases(Read const& read, std::vector<std::uint8_t>& codes) {
    auto const bytes = (static_cast<std::size_t>(read.length) + 1) / 2;
    codes.resize(2 * bytes);
    for (std::size_t byte = 0; byte < bytes; ++byte) {
        std::memcpy(codes.data() + 2 * byte, unpacked_pairs[read.packed_bases[byte]].data(), 2);
    }
}

void sketch_read(Read const& read, std::int32_t contig, CountingPlan const& plan, int minimum_base_quality,
                 SketchBuffers& buffers, ReadSketch& sketch) {
    Sketcher{read, contig, plan, minimum_base_quality, buffers, sketch}.run();
}

}  // namespace tidemark
