#include "io/files/line_reader.hpp"

#include <htslib/bgzf.h>
#include <htslib/kstring.h>

#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

[[noreturn]] void refuse(std::string rule, std::string what, std::string where, std::string remedy) {
    throw InputError{{.rule = std::move(rule),
                      .what = std::move(what),
                      .where = std::move(where),
                      .why = {},
                      .remedy = std::move(remedy)}};
}

/// Length of the valid UTF-8 sequence at `index`, 0 where there is none.
std::size_t utf8_length(std::string_view text, std::size_t index) {
    auto const byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[index + offset]); };
    unsigned char const lead = byte(0);
    std::size_t const length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    if (length == 0 || index + length > text.size()) {
        return 0;
    }
    for (std::size_t offset = 1; offset < length; ++offset) {
        if ((byte(offset) & 0xC0) != 0x80) {
            return 0;
        }
    }
    return length;
}

bool is_utf8(std::string_view text) {
    for (std::size_t index = 0; index < text.size();) {
        auto const length = utf8_length(text, index);
        if (length == 0) {
            return false;
        }
        index += length;
    }
    return true;
}

}  // namespace

struct LineReader::State {
    std::string name;
    BGZF* stream = nullptr;
    kstring_t buffer{0, 0, nullptr};
    std::size_t line = 0;

    ~State() {
        if (stream != nullptr) {
            bgzf_close(stream);
        }
        std::free(buffer.s);
    }
    [[nodiscard]] std::string where() const { return name + " line " + std::to_string(line); }
};

LineReader::LineReader(std::filesystem::path path) : state_{std::make_unique<State>()} {
    state_->name = path == "-" ? "standard input" : path.filename().string();
    std::error_code error;
    if (path != "-" && !std::filesystem::exists(path, error)) {
        refuse("file_missing", state_->name + " does not exist", path.string(), "check the path");
    }
    if (path != "-" && std::filesystem::is_directory(path, error)) {
        refuse("file_is_folder", state_->name + " is a folder, not a file", path.string(), "give the file itself");
    }
    state_->stream = bgzf_open(path.c_str(), "r");
    if (state_->stream == nullptr) {
        refuse("file_unreadable", state_->name + " cannot be opened", path.string(), "check its permissions");
    }
}

LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;
LineReader::~LineReader() = default;

std::optional<std::string> LineReader::next() {
    int const status = bgzf_getline(state_->stream, '\n', &state_->buffer);
    if (status == -1) {
        return std::nullopt;
    }
    ++state_->line;
    if (status < -1) {
        refuse("file_damaged", state_->name + " is damaged or cut short", state_->where(), "copy the file again");
    }
    std::string line{state_->buffer.s, state_->buffer.l};
    if (state_->line == 1 && line.starts_with("\xEF\xBB\xBF")) {
        line.erase(0, 3);
    }
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    if (line.find('\0') != std::string::npos) {
        refuse("file_binary", state_->name + " holds NUL bytes: it is not a text table", state_->where(),
               "give the text file, or export it again");
    }
    if (!is_utf8(line)) {
        refuse("file_encoding", state_->name + " is not UTF-8 text", state_->where(), "save it as UTF-8");
    }
    return line;
}

std::size_t LineReader::line_number() const { return state_->line; }
std::string const& LineReader::name() const { return state_->name; }

std::string read_text_file(std::filesystem::path const& path) {
    LineReader reader{path};
    std::string text;
    while (auto const line = reader.next()) {
        text += *line;
        text += '\n';
    }
    return text;
}

}  // namespace tidemark
