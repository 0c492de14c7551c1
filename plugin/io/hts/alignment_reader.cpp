#include "io/hts/alignment_reader.hpp"

#include <fmt/format.h>
#include <htslib/hts.h>
#include <htslib/sam.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "io/hts/bam_cursor.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

void view(bam1_t const& record, Read& read) {
    auto const& core = record.core;
    read.contig = core.tid;
    read.mate_contig = core.mtid;
    read.position = core.pos;
    read.mate_position = core.mpos;
    read.template_length = core.isize;
    read.flags = core.flag;
    read.mapping_quality = core.qual;
    read.length = core.l_qseq;
    read.operation_count = static_cast<std::int32_t>(core.n_cigar);
    read.name = {bam_get_qname(&record), static_cast<std::size_t>(core.l_qname - core.l_extranul - 1)};
    read.operations = record.data + core.l_qname;
    read.packed_bases = read.operations + 4 * static_cast<std::ptrdiff_t>(core.n_cigar);
    read.qualities = read.packed_bases + (core.l_qseq + 1) / 2;
    read.tags = {read.qualities + core.l_qseq, static_cast<std::uint8_t const*>(record.data + record.l_data)};
}

}  // namespace

struct AlignmentReader::State {
    AlignmentFile file;
    std::optional<AlignmentIndex> index;
    std::optional<IndexTotals> totals;
    std::optional<BamCursor> bam;
    AlignmentHandle record;              // CRAM
    IteratorHandle iterator;             // CRAM, by region
    Read read;
    std::uint64_t records = 0;

    // Stream: records by contig, and the last place seen.
    std::vector<std::int64_t> counted;
    std::int64_t counted_unplaced = 0;
    std::int32_t last_contig = 0;
    std::int64_t last_position = -1;

    // Regions: chunks of a BAM still to read, and the region that the stream has reached.
    bool by_region = false;
    bool ended = false;
    std::vector<FileRegion> regions;
    std::size_t region = 0;
    std::size_t first_region = 0;
    std::size_t last_region = 0;
    std::vector<FileChunk> chunks;
    std::size_t chunk = 0;

    [[noreturn]] void refuse_order() const;
    void check_order();
    [[nodiscard]] bool next_raw();
    [[nodiscard]] bool next_cram();
    [[nodiscard]] bool next_in_chunks();
    [[nodiscard]] bool belongs();
    [[nodiscard]] std::optional<bool> tail_fits();
    [[nodiscard]] bool tail_agrees();
    void compare_totals() const;
    [[noreturn]] void refuse_other_end() const;
};

void AlignmentReader::State::refuse_order() const {
    auto const place = [&](std::int32_t contig, std::int64_t position) {
        return contig < 0 ? std::string{"unplaced"}
                          : fmt::format("{}:{}", file.contigs.contigs[static_cast<std::size_t>(contig)].name,
                                        position + 1);
    };
    throw InputError{{.rule = "not_sorted",
                      .what = file.name + " is not sorted by coordinate",
                      .where = fmt::format("read {}: {} after {}", read.name, place(read.contig, read.position),
                                           place(last_contig, last_position)),
                      .why = "molecules are counted in one pass along the genome",
                      .remedy = "run: samtools sort -o sorted.bam " + file.name}};
}

void AlignmentReader::State::check_order() {
    if (read.contig >= static_cast<std::int32_t>(file.contigs.contigs.size())) {
        throw ContradictionError{{.rule = "contig_not_in_header",
                                  .what = fmt::format("read {} lies on contig number {}", read.name, read.contig),
                                  .where = file.name,
                                  .why = "the header has no such contig",
                                  .remedy = "make the file again"}};
    }
    if (read.contig == last_contig && read.contig >= 0) {
        if (read.position < last_position) {
            refuse_order();
        }
    } else if (read.contig >= 0 ? (last_contig < 0 || read.contig < last_contig) : false) {
        refuse_order();
    }
    last_contig = read.contig < 0 ? -1 : read.contig;
    last_position = read.position;
}

bool AlignmentReader::State::next_cram() {
    auto const status = iterator != nullptr ? sam_itr_next(file.file.get(), iterator.get(), record.get())
                                            : sam_read1(file.file.get(), file.header.get(), record.get());
    if (status < -1) {
        throw InputError{{.rule = "alignment_damaged",
                          .what = fmt::format("{} cannot be decoded", file.name),
                          .where = file.name,
                          .why = "the file is damaged, or the reference is not the one it was made with",
                          .remedy = "give the FASTA the CRAM was written with, or copy the file again"}};
    }
    if (status == -1) {
        return false;
    }
    view(*record, read);
    return true;
}

bool AlignmentReader::State::next_in_chunks() {
    while (chunk < chunks.size()) {
        if (bam->offset() < chunks[chunk].end && bam->next(read)) {
            return true;
        }
        ++chunk;
        if (chunk < chunks.size()) {
            bam->seek(chunks[chunk].begin);
        }
    }
    return false;
}

bool AlignmentReader::State::next_raw() {
    bool const found = !bam ? next_cram() : by_region ? next_in_chunks() : bam->next(read);
    records += found ? 1 : 0;
    return found;
}

/// Whether the record overlaps one of the wanted regions and no earlier region claims it.
bool AlignmentReader::State::belongs() {
    while (region < regions.size() && (regions[region].contig < read.contig ||
                                       (regions[region].contig == read.contig &&
                                        regions[region].interval.end().value <= read.position))) {
        ++region;
    }
    if (region >= last_region || read.contig < 0) {
        ended = true;
        return false;
    }
    return region >= first_region && regions[region].contig == read.contig &&
           aligned_end(read) > regions[region].interval.begin().value;
}

AlignmentReader::AlignmentReader(AlignmentSource const& source) : state_{std::make_unique<State>()} {
    state_->file = open_alignment(source);
    state_->index = AlignmentIndex::beside(state_->file);
    if (state_->index) {
        state_->totals = state_->index->totals();
    }
    state_->counted.resize(state_->file.contigs.contigs.size());
    if (state_->file.cram) {
        state_->record.reset(bam_init1());
    } else {
        state_->bam.emplace(state_->file.file->fp.bgzf, state_->file.name);
    }
}

AlignmentReader::AlignmentReader(AlignmentReader&&) noexcept = default;
AlignmentReader& AlignmentReader::operator=(AlignmentReader&&) noexcept = default;
AlignmentReader::~AlignmentReader() = default;

AlignmentFile const& AlignmentReader::file() const { return state_->file; }
bool AlignmentReader::has_index() const { return state_->index.has_value(); }
std::optional<IndexTotals> const& AlignmentReader::index_totals() const { return state_->totals; }

std::optional<std::uint64_t> AlignmentReader::bytes_for(std::span<FileRegion const> regions) const {
    if (!state_->index) {
        return std::nullopt;
    }
    if (state_->file.cram) {
        constexpr std::uint64_t container = 2'000'000;
        return container * regions.size();
    }
    std::uint64_t bytes = 0;
    for (auto const& chunk : state_->index->chunks(regions)) {
        bytes += (chunk.end >> 16U) - (chunk.begin >> 16U) + (1U << 16U);
    }
    return bytes;
}

void AlignmentReader::require_index() const {
    if (!state_->index) {
        throw InputError{{.rule = "index_missing",
                          .what = state_->file.name + " has no index",
                          .where = state_->file.name,
                          .why = "it shows files that were cut and leads to places; none is built silently beside yours",
                          .remedy = "run: samtools index " + state_->file.name + ", or read it from end to end: --access stream"}};
    }
}

void AlignmentReader::restrict_to(std::vector<FileRegion> regions, std::size_t first, std::size_t last) {
    require_index();
    auto& state = *state_;
    // First, because the index of another file leads to places where the file would look damaged.
    if (state.totals) {
        static_cast<void>(state.tail_agrees());
    }
    state.by_region = true;
    state.regions = std::move(regions);
    state.first_region = first;
    state.last_region = last;
    std::span const wanted{state.regions.data() + first, last - first};
    if (state.bam) {
        state.chunks = state.index->chunks(wanted);
        state.chunk = 0;
        if (!state.chunks.empty()) {
            state.bam->seek(state.chunks.front().begin);
        }
        return;
    }
    std::vector<std::string> texts;
    std::vector<char*> pointers;
    for (auto const& [contig, interval] : wanted) {
        // Braces keep a colon in a contig's name from being read as a region.
        texts.push_back(fmt::format("{{{}}}:{}-{}", state.file.contigs.contigs[static_cast<std::size_t>(contig)].name,
                                    interval.begin().one_based(), interval.end().value));
    }
    for (auto& text : texts) {
        pointers.push_back(text.data());
    }
    state.iterator.reset(sam_itr_regarray(state.index->get(), state.file.header.get(), pointers.data(),
                                          static_cast<unsigned int>(pointers.size())));
    if (state.iterator == nullptr) {
        throw InputError{{.rule = "index_unreadable",
                          .what = "the index of " + state.file.name + " cannot be used",
                          .where = state.file.name,
                          .why = {},
                          .remedy = "run: samtools index " + state.file.name}};
    }
}

std::vector<FileWindow> AlignmentReader::windows() {
    auto& state = *state_;
    // Where it does not fit, one pass over the whole says what is wrong, as it would for one thread.
    if (!state.index || !state.totals || !state.bam || !state.tail_fits().value_or(false)) {
        return {};
    }
    std::vector<std::int64_t> lengths;
    for (std::size_t contig = 0; contig < state.file.contigs.contigs.size(); ++contig) {
        bool const used = state.totals->mapped[contig] + state.totals->unmapped[contig] > 0;
        lengths.push_back(used ? state.file.contigs.contigs[contig].length : 0);
    }
    return state.index->windows(lengths);
}

void AlignmentReader::start_at(FileWindow const& window) {
    auto& state = *state_;
    state.bam->seek(window.offset);
    state.last_contig = 0;
    state.last_position = -1;
}

void AlignmentReader::take_counts(std::vector<std::int64_t> const& placed, std::int64_t unplaced) {
    auto& state = *state_;
    state.counted = placed;
    state.counted_unplaced = unplaced;
    state.records = static_cast<std::uint64_t>(std::accumulate(placed.begin(), placed.end(), unplaced));
}

Read const* AlignmentReader::next() {
    auto& state = *state_;
    if (!state.by_region) {
        if (!state.next_raw()) {
            return nullptr;
        }
        state.check_order();
        if (state.read.contig >= 0) {
            ++state.counted[static_cast<std::size_t>(state.read.contig)];
        } else {
            ++state.counted_unplaced;
        }
        return &state.read;
    }
    while (!state.ended && state.next_raw()) {
        state.check_order();
        if (state.belongs()) {
            return &state.read;
        }
    }
    return nullptr;
}

std::optional<std::int64_t> AlignmentReader::records_in_file() const {
    if (!state_->by_region) {
        return static_cast<std::int64_t>(state_->records);
    }
    return state_->totals ? std::optional{state_->totals->records()} : std::nullopt;
}

void AlignmentReader::State::compare_totals() const {
    auto const disagree = [&](std::string const& place, std::int64_t said, std::int64_t found) {
        throw ContradictionError{{.rule = "index_disagrees",
                                  .what = fmt::format("the index of {} counts {} records, the file has {}", file.name,
                                                      said, found),
                                  .where = place,
                                  .why = "the index is of another file, or one of the two was cut",
                                  .remedy = "copy the file again, then run: samtools index " + file.name}};
    };
    for (std::size_t contig = 0; contig < counted.size(); ++contig) {
        if (auto const said = totals->mapped[contig] + totals->unmapped[contig]; said != counted[contig]) {
            disagree(file.contigs.contigs[contig].name, said, counted[contig]);
        }
    }
    if (totals->unplaced != counted_unplaced) {
        disagree("unplaced reads", totals->unplaced, counted_unplaced);
    }
}

void AlignmentReader::State::refuse_other_end() const {
    throw ContradictionError{{.rule = "index_disagrees",
                              .what = fmt::format("{} does not end where its index says", file.name),
                              .where = file.name,
                              .why = "the index is of another file, or one of the two was cut",
                              .remedy = "copy the file again, then run: samtools index " + file.name}};
}

/// Behind the last placed record there must be exactly the unplaced ones: one look tells a cut file from a whole one. Nothing
/// where the index does not say where that is.
std::optional<bool> AlignmentReader::State::tail_fits() {
    auto const end = index->end_of_placed();
    if (!end || !bam) {
        return std::nullopt;
    }
    bool agreed = (*end >> 16U) <= file.state.size;
    auto const here = bam->offset();
    try {
        if (agreed) {
            bam->seek(*end);
            bool const more = bam->next(read);
            agreed = more == (totals->unplaced > 0) && (!more || read.contig < 0);
        }
    } catch (InputError const&) {
        agreed = false;   // nowhere near a record: how the index of another file shows itself
    }
    bam->seek(here);
    return agreed;
}

bool AlignmentReader::State::tail_agrees() {
    auto const fits = tail_fits();
    if (fits && !*fits) {
        refuse_other_end();
    }
    return fits.has_value();
}

bool AlignmentReader::agrees_with_index() {
    auto& state = *state_;
    refuse_changed(state.file);
    if (!state.totals) {
        return false;
    }
    if (!state.by_region) {
        state.compare_totals();
    }
    return state.tail_agrees() && !state.file.eof_missing;
}

}  // namespace tidemark
