#include "io/hts/index_probe.hpp"

#include <fmt/format.h>
#include <htslib/hts.h>
#include <htslib/sam.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "io/files/line_reader.hpp"
#include "io/hts/alignment_index.hpp"
#include "io/hts/bam_cursor.hpp"
#include "values/failure/failure.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {
namespace {

std::string kind_of(hts_idx_t* index) {
    switch (hts_idx_fmt(index)) {
        case HTS_FMT_BAI: return "bai";
        case HTS_FMT_CRAI: return "crai";
        default: return "csi";
    }
}

/// Contigs that the index knows reads of; chunks stand in for counts where it was made without totals.
std::vector<ContigUse> used_contigs(AlignmentFile const& file, AlignmentIndex const& index,
                                    std::optional<IndexTotals> const& totals) {
    std::vector<ContigUse> used;
    for (std::size_t number = 0; number < file.contigs.contigs.size(); ++number) {
        auto const& contig = file.contigs.contigs[number];
        FileRegion const whole{static_cast<std::int32_t>(number),
                               Interval{Position{0}, Position{std::max<std::int64_t>(1, contig.length)}}};
        auto const reads = totals ? totals->mapped[number] : static_cast<std::int64_t>(index.chunks({&whole, 1}).size());
        used.push_back({contig, reads});
    }
    std::erase_if(used, [](ContigUse const& use) { return use.reads == 0; });
    return used;
}

class BamProbe {
public:
    BamProbe(AlignmentFile& file, AlignmentIndex const& index)
        : file_{file}, index_{index}, cursor_{file.file->fp.bgzf, file.name} {}

    /// What disagrees; empty where nothing does.
    [[nodiscard]] std::string disagreement(std::optional<IndexTotals> const& totals) {
        for (std::size_t number = 0; number < file_.contigs.contigs.size(); ++number) {
            if (!begins_where_said(number)) {
                return fmt::format("it places {} where the file has none of its reads", file_.contigs.contigs[number].name);
            }
        }
        auto const end = index_.end_of_placed();
        if (end && !ends_where_said(*end, totals)) {
            return "the placed reads do not end where it says";
        }
        return {};
    }

private:
    [[nodiscard]] bool within_file(std::uint64_t offset) const { return (offset >> 16U) <= file_.state.size; }

    [[nodiscard]] bool begins_where_said(std::size_t number) {
        FileRegion const whole{static_cast<std::int32_t>(number),
                               Interval{Position{0}, Position{std::max<std::int64_t>(1, file_.contigs.contigs[number].length)}}};
        auto const chunks = index_.chunks({&whole, 1});
        if (chunks.empty()) {
            return true;
        }
        if (!within_file(chunks.front().begin)) {
            return false;
        }
        cursor_.seek(chunks.front().begin);
        Read read;
        return cursor_.next(read) && read.contig == static_cast<std::int32_t>(number);
    }

    /// Behind the last placed record stand the unplaced ones or nothing.
    [[nodiscard]] bool ends_where_said(std::uint64_t offset, std::optional<IndexTotals> const& totals) {
        if (!within_file(offset)) {
            return false;
        }
        cursor_.seek(offset);
        Read read;
        bool const more = cursor_.next(read);
        return (!more || read.contig < 0) && (!totals || more == (totals->unplaced > 0));
    }

    AlignmentFile& file_;
    AlignmentIndex const& index_;
    BamCursor cursor_;
};

/// A .crai is text: contig, start, span, container offset, slice offset, slice size. It has no counts of reads.
void probe_crai(AlignmentFile const& file, std::filesystem::path const& path, IndexFound& found) {
    LineReader lines{path};
    std::map<std::int64_t, std::int64_t> slices;
    while (auto const line = lines.next()) {
        long long contig = 0;
        long long container = 0;
        long long slice = 0;
        long long size = 0;
        if (std::sscanf(line->c_str(), "%lld\t%*d\t%*d\t%lld\t%lld\t%lld", &contig, &container, &slice, &size) != 4) {
            found.state = IndexState::damaged;
            found.detail = fmt::format("line {} is no slice", lines.line_number());
            return;
        }
        if (container < 0 || slice < 0 || size < 0 ||
            static_cast<std::uint64_t>(container) + static_cast<std::uint64_t>(slice) + static_cast<std::uint64_t>(size) >
                file.state.size ||
            contig >= static_cast<long long>(file.contigs.contigs.size())) {
            found.state = IndexState::disagrees;
            found.detail = "it points behind the end of the file or its list of contigs";
            return;
        }
        ++slices[contig];
    }
    for (auto const& [contig, count] : slices) {
        if (contig >= 0) {
            found.used.push_back({file.contigs.contigs[static_cast<std::size_t>(contig)], count});
        }
    }
}

bool older_than(std::filesystem::path const& index, std::filesystem::path const& file) {
    std::error_code error;
    auto const index_time = std::filesystem::last_write_time(index, error);
    auto const file_time = error ? index_time : std::filesystem::last_write_time(file, error);
    return !error && index_time < file_time;
}

}  // namespace

IndexFound probe_index(AlignmentFile& file) {
    IndexFound found;
    try {
        auto const index = AlignmentIndex::beside(file);
        if (!index) {
            return found;
        }
        found.state = IndexState::usable;
        found.kind = kind_of(index->get());
        found.older_than_file = older_than(index->path(), file.path);
        if (file.cram) {
            probe_crai(file, index->path(), found);
            return found;
        }
        auto const totals = index->totals();
        found.used = used_contigs(file, *index, totals);
        if (totals) {
            found.records = totals->records();
            std::int64_t mapped = 0;
            for (auto const& use : found.used) {
                mapped += use.reads;
            }
            found.mapped = mapped;
        }
        if (auto detail = BamProbe{file, *index}.disagreement(totals); !detail.empty()) {
            found.state = IndexState::disagrees;
            found.detail = std::move(detail);
        }
    } catch (FailureError const& error) {
        // A seek into nowhere and a record that is none are how an index of another file shows itself.
        found.state = found.state == IndexState::usable ? IndexState::disagrees : IndexState::damaged;
        found.detail = error.failure().what;
    }
    return found;
}

}  // namespace tidemark
