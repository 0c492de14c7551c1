#include "io/hts/reference_checksums.hpp"

#include <htslib/hts.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "io/files/line_reader.hpp"

namespace tidemark {
namespace {

std::string field(std::string_view line, std::string_view key) {
    auto const found = line.find(key);
    auto const value = found == std::string_view::npos ? std::string_view{} : line.substr(found + key.size());
    return std::string{value.substr(0, value.find('\t'))};
}

/// ref.dict or ref.fa.dict, whichever lies there.
std::map<std::string, std::string> dictionary_sums(std::filesystem::path const& fasta) {
    std::map<std::string, std::string> sums;
    for (auto const& path : {std::filesystem::path{fasta}.replace_extension(".dict"),
                             std::filesystem::path{fasta.string() + ".dict"}}) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(path, error)) {
            continue;
        }
        LineReader lines{path};
        while (auto const line = lines.next()) {
            auto const name = field(*line, "\tSN:");
            auto const sum = field(*line, "\tM5:");
            if (line->starts_with("@SQ") && !name.empty() && !sum.empty()) {
                sums.emplace(name, sum);
            }
        }
        return sums;
    }
    return sums;
}

}  // namespace

ReferenceChecksums::ReferenceChecksums(std::filesystem::path const& fasta)
    : reference_{fasta}, known_{dictionary_sums(fasta)} {}

std::string ReferenceChecksums::md5(std::string const& contig) {
    std::scoped_lock const lock{mutex_};
    if (auto const found = known_.find(contig); found != known_.end()) {
        return found->second;
    }
    std::unique_ptr<hts_md5_context, void (*)(hts_md5_context*)> const context{hts_md5_init(), &hts_md5_destroy};
    if (context == nullptr) {
        throw std::logic_error{"MD5 is not available"};
    }
    auto const number = reference_.contigs().index_of(contig);
    auto const length = number ? reference_.contigs().contigs[*number].length : 0;
    // In pieces: a chromosome need not fit into memory at once.
    constexpr std::int64_t piece = 1 << 22;
    for (std::int64_t begin = 0; begin < std::max<std::int64_t>(length, 1); begin += piece) {
        auto const slice = reference_.slice(contig, Interval{Position{begin}, Position{begin + piece}});
        hts_md5_update(context.get(), slice.bases.data(), slice.bases.size());
    }
    std::array<unsigned char, 16> digest{};
    std::array<char, 33> hex{};
    hts_md5_final(digest.data(), context.get());
    hts_md5_hex(hex.data(), digest.data());
    return known_.emplace(contig, hex.data()).first->second;
}

}  // namespace tidemark
