#include "io/hts/alignment_writer.hpp"

#include <htslib/hts.h>
#include <htslib/sam.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "io/files/output_file.hpp"
#include "io/hts/handles.hpp"
#include "io/hts/index_kind.hpp"
#include "io/hts/record_order.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

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
        // No record has a tag twice, so nothing need be searched.
        status = bam_aux_append(record, tag.name.data(), 'Z', static_cast<int>(text.size()) + 1,
                                reinterpret_cast<std::uint8_t const*>(text.c_str()));
    }
    if (status != 0) {
        throw std::logic_error{"an optional field could not be added"};
    }
}

/// Into storage that is used again.
void pack(std::vector<CigarOperation> const& cigar, std::vector<std::uint32_t>& packed) {
    packed.clear();
    for (auto const& operation : cigar) {
        packed.push_back(bam_cigar_gen(static_cast<std::uint32_t>(operation.length),
                                       static_cast<std::uint32_t>(operation.kind)));
    }
}

}  // namespace

struct AlignmentWriter::State {
    PendingPath alignments;
    PendingPath index;
    bool csi;
    AlignmentHeaderHandle header;
    HtsFileHandle file;
    AlignmentHandle record{bam_init1()};
    RecordOrder order;
    std::vector<std::uint32_t> cigar;
    std::pair<std::int32_t, std::int64_t> last{-1, -1};

    State(std::filesystem::path const& path, AlignmentWriterSetting const& setting)
        : alignments{path},
          index{path.string() + (needs_csi(setting.contigs) ? ".csi" : ".bai")},
          csi{needs_csi(setting.contigs)},
          header{make_header(setting)},
          file{hts_open(alignments.temporary().c_str(),
                        setting.level ? ("wb" + std::to_string(*setting.level)).c_str() : "wb")} {
        if (file == nullptr || sam_hdr_write(file.get(), header.get()) != 0 ||
            sam_idx_init(file.get(), header.get(), csi ? 14 : 0, index.temporary().c_str()) != 0) {
            refuse("cannot start the BAM");
        }
    }

    [[noreturn]] void refuse(std::string const& what) const { refuse_output(alignments.final_path(), what); }
    void encode(AlignmentRecord const& from, bam1_t* target) {
        pack(from.cigar, cigar);
        if (bam_set1(target, from.name.size(), from.name.c_str(), from.flags, from.contig, from.position.value,
                     from.mapping_quality, cigar.size(), cigar.data(), from.mate_contig, from.mate_position.value,
                     from.template_length, from.bases.size(), from.bases.c_str(), from.qualities.data(),
                     20 * from.tags.size()) < 0) {
            throw std::logic_error{"an alignment record was refused: " + from.name};
        }
        for (auto const& tag : from.tags) {
            append_tag(target, tag);
        }
    }

    void put(bam1_t const* encoded) {
        std::pair const place{encoded->core.tid, encoded->core.pos};
        if (place < last) {
            throw std::logic_error{std::string{"alignment records are not in coordinate order: "} + bam_get_qname(encoded)};
        }
        last = place;
        if (sam_write1(file.get(), header.get(), encoded) < 0) {
            refuse("cannot write the BAM");
        }
    }

};

AlignmentWriter::AlignmentWriter(std::filesystem::path path, AlignmentWriterSetting const& setting)
    : state_{std::make_unique<State>(path, setting)} {}
AlignmentWriter::AlignmentWriter(AlignmentWriter&&) noexcept = default;
AlignmentWriter::~AlignmentWriter() = default;

void AlignmentWriter::write(AlignmentRecord const& record) {
    if (!state_->order.empty()) {
        throw std::logic_error{"a record is written while others are held"};
    }
    state_->encode(record, state_->record.get());
    state_->put(state_->record.get());
}

void AlignmentWriter::hold(AlignmentRecord const& record, std::uint32_t tie) {
    state_->encode(record, state_->order.next());
    state_->order.hold(record.position.value, tie);
}

void AlignmentWriter::write_held_before(std::int64_t position) {
    state_->order.leave_before(position, [this](bam1_t const* record) { state_->put(record); });
}

void AlignmentWriter::write_held() {
    state_->order.leave_all([this](bam1_t const* record) { state_->put(record); });
}

void AlignmentWriter::close() {
    JointOutput files;
    close(files);
    files.commit();
}

void AlignmentWriter::close(JointOutput& files) {
    errno = 0;
    if (sam_idx_save(state_->file.get()) != 0) {
        state_->refuse("cannot index the BAM");
    }
    if (hts_close(state_->file.release()) != 0) {
        state_->refuse("cannot finish the BAM");
    }
    date_index_after_file(state_->index.temporary());
    files.add(std::move(state_->alignments));
    files.add(std::move(state_->index));
}

}  // namespace tidemark
