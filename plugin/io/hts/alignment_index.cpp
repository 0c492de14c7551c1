#include "io/hts/alignment_index.hpp"

#include <htslib/hts.h>
#include <htslib/sam.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

std::filesystem::path index_path(AlignmentFile const& file) {
    if (!file.index.empty()) {
        return file.index;
    }
    auto const whole = file.path.string();
    auto const stem = std::filesystem::path{file.path}.replace_extension().string();
    std::vector<std::string> const names =
        file.cram ? std::vector{whole + ".crai", stem + ".crai"}
                  : std::vector{whole + ".csi", whole + ".bai", stem + ".csi", stem + ".bai"};
    for (auto const& name : names) {
        std::error_code error;
        if (std::filesystem::is_regular_file(name, error)) {
            return name;
        }
    }
    return {};
}

std::int64_t sum(std::vector<std::int64_t> const& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
}

}  // namespace

std::int64_t IndexTotals::records() const { return sum(mapped) + sum(unmapped) + unplaced; }

std::optional<AlignmentIndex> AlignmentIndex::beside(AlignmentFile const& file) {
    if (!file.regular) {
        return std::nullopt;
    }
    auto const path = index_path(file);
    if (path.empty()) {
        return std::nullopt;
    }
    // Without a caching flag htslib never downloads or writes beside the file.
    IndexHandle index{sam_index_load3(file.file.get(), file.path.c_str(), path.c_str(), 0)};
    if (index == nullptr) {
        throw InputError{{.rule = "index_unreadable",
                          .what = "the index of " + file.name + " cannot be read",
                          .where = path.filename().string(),
                          .why = "it is damaged or no index",
                          .remedy = "run: samtools index " + file.name}};
    }
    return AlignmentIndex{std::move(index), path, file.contigs.contigs.size()};
}

std::optional<IndexTotals> AlignmentIndex::totals() const {
    if (hts_idx_fmt(index_.get()) == HTS_FMT_CRAI) {
        return std::nullopt;
    }
    IndexTotals totals;
    for (std::size_t contig = 0; contig < contigs_; ++contig) {
        std::uint64_t mapped = 0;
        std::uint64_t unmapped = 0;
        // Fails for a contig without records and for an index without totals alike; the sum tells them apart.
        hts_idx_get_stat(index_.get(), static_cast<int>(contig), &mapped, &unmapped);
        totals.mapped.push_back(static_cast<std::int64_t>(mapped));
        totals.unmapped.push_back(static_cast<std::int64_t>(unmapped));
    }
    totals.unplaced = static_cast<std::int64_t>(hts_idx_get_n_no_coor(index_.get()));
    if (totals.records() == 0 && end_of_placed()) {
        return std::nullopt;
    }
    return totals;
}

std::vector<FileChunk> AlignmentIndex::chunks(std::span<FileRegion const> regions) const {
    std::vector<FileChunk> found;
    for (auto const& [contig, interval] : regions) {
        IteratorHandle const iterator{
            sam_itr_queryi(index_.get(), contig, interval.begin().value, interval.end().value)};
        if (iterator == nullptr) {
            continue;
        }
        for (int number = 0; number < iterator->n_off; ++number) {
            found.push_back({iterator->off[number].u, iterator->off[number].v});
        }
    }
    std::ranges::sort(found, {}, [](FileChunk const& chunk) { return std::array{chunk.begin, chunk.end}; });
    std::vector<FileChunk> merged;
    for (auto const& chunk : found) {
        if (!merged.empty() && chunk.begin <= merged.back().end) {
            merged.back().end = std::max(merged.back().end, chunk.end);
        } else if (chunk.begin < chunk.end) {
            merged.push_back(chunk);
        }
    }
    return merged;
}

/// Lowest offset of anything that may overlap the stretch; nothing where nothing does.
std::optional<std::uint64_t> AlignmentIndex::offset_of(std::int32_t contig, std::int64_t begin, std::int64_t end) const {
    IteratorHandle const iterator{sam_itr_queryi(index_.get(), contig, begin, end)};
    if (iterator == nullptr || iterator->n_off == 0) {
        return std::nullopt;
    }
    std::span const found{iterator->off, static_cast<std::size_t>(iterator->n_off)};
    return std::ranges::min(found, {}, [](hts_pair64_max_t const& chunk) { return chunk.u; }).u;
}

std::vector<FileWindow> AlignmentIndex::windows(std::span<std::int64_t const> lengths) const {
    constexpr std::int64_t width = 1 << 14, wide = 64 * width;
    std::vector<FileWindow> found;
    for (std::int32_t contig = 0; contig < static_cast<std::int32_t>(lengths.size()); ++contig) {
        auto const length = lengths[static_cast<std::size_t>(contig)];
        bool is_first = true;
        // Most of a genome is empty in a file of captured regions: a look at many windows at once passes over it.
        for (std::int64_t begin = 0; begin < length; begin += width) {
            if (begin % wide == 0 && !offset_of(contig, begin, begin + wide)) {
                begin += wide - width;
                continue;
            }
            auto const offset = offset_of(contig, begin, begin + width);
            if (!offset) {
                continue;
            }
            found.push_back({contig, is_first ? 0 : begin, *offset});
            is_first = false;
        }
    }
    if (auto const end = end_of_placed()) {
        found.push_back({-1, 0, *end});
    }
    // A window without records of its own answers with what may lie over it, which can stand behind the records of the next
    // one: nothing may begin later than what comes after it.
    for (std::size_t number = found.size(); number > 1; --number) {
        found[number - 2].offset = std::min(found[number - 2].offset, found[number - 1].offset);
    }
    return found;
}

std::optional<std::uint64_t> AlignmentIndex::end_of_placed() const {
    IteratorHandle const iterator{sam_itr_queryi(index_.get(), HTS_IDX_NOCOOR, 0, 0)};
    if (iterator == nullptr || iterator->finished != 0 || iterator->curr_off == 0) {
        return std::nullopt;
    }
    return iterator->curr_off;
}

}  // namespace tidemark
