#include "values/molecule/molecule_counts.hpp"

#include <numeric>

namespace tidemark {

MoleculeCounts& MoleculeCounts::operator+=(MoleculeCounts const& other) {
    reads_seen += other.reads_seen;
    for (std::size_t reason = 0; reason < group_loss_count; ++reason) {
        reads_lost[reason] += other.reads_lost[reason];
    }
    for (std::size_t outcome = 0; outcome < consensus_outcome_count; ++outcome) {
        families[outcome] += other.families[outcome];
        reads_of_families[outcome] += other.reads_of_families[outcome];
        templates_of_families[outcome] += other.templates_of_families[outcome];
    }
    umi_on_one_mate += other.umi_on_one_mate;
    umi_differs += other.umi_differs;
    duplex += other.duplex;
    single_read += other.single_read;
    reads_other_alignment += other.reads_other_alignment;
    reads_clipped_away += other.reads_clipped_away;
    reads_low_quality += other.reads_low_quality;
    records += other.records;
    return *this;
}

bool MoleculeCounts::conserved() const {
    auto const lost = std::accumulate(reads_lost.begin(), reads_lost.end(), std::int64_t{0});
    return reads_seen == std::accumulate(reads_of_families.begin(), reads_of_families.end(), lost);
}

}  // namespace tidemark
