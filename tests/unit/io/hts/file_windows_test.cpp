#include "io/hts/file_windows.hpp"

#include <gtest/gtest.h>

#include <random>

#include "io/hts/alignment_reader.hpp"
#include "support/alignment_text.hpp"

namespace tidemark::test {
namespace {

std::vector<FileWindow> windows_of(std::vector<std::uint64_t> const& compressed) {
    std::vector<FileWindow> windows;
    for (auto const bytes : compressed) {
        windows.push_back({0, static_cast<std::int64_t>(windows.size()) * 16'384, bytes << 16U});
    }
    return windows;
}

/// Every piece, for itself: from its first window as far as it takes to have enough bytes.
std::vector<std::size_t> plain_cuts(std::vector<std::uint64_t> const& compressed, std::uint64_t bytes) {
    std::vector<std::size_t> cuts;
    for (std::size_t begin = 0; begin < compressed.size();) {
        std::size_t end = begin + 1;
        while (end < compressed.size() && compressed[end] - compressed[begin] < bytes) {
            ++end;
        }
        if (end < compressed.size()) {
            cuts.push_back(end);
        }
        begin = end;
    }
    return cuts;
}

/// Places of all records in order, and of those that start at `window` or later when the file is read from there.
using Place = std::pair<std::uint32_t, std::int64_t>;
std::vector<std::pair<Place, std::string>> records_from(std::string const& path, FileWindow const* window) {
    AlignmentReader reader{{path, {}, false, false, 1}};
    if (window != nullptr) {
        reader.start_at(*window);
    }
    std::vector<std::pair<Place, std::string>> found;
    while (auto const* const read = reader.next()) {
        Place const place{static_cast<std::uint32_t>(read->contig), read->position};
        if (window == nullptr || window->begin == 0 || place >= Place{static_cast<std::uint32_t>(window->contig), window->begin}) {
            found.emplace_back(place, std::string{read->name});
        }
    }
    return found;
}

}  // namespace

TEST(FileWindows, cuts_are_those_of_the_plain_formula) {
    EXPECT_EQ(cut_windows({}, 10), std::vector<std::size_t>{});
    EXPECT_EQ(cut_windows(windows_of({5}), 10), std::vector<std::size_t>{});
    EXPECT_EQ(cut_windows(windows_of({0, 9, 10, 11, 30, 30, 41}), 10), (std::vector<std::size_t>{2, 4, 6}));
    std::mt19937 random{20261128};
    for (int round = 0; round < 200; ++round) {
        std::vector<std::uint64_t> compressed;
        std::uint64_t bytes = 100;
        for (int window = 0; window < 80; ++window) {
            compressed.push_back(bytes);
            bytes += random() % 3 == 0 ? random() % 2'000 : random() % 20;
        }
        auto const wanted = 1 + random() % 3'000;
        EXPECT_EQ(cut_windows(windows_of(compressed), wanted), plain_cuts(compressed, wanted)) << wanted;
    }
}

TEST(FileWindows, a_piece_is_a_64th_of_the_file_between_64_kb_and_8_mb) {
    EXPECT_EQ(piece_bytes({}), 65'536U);
    EXPECT_EQ(piece_bytes(windows_of({0, 1'000'000})), 65'536U);
    EXPECT_EQ(piece_bytes(windows_of({1'000, 64'000'000 + 1'000})), 1'000'000U);
    EXPECT_EQ(piece_bytes(windows_of({0, 10'000'000'000})), 8'388'608U);
}

TEST(FileWindows, every_record_that_starts_in_a_window_or_later_lies_behind_its_offset) {
    // Gaps, records that span windows, contigs without records, many blocks.
    std::mt19937 random{20261128};
    std::string sam = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:3000000\n@SQ\tSN:empty\tLN:50000\n@SQ\tSN:chr2\tLN:400000\n";
    int number = 0;
    for (auto const& [contig, length] : {std::pair{"chr1", 3'000'000}, std::pair{"chr2", 400'000}}) {
        for (std::int64_t position = 1 + static_cast<std::int64_t>(random() % 200); position < length - 40'000;) {
            std::string bases, qualities;
            for (int base = 0; base < 200; ++base) {
                bases += "ACGT"[random() % 4];
                qualities += static_cast<char>('!' + random() % 40);
            }
            auto const cigar = random() % 50 == 0 ? "100M" + std::to_string(1'000 + random() % 30'000) + "N100M" : std::string{"200M"};
            sam += "r" + std::to_string(number++) + "\t0\t" + contig + "\t" + std::to_string(position) + "\t60\t" + cigar +
                   "\t*\t0\t0\t" + bases + "\t" + qualities + "\n";
            position += static_cast<std::int64_t>(random() % 300 == 0 ? random() % 200'000 : random() % 200);
        }
    }
    sam += "u\t4\t*\t0\t0\t*\t*\t0\t0\tACGT\tFFFF\n";
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", sam);
    auto const all = records_from(path, nullptr);
    auto const windows = AlignmentReader{{path, {}, false, false, 1}}.windows();
    EXPECT_GT(windows.size(), 20U);
    EXPECT_LT(windows.size(), 210U);
    EXPECT_EQ(windows.back().contig, -1);
    std::uint64_t too_early = 0;
    for (auto const& window : windows) {
        auto const from_there = records_from(path, &window);
        Place const begin{static_cast<std::uint32_t>(window.contig), window.begin == 0 ? -1 : window.begin};
        auto const expected = std::ranges::lower_bound(all, begin, {}, [](auto const& record) { return record.first; });
        ASSERT_GE(from_there.size(), static_cast<std::size_t>(all.end() - expected)) << window.contig << ":" << window.begin;
        EXPECT_TRUE(std::equal(expected, all.end(), from_there.end() - (all.end() - expected))) << window.contig << ":" << window.begin;
        too_early += from_there.size() - static_cast<std::size_t>(all.end() - expected);
    }
    EXPECT_LT(too_early, all.size() * windows.size() / 20) << "windows do not lead near their records";
    EXPECT_GT(cut_windows(windows, piece_bytes(windows)).size(), 5U);
}

TEST(FileWindows, there_are_none_without_an_index) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:1000\n"
                                                     "a\t0\tchr1\t10\t60\t4M\t*\t0\t0\tACGT\tFFFF\n", {}, false);
    EXPECT_TRUE((AlignmentReader{{path, {}, false, false, 1}}.windows().empty()));
}

}  // namespace tidemark::test
