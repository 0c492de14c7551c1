#include "io/files/compressed_text.hpp"

#include <htslib/bgzf.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "io/files/output_file.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

struct CloseStream {
    void operator()(BGZF* stream) const noexcept { static_cast<void>(bgzf_close(stream)); }   // only while unwinding
};

}  // namespace

struct CompressedText::State {
    PendingPath pending;
    std::unique_ptr<BGZF, CloseStream> stream;

    explicit State(std::filesystem::path path)
        : pending{std::move(path)}, stream{bgzf_open(pending.temporary().c_str(), "w1")} {
        if (stream == nullptr) {
            refuse("cannot create the output");
        }
    }

    [[noreturn]] void refuse(char const* what) const {
        throw OutputError{{.rule = "output_not_written",
                           .what = what,
                           .where = pending.final_path().filename().string(),
                           .why = errno == 0 ? "" : std::strerror(errno),
                           .remedy = "check the folder, its permissions and the free space"}};
    }
};

CompressedText::CompressedText(std::filesystem::path path) : state_{std::make_unique<State>(std::move(path))} {}
CompressedText::CompressedText(CompressedText&&) noexcept = default;
CompressedText::~CompressedText() = default;

void CompressedText::write(std::string_view text) {
    errno = 0;
    if (bgzf_write(state_->stream.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        state_->refuse("cannot write the output");
    }
}

void CompressedText::close() {
    errno = 0;
    if (bgzf_close(state_->stream.release()) != 0) {
        state_->refuse("cannot write the output");
    }
    state_->pending.commit();
}

}  // namespace tidemark
