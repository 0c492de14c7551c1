#include "stages/group/template_label.hpp"

#include "stages/group/yield_level.hpp"
#include "values/molecule/fastq_record.hpp"
#include "values/molecule/molecule_tags.hpp"

namespace tidemark {
namespace {

/// Mixed bits of a text, the same on every machine; never 0.
std::uint64_t text_hash(std::string_view text) { return name_hash(text) | 1; }

/// "12/A" is strand A of molecule 12.
void read_molecule_id(std::string_view id, TemplateLabel& label) {
    if (id.ends_with(molecule_suffix(DuplexStrand::a)) || id.ends_with(molecule_suffix(DuplexStrand::b))) {
        label.strand = id.back() == 'A' ? DuplexStrand::a : DuplexStrand::b;
        id.remove_suffix(2);
    }
    label.molecule = id.empty() ? 0 : text_hash(id);
}

}  // namespace

std::optional<GroupLoss> Labeller::loss_of(Read const& read) const {
    if (read.secondary()) {
        return GroupLoss::secondary;
    }
    if (read.supplementary()) {
        return GroupLoss::supplementary;
    }
    if (read.unmapped() || read.contig < 0) {
        return GroupLoss::unmapped;
    }
    if (read.qc_fail()) {
        return GroupLoss::qc_fail;
    }
    if (read.mapping_quality < rules_->minimum_mapping_quality) {
        return GroupLoss::mapping_quality_low;
    }
    if (!is_sound(read) || read.position < 0) {
        return GroupLoss::malformed;
    }
    auto const end = aligned_end(read);
    if (end > rules_->contig_lengths[static_cast<std::size_t>(read.contig)]) {
        return GroupLoss::malformed;
    }
    return end - read.position > longest_alignment ? std::optional{GroupLoss::alignment_too_long} : std::nullopt;
}

std::string Labeller::umi_in_name(std::string_view name) const {
    if (rules_->umi == UmiPlace::name) {
        return umi_after_separator(name, rules_->separator).value_or(std::string{});
    }
    FastqRecord record;
    record.name = name;
    auto const umi = (*rules_->pattern)(record);
    return umi ? umi->bases : std::string{};
}

void Labeller::read_umi(Read const& read, std::string_view tag, TemplateLabel& label) const {
    if (rules_->umi == UmiPlace::none) {
        return;
    }
    std::string held;
    auto text = tag;
    if (rules_->umi != UmiPlace::tag) {
        held = umi_in_name(read.name);
        text = held;
    }
    auto const umi = Umi::from_text(text);
    if (umi) {
        label.umi = *umi;
    } else {
        label.umi_fault = umi.reason();
    }
}

Result<Labeller::Labelled, GroupLoss> Labeller::operator()(Read const& read) const {
    using Answer = Result<Labelled, GroupLoss>;
    if (auto const loss = loss_of(read)) {
        return Answer::refused(*loss);
    }
    auto const tags = molecule_tags(read.tags, rules_->umi_tag);
    if (!tags) {
        return Answer::refused(GroupLoss::malformed);
    }
    Labelled labelled{{}, tags->mate_cigar, tags->tells_class()};
    auto& label = labelled.label;
    auto const& groups = rules_->read_groups;
    while (label.read_group < groups.size() && groups[label.read_group].id != tags->read_group) {
        ++label.read_group;
    }
    std::uint32_t library = 0;
    if (label.read_group < groups.size()) {
        if (!groups[label.read_group].wanted) {
            return Answer::refused(GroupLoss::other_read_group);
        }
        library = groups[label.read_group].library;
    }
    label.partition = tags->cell.empty() ? library : text_hash(tags->cell) + library;
    label.yield_level = rules_->yield_levels ? yield_level(read.name) : std::uint8_t{0};
    read_umi(read, tags->umi, label);
    if (rules_->by_molecule_id) {
        read_molecule_id(tags->molecule_id, label);
        label.umi_fault.reset();
        if (label.molecule == 0) {
            label.umi_fault = UmiFault::empty;
        }
    }
    return labelled;
}

}  // namespace tidemark
