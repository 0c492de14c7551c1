// The reference round the place where a stream is, fetched in long stretches.
#pragma once
#include <cstdint>
#include <filesystem>

#include "io/hts/reference.hpp"
#include "io/hts/reference_checksums.hpp"
#include "stages/consensus/indel_signature.hpp"
#include "values/genome/contig_table.hpp"

namespace tidemark {

class ReferenceStretch {
public:
    /// `contigs` are the file's, by number; they and `checksums`, those of `reference`, outlive this.
    ReferenceStretch(std::filesystem::path const& reference, ContigTable const& contigs, ReferenceChecksums& checksums);

    /// Bases of [begin, end), clipped to the contig; valid until the next call. Throws ContradictionError for a contig that
    /// the reference lacks, and where its length or checksum (M5) is not that of the file's header; a checksum that agrees
    /// overrides a length that does not.
    [[nodiscard]] ReferenceBases operator()(std::int32_t contig, std::int64_t begin, std::int64_t end);

private:
    void enter(std::int32_t contig);

    Reference reference_;
    ContigTable const* contigs_;
    ReferenceChecksums* checksums_;
    std::int32_t contig_ = -1;
    ReferenceSlice slice_;
};

}  // namespace tidemark
