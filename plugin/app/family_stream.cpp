#include "app/family_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

constexpr std::array<GroupLoss, umi_fault_count> loss_of_fault{GroupLoss::umi_missing, GroupLoss::umi_has_n,
                                                               GroupLoss::umi_unfit, GroupLoss::umi_unfit,
                                                               GroupLoss::umi_unfit};

}  // namespace

void refuse_memory(std::string what, std::size_t limit) {
    throw InputError{{.rule = "window_memory",
                      .what = fmt::format("{} need more than {} MB while they wait for their mates and for each other", what, limit >> 20U),
                      .where = {},
                      .why = "reads of one molecule are compared as bases, so all reads of a place are held until it is passed, and molecules "
                             "until none may come before them",
                      .remedy = "give more with --max-memory (about 550 bytes a read and 500 a molecule's record), or fewer reads (samtools view --subsample)"}};
}

MoleculeTally& MoleculeTally::operator+=(MoleculeTally const& other) {
    counts += other.counts;
    family_sizes += other.family_sizes;
    strand_sizes += other.strand_sizes;
    yields += other.yields;
    umis += other.umis;
    reads_with_long_umi += other.reads_with_long_umi;
    consensus_reads += other.consensus_reads;
    passed_over += other.passed_over;
    umis_differ = umis_differ || other.umis_differ || (one_umi && other.one_umi && *one_umi != *other.one_umi);
    one_umi = one_umi ? one_umi : other.one_umi;
    return *this;
}

FamilyStream::FamilyStream(FamilySetting const& setting, Sink sink, StreamPiece const& piece)
    : setting_{&setting},
      piece_{piece},
      labeller_{setting.labels},
      window_{setting.window,
              [this](TemplateEnds const& ends, std::span<Template const> templates) { take_group(ends, templates); },
              piece},
      grouping_{setting.grouping},
      limit_{setting.max_reads},
      sink_{std::move(sink)} {
    if (setting.labels.by_molecule_id) {
        grouping_.reset();
        families_.emplace(std::nullopt);
    } else if (grouping_) {
        families_.emplace(grouping_);
    }
}

void FamilyStream::add(Read const& read) {
    bool const counts = piece_.is_home(read.contig, read.position);
    tally_.counts.reads_seen += counts ? 1 : 0;
    window_.announce(read);
    auto const labelled = labeller_(read);
    if (!labelled) {
        auto const loss = labelled.reason();
        tally_.counts.lost(loss) += counts ? 1 : 0;
        if (loss > GroupLoss::unmapped) {
            window_.leave_out(read);
        }
        return;
    }
    auto const& label = labelled->label;
    tally_.consensus_reads += counts && labelled->is_consensus ? 1 : 0;
    if (!families_ && !label.umi_fault) {
        grouping_ = default_grouping(label.umi.shape());
        families_.emplace(grouping_);
    }
    if (!tally_.umis_differ && !label.umi_fault) {
        tally_.one_umi = tally_.one_umi ? tally_.one_umi : std::optional{label.umi};
        tally_.umis_differ = *tally_.one_umi != label.umi;
    }
    window_.add(read, label, labelled->mate_cigar);
    if (window_.capacity() > setting_->max_bytes) {
        refuse_memory(fmt::format("the reads round {}:{}", setting_->labels.contig_names.at(static_cast<std::size_t>(read.contig)),
                                  read.position + 1), setting_->max_bytes);
    }
}

void FamilyStream::leave_contig() {
    window_.finish();
    last_ends_.reset();
}

std::int64_t FamilyStream::next_number(TemplateEnds const& ends) {
    auto here = ends;
    here.partition = 0;
    number_ = last_ends_ == here ? number_ + 1 : 0;
    last_ends_ = here;
    return number_;
}

void FamilyStream::take_group(TemplateEnds const& ends, std::span<Template const> templates) {
    if (!families_) {   // no usable UMI yet: none in this group
        PositionFamilies none{GroupingParameters{GroupingStrategy::identity, 0}};
        static_cast<void>(none.split(templates));
        count_faults(none);
        return;
    }
    auto const families = families_->split(templates);
    // Templates without a usable UMI are in no family, and in no other number of the metrics.
    std::int64_t in_families = 0;
    for (auto const& family : families) {
        in_families += static_cast<std::int64_t>(family.templates.size());
    }
    if (in_families > 0) {
        tally_.strand_sizes.add_position(in_families);
    }
    if (setting_->for_metrics) {
        tally_.yields.add_position(templates, families);
    }
    for (auto const& family : families) {
        tally_.family_sizes.add(static_cast<std::int64_t>(family.templates.size()));
        tally_.strand_sizes.add_family(static_cast<std::int64_t>(family.a().size()),
                                       static_cast<std::int64_t>(family.b().size()));
        if (setting_->for_metrics) {
            tally_.umis.add_family(families_->umis_of(family));
        }
        sink_({ends, templates, limit_(family, templates), next_number(ends)});
    }
}

void FamilyStream::count_faults(PositionFamilies const& families) {
    auto const& lost = families.reads_lost();
    for (std::size_t fault = 0; fault < umi_fault_count; ++fault) {
        tally_.counts.lost(loss_of_fault[fault]) += lost[fault];
    }
    tally_.reads_with_long_umi += lost[static_cast<std::size_t>(UmiFault::too_long)];
}

void FamilyStream::finish() {
    leave_contig();
    auto const& losses = window_.losses();
    tally_.counts.lost(GroupLoss::mate_missing) += losses.mate_missing;
    tally_.counts.lost(GroupLoss::mate_left_out) += losses.mate_left_out;
    tally_.counts.lost(GroupLoss::duplicate_record) += losses.duplicate_record;
    tally_.counts.lost(GroupLoss::max_reads) += limit_.reads_left_out();
    tally_.counts.umi_on_one_mate += window_.mate_labels().of_one_mate;
    tally_.counts.umi_differs += window_.mate_labels().differing;
    if (families_) {
        count_faults(*families_);
    }
}

void fill_from_file(LabelRules& rules, AlignmentFile const& file, std::string const& wanted_sample) {
    rules.contig_lengths.clear();
    rules.contig_names.clear();
    for (auto const& contig : file.contigs.contigs) {
        rules.contig_lengths.push_back(contig.length);
        rules.contig_names.push_back(contig.name);
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
