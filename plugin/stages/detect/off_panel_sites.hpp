// Off-panel positions of one sample that synthetic signatures are drawn from: covered, with a known context, neither
// tracked nor polymorphic.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "values/evidence/sample_evidence.hpp"
#include "values/genome/sequence_context.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

/// Reference bases of a stretch, clipped at the contig's ends.
using BaseLookup = std::function<ReferenceSlice(std::string const& contig, Interval interval)>;

/// One position. `contig` and `coverage` are numbers that only OffPanelSites understands.
struct OffPanelSite {
    std::uint32_t contig = 0;
    std::uint32_t coverage = 0;
    std::int64_t position = 0;   ///< 0-based
    std::int64_t depth = 0;      ///< molecules of all groups
    bool shows_errors = false;   ///< whether any mismatch row speaks of it
};

/// What to look for.
struct OffPanelQuery {
    std::span<MoleculeGroup const> groups;      ///< sorted; molecules of other groups are not looked at
    std::array<bool, trinucleotide_count> wanted{};   ///< contexts by number
    std::uint64_t seed = 0;                     ///< decides which positions stay where there are too many
    std::size_t most_sites = 1'000'000;         ///< of all covered positions about so many are looked at
};

class OffPanelSites {
public:
    /// Positions of the depth rows of `evidence` where the panel has no entry (whatever its state) and that no mismatch
    /// row calls polymorphic.
    OffPanelSites(SampleEvidence const& evidence, Panel const& panel, BaseLookup const& bases,
                  OffPanelQuery const& query);

    /// By depth, then contig and position.
    [[nodiscard]] std::span<OffPanelSite const> with_context(std::size_t context) const { return sites_[context]; }
    /// Whether a site of the context shows any error: most do not, and this is told without looking at the site.
    [[nodiscard]] bool shows_errors(std::size_t context, std::size_t site) const { return with_errors_[context][site]; }
    /// Molecules by group, in the order of the query.
    [[nodiscard]] std::span<std::int64_t const> depths(OffPanelSite const& site) const;
    [[nodiscard]] std::string const& contig_of(OffPanelSite const& site) const { return contigs_[site.contig]; }
    /// Molecules that show `alt`, by group; 0 where no mismatch row speaks of it.
    [[nodiscard]] std::vector<std::int64_t> alts(OffPanelSite const& site, char alt) const;

private:
    struct Mismatch {
        std::uint32_t contig = 0;
        std::int64_t position = 0;
        char alt = 'N';
        std::size_t group = 0;
        std::int64_t molecules = 0;
        [[nodiscard]] auto place() const { return std::tuple{contig, position, alt}; }
    };
    using Place = std::pair<std::uint32_t, std::int64_t>;
    struct Stretch {                    // positions [begin, end) with the same molecules
        std::int64_t begin = 0;
        std::int64_t end = 0;
        std::uint32_t coverage = 0;
    };
    [[nodiscard]] std::vector<std::vector<Stretch>> stretches(SampleEvidence const& evidence,
                                                              std::span<MoleculeGroup const> groups);
    [[nodiscard]] std::vector<Place> excluded(SampleEvidence const& evidence, Panel const& panel) const;
    void add_mismatches(SampleEvidence const& evidence, std::span<MoleculeGroup const> groups);

    std::vector<std::string> contigs_;                  // sorted
    std::map<std::string, std::uint32_t, std::less<>> numbers_;
    std::size_t groups_ = 0;
    std::vector<std::int64_t> coverages_;               // rows of `groups_` depths
    std::vector<Mismatch> mismatches_;                  // by place, group
    std::array<std::vector<OffPanelSite>, trinucleotide_count> sites_;
    std::array<std::vector<bool>, trinucleotide_count> with_errors_;   // by site
};

}  // namespace tidemark
