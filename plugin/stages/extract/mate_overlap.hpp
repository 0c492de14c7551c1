// Short fragments: where both mates were read past the fragment's ends, into the adapters.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tidemark {

/// METHOD: read 1 and the reverse complement of read 2 are laid over each other as a fragment of each possible length
/// would lay them. A length fits where at least `minimum_overlap` known bases face each other and at most
/// floor(mismatch_rate × those) differ. Among the fitting lengths the likeliest wins: matches − 3 × mismatches, the ratio
/// of ln(0.98/0.25) to ln(0.75/0.02) for 1 % errors in each read; equal ones: the longest, which trims least.
/// Example: 20 random bases fit with a chance of 1.6e-9 (at most 2 of 20 differ).
struct OverlapParameters {
    std::size_t minimum_overlap = 20;
    double mismatch_rate = 0.1;
};

class MateOverlap {
public:
    explicit MateOverlap(OverlapParameters parameters) : parameters_{parameters} {}

    /// Length of the fragment where it is shorter than the longer read, which then ends in adapter; else nothing.
    /// Keeps its buffers between calls.
    [[nodiscard]] std::optional<std::size_t> read_through_length(std::string_view first, std::string_view second);

private:
    /// Two bits a base in one array, the low bit of unknown bases in another.
    struct Packed {
        std::vector<std::uint64_t> codes;
        std::vector<std::uint64_t> unknown;
    };
    struct Fit {
        std::size_t length = 0;
        std::int64_t score = 0;
    };
    /// How a fragment of one length lays the reads over each other.
    struct Placement {
        std::size_t first = 0;    ///< base of read 1 that faces …
        std::size_t second = 0;   ///< … this base of the reverse complement of read 2
        std::size_t facing = 0;   ///< bases that face each other from there on
        std::size_t allowed = 0;  ///< mismatches among them
    };
    static void pack(std::string_view bases, bool other_strand, Packed& packed);
    [[nodiscard]] Placement place(std::size_t fragment) const;
    /// Whether the first 32 bases alone hold too many mismatches, as in nearly every wrong placement.
    [[nodiscard]] bool differs_at_once(Placement const& placement) const;
    [[nodiscard]] std::optional<std::int64_t> score(Placement const& placement) const;
    void keep_better(std::size_t fragment, std::optional<Fit>& best) const;

    OverlapParameters parameters_;
    Packed first_;
    Packed second_;   ///< reverse complement of read 2
    std::vector<std::size_t> allowed_;   ///< mismatches by number of bases
    std::size_t first_size_ = 0;
    std::size_t second_size_ = 0;
};

}  // namespace tidemark
