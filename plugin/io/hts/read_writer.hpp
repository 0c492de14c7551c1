// Reads as stages see them written as BAM: molecules after consensus, or reads with a new tag. Header and read groups are
// those of the file they came from; its command lines are left out, because they hold paths.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "io/files/joint_output.hpp"
#include "io/hts/alignment_file.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

enum class ReadOrder : std::uint8_t {
    coordinate,   ///< sorted; an index is written beside the file
    query,        ///< reads of one template, and templates of one molecule, stand together
    unaligned     ///< as `query`, without contigs
};

struct ReadWriterSetting {
    ReadOrder order = ReadOrder::coordinate;
    std::string program_version;   ///< VN of @PG
    std::string command_line;      ///< CL of @PG, without paths and thread count
    int level = 1;                 ///< of compression, 0 to 9; standard output is not compressed
    /// Compresses beside the caller; never changes a byte; outlives the writer. Where an index is written on the way it does not:
    /// with threads htslib 1.16 now and then notes another offset at the border of two blocks (a race; one of several runs of
    /// one file).
    ThreadPool const* pool = nullptr;
};

class ReadWriter {
public:
    /// "-" is standard output (no index). Throws OutputError where the file cannot be created.
    ReadWriter(std::filesystem::path path, AlignmentFile const& source, ReadWriterSetting const& setting);
    ReadWriter(ReadWriter&&) noexcept;
    ReadWriter& operator=(ReadWriter&&) = delete;
    ~ReadWriter();   ///< without close: removes the temporary files

    /// Contig numbers are the source's. Throws OutputError; std::logic_error where order `coordinate` is not kept.
    void write(Read const& read);
    /// Ends the file, indexes it, and leaves it to `files` to name both, with what appears beside them. Throws OutputError.
    void close(JointOutput& files);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
