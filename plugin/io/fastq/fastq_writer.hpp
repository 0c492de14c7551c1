// Reads as FASTQ, the mates of a template one after the other, tags in the comments as `bwa mem -p -C` and
// `minimap2 -y` carry them into their SAM: "@name\tRX:Z:ACG-TTA\tQX:Z:III III".
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "values/molecule/extracted_template.hpp"

namespace tidemark {

struct FastqWriterSetting {
    std::string umi_tag = "RX";
    int compressing_threads = 0;   ///< beside the caller's
};

class FastqWriter {
public:
    /// A name ending in .gz is bgzipped; "-" is standard output. Written under a temporary name. Throws OutputError.
    FastqWriter(std::filesystem::path path, FastqWriterSetting const& setting);
    FastqWriter(FastqWriter&&) noexcept;
    FastqWriter& operator=(FastqWriter&&) = delete;
    ~FastqWriter();   ///< without close: removes the temporary file

    void write(ExtractedTemplate const& extracted);
    /// Checks that all was written, and gives the file its final name. Throws OutputError.
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
