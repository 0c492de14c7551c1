#include "values/model/haplotype_pattern.hpp"

#include <algorithm>

namespace tidemark {

std::vector<PatternLocus> parse_haplotype(std::string_view pattern, HaplotypeNames const& names) {
    std::vector<PatternLocus> loci;
    while (!pattern.empty()) {
        auto const end = std::min(pattern.find(','), pattern.size());
        auto const part = pattern.substr(0, end);
        auto const equals = part.rfind('=');
        if (auto const found = names.find(part.substr(0, equals));
            equals != std::string_view::npos && found != names.end()) {
            loci.push_back({found->second, part.substr(equals + 1) == "1"});
        }
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return loci;
}

bool share_bases(Variant const& one, Variant const& other) {
    return one.contig == other.contig &&
           one.position.value < other.position.value + static_cast<std::int64_t>(other.ref.size()) &&
           other.position.value < one.position.value + static_cast<std::int64_t>(one.ref.size());
}

}  // namespace tidemark
