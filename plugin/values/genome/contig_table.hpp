// Names and lengths of contigs in file order, as a BAM header, a FASTA index or a VCF header declares them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark {

struct Contig {
    std::string name;
    std::int64_t length = 0;   ///< bases; 0 where the source does not say
    std::string md5;           ///< M5 of the header, lower case; empty where absent
    bool operator==(Contig const&) const = default;
};

struct ContigTable {
    std::vector<Contig> contigs;
    bool operator==(ContigTable const&) const = default;

    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view name) const {
        for (std::size_t index = 0; index < contigs.size(); ++index) {
            if (contigs[index].name == name) {
                return index;
            }
        }
        return std::nullopt;
    }
};

}  // namespace tidemark
