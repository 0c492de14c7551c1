// MD5 sums of a FASTA's contigs, as the M5 of an alignment header writes them. From the .dict beside the FASTA where
// there is one, else computed once per contig asked for. Safe to share between threads.
#pragma once
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "io/hts/reference.hpp"

namespace tidemark {

class ReferenceChecksums {
public:
    explicit ReferenceChecksums(std::filesystem::path const& fasta);
    [[nodiscard]] ContigTable const& contigs() const { return reference_.contigs(); }
    /// Lower-case hex MD5 of the upper-case bases. Throws ContradictionError where the FASTA has no such contig.
    [[nodiscard]] std::string md5(std::string const& contig);

private:
    Reference reference_;
    std::mutex mutex_;
    std::map<std::string, std::string> known_;
};

}  // namespace tidemark
