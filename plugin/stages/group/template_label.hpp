// What a read says of its molecule beside its place: UMI, molecule id, library and cell.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "values/failure/result.hpp"
#include "values/molecule/duplex_strand.hpp"
#include "values/molecule/group_loss.hpp"
#include "values/molecule/read.hpp"
#include "values/molecule/umi.hpp"
#include "values/molecule/umi_in_name.hpp"

namespace tidemark {

struct TemplateLabel {
    Umi umi;
    std::optional<UmiFault> umi_fault;    ///< the template cannot be grouped by its UMI
    std::uint64_t molecule = 0;           ///< hash of the molecule id that the file brings along; 0 none
    std::uint64_t partition = 0;          ///< of library and cell: templates of two partitions are never one molecule
    std::uint32_t read_group = 0;         ///< place in LabelRules::read_groups, or their number where it has none of them
    DuplexStrand strand = DuplexStrand::none;   ///< by the molecule id
    std::uint8_t yield_level = 0;         ///< by the read name (yield_level.hpp), where the rules ask for it
};

/// Where the UMI stands (contract.md 6).
enum class UmiPlace : std::uint8_t { tag, name, pattern, none };

struct ReadGroupLabel {
    std::string id;
    std::uint32_t library = 0;   ///< equal for read groups of one library
    bool wanted = true;          ///< false: its reads are left out
};

struct LabelRules {
    UmiPlace umi = UmiPlace::tag;
    std::string umi_tag = "RX";
    std::string separator;                 ///< umi = name
    std::optional<UmiPattern> pattern;     ///< umi = pattern
    bool by_molecule_id = false;           ///< molecules are those of the file's MI tags; UMIs are not compared
    bool yield_levels = false;
    int minimum_mapping_quality = 1;
    std::vector<ReadGroupLabel> read_groups;
    std::vector<std::int64_t> contig_lengths;   ///< in the file's order
    std::vector<std::string> contig_names;      ///< likewise
};

/// A label, or why the read is left out. Secondary and supplementary records, reads that failed the sequencer's quality
/// check, unmapped reads, and those below the mapping quality never take part; the duplicate flag means nothing here,
/// because a family is made of duplicates. A UMI that is missing or unfit is left to the template: the mate may have it.
class Labeller {
public:
    /// `rules` outlive the labeller.
    explicit Labeller(LabelRules const& rules) : rules_{&rules} {}

    struct Labelled {
        TemplateLabel label;
        std::string_view mate_cigar;   ///< MC; view into the read
        bool is_consensus = false;     ///< carries tags of a consensus caller
    };
    [[nodiscard]] Result<Labelled, GroupLoss> operator()(Read const& read) const;

private:
    [[nodiscard]] std::optional<GroupLoss> loss_of(Read const& read) const;
    [[nodiscard]] std::string umi_in_name(std::string_view name) const;
    void read_umi(Read const& read, std::string_view tag, TemplateLabel& label) const;

    LabelRules const* rules_;
};

/// Reference bases that one alignment may span; a longer one is no piece of cell-free DNA and would be waited for.
inline constexpr std::int64_t longest_alignment = 2'000;

}  // namespace tidemark
