// The templates of one position to families of one molecule each, by UMI or by the molecule ids of the file.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stages/group/group_templates.hpp"
#include "stages/group/template_window.hpp"

namespace tidemark {

/// Templates of one molecule, by number in what was given; the order is that of the input.
struct PositionFamily {
    std::span<std::uint32_t const> templates;   ///< strand A (or strand unknown) before strand B
    std::size_t of_a = 0;                       ///< how many of them are of strand A or of none
    bool two_strands = false;                   ///< the UMI tells strands apart

    [[nodiscard]] std::span<std::uint32_t const> a() const { return templates.first(of_a); }
    [[nodiscard]] std::span<std::uint32_t const> b() const { return templates.subspan(of_a); }
};

class PositionFamilies {
public:
    /// Nothing for `grouping`: the molecule ids of the labels are the molecules.
    explicit PositionFamilies(std::optional<GroupingParameters> const& grouping);

    /// Families of one group, valid until the next call: by number of templates descending, then UMI; where the UMI tells no
    /// strands, first all whose read 1 has the lower end, then the others, which are never joined with them; by molecule id,
    /// in the order of its hash. Templates without a usable UMI (or id) belong to none and are counted by fault.
    [[nodiscard]] std::span<PositionFamily const> split(std::span<Template const> templates);

    /// UMI of one of the families by majority, as read 1 of strand A (of B where there is no A) would show it; N at ties.
    [[nodiscard]] std::string umi_of(PositionFamily const& family);

    /// UMIs of one of the families in that orientation; equal neighbours are counted together. Valid until the next call.
    [[nodiscard]] std::span<UmiCount const> umis_of(PositionFamily const& family);

    /// Reads of templates left out, by UmiFault.
    [[nodiscard]] std::array<std::int64_t, umi_fault_count> const& reads_lost() const { return reads_lost_; }

private:
    void number_by_umi(std::span<Template const> templates);
    void number_by_id(std::span<Template const> templates);
    void arrange(std::size_t families);

    std::optional<TemplateGrouper> grouper_;
    bool paired_ = false;
    std::array<std::int64_t, umi_fault_count> reads_lost_{};
    std::span<Template const> given_;
    std::vector<TemplateUmi> umis_;
    std::vector<std::uint32_t> usable_;         ///< numbers of templates
    std::vector<std::uint64_t> ids_;
    std::vector<TemplateFamily> member_;        ///< of each usable template
    std::vector<std::uint32_t> starts_;         ///< of each family's strands in `sorted_`
    std::vector<std::uint32_t> sorted_;
    std::vector<PositionFamily> families_;
    std::vector<UmiCount> votes_;
};

}  // namespace tidemark
