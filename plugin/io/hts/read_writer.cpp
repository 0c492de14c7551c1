#include "io/hts/read_writer.hpp"

#include <htslib/hts.h>
#include <htslib/kstring.h>
#include <htslib/sam.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "io/files/output_file.hpp"
#include "io/hts/handles.hpp"
#include "io/hts/index_kind.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

/// IDs of the file's program lines.
std::vector<std::string> programs(sam_hdr_t* header) {
    std::vector<std::string> ids;
    kstring_t text = KS_INITIALIZE;
    for (int number = 0; number < sam_hdr_count_lines(header, "PG"); ++number) {
        if (sam_hdr_find_tag_pos(header, "PG", number, "ID", &text) == 0) {
            ids.emplace_back(text.s, text.l);
        }
    }
    ks_free(&text);
    return ids;
}

/// A copy without comments, which htslib's own calls refuse to remove.
AlignmentHeaderHandle without_comments(sam_hdr_t* header) {
    char const* const lines = sam_hdr_str(header);
    if (lines == nullptr || sam_hdr_count_lines(header, "CO") <= 0) {
        return AlignmentHeaderHandle{sam_hdr_dup(header)};
    }
    std::string_view rest{lines};
    std::string kept;
    while (!rest.empty()) {
        auto const length = std::min(rest.find('\n'), rest.size() - 1) + 1;
        kept += rest.starts_with("@CO") ? std::string_view{} : rest.substr(0, length);
        rest.remove_prefix(length);
    }
    return AlignmentHeaderHandle{sam_hdr_parse(kept.size(), kept.c_str())};
}

AlignmentHeaderHandle make_header(AlignmentFile const& source, ReadWriterSetting const& setting) {
    auto header = without_comments(source.header.get());
    auto* const made = header.get();
    auto const programs_before = made == nullptr ? std::vector<std::string>{} : programs(made);
    bool sound = made != nullptr;
    if (sound && sam_hdr_count_lines(made, "HD") == 0) {
        sound = sam_hdr_add_line(made, "HD", "VN", "1.6", nullptr) == 0;
    }
    for (auto const& id : programs_before) {
        sam_hdr_remove_tag_id(made, "PG", "ID", id.c_str(), "CL");
        sam_hdr_remove_tag_id(made, "PG", "ID", id.c_str(), "DS");
    }
    sam_hdr_remove_tag_hd(made, "SS");
    if (setting.order == ReadOrder::coordinate) {
        sam_hdr_remove_tag_hd(made, "GO");
        sound = sound && sam_hdr_update_hd(made, "SO", "coordinate") == 0;
    } else {
        sound = sound && sam_hdr_update_hd(made, "SO", "unsorted", "GO", "query") == 0;
    }
    if (setting.order == ReadOrder::unaligned && sam_hdr_nref(made) > 0) {
        sound = sound && sam_hdr_remove_except(made, "SQ", nullptr, nullptr) == 0;
    }
    sound = sound && sam_hdr_add_pg(made, "tidemark", "VN", setting.program_version.c_str(), "CL",
                                    setting.command_line.c_str(), nullptr) == 0;
    if (!sound) {
        throw std::logic_error{"a header could not be made of that of " + source.name};
    }
    return header;
}

/// The record in BAM's own layout.
void encode(Read const& read, bam1_t* record) {
    auto const name_size = read.name.size() + 1;
    auto const padding = (4 - name_size % 4) % 4;
    auto const cigar_size = 4 * static_cast<std::size_t>(read.operation_count);
    auto const base_size = static_cast<std::size_t>(read.length + 1) / 2;
    auto const quality_size = static_cast<std::size_t>(read.length);
    auto const size = name_size + padding + cigar_size + base_size + quality_size + read.tags.size();
    if (record->m_data < size) {
        auto* const larger = static_cast<std::uint8_t*>(std::realloc(record->data, 2 * size));
        if (larger == nullptr) {
            throw std::bad_alloc{};
        }
        record->data = larger;
        record->m_data = static_cast<std::uint32_t>(2 * size);
    }
    record->l_data = static_cast<int>(size);
    auto* place = record->data;
    auto const append = [&place](void const* from, std::size_t count) {
        if (count > 0) {
            std::memcpy(place, from, count);
            place += count;
        }
    };
    append(read.name.data(), read.name.size());
    std::memset(place, 0, 1 + padding);
    place += 1 + padding;
    append(read.operations, cigar_size);
    append(read.packed_bases, base_size);
    append(read.qualities, quality_size);
    append(read.tags.data(), read.tags.size());
    auto& core = record->core;
    core.tid = read.contig;
    core.pos = read.position;
    core.mtid = read.mate_contig;
    core.mpos = read.mate_position;
    core.isize = read.template_length;
    core.flag = read.flags;
    core.qual = read.mapping_quality;
    core.l_qname = static_cast<std::uint16_t>(name_size + padding);
    core.l_extranul = static_cast<std::uint8_t>(padding);
    core.n_cigar = static_cast<std::uint32_t>(read.operation_count);
    core.l_qseq = read.length;
    auto const end = read.operation_count > 0 ? aligned_end(read) : read.position + 1;
    core.bin = static_cast<std::uint16_t>(hts_reg2bin(read.position, end, 14, 5));
}

}  // namespace

struct ReadWriter::State {
    std::optional<PendingPath> pending;
    std::optional<PendingPath> index;
    AlignmentHeaderHandle header;
    HtsFileHandle file;
    AlignmentHandle record{bam_init1()};
    std::pair<std::int32_t, std::int64_t> last{-1, -1};
    bool sorted;

    State(std::filesystem::path const& path, AlignmentFile const& source, ReadWriterSetting const& setting)
        : header{make_header(source, setting)}, sorted{setting.order == ReadOrder::coordinate} {
        bool const csi = needs_csi(source.contigs);
        if (path != "-" && !is_special_output(path)) {
            pending.emplace(path);
            if (sorted) {
                index.emplace(path.string() + (csi ? ".csi" : ".bai"));
            }
        }
        errno = 0;
        auto const mode = pending ? "wb" + std::to_string(setting.level) : std::string{"wb0"};
        file.reset(hts_open(pending ? pending->temporary().c_str() : path.c_str(), mode.c_str()));
        if (file == nullptr ||
            (setting.pool != nullptr && !index && !setting.pool->serve(file.get())) ||
            sam_hdr_write(file.get(), header.get()) != 0 ||
            (index && sam_idx_init(file.get(), header.get(), csi ? 14 : 0, index->temporary().c_str()) != 0)) {
            refuse("cannot start the BAM");
        }
    }

    [[noreturn]] void refuse(std::string const& what) const {
        refuse_output(pending ? pending->final_path() : "standard output", what);
    }
};

ReadWriter::ReadWriter(std::filesystem::path path, AlignmentFile const& source, ReadWriterSetting const& setting)
    : state_{std::make_unique<State>(path, source, setting)} {}
ReadWriter::ReadWriter(ReadWriter&&) noexcept = default;
ReadWriter::~ReadWriter() = default;

void ReadWriter::write(Read const& read) {
    std::pair const place{read.contig, read.position};
    if (state_->sorted && place < state_->last) {
        throw std::logic_error{"alignment records are not in coordinate order: " + std::string{read.name}};
    }
    state_->last = place;
    encode(read, state_->record.get());
    if (sam_write1(state_->file.get(), state_->header.get(), state_->record.get()) < 0) {
        state_->refuse("cannot write the BAM");
    }
}

void ReadWriter::close(JointOutput& files) {
    errno = 0;
    if (state_->index && sam_idx_save(state_->file.get()) != 0) {
        state_->refuse("cannot index the BAM");
    }
    if (hts_close(state_->file.release()) != 0) {
        state_->refuse("cannot finish the BAM");
    }
    if (state_->pending) {
        files.add(std::move(*state_->pending));
    }
    if (state_->index) {
        date_index_after_file(state_->index->temporary());
        files.add(std::move(*state_->index));
    }
}

}  // namespace tidemark
