// Which UMIs were seen how often, after correction within their families: fgbio's umi_counts.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "stages/group/umi_count.hpp"
#include "values/molecule/family_metrics.hpp"

namespace tidemark {

/// The UMI of a family by majority of its templates at each base; N where two bases are equally frequent. All have one
/// shape; joints stay. No UMI gives an empty text.
[[nodiscard]] std::string consensus_umi(std::span<UmiCount const> family);

class UmiObservations {
public:
    /// The UMIs of one family, all in the orientation in which they were compared. Each part counts for itself (the two
    /// halves of a duplex UMI are two UMIs); an empty part is not counted.
    void add_family(std::span<UmiCount const> family);
    UmiObservations& operator+=(UmiObservations const& other);

    /// By sequence.
    [[nodiscard]] std::vector<UmiRow> rows() const;

private:
    struct Seen {
        std::int64_t raw = 0;
        std::int64_t with_errors = 0;
        std::int64_t unique = 0;
    };
    std::map<std::string, Seen> seen_;
};

}  // namespace tidemark
