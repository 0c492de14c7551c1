// What stands in front of the template in each read: the segments of a read structure, filled for one molecule.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "values/molecule/read_structure.hpp"
#include "values/probability/random.hpp"

namespace tidemark {

/// Segments before the template by read; the template follows them to the end of the read.
struct ReadLayout {
    std::vector<std::vector<ReadSegment>> reads;   ///< one (single-end) or two

    [[nodiscard]] bool paired() const { return reads.size() == 2; }
    [[nodiscard]] std::size_t umi_length(std::size_t read) const;
    /// Both ends carry a UMI of one length, so each strand shows the pair from its own side and duplexes can be told.
    [[nodiscard]] bool tells_duplexes() const;
};

/// Why `structure` cannot be simulated; empty where it can: one or two words, in each one T, which comes last.
[[nodiscard]] std::string read_layout_fault(std::string_view structure);
/// The segments of a structure without fault.
[[nodiscard]] ReadLayout read_layout(std::string_view structure);

/// The UMIs of one molecule: [strand][read], strand 0 the one whose read 1 is forward. Empty where a read has none.
using MoleculeUmis = std::array<std::array<std::string, 2>, 2>;

/// Uniform over all words. Where duplexes can be told, the other strand shows the same two UMIs the other way round;
/// otherwise each strand was tagged on its own.
[[nodiscard]] MoleculeUmis draw_umis(ReadLayout const& layout, Random& random);

/// The cycles before the template of read `read` with this UMI. Skipped bases are the end of a fixed sequence of
/// adapter bases, barcodes the start of `barcode`.
[[nodiscard]] std::string read_prefix(ReadLayout const& layout, std::size_t read, std::string_view umi,
                                      std::string_view barcode);

/// The RX field of a pair whose reads begin with these prefixes: every M segment, joined by '-'. Empty: no UMI.
[[nodiscard]] std::string umi_field(ReadLayout const& layout, std::array<std::string_view, 2> const& prefixes);

}  // namespace tidemark
