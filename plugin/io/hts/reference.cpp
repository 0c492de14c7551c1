#include "io/hts/reference.hpp"

#include <fmt/format.h>
#include <htslib/faidx.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

#include "values/failure/failure.hpp"
#include "values/probability/hash.hpp"

namespace tidemark {

Reference::Reference(std::filesystem::path const& path) : name_{path.filename().string()} {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        throw InputError{{.rule = "reference_missing",
                          .what = name_ + " does not exist",
                          .where = path.string(),
                          .why = "every allele is checked against the reference",
                          .remedy = "give an indexed FASTA with -f"}};
    }
    auto const fai = std::filesystem::path{path.string() + ".fai"};
    if (!std::filesystem::exists(fai, error)) {
        throw InputError{{.rule = "reference_not_indexed",
                          .what = name_ + " has no index",
                          .where = fai.filename().string(),
                          .why = "nothing is built silently beside your files",
                          .remedy = "run: samtools faidx " + name_}};
    }
    index_.reset(fai_load3(path.c_str(), fai.c_str(), nullptr, 0));
    if (index_ == nullptr) {
        throw InputError{{.rule = "reference_unreadable",
                          .what = name_ + " or its index cannot be read",
                          .where = path.filename().string(),
                          .why = {},
                          .remedy = "run: samtools faidx " + name_}};
    }
    for (int number = 0; number < faidx_nseq(index_.get()); ++number) {
        char const* const contig = faidx_iseq(index_.get(), number);
        contigs_.contigs.push_back({contig, faidx_seq_len(index_.get(), contig), {}});
    }
}

ReferenceSlice Reference::slice(std::string const& contig, Interval interval) const {
    auto const found = contigs_.index_of(contig);
    if (!found) {
        throw ContradictionError{{.rule = "contig_not_in_reference",
                                  .what = fmt::format("{} has no contig {}", name_, contig),
                                  .where = contig,
                                  .why = "reads or variants on it cannot be checked",
                                  .remedy = "give the reference that the file was made with"}};
    }
    auto const length = contigs_.contigs[*found].length;
    auto const end = std::min(interval.end().value, length);
    if (interval.begin().value >= length || end <= interval.begin().value) {
        return {interval.begin(), {}};
    }
    hts_pos_t fetched = 0;
    std::unique_ptr<char, void (*)(void*)> const bases{
        faidx_fetch_seq64(index_.get(), contig.c_str(), interval.begin().value, end - 1, &fetched), &std::free};
    if (bases == nullptr || fetched != end - interval.begin().value) {
        throw InputError{{.rule = "reference_damaged",
                          .what = fmt::format("{} is shorter than its index says", name_),
                          .where = fmt::format("{}:{}-{}", contig, interval.begin().one_based(), end),
                          .why = {},
                          .remedy = "run: samtools faidx " + name_}};
    }
    std::string text{bases.get(), static_cast<std::size_t>(fetched)};
    std::ranges::transform(text, text.begin(), [](unsigned char base) { return static_cast<char>(std::toupper(base)); });
    return {interval.begin(), std::move(text)};
}

std::string Reference::identity() const {
    Sha256 hash;
    for (auto const& contig : contigs_.contigs) {
        hash.add(fmt::format("{}\t{}\n", contig.name, contig.length));
    }
    return hash.hex();
}

}  // namespace tidemark
