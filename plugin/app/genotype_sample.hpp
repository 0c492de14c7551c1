// One alignment file counted: which sample it is, how it is read, and the evidence that comes of it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/molecule_stream.hpp"
#include "io/hts/alignment_file.hpp"
#include "io/hts/reference_checksums.hpp"
#include "stages/genotype/count_molecules.hpp"
#include "stages/genotype/counting_plan.hpp"
#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// How records are reached. `automatic`: by the index where that touches less than half of the file, else in one stream;
/// a file must have an index all the same.
enum class Access : std::uint8_t { automatic, stream, index };

struct SampleRequest {
    AlignmentSource source;
    Access access = Access::automatic;
    std::string sample;       ///< name to write; empty: the file's one SM, else its stem
    std::string rg_sample;    ///< which SM to count; empty: the only one
    std::optional<std::int64_t> records;   ///< that the file is declared to have
    std::optional<MoleculeSetting> raw;    ///< reads become molecules first
};

struct CountedFile {
    SampleEvidence evidence;             ///< facts but panel and reference hash, which are the call's
    std::vector<std::string> warnings;   ///< "rule: message"
};

/// Throws what the readers throw, and ContradictionError for contigs that disagree, several samples in a file, a sample
/// that is not in it, a declaration that the records or their number belie; InputError where too many records are malformed.
[[nodiscard]] CountedFile count_file(SampleRequest const& request, CountingPlan const& plan,
                                     CountParameters const& parameters, ReferenceChecksums& checksums);

}  // namespace tidemark
