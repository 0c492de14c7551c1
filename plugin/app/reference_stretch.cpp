#include "app/reference_stretch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "values/failure/failure.hpp"

namespace tidemark {

ReferenceStretch::ReferenceStretch(std::filesystem::path const& reference, ContigTable const& contigs,
                                   ReferenceChecksums& checksums)
    : reference_{reference}, contigs_{&contigs}, checksums_{&checksums} {}

void ReferenceStretch::enter(std::int32_t contig) {
    auto const& of_file = contigs_->contigs[static_cast<std::size_t>(contig)];
    contig_ = contig;
    auto const place = reference_.contigs().index_of(of_file.name);
    if (!place) {
        return;   // refused where its bases are asked for
    }
    auto const length = reference_.contigs().contigs[*place].length;
    bool const same = of_file.md5.empty() ? length == of_file.length
                                          : checksums_->md5(of_file.name) == of_file.md5;
    if (!same) {
        throw ContradictionError{{.rule = length == of_file.length ? "contig_md5" : "contig_length",
                                  .what = fmt::format("{} has {} bases in the file of reads and {} in {}{}", of_file.name,
                                                      of_file.length, length, reference_.name(),
                                                      of_file.md5.empty() ? "" : ", and another checksum"),
                                  .where = reference_.name(),
                                  .why = "the reads were aligned to another reference",
                                  .remedy = "give the FASTA that they were aligned to"}};
    }
}

ReferenceBases ReferenceStretch::operator()(std::int32_t contig, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t before = 20'000, behind = 500'000;
    bool const entered = contig != contig_;
    if (entered) {
        enter(contig);
    }
    auto const& table = contigs_->contigs[static_cast<std::size_t>(contig)];
    begin = std::max<std::int64_t>(begin, 0);
    end = std::min(end, table.length);
    if (entered || begin < slice_.begin.value || end > slice_.end().value) {
        auto const first = std::max<std::int64_t>(begin - before, 0);
        auto const last = std::min(std::max(end, begin) + behind, table.length);
        slice_ = reference_.slice(table.name, Interval{Position{first}, Position{last}});
    }
    auto const offset = static_cast<std::size_t>(begin - slice_.begin.value);
    return {begin, std::string_view{slice_.bases}.substr(offset, static_cast<std::size_t>(std::max<std::int64_t>(end - begin, 0)))};
}

}  // namespace tidemark
