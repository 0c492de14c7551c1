// A template after extraction: its one or two reads, and what was taken off them.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tidemark {

struct ExtractedRead {
    std::string_view bases;       ///< a view into the record, or into the extractor
    std::string_view qualities;   ///< text, Phred + 33
};

/// Bases and qualities taken off the reads, segments joined: bases by '-', qualities by ' ' (SAM tags), so that each
/// quality stands at the place of its base.
struct Barcode {
    std::string bases;       ///< empty: none
    std::string qualities;   ///< empty: unknown

    void clear() {
        bases.clear();
        qualities.clear();
    }
};

struct ExtractedTemplate {
    std::string_view name;
    std::array<ExtractedRead, 2> both_reads;
    std::size_t read_count = 0;   ///< 1 or 2
    Barcode umi;                  ///< RX, QX
    std::string original_umi;     ///< OX; empty where nothing was corrected
    Barcode sample_barcode;       ///< BC, QT
    Barcode cell_barcode;         ///< CB, CY

    [[nodiscard]] std::span<ExtractedRead const> reads() const { return {both_reads.data(), read_count}; }
};

}  // namespace tidemark
