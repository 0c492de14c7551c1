// Records of one FASTQ file, plain, gzip or bgzip, of one or several compressed members.
#pragma once
#include <memory>
#include <string>

#include "values/molecule/fastq_record.hpp"

namespace tidemark {

/// Whether a thread of its own decompresses and parses ahead, at most four blocks of 256 kB.
enum class ReadAhead { off, on };

class FastqReader {
public:
    /// Throws InputError where the file is missing, empty or cannot be opened. "-" is standard input.
    explicit FastqReader(std::string path, ReadAhead ahead = ReadAhead::off);
    FastqReader(FastqReader&&) noexcept;
    FastqReader& operator=(FastqReader&&) noexcept;
    ~FastqReader();

    /// The next record, valid until the next call; null at the end. Throws InputError, naming the record, at damage and
    /// at what is no record of four lines.
    [[nodiscard]] FastqRecord const* next();
    /// Base name, for messages.
    [[nodiscard]] std::string const& name() const;
    [[nodiscard]] bool lacks_end_mark() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
