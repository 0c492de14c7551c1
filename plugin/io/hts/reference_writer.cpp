#include "io/hts/reference_writer.hpp"

#include <htslib/faidx.h>

#include <cstdio>
#include <memory>

#include "io/files/output_file.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

[[noreturn]] void refuse(std::filesystem::path const& path) {
    throw OutputError{{.rule = "output_not_written",
                       .what = "cannot write the reference",
                       .where = path.filename().string(),
                       .why = {},
                       .remedy = "check the folder, its permissions and the free space"}};
}

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
    auto const text = fasta_text(sequences);
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream{std::fopen(fasta.temporary().c_str(), "wb"), &std::fclose};
    if (stream == nullptr || std::fwrite(text.data(), 1, text.size(), stream.get()) != text.size() ||
        std::fclose(stream.release()) != 0) {
        refuse(path);
    }
    if (fai_build3(fasta.temporary().c_str(), index.temporary().c_str(), nullptr) != 0) {
        refuse(path);
    }
    fasta.commit();
    index.commit();
}

}  // namespace tidemark
