// FASTQ files made of text at test time.
#pragma once
#include <string>

#include "support/scratch.hpp"

namespace tidemark::test {

/// One record; without qualities all are 'I'.
[[nodiscard]] std::string fastq_record(std::string const& header, std::string const& bases, std::string qualities = {});

enum class Compression { gzip, bgzip };

/// `text` as a compressed file would hold it.
[[nodiscard]] std::string compressed(std::string const& text, Compression compression);

/// The other strand, by the plain rule.
[[nodiscard]] std::string other_strand(std::string const& bases);

/// Bases without repeats, the same for one seed everywhere.
[[nodiscard]] std::string arbitrary_bases(std::size_t count, std::uint32_t seed);

}  // namespace tidemark::test
