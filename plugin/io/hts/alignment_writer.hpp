// A coordinate-sorted BAM with its index, written under temporary names: both exist whole, or neither does.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "io/files/joint_output.hpp"
#include "values/genome/contig_table.hpp"
#include "values/molecule/alignment_record.hpp"

namespace tidemark {

/// What stands in the header. Nothing of it may be a path.
struct AlignmentWriterSetting {
    ContigTable contigs;
    std::string sample;            ///< SM of the one read group, "1"
    std::string library;           ///< LB; may be empty
    std::string program_version;   ///< VN of @PG
    std::string command_line;      ///< CL of @PG, without paths and thread count
    std::optional<int> level{};    ///< of compression, 0..9; absent: the library's own
};

class AlignmentWriter {
public:
    /// Writes the header. Throws OutputError where the file cannot be created.
    AlignmentWriter(std::filesystem::path path, AlignmentWriterSetting const& setting);
    AlignmentWriter(AlignmentWriter&&) noexcept;
    AlignmentWriter& operator=(AlignmentWriter&&) = delete;
    ~AlignmentWriter();   ///< without close: removes the temporary files

    /// Records must come in coordinate order (std::logic_error where one does not). Throws OutputError.
    void write(AlignmentRecord const& record);
    /// Takes a record that is written in its place later; those of one position are written by `tie`. It must not lie
    /// before what was written, nor 2,048 bases or more behind it (std::logic_error).
    void hold(AlignmentRecord const& record, std::uint32_t tie);
    /// Writes what is held before `position`.
    void write_held_before(std::int64_t position);
    /// Writes all that is held; another contig may follow.
    void write_held();
    /// Ends the file, indexes it (.bai beside it; .csi where a contig is longer than .bai can hold), checks that both
    /// reached the disk, and gives both their final names. Throws OutputError; then no final name exists.
    void close();
    /// Likewise, but leaves the naming to `files`, whose other files appear with them.
    void close(JointOutput& files);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
