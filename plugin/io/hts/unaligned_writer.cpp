#include "io/hts/unaligned_writer.hpp"

#include <htslib/hts.h>
#include <htslib/sam.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "io/files/output_file.hpp"
#include "io/hts/handles.hpp"

namespace tidemark {
namespace {

constexpr std::uint16_t single_end_flags = BAM_FUNMAP;
constexpr std::uint16_t pair_flags = BAM_FPAIRED | BAM_FUNMAP | BAM_FMUNMAP;
constexpr int quality_offset = 33;

AlignmentHeaderHandle make_header(UnalignedWriterSetting const& setting) {
    AlignmentHeaderHandle header{sam_hdr_init()};
    std::string const lines = "@HD\tVN:1.6\tSO:unsorted\tGO:query\n@RG\tID:" + setting.read_group +
                              (setting.sample.empty() ? "" : "\tSM:" + setting.sample) +
                              (setting.library.empty() ? "" : "\tLB:" + setting.library) +
                              "\n@PG\tID:tidemark\tPN:tidemark\tVN:" + setting.program_version +
                              "\tCL:" + setting.command_line + "\n";
    if (sam_hdr_add_lines(header.get(), lines.c_str(), lines.size()) != 0) {
        throw std::logic_error{"a header line was refused: " + lines};
    }
    return header;
}

}  // namespace

struct UnalignedWriter::State {
    std::string umi_tag;
    std::string read_group;
    std::optional<PendingPath> pending;
    AlignmentHeaderHandle header;
    HtsFileHandle file;
    AlignmentHandle record{bam_init1()};
    std::string qualities;
    std::string text;   ///< a tag's value with the zero that ends it

    State(std::filesystem::path const& path, UnalignedWriterSetting const& setting)
        : umi_tag{setting.umi_tag},
          read_group{setting.read_group},
          header{make_header(setting)} {
        if (path != "-") {
            pending.emplace(path);
        }
        errno = 0;
        file.reset(hts_open(pending ? pending->temporary().c_str() : "-", pending ? "wb1" : "wb0"));
        if (file == nullptr || (setting.compressing_threads > 0 && hts_set_threads(file.get(), setting.compressing_threads) != 0) ||
            sam_hdr_write(file.get(), header.get()) != 0) {
            refuse("cannot start the BAM");
        }
    }

    [[noreturn]] void refuse(std::string const& what) const {
        refuse_output(pending ? pending->final_path() : "standard output", what);
    }

    void append(std::string_view tag, std::string_view value) {
        if (value.empty()) {
            return;
        }
        text.assign(value);
        if (bam_aux_append(record.get(), tag.data(), 'Z', static_cast<int>(text.size()) + 1,
                           reinterpret_cast<std::uint8_t const*>(text.c_str())) != 0) {
            throw std::logic_error{"an optional field could not be added"};
        }
    }

    void write(ExtractedTemplate const& extracted, ExtractedRead const& read, std::uint16_t flags) {
        qualities.resize(read.qualities.size());
        std::ranges::transform(read.qualities, qualities.begin(),
                               [](char letter) { return static_cast<char>(letter - quality_offset); });
        if (bam_set1(record.get(), extracted.name.size(), extracted.name.data(), flags, -1, -1, 0, 0, nullptr, -1, -1, 0,
                     read.bases.size(), read.bases.data(), qualities.data(), 0) < 0) {
            throw std::logic_error{"a record was refused: " + std::string{extracted.name}};
        }
        append("RG", read_group);
        append(umi_tag, extracted.umi.bases);
        append("QX", extracted.umi.qualities);
        append("OX", extracted.original_umi);
        append("BC", extracted.sample_barcode.bases);
        append("QT", extracted.sample_barcode.qualities);
        append("CB", extracted.cell_barcode.bases);
        append("CY", extracted.cell_barcode.qualities);
        if (sam_write1(file.get(), header.get(), record.get()) < 0) {
            refuse("cannot write the BAM");
        }
    }
};

UnalignedWriter::UnalignedWriter(std::filesystem::path path, UnalignedWriterSetting const& setting)
    : state_{std::make_unique<State>(path, setting)} {}
UnalignedWriter::UnalignedWriter(UnalignedWriter&&) noexcept = default;
UnalignedWriter::~UnalignedWriter() = default;

void UnalignedWriter::write(ExtractedTemplate const& extracted) {
    auto const reads = extracted.reads();
    if (reads.size() == 1) {
        state_->write(extracted, reads[0], single_end_flags);
        return;
    }
    state_->write(extracted, reads[0], pair_flags | BAM_FREAD1);
    state_->write(extracted, reads[1], pair_flags | BAM_FREAD2);
}

void UnalignedWriter::close() {
    errno = 0;
    if (hts_close(state_->file.release()) != 0) {
        state_->refuse("cannot finish the BAM");
    }
    if (state_->pending) {
        state_->pending->commit();
    }
}

}  // namespace tidemark
