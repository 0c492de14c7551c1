#include "app/reference_stretch.hpp"

#include <algorithm>

namespace tidemark {

ReferenceStretch::ReferenceStretch(std::filesystem::path const& reference, ContigTable const& contigs)
    : contigs_{&contigs} {
    if (!reference.empty()) {
        reference_.emplace(reference);
    }
}

ReferenceBases ReferenceStretch::operator()(std::int32_t contig, std::int64_t begin, std::int64_t end) {
    constexpr std::int64_t before = 20'000, behind = 500'000;
    if (!reference_) {
        return {};
    }
    auto const& table = contigs_->contigs[static_cast<std::size_t>(contig)];
    begin = std::max<std::int64_t>(begin, 0);
    end = std::min(end, table.length);
    if (contig != contig_ || begin < slice_.begin.value || end > slice_.end().value) {
        auto const first = std::max<std::int64_t>(begin - before, 0);
        auto const last = std::min(std::max(end, begin) + behind, table.length);
        slice_ = reference_->slice(table.name, Interval{Position{first}, Position{last}});
        contig_ = contig;
    }
    auto const offset = static_cast<std::size_t>(begin - slice_.begin.value);
    return {begin, std::string_view{slice_.bases}.substr(offset, static_cast<std::size_t>(std::max<std::int64_t>(end - begin, 0)))};
}

}  // namespace tidemark
