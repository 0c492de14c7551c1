#include "io/hts/alignment_writer.hpp"

#include <htslib/hts.h>
#include <htslib/sam.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "io/files/output_file.hpp"
#include "io/hts/handles.hpp"

namespace tidemark {
namespace {

constexpr std::int64_t longest_bai_contig = 1LL << 29;

bool needs_csi(ContigTable const& contigs) {
    for (auto const& contig : contigs.contigs) {
        if (contig.length >= longest_bai_contig) {
            return true;
        }
    }
    return false;
}

void add_line(sam_hdr_t* header, std::string const& line) {
    if (sam_hdr_add_lines(header, line.c_str(), line.size()) != 0) {
        throw std::logic_error{"a header line was refused: " + line};
    }
}

AlignmentHeaderHandle make_header(AlignmentWriterSetting const& setting) {
    AlignmentHeaderHandle header{sam_hdr_init()};
    add_line(header.get(), "@HD\tVN:1.6\tSO:coordinate\n");
    for (auto const& contig : setting.contigs.contigs) {
        add_line(header.get(), "@SQ\tSN:" + contig.name + "\tLN:" + std::to_string(contig.length) +
                                   (contig.md5.empty() ? "" : "\tM5:" + contig.md5) + "\n");
    }
    add_line(header.get(), "@RG\tID:1\tSM:" + setting.sample +
                               (setting.library.empty() ? "" : "\tLB:" + setting.library) + "\n");
    add_line(header.get(), "@PG\tID:tidemark\tPN:tidemark\tVN:" + setting.program_version +
                               "\tCL:" + setting.command_line + "\n");
    return header;
}

void append_tag(bam1_t* record, AlignmentTag const& tag) {
    int status = 0;
    if (auto const* const number = std::get_if<std::int32_t>(&tag.value)) {
        status = bam_aux_update_int(record, tag.name.data(), *number);
    } else if (auto const* const share = std::get_if<float>(&tag.value)) {
        status = bam_aux_update_float(record, tag.name.data(), *share);
    } else {
        auto const& text = std::get<std::string>(tag.value);
        status = bam_aux_update_str(record, tag.name.data(), static_cast<int>(text.size()) + 1, text.c_str());
    }
    if (status != 0) {
        throw std::logic_error{"an optional field could not be added"};
    }
}

std::vector<std::uint32_t> packed_cigar(std::vector<CigarOperation> const& cigar) {
    std::vector<std::uint32_t> packed;
    packed.reserve(cigar.size());
    for (auto const& operation : cigar) {
        packed.push_back(bam_cigar_gen(static_cast<std::uint32_t>(operation.length),
                                       static_cast<std::uint32_t>(operation.kind)));
    }
    return packed;
}

}  // namespace

struct AlignmentWriter::State {
    PendingPath alignments;
    PendingPath index;
    bool csi;
    AlignmentHeaderHandle header;
    HtsFileHandle file;
    AlignmentHandle record{bam_init1()};
    std::pair<std::int32_t, std::int64_t> last{-1, -1};

    State(std::filesystem::path const& path, AlignmentWriterSetting const& setting)
        : alignments{path},
          index{path.string() + (needs_csi(setting.contigs) ? ".csi" : ".bai")},
          csi{needs_csi(setting.contigs)},
          header{make_header(setting)},
          file{hts_open(alignments.temporary().c_str(),
                        setting.level ? ("wb" + std::to_string(*setting.level)).c_str() : "wb")} {
        if (file == nullptr || sam_hdr_write(file.get(), header.get()) != 0) {
            refuse("cannot start the BAM");
        }
    }

    [[noreturn]] void refuse(std::string const& what) const { refuse_output(alignments.final_path(), what); }
};

AlignmentWriter::AlignmentWriter(std::filesystem::path path, AlignmentWriterSetting const& setting)
    : state_{std::make_unique<State>(path, setting)} {}
AlignmentWriter::AlignmentWriter(AlignmentWriter&&) noexcept = default;
AlignmentWriter::~AlignmentWriter() = default;

void AlignmentWriter::write(AlignmentRecord const& record) {
    std::pair const place{record.contig, record.position.value};
    if (place < state_->last) {
        throw std::logic_error{"alignment records are not in coordinate order: " + record.name};
    }
    state_->last = place;
    auto const cigar = packed_cigar(record.cigar);
    auto* const target = state_->record.get();
    if (bam_set1(target, record.name.size(), record.name.c_str(), record.flags, record.contig, record.position.value,
                 record.mapping_quality, cigar.size(), cigar.data(), record.mate_contig, record.mate_position.value,
                 record.template_length, record.bases.size(), record.bases.c_str(), record.qualities.data(),
                 20 * record.tags.size()) < 0) {
        throw std::logic_error{"an alignment record was refused: " + record.name};
    }
    for (auto const& tag : record.tags) {
        append_tag(target, tag);
    }
    if (sam_write1(state_->file.get(), state_->header.get(), target) < 0) {
        state_->refuse("cannot write the BAM");
    }
}

void AlignmentWriter::close() {
    errno = 0;
    if (hts_close(state_->file.release()) != 0) {
        state_->refuse("cannot finish the BAM");
    }
    auto const& index = state_->index.temporary();
    if (sam_index_build3(state_->alignments.temporary().c_str(), index.c_str(), state_->csi ? 14 : 0, 1) != 0) {
        state_->refuse("cannot index the BAM");
    }
    state_->alignments.commit();
    state_->index.commit();
}

}  // namespace tidemark
