// A piece of a FASTQ file: some hundred kilobytes of text and where its whole records stand.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "values/molecule/fastq_record.hpp"

namespace tidemark {

/// Views of `records` point into `text`. Move-only in use: a copy's views would point into the original.
struct FastqBlock {
    std::vector<char> text;
    std::vector<FastqRecord> records;
};

/// Cuts a file into blocks, in order.
class FastqBlockSource {
public:
    /// Plain, gzip or bgzip, of one or several members; "-" is standard input. Throws InputError.
    explicit FastqBlockSource(std::string path);
    FastqBlockSource(FastqBlockSource const&) = delete;
    FastqBlockSource& operator=(FastqBlockSource const&) = delete;
    ~FastqBlockSource();

    /// Fills `block` with the next records; none at the end of the file. Throws InputError at the first bad record.
    void fill(FastqBlock& block);
    /// Base name, for messages.
    [[nodiscard]] std::string const& name() const;
    /// A bgzipped file without its end mark: a cut at the end of a block cannot be told from a whole file.
    [[nodiscard]] bool lacks_end_mark() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
