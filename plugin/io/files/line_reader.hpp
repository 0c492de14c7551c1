// Lines of a text file, plain, gzip or bgzip alike. CRLF and a UTF-8 byte order mark are normalised; NUL bytes,
// invalid UTF-8 and a damaged or truncated compressed stream are InputErrors naming the line. "-" is standard input.
#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace tidemark {

class LineReader {
public:
    explicit LineReader(std::filesystem::path path);
    LineReader(LineReader&&) noexcept;
    LineReader& operator=(LineReader&&) noexcept;
    ~LineReader();

    /// Next line without its end; nothing at the end of the file. Throws InputError on damage.
    [[nodiscard]] std::optional<std::string> next();
    /// 1-based number of the line returned last.
    [[nodiscard]] std::size_t line_number() const;
    /// Base name, for messages.
    [[nodiscard]] std::string const& name() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Whole file as text, through LineReader's checks, lines joined by "\n".
[[nodiscard]] std::string read_text_file(std::filesystem::path const& path);

}  // namespace tidemark
