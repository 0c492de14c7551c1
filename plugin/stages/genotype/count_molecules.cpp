#include "stages/genotype/count_molecules.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <span>
#include <stdexcept>
#include <utility>

namespace tidemark {
namespace {

/// Quality 2 is "no estimate" in sequencers' files. A read of nothing else has no qualities, whatever stands there.
constexpr std::uint8_t no_call_quality = 2;

bool says_nothing(Read const& read) {
    return std::all_of(read.qualities, read.qualities + read.length,
                       [](std::uint8_t quality) { return quality <= no_call_quality; });
}

constexpr std::array<std::string_view, loss_count> loss_names{
    "secondary",       "supplementary",    "qc_fail",         "duplicate_flag", "mapping_quality_low", "malformed",
    "no_base_quality", "other_read_group", "duplicate_record"};

/// Whether the mate is near enough to be merged with the read.
bool has_near_mate(Read const& read) {
    return read.paired() && !read.mate_unmapped() && read.mate_contig == read.contig &&
           std::llabs(read.mate_position - read.position) <= maximum_insert;
}

/// Stretch between the outer ends of the fragment, as far as the record tells.
std::pair<std::int64_t, std::int64_t> fragment_span(Read const& read) {
    auto begin = read.position;
    auto end = aligned_end(read);
    if (has_near_mate(read)) {
        begin = std::min(begin, read.mate_position);
        std::int64_t const length = std::llabs(read.template_length);
        end = std::max(end, length == 0                ? read.mate_position + read.length
                            : length <= maximum_insert ? begin + length
                                                       : end);
    }
    return {begin, end};
}

}  // namespace

std::string_view to_text(Loss loss) { return loss_names[static_cast<std::size_t>(loss)]; }

MoleculeCounter::MoleculeCounter(CountingPlan const& plan, CountParameters const& parameters, FileContigs contigs)
    : plan_{&plan},
      parameters_{&parameters},
      contigs_{std::move(contigs)},
      indels_{plan, parameters.minimum_base_quality},
      loci_{plan},
      background_{plan, parameters.background} {}

bool MoleculeCounter::touches_interest(Read const& read, std::int32_t contig) {
    auto const& share = plan_->contigs[static_cast<std::size_t>(contig)].interest;
    if (interest_contig_ != contig) {
        interest_contig_ = contig;
        interest_ = share.first;
    }
    // A fragment starts at most one insert before the read at hand, and reads only move on.
    auto const reach = read.position - maximum_insert;
    while (interest_ < share.last && plan_->interest[interest_].end().value <= reach) {
        ++interest_;
    }
    if (interest_ == share.last) {
        return false;
    }
    auto const [begin, end] = fragment_span(read);
    for (auto number = interest_; number < share.last && plan_->interest[number].begin().value < end; ++number) {
        if (plan_->interest[number].end().value > begin) {
            return true;
        }
    }
    return false;
}

bool MoleculeCounter::touches(std::int32_t file_contig, std::int64_t begin, std::int64_t end) const {
    auto const contig = contigs_.planned[static_cast<std::size_t>(file_contig)];
    if (contig < 0) {
        return false;
    }
    auto const& share = plan_->contigs[static_cast<std::size_t>(contig)].interest;
    auto const stretches = std::span{plan_->interest}.subspan(share.first, share.last - share.first);
    auto const reached = std::ranges::partition_point(
        stretches, [begin](Interval const& stretch) { return stretch.end().value <= begin; });
    return reached != stretches.end() && reached->begin().value < end;
}

void MoleculeCounter::pass_over(std::int64_t reads) {
    reads_.seen += reads;
    reads_.elsewhere += reads;
}

std::optional<Loss> MoleculeCounter::loss_of(Read const& read) {
    if (read.secondary()) {
        return Loss::secondary;
    }
    if (read.supplementary()) {
        return Loss::supplementary;
    }
    if (read.qc_fail()) {
        return Loss::qc_fail;
    }
    if (read.duplicate()) {
        return Loss::duplicate;
    }
    if (read.mapping_quality < parameters_->minimum_mapping_quality) {
        return Loss::mapping_quality_low;
    }
    if (!is_sound(read) || read.position < 0 ||
        aligned_end(read) > contigs_.lengths[static_cast<std::size_t>(read.contig)]) {
        return Loss::malformed;
    }
    if (!read.has_qualities() || (parameters_->minimum_base_quality > no_call_quality && says_nothing(read))) {
        return Loss::no_base_quality;
    }
    return std::nullopt;
}

/// Reads the tags of a record; a loss where they are damaged or name another read group.
std::optional<Loss> MoleculeCounter::read_tags(Read const& read) {
    auto const tags = molecule_tags(read.tags);
    if (!tags) {
        return Loss::malformed;
    }
    tags_ = *tags;
    if (!parameters_->read_groups.empty() && !parameters_->read_groups.contains(tags_.read_group)) {
        return Loss::other_read_group;
    }
    return std::nullopt;
}

void MoleculeCounter::add(Read const& read) {
    ++reads_.seen;
    if (read.unmapped()) {
        ++reads_.unmapped;
        return;
    }
    auto const contig = read.contig < 0 ? -1 : contigs_.planned[static_cast<std::size_t>(read.contig)];
    if (contig < 0 || !touches_interest(read, contig)) {
        ++reads_.elsewhere;
        return;
    }
    if (auto const loss = loss_of(read)) {
        lose(*loss);
        return;
    }
    move_on(contig, read.position);
    auto const number = static_cast<std::uint16_t>(!read.paired() ? 0 : read.read_two() ? 2 : 1);
    auto const name = name_hash(read.name) + (number == 0 ? 1 : 0);
    auto const known = window_.find(name);
    auto const mate = known == MateWindow::none ? MateWindow::none : window_.waiting(known);
    // A molecule's class is told by the first of its reads; the tags of the second one repeat it.
    bool const completes = mate != MateWindow::none && window_[mate].number != number;
    if (!completes || !parameters_->read_groups.empty()) {
        if (auto const loss = read_tags(read)) {
            lose(*loss);
            return;
        }
    }
    if (known != MateWindow::none && !completes) {
        lose(Loss::duplicate_record);
        return;
    }
    auto const slot = window_.take();
    auto& waiting = window_[slot];
    sketch_read(read, contig, *plan_, parameters_->minimum_base_quality, waiting.sketch);
    indels_.match(read, contig, waiting.sketch);
    auto const clips = soft_clips(read);
    waiting.five_prime =
        read.reverse() ? waiting.sketch.end + clips.trailing - 1 : waiting.sketch.begin - clips.leading;
    waiting.forward = !read.reverse();
    ++reads_.used;
    if (completes) {
        ++reads_.paired_molecules;
        count(window_[mate], &waiting);
        window_.give_back(slot);
        window_.settle(known);
        return;
    }
    waiting.name = name;
    waiting.number = number;
    describe(read, waiting);
    wait_or_count(slot, read);
}

void MoleculeCounter::describe(Read const& read, WaitingRead& waiting) {
    auto const kind =
        classify(read, tags_, parameters_->declared,
                 parameters_->family_size_in_name ? (*parameters_->family_size_in_name)(read.name) : std::nullopt);
    waiting.contig = contig_;
    waiting.read_one_forward = read_one_forward(read).value_or(read.reverse());
    waiting.traits = {group_number({kind.evidence_class, kind.strand}), fragment_length(read), kind.family_size};
    if (kind.evidence_class != EvidenceClass::position) {
        positions_.add(fragment_span(read).second, kind.family_size);
    }
    ++reads_.described;
    reads_.strands_told += tags_.ab_depth && tags_.ba_depth ? 1 : 0;
    reads_.both_strands += tags_.ab_depth.value_or(0) > 0 && tags_.ba_depth.value_or(0) > 0 ? 1 : 0;
    reads_.raw_looking += (!tags_.umi.empty() || tags_.has_grouped_strand) && !tags_.tells_class() ? 1 : 0;
}

void MoleculeCounter::move_on(std::int32_t contig, std::int64_t position) {
    auto const done = [this](WaitingRead& read) { count(read, nullptr); };
    auto const closed = [this](MoleculeTraits const& traits, Molecule const& molecule) {
        count_molecule(traits, molecule);
    };
    if (contig != contig_ || position != position_) {
        positions_.next_begin();
    }
    if (contig != contig_) {
        window_.leave(done);
        groups_.leave(closed);
        contig_ = contig;
        position_ = -1;
    }
    if (position != position_) {
        window_.advance(position, done);
        groups_.advance(position, closed);
        // Nothing that still waits reaches back further than an insert and the slack of the groups.
        background_.pass(contig, position - 4 * maximum_insert);
        position_ = position;
    }
}

void MoleculeCounter::wait_or_count(MateWindow::Slot slot, Read const& read) {
    auto& waiting = window_[slot];
    if (waiting.number == 0 || read.mate_unmapped() || read.mate_contig != read.contig) {
        count(waiting, nullptr);
        window_.settle(window_.keep(slot, read.position));
        return;
    }
    // Mates that overlap start before this read ends, whatever the record says about its mate.
    window_.keep(slot, std::max(waiting.sketch.end, has_near_mate(read) ? read.mate_position : read.position));
}

void MoleculeCounter::count(WaitingRead& first, WaitingRead* second) {
    merge_mates(*plan_, first.contig, first.sketch, second == nullptr ? nullptr : &second->sketch, molecule_);
    auto traits = first.traits;
    if (traits.fragment_length == 0 && second != nullptr) {
        auto const [begin, end] = std::minmax({first.sketch.begin, first.sketch.end, second->sketch.begin,
                                               second->sketch.end});
        traits.fragment_length = static_cast<std::int32_t>(end - begin);
    }
    if (molecule_groups[traits.group].evidence_class != EvidenceClass::position) {
        count_molecule(traits, molecule_);
        return;
    }
    MoleculeEnds ends{first.five_prime, -1, 0};
    if (second != nullptr) {
        ends.near_end = std::min(first.five_prime, second->five_prime);
        ends.far_end = std::max(first.five_prime, second->five_prime);
    }
    // A pair by direction of read 1; a lone read also by which read it is and its own direction.
    ends.kind = (first.read_one_forward ? 1U : 0U) |
                (second == nullptr ? (first.forward ? 2U : 0U) | (4U + 4U * first.number) : 0U);
    groups_.add(ends, traits, molecule_);
}

void MoleculeCounter::count_molecule(MoleculeTraits const& traits, Molecule const& molecule) {
    ++reads_.molecules;
    present_[traits.group] = true;
    ++reads_.by_loci[static_cast<std::size_t>(loci_.add(traits, molecule.observations))];
    background_.add(traits.group, contig_, molecule);
}

void MoleculeCounter::finish() {
    move_on(-1, -1);
    background_.finish();
    auto const lost = std::accumulate(reads_.lost.begin(), reads_.lost.end(), std::int64_t{0});
    if (reads_.seen != reads_.unmapped + reads_.elsewhere + reads_.used + lost) {
        throw std::logic_error{"reads given are not reads used plus reads left out"};
    }
}

void MoleculeCounter::append(MoleculeCounter&& later) {
    auto const& more = later.reads_;
    reads_.seen += more.seen;
    reads_.unmapped += more.unmapped;
    reads_.elsewhere += more.elsewhere;
    reads_.used += more.used;
    for (std::size_t loss = 0; loss < loss_count; ++loss) {
        reads_.lost[loss] += more.lost[loss];
    }
    reads_.raw_looking += more.raw_looking;
    reads_.strands_told += more.strands_told;
    reads_.both_strands += more.both_strands;
    reads_.described += more.described;
    reads_.molecules += more.molecules;
    reads_.paired_molecules += more.paired_molecules;
    for (std::size_t seen = 0; seen < loci_seen_count; ++seen) {
        reads_.by_loci[seen] += more.by_loci[seen];
    }
    for (std::size_t group = 0; group < group_count; ++group) {
        present_[group] = present_[group] || later.present_[group];
    }
    loci_.add(later.loci_);
    positions_ += later.positions_;
    background_.append(std::move(later.background_));
}

SampleEvidence MoleculeCounter::take_evidence() {
    SampleEvidence evidence;
    evidence.loci = loci_.rows(present_);
    evidence.haplotypes = loci_.haplotypes();
    evidence.reference_lengths = loci_.reference_lengths();
    evidence.contexts = background_.contexts();
    evidence.mismatches = background_.take_mismatches();
    evidence.depths = background_.take_depths();
    for (std::size_t loss = 0; loss < loss_count; ++loss) {
        evidence.losses[std::string{loss_names[loss]}] = reads_.lost[loss];
    }
    auto const by_loci = [&](LociSeen seen) { return reads_.by_loci[static_cast<std::size_t>(seen)]; };
    evidence.losses["unmapped"] = reads_.unmapped;
    evidence.losses["elsewhere"] = reads_.elsewhere;
    evidence.totals = {{"reads_seen", reads_.seen},
                       {"reads_used", reads_.used},
                       {"molecules", reads_.molecules},
                       {"molecules_paired", reads_.paired_molecules},
                       {"molecules_strands_told", reads_.strands_told},
                       {"molecules_both_strands", reads_.both_strands},
                       {"copies_collapsed", reads_.used - reads_.paired_molecules - reads_.molecules},
                       {"molecules_off_loci", by_loci(LociSeen::none)},
                       {"molecules_at_loci", reads_.molecules - by_loci(LociSeen::none)},
                       {"molecules_unreadable", by_loci(LociSeen::unreadable)},
                       {"molecules_mate_disagreement", by_loci(LociSeen::mate_disagreement)},
                       {"molecules_informative", by_loci(LociSeen::informative)}};
    if (auto const positions = positions_.where_umis_are_unique()) {
        evidence.totals["molecule_positions"] = *positions;
    }
    return evidence;
}

}  // namespace tidemark
