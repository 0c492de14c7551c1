#include "io/fastq/fastq_writer.hpp"

#include <htslib/bgzf.h>

#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "io/files/output_file.hpp"

namespace tidemark {
namespace {

constexpr std::size_t flush_size = std::size_t{128} << 10U;
/// Blocks that each thread may have waiting.
constexpr int blocks_per_thread = 64;

void append_tag(std::string& text, std::string_view tag, std::string_view value) {
    if (!value.empty()) {
        text += '\t';
        text += tag;
        text += ":Z:";
        text += value;
    }
}

}  // namespace

struct FastqWriter::State {
    std::string umi_tag;
    std::optional<PendingPath> pending;
    BGZF* stream = nullptr;
    std::string comment;
    std::string text;

    State(std::filesystem::path const& path, FastqWriterSetting const& setting)
        : umi_tag{setting.umi_tag} {
        if (path != "-") {
            pending.emplace(path);
        }
        errno = 0;
        bool const compressed = path.extension() == ".gz";
        stream = bgzf_open(pending ? pending->temporary().c_str() : "-", compressed ? "w1" : "wu");
        if (stream == nullptr ||
            (compressed && setting.compressing_threads > 0 &&
             bgzf_mt(stream, setting.compressing_threads, blocks_per_thread) != 0)) {
            refuse();
        }
    }
    State(State const&) = delete;
    State& operator=(State const&) = delete;
    ~State() {
        if (stream != nullptr) {
            bgzf_close(stream);
        }
    }
    [[noreturn]] void refuse() const {
        refuse_output(pending ? pending->final_path() : "standard output", "cannot write the FASTQ");
    }
    void flush() {
        if (bgzf_write(stream, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
            refuse();
        }
        text.clear();
    }
};

FastqWriter::FastqWriter(std::filesystem::path path, FastqWriterSetting const& setting)
    : state_{std::make_unique<State>(path, setting)} {}
FastqWriter::FastqWriter(FastqWriter&&) noexcept = default;
FastqWriter::~FastqWriter() = default;

void FastqWriter::write(ExtractedTemplate const& extracted) {
    auto& comment = state_->comment;
    comment.clear();
    append_tag(comment, state_->umi_tag, extracted.umi.bases);
    append_tag(comment, "QX", extracted.umi.qualities);
    append_tag(comment, "OX", extracted.original_umi);
    append_tag(comment, "BC", extracted.sample_barcode.bases);
    append_tag(comment, "QT", extracted.sample_barcode.qualities);
    append_tag(comment, "CB", extracted.cell_barcode.bases);
    append_tag(comment, "CY", extracted.cell_barcode.qualities);
    auto& text = state_->text;
    for (auto const& read : extracted.reads()) {
        text += '@';
        text += extracted.name;
        text += comment;
        text += '\n';
        text += read.bases;
        text += "\n+\n";
        text += read.qualities;
        text += '\n';
    }
    if (text.size() >= flush_size) {
        state_->flush();
    }
}

void FastqWriter::close() {
    errno = 0;
    state_->flush();
    if (bgzf_close(std::exchange(state_->stream, nullptr)) != 0) {
        state_->refuse();
    }
    if (state_->pending) {
        state_->pending->commit();
    }
}

}  // namespace tidemark
