// Bases of an indexed FASTA, plain or bgzipped. One handle per worker: htslib's is not shared between threads.
// Missing file, missing index: InputError. Missing contig or a stretch past its end: ContradictionError, never N.
#pragma once
#include <filesystem>
#include <string>

#include "io/hts/handles.hpp"
#include "values/genome/contig_table.hpp"
#include "values/genome/variant.hpp"

namespace tidemark {

class Reference {
public:
    explicit Reference(std::filesystem::path const& path);

    [[nodiscard]] ContigTable const& contigs() const { return contigs_; }
    [[nodiscard]] std::string const& name() const { return name_; }
    /// Upper-case bases of `interval`, clipped to the contig's length.
    [[nodiscard]] ReferenceSlice slice(std::string const& contig, Interval interval) const;
    /// SHA-256 of the names and lengths of all contigs, "name\tlength\n" each: what panel and evidence files store as
    /// reference_hash. Cheap, and the same for every panel, so that controls of many panels can be pooled; that the
    /// bases are the same is checked at every locus (docs/decisions/0006).
    [[nodiscard]] std::string identity() const;

private:
    FastaIndexHandle index_;
    ContigTable contigs_;
    std::string name_;
};

}  // namespace tidemark
