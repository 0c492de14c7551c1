#include "stages/genotype/read_sketch.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <string>

#include "values/probability/hash.hpp"

namespace tidemark {
namespace {

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

constexpr std::int32_t sixteen = 16;
constexpr std::uint64_t every_byte = 0x0101010101010101ULL;
constexpr std::uint64_t every_high_bit = 0x80 * every_byte;

template <typename Number>
Number load(std::uint8_t const* bytes) {
    Number number{};
    std::memcpy(&number, bytes, sizeof(Number));
    return number;
}

class Sketcher {
public:
    Sketcher(Read const& read, std::int32_t contig, CountingPlan const& plan, int floor, ReadSketch& sketch)
        : read_{read},
          tiles_{plan.tiles.data() + plan.contigs[static_cast<std::size_t>(contig)].tiles.first,
                 plan.tiles.data() + plan.contigs[static_cast<std::size_t>(contig)].tiles.last},
          floor_{static_cast<std::uint8_t>(floor)},
          lift_{(std::uint64_t{0x80} - floor_) * every_byte},
          sketch_{sketch} {}

    void run() {
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
        std::string codes;
        for (auto base = offset; base < offset + length; ++base) {
            codes += static_cast<char>(read_.base_code(base));
        }
        return stable_hash(codes);
    }

    void compare(std::int64_t place, std::int32_t offset, std::int32_t length) {
        auto tile = std::ranges::partition_point(tiles_, [&](Tile const& each) { return each.end <= place; });
        for (; tile != tiles_.end() && tile->begin < place + length; ++tile) {
            auto const begin = std::max(place, tile->begin);
            auto const end = std::min(place + length, tile->end);
            compare_in_tile(*tile, begin, end, offset + static_cast<std::int32_t>(begin - place));
        }
    }

    /// Sixteen bases at a time become marks, without a branch on what they are: differences are rare, but they come
    /// anywhere, and guessing wrong costs more than comparing. The last sixteen overlap those before them.
    void compare_in_tile(Tile const& tile, std::int64_t begin, std::int64_t end, std::int32_t offset) {
        auto place = begin;
        if (offset % 2 != 0 && place < end) {
            note(tile, place, offset, differs(tile, place, offset));
            ++place;
            ++offset;
        }
        auto const start = static_cast<std::size_t>(place - tile.begin);
        auto const phase = start % 2;   // `offset` is even now, so the reference must start in a high half too
        auto const* reference = tile.packed[phase].data() + (start + phase) / 2;
        auto const* bases = read_.packed_bases + offset / 2;
        auto const* qualities = read_.qualities + offset;
        auto const length = static_cast<std::int32_t>(end - place);
        std::int32_t done = 0;
        while (length >= sixteen && done + 1 < length) {
            auto const at = std::min(done, (length - sixteen) & ~1);
            auto marks = marks_of_sixteen(bases + at / 2, reference + at / 2, qualities + at) >> (done - at);
            for (; marks != 0; marks &= marks - 1) {
                auto const index = done + std::countr_zero(marks);
                note(tile, place + index, offset + index, true);
            }
            done = at + sixteen;
        }
        for (; done < length; ++done) {
            note(tile, place + done, offset + done, differs(tile, place + done, offset + done));
        }
    }

    /// Bit i is set where base i is another one than the reference's, or its quality is below the floor.
    [[nodiscard]] std::uint32_t marks_of_sixteen(std::uint8_t const* bases, std::uint8_t const* reference,
                                                 std::uint8_t const* qualities) const {
#if defined(__SSE2__)
        auto const quality = _mm_loadu_si128(reinterpret_cast<__m128i const*>(qualities));
        auto const sufficient = _mm_cmpeq_epi8(_mm_max_epu8(quality, _mm_set1_epi8(static_cast<char>(floor_))), quality);
        auto const pairs = _mm_xor_si128(_mm_loadl_epi64(reinterpret_cast<__m128i const*>(bases)),
                                         _mm_loadl_epi64(reinterpret_cast<__m128i const*>(reference)));
        // Eight packed bytes become sixteen in order of the bases; a half that differs is not 0.
        auto const half = _mm_set1_epi8(0x0f);
        auto const halves =
            _mm_unpacklo_epi8(_mm_and_si128(_mm_srli_epi16(pairs, 4), half), _mm_and_si128(pairs, half));
        auto const same = _mm_cmpeq_epi8(halves, _mm_setzero_si128());
        return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_and_si128(same, sufficient))) ^ 0xffffU;
#else
        return marks_of_eight(bases, reference, qualities) | marks_of_eight(bases + 4, reference + 4, qualities + 8) << 8U;
#endif
    }

    [[nodiscard]] std::uint32_t marks_of_eight(std::uint8_t const* bases, std::uint8_t const* reference,
                                               std::uint8_t const* qualities) const {
        auto const quality = load<std::uint64_t>(qualities);
        auto const sufficient = ((quality & ~every_high_bit) + lift_) | quality;
        auto marked = ~sufficient & every_high_bit;
        if (std::uint64_t halves = load<std::uint32_t>(bases) ^ load<std::uint32_t>(reference); halves != 0) [[unlikely]] {
            halves = (halves | halves << 16U) & 0x0000ffff0000ffffULL;
            halves = (halves | halves << 8U) & 0x00ff00ff00ff00ffULL;
            halves = (halves >> 4U & 0x000f000f000f000fULL) | (halves & 0x000f000f000f000fULL) << 8U;
            marked |= (halves + 0x7f * every_byte) & every_high_bit;
        }
        return static_cast<std::uint32_t>((marked >> 7U) * 0x0102040810204080ULL >> 56U);
    }

    [[nodiscard]] bool differs(Tile const& tile, std::int64_t place, std::int32_t offset) const {
        return read_.base_code(offset) != tile.codes[static_cast<std::size_t>(place - tile.begin)] ||
               read_.qualities[offset] < floor_;
    }

    void note(Tile const& tile, std::int64_t place, std::int32_t offset, bool marked) {
        if (marked && tile.codes[static_cast<std::size_t>(place - tile.begin)] != 0) {
            bool const low = read_.qualities[offset] < floor_;
            sketch_.differences.push_back({place, shown_of_code[low ? 0 : read_.base_code(offset)]});
        }
    }

    Read const& read_;
    std::span<Tile const> tiles_;
    std::uint8_t floor_;
    std::uint64_t lift_;   ///< added to a quality, sets the high bit where it reaches the floor
    ReadSketch& sketch_;
};

}  // namespace

void ReadSketch::clear() {
    blocks.clear();
    differences.clear();
    events.clear();
    indels.clear();
}

void sketch_read(Read const& read, std::int32_t contig, CountingPlan const& plan, int minimum_base_quality,
                 ReadSketch& sketch) {
    Sketcher{read, contig, plan, minimum_base_quality, sketch}.run();
}

}  // namespace tidemark
