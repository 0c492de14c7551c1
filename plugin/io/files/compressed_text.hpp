// A bgzipped text that is written piece by piece, and exists whole or not at all.
#pragma once
#include <filesystem>
#include <memory>
#include <string_view>

namespace tidemark {

class CompressedText {
public:
    /// Throws OutputError where the file cannot be created.
    explicit CompressedText(std::filesystem::path path);
    CompressedText(CompressedText&&) noexcept;
    CompressedText& operator=(CompressedText&&) = delete;
    ~CompressedText();   ///< without close: removes the temporary file

    /// Throws OutputError.
    void write(std::string_view text);
    /// Ends the file, checks that it reached the disk, gives it its final name. Throws OutputError.
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
