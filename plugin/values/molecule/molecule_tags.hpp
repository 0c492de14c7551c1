// What consensus callers wrote about a molecule: support by strand, and traces of UMIs. Read once per record.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tidemark {

struct MoleculeTags {
    std::optional<std::int32_t> total_depth;     ///< cD: reads of the consensus (fgbio, fgumi)
    std::optional<std::int32_t> ab_depth;        ///< aD
    std::optional<std::int32_t> ba_depth;        ///< bD
    std::optional<std::int32_t> forward_reads;   ///< FR (gencore)
    std::optional<std::int32_t> reverse_reads;   ///< RR (gencore)
    // Views into the record; empty where it has no such tag.
    std::string_view read_group;                 ///< RG
    std::string_view umi;                        ///< RX, or the tag asked for
    std::string_view molecule_id;                ///< MI
    std::string_view cell;                       ///< CB
    std::string_view mate_cigar;                 ///< MC
    bool has_grouped_strand = false;             ///< MI ending in /A or /B: reads grouped for duplex, not collapsed
    bool operator==(MoleculeTags const&) const = default;

    [[nodiscard]] bool tells_class() const {
        return total_depth || ab_depth || ba_depth || forward_reads || reverse_reads;
    }
};

/// The tags of one record, or nothing where they are damaged. Filled where it stands: an optional would be cleared and
/// copied, which costs more than to read the few tags.
class FoundTags {
public:
    [[nodiscard]] explicit operator bool() const { return sound_; }
    [[nodiscard]] MoleculeTags const& operator*() const { return tags_; }
    [[nodiscard]] MoleculeTags const* operator->() const { return &tags_; }

private:
    friend FoundTags molecule_tags(std::span<std::uint8_t const> fields, std::string_view umi_tag);
    MoleculeTags tags_;
    bool sound_ = false;
};

/// Reads the BAM-encoded optional fields of one record. `umi_tag` has two characters.
[[nodiscard]] FoundTags molecule_tags(std::span<std::uint8_t const> fields,
                                                        std::string_view umi_tag = "RX");

/// The fields with one text field (type Z) set: an earlier one of that name is left out, the new one stands last. `fields`
/// must be undamaged.
void set_text_tag(std::span<std::uint8_t const> fields, std::string_view tag, std::string_view value,
                  std::vector<std::uint8_t>& result);

}  // namespace tidemark
