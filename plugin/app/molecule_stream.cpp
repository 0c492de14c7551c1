#include "app/molecule_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// Reference on either side of a family's ends: reads may reach beyond them, and indels are moved to their leftmost place.
constexpr std::int64_t margin = 600;

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

MoleculeStream::MoleculeStream(MoleculeSetting const& setting, AlignmentFile const& file, ReferenceStretch& reference,
                               Sink sink, StreamPiece const& piece)
    : setting_{&setting},
      file_{&file},
      families_{setting.families, [this](FamilyStream::Found const& found) { take(found); }, piece},
      caller_{setting.consensus, setting.filter},
      certain_{setting.consensus, setting.filter},
      reference_{&reference},
      sink_{std::move(sink)},
      order_{sink_} {}

void MoleculeStream::add(Read const& read) {
    if (read.contig != contig_) {
        families_.leave_contig();
        order_.finish();
        contig_ = read.contig;
    }
    families_.add(read);
}

/// "chr7:55181301-55181467:0"; one end only: "chr7:55181301+:0"; directions stand where they are not those of a pair that
/// faces inwards.
void MoleculeStream::name(TemplateEnds const& ends, std::int64_t number) {
    auto const contig = [&](std::int32_t in_file) -> std::string const& {
        return file_->contigs.contigs[static_cast<std::size_t>(in_file)].name;
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
    fmt::format_to(out, ":{}", number);
}

/// The same as bytes that nobody reads: a molecule needs a name only to bring its records together.
void MoleculeStream::mark(TemplateEnds const& ends, std::int64_t number) {
    std::array const parts{ends.lower, ends.upper, number, std::int64_t{ends.contig} << 8 | ends.kind};
    id_.assign(reinterpret_cast<char const*>(parts.data()), sizeof parts);
}

void MoleculeStream::look_at(MoleculeInterest interest) {
    interest_ = std::move(interest);
    if (interest_) {
        families_.look_at({[this](TemplateEnds const& ends) { return interest_(ends.contig, ends.lower, ends.upper + 1); },
                           certain_.min_quality()});
    }
}

/// Pairs that face each other only: their molecule lies between its two ends.
bool MoleculeStream::can_be_passed_over(FamilyStream::Found const& found) const {
    auto const& [ends, templates, family, number_here] = found;
    auto const end = ends.upper + 1;
    if (!interest_ || ends.kind != TemplateEnds::upper_reverse || interest_(ends.contig, ends.lower, end) ||
        !certain_.suffice(family.of_a, family.b().size(), family.two_strands)) {
        return false;
    }
    auto const a_first_is_lower = templates[family.templates.front()].first_is_lower != (family.of_a == 0);
    for (std::size_t place = 0; place < family.templates.size(); ++place) {
        auto const& each = templates[family.templates[place]];
        bool const has_own_direction = each.first_is_lower == (a_first_is_lower == (place < family.of_a));
        if (each.second == nullptr || !has_own_direction) {
            return false;
        }
        auto const& [lower, upper] = each.first_is_lower ? std::pair{each.first, each.second}
                                                         : std::pair{each.second, each.first};
        if (!each.surely_readable && !certain_.shows_both(*lower, *upper, ends.lower, end)) {
            return false;
        }
    }
    return true;
}

void MoleculeStream::take(FamilyStream::Found const& found) {
    if (!can_be_passed_over(found)) {
        call(found);
        return;
    }
    // A contig that is not the reference's is refused whatever lies there.
    static_cast<void>((*reference_)(found.ends.contig, found.ends.lower, found.ends.lower));
    constexpr std::int64_t records = 2;
    constexpr auto called = static_cast<std::size_t>(ConsensusOutcome::called);
    auto& counts = families_.tally().counts;
    auto const templates = static_cast<std::int64_t>(found.family.templates.size());
    ++counts.families[called];
    counts.reads_of_families[called] += 2 * templates;
    counts.templates_of_families[called] += templates;
    counts.duplex += found.family.of_a > 0 && !found.family.b().empty() ? 1 : 0;
    counts.single_read += templates == 1 ? 1 : 0;
    counts.records += records;
    families_.tally().passed_over += records;
}

void MoleculeStream::call(FamilyStream::Found const& found) {
    auto const& [ends, templates, family, number_here] = found;
    auto& counts = families_.tally().counts;
    fragments_.clear();
    RecordFacts facts;
    std::uint32_t read_group = std::numeric_limits<std::uint32_t>::max();
    for (auto const number : family.templates) {
        auto const& each = templates[number];
        fragments_.push_back(fragment_of(each));
        read_group = std::min(read_group, each.label->read_group);
        for (auto const* const read : {each.first, each.second}) {
            if (read != nullptr) {
                // METHOD: the copies differ in errors only; the one that is placed best tells how well the molecule is.
                auto& quality = facts.mapping_quality[read->reverse() ? 1 : 0];
                quality = std::max(quality, read->mapping_quality);
            }
        }
    }
    bool const is_pair = ends.upper >= 0 && ends.far_contig < 0;
    auto const reference = is_pair ? (*reference_)(ends.contig, ends.lower - margin, ends.upper + margin)
                                   : (*reference_)(ends.contig, ends.lower - longest_alignment, ends.lower + longest_alignment);
    std::span<FamilyFragment const> const all{fragments_};
    auto const& molecule =
        caller_.call({.layout = family.two_strands ? MoleculeLayout::two_strands : MoleculeLayout::one_strand,
                      .ab = all.first(family.of_a),
                      .ba = all.subspan(family.of_a),
                      .reference = reference});
    auto const outcome = static_cast<std::size_t>(molecule.outcome);
    ++counts.families[outcome];
    counts.reads_of_families[outcome] += molecule.records;
    counts.templates_of_families[outcome] += static_cast<std::int64_t>(family.templates.size());
    if (molecule.outcome != ConsensusOutcome::called) {
        return;   // its number is taken all the same: thresholds never change the names of others
    }
    bool const is_far = (ends.kind & TemplateEnds::far) != 0;
    bool const whole = setting_->detail == RecordDetail::whole;
    if (whole || is_far) {
        name(ends, number_here);
    } else {
        mark(ends, number_here);
    }
    counts.duplex += molecule.duplex ? 1 : 0;
    counts.single_read += family.templates.size() == 1 ? 1 : 0;
    counts.reads_other_alignment += molecule.losses.alignment;
    counts.reads_clipped_away += molecule.losses.clipping;
    counts.reads_low_quality += molecule.losses.quality;
    bool const has_umi = whole && setting_->families.labels.umi != UmiPlace::none;
    auto const umi = has_umi ? families_.umi_of(family) : std::string{};
    facts.id = id_;
    facts.umi = umi;
    if (read_group < setting_->families.labels.read_groups.size()) {
        facts.read_group = setting_->families.labels.read_groups[read_group].id;
    }
    facts.two_strands = family.two_strands;
    facts.detail = setting_->detail;
    if (is_far) {
        // Copies whose mates are clipped differently start at different places: the lowest, whatever their order.
        for (auto const number : family.templates) {
            auto const& read = *templates[number].first;
            if (!facts.far_mate || read.mate_position < facts.far_mate->position) {
                facts.far_mate = FarMate{read.mate_contig, read.mate_position, read.mate_reverse()};
            }
        }
    }
    if (setting_->describe_difference) {
        facts.reference = reference;
    }
    for (auto const& record : encoder_.encode(molecule, facts)) {
        ++counts.records;
        if (setting_->order == MoleculeOrder::by_coordinate) {
            order_.add(record);
            if (order_.capacity() + families_.capacity() > setting_->families.max_bytes) {
                refuse_memory(fmt::format("the reads and molecules round {}:{}",
                                          file_->contigs.contigs[static_cast<std::size_t>(ends.contig)].name, ends.lower + 1),
                              setting_->families.max_bytes);
            }
        } else {
            sink_(record);
        }
    }
    order_.settle(families_.settled());
}

void MoleculeStream::finish() {
    families_.finish();
    order_.finish();
}

}  // namespace tidemark
