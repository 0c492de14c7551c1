#include "app/molecule_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// Reference on either side of a family's ends: reads may reach beyond them, and indels are moved to their leftmost place.
constexpr std::int64_t margin = 600;

constexpr std::array<GroupLoss, umi_fault_count> loss_of_fault{GroupLoss::umi_missing, GroupLoss::umi_has_n,
                                                               GroupLoss::umi_unfit, GroupLoss::umi_unfit,
                                                               GroupLoss::umi_unfit};

FamilyFragment fragment_of(Template const& from) {
    FamilyFragment fragment;
    for (auto const* const read : {from.first, from.second}) {
        if (read != nullptr) {
            (read->paired() && read->read_two() ? fragment.read_two : fragment.read_one) = family_read(*read);
        }
    }
    return fragment;
}

}  // namespace

MoleculeTally& MoleculeTally::operator+=(MoleculeTally const& other) {
    counts += other.counts;
    family_sizes += other.family_sizes;
    strand_sizes += other.strand_sizes;
    reads_with_long_umi += other.reads_with_long_umi;
    consensus_reads += other.consensus_reads;
    umis_differ = umis_differ || other.umis_differ || (one_umi && other.one_umi && *one_umi != *other.one_umi);
    one_umi = one_umi ? one_umi : other.one_umi;
    return *this;
}

MoleculeStream::MoleculeStream(MoleculeSetting const& setting, AlignmentFile const& file,
                               std::filesystem::path const& reference, Sink sink)
    : setting_{&setting},
      file_{&file},
      labeller_{setting.labels},
      window_{{.max_insert = setting.max_insert, .kept = KeptPart::bases},
              [this](TemplateEnds const& ends, std::span<Template const> templates) { take_group(ends, templates); }},
      grouping_{setting.grouping},
      caller_{setting.consensus, setting.filter},
      reference_{reference, file.contigs},
      sink_{std::move(sink)},
      order_{sink_} {
    if (setting.labels.by_molecule_id) {
        grouping_.reset();
        families_.emplace(std::nullopt);
    } else if (grouping_) {
        families_.emplace(grouping_);
    }
}

void MoleculeStream::add(Read const& read) {
    ++tally_.counts.reads_seen;
    auto const labelled = labeller_(read);
    if (!labelled) {
        auto const loss = labelled.reason();
        ++tally_.counts.lost(loss);
        if (loss > GroupLoss::unmapped) {
            if (read.contig != contig_) {
                leave_contig();
                contig_ = read.contig;
            }
            window_.leave_out(read);
        }
        return;
    }
    if (read.contig != contig_) {
        leave_contig();
        contig_ = read.contig;
    }
    tally_.consensus_reads += labelled->is_consensus ? 1 : 0;
    if (!families_ && !labelled->label.umi_fault) {
        grouping_ = default_grouping(labelled->label.umi.shape());
        families_.emplace(grouping_);
    }
    if (!tally_.umis_differ && !labelled->label.umi_fault) {
        tally_.one_umi = tally_.one_umi ? tally_.one_umi : std::optional{labelled->label.umi};
        tally_.umis_differ = *tally_.one_umi != labelled->label.umi;
    }
    window_.add(read, labelled->label, labelled->mate_cigar);
}

void MoleculeStream::leave_contig() {
    window_.finish();
    order_.finish();
    last_ends_.reset();
}

void MoleculeStream::take_group(TemplateEnds const& ends, std::span<Template const> templates) {
    if (!families_) {   // no usable UMI yet: none in this group
        families_.emplace(GroupingParameters{GroupingStrategy::identity, 0});
        static_cast<void>(families_->split(templates));
        count_faults(*families_);
        families_.reset();
        return;
    }
    tally_.strand_sizes.add_position(static_cast<std::int64_t>(templates.size()));
    for (auto const& family : families_->split(templates)) {
        tally_.family_sizes.add(static_cast<std::int64_t>(family.templates.size()));
        tally_.strand_sizes.add_family(static_cast<std::int64_t>(family.a().size()),
                                    static_cast<std::int64_t>(family.b().size()));
        call(ends, templates, family);
    }
    order_.settle(window_.settled());
}

/// "chr7:55181301-55181467:0"; one end only: "chr7:55181301+:0"; directions stand where they are not those of a pair that
/// faces inwards.
void MoleculeStream::name(TemplateEnds const& ends) {
    auto here = ends;
    here.partition = 0;
    number_ = last_ends_ == here ? number_ + 1 : 0;
    last_ends_ = here;
    auto const contig = [&](std::int32_t number) -> std::string const& {
        return file_->contigs.contigs[static_cast<std::size_t>(number)].name;
    };
    auto const direction = [](bool reverse) { return reverse ? '-' : '+'; };
    bool const first_reverse = (ends.kind & TemplateEnds::lower_reverse) != 0;
    bool const second_reverse = (ends.kind & TemplateEnds::upper_reverse) != 0;
    id_.clear();
    auto const out = std::back_inserter(id_);
    if ((ends.kind & TemplateEnds::alone) != 0) {
        fmt::format_to(out, "{}:{}{}{}", contig(ends.contig), ends.lower + 1, direction(first_reverse),
                       (ends.kind & TemplateEnds::read_two_only) != 0 ? "2" : "");
    } else if ((ends.kind & TemplateEnds::far) != 0) {
        // Either end gives the same name: the lower one first.
        std::tuple one{ends.contig, ends.lower, first_reverse}, other{ends.far_contig, ends.upper, second_reverse};
        auto const& [a, b] = std::minmax(one, other);
        fmt::format_to(out, "{}:{}{}_{}:{}{}", contig(std::get<0>(a)), std::get<1>(a) + 1, direction(std::get<2>(a)),
                       contig(std::get<0>(b)), std::get<1>(b) + 1, direction(std::get<2>(b)));
    } else {
        fmt::format_to(out, "{}:{}-{}", contig(ends.contig), ends.lower + 1, ends.upper + 1);
        if (first_reverse || !second_reverse) {
            fmt::format_to(out, "{}{}", direction(first_reverse), direction(second_reverse));
        }
    }
    fmt::format_to(out, ":{}", number_);
}

void MoleculeStream::call(TemplateEnds const& ends, std::span<Template const> templates, PositionFamily const& family) {
    fragments_.clear();
    RecordFacts facts;
    std::uint32_t read_group = std::numeric_limits<std::uint32_t>::max();
    bool mate_unmapped = true;
    for (auto const number : family.templates) {
        auto const& each = templates[number];
        fragments_.push_back(fragment_of(each));
        read_group = std::min(read_group, each.label->read_group);
        for (auto const* const read : {each.first, each.second}) {
            if (read != nullptr) {
                // METHOD: the copies differ in errors only; the one that is placed best tells how well the molecule is.
                auto& quality = facts.mapping_quality[read->reverse() ? 1 : 0];
                quality = std::max(quality, read->mapping_quality);
                mate_unmapped = mate_unmapped && read->mate_unmapped();
            }
        }
    }
    bool const is_pair = ends.upper >= 0 && ends.far_contig < 0;
    auto const reference = is_pair ? reference_(ends.contig, ends.lower - margin, ends.upper + margin)
                                   : reference_(ends.contig, ends.lower - longest_alignment, ends.lower + longest_alignment);
    std::span<FamilyFragment const> const all{fragments_};
    auto const& molecule =
        caller_.call({.layout = family.two_strands ? MoleculeLayout::two_strands : MoleculeLayout::one_strand,
                      .ab = all.first(family.of_a),
                      .ba = all.subspan(family.of_a),
                      .reference = reference});
    auto const outcome = static_cast<std::size_t>(molecule.outcome);
    ++tally_.counts.families[outcome];
    tally_.counts.reads_of_families[outcome] += molecule.records;
    // Called or not, a molecule has its number, so that thresholds never change the names of others.
    name(ends);
    if (molecule.outcome != ConsensusOutcome::called) {
        return;
    }
    tally_.counts.duplex += molecule.duplex ? 1 : 0;
    tally_.counts.single_read += family.templates.size() == 1 ? 1 : 0;
    tally_.counts.reads_other_alignment += molecule.losses.alignment;
    tally_.counts.reads_clipped_away += molecule.losses.clipping;
    tally_.counts.reads_low_quality += molecule.losses.quality;
    auto const umi = setting_->labels.umi == UmiPlace::none ? std::string{} : families_->umi_of(family);
    facts.id = id_;
    facts.umi = umi;
    if (read_group < setting_->labels.read_groups.size()) {
        facts.read_group = setting_->labels.read_groups[read_group].id;
    }
    facts.two_strands = family.two_strands;
    facts.mate_unmapped = mate_unmapped;
    if ((ends.kind & TemplateEnds::far) != 0) {
        auto const& read = *templates[family.templates.front()].first;
        facts.far_mate = FarMate{read.mate_contig, read.mate_position, read.mate_reverse()};
    }
    if (setting_->describe_difference) {
        facts.reference = reference;
    }
    for (auto const& record : encoder_.encode(molecule, facts)) {
        ++tally_.counts.records;
        if (setting_->order == MoleculeOrder::by_coordinate) {
            order_.add(record);
        } else {
            sink_(record);
        }
    }
}

void MoleculeStream::count_faults(PositionFamilies const& families) {
    auto const& lost = families.reads_lost();
    for (std::size_t fault = 0; fault < umi_fault_count; ++fault) {
        tally_.counts.lost(loss_of_fault[fault]) += lost[fault];
    }
    tally_.reads_with_long_umi += lost[static_cast<std::size_t>(UmiFault::too_long)];
}

void MoleculeStream::finish() {
    leave_contig();
    auto const& losses = window_.losses();
    tally_.counts.lost(GroupLoss::mate_missing) += losses.mate_missing;
    tally_.counts.lost(GroupLoss::mate_left_out) += losses.mate_left_out;
    tally_.counts.lost(GroupLoss::duplicate_record) += losses.duplicate_record;
    if (families_) {
        count_faults(*families_);
    }
    if (!tally_.counts.conserved()) {
        throw std::logic_error{"reads given are not reads of families plus reads left out"};
    }
}

void fill_from_file(LabelRules& rules, AlignmentFile const& file, std::string const& wanted_sample) {
    rules.contig_lengths.clear();
    for (auto const& contig : file.contigs.contigs) {
        rules.contig_lengths.push_back(contig.length);
    }
    rules.read_groups.clear();
    std::vector<std::string> libraries;
    for (auto const& [id, sample] : file.read_groups) {
        auto const found = file.libraries.find(id);
        auto const library = found == file.libraries.end() ? std::string{} : found->second;
        auto const place = std::ranges::find(libraries, library) - libraries.begin();
        if (place == static_cast<std::ptrdiff_t>(libraries.size())) {
            libraries.push_back(library);
        }
        rules.read_groups.push_back(
            {id, static_cast<std::uint32_t>(place), wanted_sample.empty() || sample == wanted_sample});
    }
}

}  // namespace tidemark
