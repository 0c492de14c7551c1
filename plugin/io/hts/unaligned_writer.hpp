// Reads before alignment as BAM: mates one after the other, unmapped, with UMI and barcodes in tags.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "values/molecule/extracted_template.hpp"

namespace tidemark {

/// What stands in the header. Nothing of it may be a path.
struct UnalignedWriterSetting {
    std::string umi_tag = "RX";
    std::string read_group = "1";   ///< ID of the one read group
    std::string sample;             ///< SM; empty: not written
    std::string library;            ///< LB; empty: not written
    std::string program_version;    ///< VN of @PG
    std::string command_line;       ///< CL of @PG, without paths and thread count
    int compressing_threads = 0;    ///< beside the caller's; never changes a byte
};

class UnalignedWriter {
public:
    /// A file is compressed lightly (level 1) under a temporary name; "-" is standard output, not compressed. Throws
    /// OutputError.
    UnalignedWriter(std::filesystem::path path, UnalignedWriterSetting const& setting);
    UnalignedWriter(UnalignedWriter&&) noexcept;
    UnalignedWriter& operator=(UnalignedWriter&&) = delete;
    ~UnalignedWriter();   ///< without close: removes the temporary file

    void write(ExtractedTemplate const& extracted);
    /// Ends the file, checks that it reached the disk, gives it its final name. Throws OutputError.
    void close();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
