// One writer for a name: an advisory lock that ends with its process, however that ends.
#pragma once
#include <filesystem>

namespace tidemark {

/// A file descriptor that holds the lock of a temporary file or folder; moves, closes itself.
class Claim {
public:
    Claim() = default;
    Claim(Claim&& other) noexcept;
    Claim& operator=(Claim&& other) noexcept;
    ~Claim();

    /// Creates `path` where it is missing and locks it. Throws OutputError `output_not_written` where that fails, and
    /// `output_in_use` where another run holds it.
    [[nodiscard]] static Claim of_file(std::filesystem::path const& path, std::filesystem::path const& shown);
    [[nodiscard]] static Claim of_folder(std::filesystem::path const& path, std::filesystem::path const& shown);

private:
    explicit Claim(int descriptor) : descriptor_{descriptor} {}
    [[nodiscard]] static Claim of(std::filesystem::path const& path, std::filesystem::path const& shown, int flags);

    int descriptor_ = -1;
};

}  // namespace tidemark
