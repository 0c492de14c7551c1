// What genotype says of one sample's records and molecules, without its rows: <sample>.evidence.json.
#pragma once
#include <cstdint>
#include <map>
#include <string>

namespace tidemark {

struct EvidenceSummary {
    std::string sample;
    std::map<std::string, std::int64_t> losses;   ///< records left out, by reason; of raw reads with raw_ before it
    std::map<std::string, std::int64_t> totals;
    std::string failure;                          ///< why its file could not be read; empty where it could

    /// 0 where it is not there.
    [[nodiscard]] std::int64_t total(std::string const& name) const {
        auto const found = totals.find(name);
        return found == totals.end() ? 0 : found->second;
    }
    /// The reasons are those of the records that were counted, not of raw reads before them.
    [[nodiscard]] static bool is_of_records(std::string const& reason) { return !reason.starts_with("raw_"); }

    /// Whether records are records used and left out, and molecules those at tracked loci, readable or not, and others.
    [[nodiscard]] bool adds_up() const {
        std::int64_t lost = 0;
        for (auto const& [reason, records] : losses) {
            lost += is_of_records(reason) ? records : 0;
        }
        return total("reads_seen") == total("reads_used") + lost &&
               total("reads_used") == total("molecules") + total("molecules_paired") + total("copies_collapsed") &&
               total("molecules") == total("molecules_at_loci") + total("molecules_off_loci") &&
               total("molecules_at_loci") == total("molecules_informative") + total("molecules_unreadable") + total("molecules_mate_disagreement");
    }
};

}  // namespace tidemark
