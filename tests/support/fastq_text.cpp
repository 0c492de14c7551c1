#include "support/fastq_text.hpp"

#include <htslib/bgzf.h>

#include <cstdint>
#include <stdexcept>

namespace tidemark::test {

std::string fastq_record(std::string const& header, std::string const& bases, std::string qualities) {
    if (qualities.empty()) {
        qualities.assign(bases.size(), 'I');
    }
    return "@" + header + "\n" + bases + "\n+\n" + qualities + "\n";
}

std::string compressed(std::string const& text, Compression compression) {
    Scratch const scratch;
    auto const path = scratch / "packed";
    BGZF* const stream = bgzf_open(path.c_str(), compression == Compression::gzip ? "wg" : "w");
    if (stream == nullptr || bgzf_write(stream, text.data(), text.size()) < 0 || bgzf_close(stream) != 0) {
        throw std::runtime_error{"cannot compress"};
    }
    return read_file(path);
}

std::string other_strand(std::string const& bases) {
    std::string other;
    for (auto base = bases.rbegin(); base != bases.rend(); ++base) {
        other += *base == 'A' ? 'T' : *base == 'C' ? 'G' : *base == 'G' ? 'C' : *base == 'T' ? 'A' : 'N';
    }
    return other;
}

std::string arbitrary_bases(std::size_t count, std::uint32_t seed) {
    std::string bases;
    for (std::uint32_t state = seed; bases.size() < count;) {
        state = state * 1664525U + 1013904223U;
        bases += "ACGT"[state >> 30U];
    }
    return bases;
}

}  // namespace tidemark::test
