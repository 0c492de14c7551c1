#include "io/hts/reference_writer.hpp"

#include <htslib/faidx.h>

#include "io/files/output_file.hpp"

namespace tidemark {
namespace {

std::string fasta_text(std::span<NamedSequence const> sequences) {
    constexpr std::size_t line = 60;
    std::string text;
    for (auto const& sequence : sequences) {
        text += ">" + sequence.name + "\n";
        for (std::size_t begin = 0; begin < sequence.bases.size(); begin += line) {
            text.append(sequence.bases, begin, line).push_back('\n');
        }
    }
    return text;
}

}  // namespace

void write_reference(std::filesystem::path const& path, std::span<NamedSequence const> sequences) {
    PendingPath fasta{path};
    PendingPath index{path.string() + ".fai"};
    write_pending(fasta, fasta_text(sequences));
    if (fai_build3(fasta.temporary().c_str(), index.temporary().c_str(), nullptr) != 0) {
        refuse_output(path, "cannot index the reference");
    }
    fasta.commit();
    index.commit();
}

}  // namespace tidemark
