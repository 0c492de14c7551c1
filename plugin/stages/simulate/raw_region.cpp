#include "stages/simulate/raw_region.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "stages/simulate/strand_damage.hpp"
#include "values/genome/sequence.hpp"

namespace tidemark {
namespace {

Random stream_of(std::uint64_t seed) {
    return Random{std::array{splitmix64(seed), splitmix64(seed), splitmix64(seed), splitmix64(seed)}};
}

Interval as_interval(std::int64_t begin, std::int64_t end) { return Interval{Position{begin}, Position{end}}; }

/// Bases where uniformly spread fragments of this region start: half the way to the regions beside it, or to the end
/// of the contig.
Interval uniform_starts(Scenario const& scenario, Assay const& assay, std::size_t number) {
    auto const& region = assay.regions[number];
    auto const middle = [&](AssayRegion const& left, AssayRegion const& right) {
        return (left.anchor.end().value + right.anchor.begin().value) / 2;
    };
    bool const first = number == 0 || assay.regions[number - 1].contig != region.contig;
    bool const last = number + 1 == assay.regions.size() || assay.regions[number + 1].contig != region.contig;
    return as_interval(first ? 0 : middle(assay.regions[number - 1], region),
                       last ? scenario.contigs[region.contig].length : middle(region, assay.regions[number + 1]));
}

/// The bases that fragments from `starts` can have, upper case.
ReferenceSlice slice_of(std::string const& sequence, Interval starts) {
    constexpr std::int64_t margin = 100;   // an insertion at the left end may be aligned before the fragment
    auto const begin = std::max<std::int64_t>(0, starts.begin().value - margin);
    auto const end = std::min<std::int64_t>(static_cast<std::int64_t>(sequence.size()),
                                            starts.end().value + longest_fragment + margin);
    ReferenceSlice slice{Position{begin}, sequence.substr(static_cast<std::size_t>(begin),
                                                          static_cast<std::size_t>(end - begin))};
    std::ranges::transform(slice.bases, slice.bases.begin(),
                           [](unsigned char base) { return static_cast<char>(std::toupper(base)); });
    return slice;
}

double mean_length(FragmentLengthLaw const& law) {
    double mean = 0;
    for (int length = shortest_fragment; length <= longest_fragment; ++length) {
        mean += length * law.probability(length);
    }
    return mean;
}

EvidenceClass class_of(std::array<std::int64_t, 2> const& pairs) {
    if (pairs[0] > 0 && pairs[1] > 0) {
        return EvidenceClass::duplex;
    }
    if (pairs[0] + pairs[1] == 1) {
        return EvidenceClass::singleton;
    }
    return pairs[0] > 0 ? EvidenceClass::simplex_forward : EvidenceClass::simplex_reverse;
}

/// A substitution of the fragment's base `place` as a variant of the reference; nothing in inserted bases.
std::optional<Variant> substitution_at(ShownMate const& whole, SimulatedMolecule const& molecule, std::string const& contig,
                                       DamagedBase const& damaged) {
    auto const offset = whole.offsets[damaged.place];
    if (offset < 0) {
        return std::nullopt;
    }
    return Variant{contig, molecule.begin + offset, std::string(1, whole.bases[damaged.place]),
                   std::string(1, damaged.base)};
}

/// Puts damage found on `original` into both mates of a version of it.
void apply_damage(std::vector<DamagedBase> const& damaged, ShownMate const& original, ShownMate const& version,
                  StrandTemplate& mates) {
    for (auto const& base : damaged) {
        auto place = base.place;
        if (&original != &version) {
            auto const found = std::ranges::find(version.offsets, original.offsets[base.place]);
            if (original.offsets[base.place] < 0 || found == version.offsets.end()) {
                continue;
            }
            place = static_cast<std::size_t>(found - version.offsets.begin());
        }
        if (place < mates.mates[0].size()) {
            mates.mates[0][place] = base.base;
        }
        if (auto const other = mates.length - 1 - place; other < mates.mates[1].size()) {
            mates.mates[1][other] = complement(base.base);
        }
    }
}

}  // namespace

/// One fragment while its reads are made.
struct RawRegion::Fragment {
    SimulatedMolecule molecule;
    bool has_snp = false;
    ShownMate whole;
    StrandTemplate undamaged;
    std::vector<IndelError const*> slips;   ///< runs that it spans, in the order of rates.slips
    CopyErrorRates rates;
};

RawRegion::RawRegion(SimulationSetting const& setting, SamplePlan const& plan, ReadSetting const& reads,
                     std::size_t number)
    : setting_{&setting},
      reads_{&reads},
      law_{&*setting.scenario.raw_reads},
      number_{number},
      region_{setting.assay.regions[number]},
      mixture_{region_mixture(setting.scenario, setting.assay, plan, number)},
      errors_{region_errors(setting.scenario.errors, region_, setting.seed, 1)},
      sample_factor_{sample_error_factor(setting, plan.row.sample)},
      variants_{variant_truths(setting, region_.placed, mixture_.true_vaf)} {
    draw_fragments(plan);
}

RawFragment RawRegion::draw_fragment(Interval starts, Random& random) const {
    auto const& copy = draw_copy(mixture_, random);
    bool const carries = copy.carried > 0 && random.chance(copy.carried);
    auto const& lengths = copy.tumor ? setting_->tumor_lengths : setting_->normal_lengths;
    SimulatedMolecule molecule;
    if (law_->spread == FragmentSpread::uniform) {
        auto const end = region_.sequence.end();
        do {
            molecule.begin = Position{random.between(starts.begin().value, starts.end().value - 1)};
            molecule.end = molecule.begin + lengths.draw(random);
        } while (molecule.end > end);
    } else {
        // As draw_molecule places them.
        int const length = lengths.draw(random);
        auto const reach = setting_->scenario.molecules.reach;
        molecule.begin = Position{random.between(region_.anchor.begin().value - length + 1 - reach,
                                                 region_.anchor.end().value - 1 + reach)};
        molecule.end = molecule.begin + length;
    }
    if (carries) {
        move_ends_out_of_deletions(region_.placed.alleles, molecule);
    }
    return {.begin = molecule.begin.value,
            .length = static_cast<std::int32_t>(molecule.end - molecule.begin),
            .individual = static_cast<std::uint32_t>(copy.individual),
            .haplotype = static_cast<std::uint8_t>(copy.haplotype),
            .tumor = copy.tumor,
            .carries = carries,
            .seed = random.next()};
}

void RawRegion::draw_fragments(SamplePlan const& plan) {
    Random random{setting_->seed, "raw fragments\t" + plan.row.sample + "\t" + to_text(region_.placed.alleles.front())};
    auto starts = region_.anchor;
    double mean = plan.molecules * region_.efficiency;
    if (law_->spread == FragmentSpread::uniform) {
        // `molecules` is the mean number over any base.
        starts = uniform_starts(setting_->scenario, setting_->assay, number_);
        region_.sequence = slice_of(setting_->assay.sequences[region_.contig], starts);
        mean = plan.molecules * static_cast<double>(starts.length()) / mean_length(setting_->normal_lengths);
    }
    auto const count = random.poisson(mean);
    fragments_.reserve(static_cast<std::size_t>(count));
    for (std::int64_t fragment = 0; fragment < count; ++fragment) {
        fragments_.push_back(draw_fragment(starts, random));
    }
    std::ranges::stable_sort(fragments_, {}, &RawFragment::begin);
}

SimulatedMolecule RawRegion::molecule_of(RawFragment const& fragment, Random& random) const {
    SimulatedMolecule molecule;
    molecule.individual = fragment.individual;
    molecule.haplotype = fragment.haplotype;
    molecule.tumor = fragment.tumor;
    molecule.carries = fragment.carries;
    molecule.begin = Position{fragment.begin};
    molecule.end = molecule.begin + fragment.length;
    auto const& law = setting_->scenario.molecules;
    if (random.chance(law.low_mapping_quality)) {
        molecule.mapping_quality = static_cast<std::uint8_t>(random.below(20));
    }
    molecule.proper = !random.chance(law.improper);
    // Errors of both strands have their rates as far as the region's own slice reaches, 900 bases from the variant.
    auto const end = errors_.begin + static_cast<std::int64_t>(errors_.sums.front().size() / 3);
    if (molecule.begin >= errors_.begin && molecule.end <= end) {
        MoleculeSource const source{setting_->scenario,       region_,
                                    mixture_,                 errors_,
                                    setting_->normal_lengths, setting_->tumor_lengths,
                                    sample_factor_};
        add_substitution_errors(source, ErrorLayer::duplex, molecule, random);
        std::ranges::stable_sort(molecule.edits, {}, &BaseEdit::position);
    }
    return molecule;
}

void RawRegion::count(SimulatedMolecule const& molecule, ShownMate const& whole, std::array<std::int64_t, 2> const& pairs) {
    ++molecules_[class_number(class_of(pairs))];
    if (molecule.begin >= region_.anchor.end() || molecule.end <= region_.anchor.begin()) {
        return;
    }
    ShownMolecule shown{molecule.begin, mate_of(whole, reads_->read_length, MateSide::left),
                        mate_of(whole, reads_->read_length, MateSide::right)};
    if (!reads_->layout.paired() && (pairs[0] == 0 || pairs[1] == 0)) {
        // A single read sees one end only.
        (pairs[0] == 0 ? shown.left : shown.right) = pairs[0] == 0 ? shown.right : shown.left;
    }
    for (auto& truth : variants_) {
        count_molecule(molecule, shown, truth);
    }
}

RawRegion::Fragment RawRegion::open(RawFragment const& drawn, Random& random) const {
    Fragment fragment;
    auto& molecule = fragment.molecule;
    molecule = molecule_of(drawn, random);
    auto const bits = setting_->assay.haplotypes[molecule.individual][number_];
    fragment.has_snp = region_.snp && ((bits >> molecule.haplotype) & 1) != 0;
    fragment.whole = whole_fragment(region_, molecule, fragment.has_snp);
    fragment.undamaged = strand_template(fragment.whole, molecule.begin, region_, reads_->read_length);
    fragment.rates.substitution = law_->pcr_error * sample_factor_;
    fragment.rates.length = fragment.whole.bases.size();
    for (auto const& indel : errors_.indels) {
        if (molecule.begin < indel.run.begin() && molecule.end > indel.run.end()) {
            // A read's slips add up over half its cycles: draw_copy_errors.
            fragment.slips.push_back(&indel);
            fragment.rates.slips.push_back(std::min(0.5, indel.rate * law_->slippage) * 2 / law_->pcr_cycles);
        }
    }
    return fragment;
}

MoleculeTruth RawRegion::truth_of(Fragment const& fragment, std::int64_t molecule_number) const {
    auto const& molecule = fragment.molecule;
    MoleculeTruth truth;
    truth.molecule = molecule_number;
    truth.contig = setting_->scenario.contigs[region_.contig].name;
    truth.span = Interval{molecule.begin, molecule.end};
    truth.mapping_quality = molecule.mapping_quality;
    truth.variants = carried_variants(region_, molecule, fragment.has_snp);
    for (auto const& edit : molecule.edits) {
        truth.errors.push_back({truth.contig, edit.position, std::string(1, region_.sequence.at(edit.position)),
                                std::string(1, edit.base)});
    }
    return truth;
}

std::int64_t RawRegion::add_strand(Fragment const& fragment, StrandReads const& common, std::vector<Variant>& damage,
                                   Random& random, RawBatch& batch) const {
    auto const& molecule = fragment.molecule;
    auto const damaged = draw_damage(setting_->scenario.errors, sample_factor_, fragment.whole.bases,
                                     common.strand == 0, random);
    for (auto const& base : damaged) {
        if (auto variant = substitution_at(fragment.whole, molecule, setting_->scenario.contigs[region_.contig].name, base)) {
            damage.push_back(std::move(*variant));
        }
    }
    auto plain = fragment.undamaged;
    apply_damage(damaged, fragment.whole, fragment.whole, plain);
    auto const slipped = [&](std::size_t slip) {
        auto changed = molecule;
        changed.indel_error = fragment.slips[slip]->variant;
        auto const whole = whole_fragment(region_, changed, fragment.has_snp);
        auto made = strand_template(whole, molecule.begin, region_, reads_->read_length);
        apply_damage(damaged, fragment.whole, whole, made);
        return made;
    };
    auto const size = draw_family_size(*law_, random);
    auto const errors = draw_copy_errors(fragment.rates, law_->pcr_cycles, size, random);
    std::map<std::size_t, StrandTemplate> versions;   // by slip
    auto next = errors.begin();
    for (std::size_t serial = 0; serial < size; ++serial) {
        auto const first = next;
        auto const* version = &plain;
        for (; next != errors.end() && next->read == serial; ++next) {
            if (next->slip) {
                auto found = versions.find(next->place);
                if (found == versions.end()) {
                    found = versions.emplace(next->place, slipped(next->place)).first;
                }
                version = &found->second;
            }
        }
        make_pair(*reads_, common, *version, {first, next}, serial, random, batch.add());
    }
    return static_cast<std::int64_t>(size);
}

void RawRegion::add_reads(RawFragment const& drawn, std::int64_t molecule_number, RawBatch& batch) {
    auto random = stream_of(drawn.seed);
    auto const fragment = open(drawn, random);
    auto truth = truth_of(fragment, molecule_number);
    auto const umis = draw_umis(reads_->layout, random);
    bool const both = random.chance(setting_->scenario.molecules.duplex_share);
    std::size_t const lone = random.below(2);
    for (std::size_t strand = 0; strand < 2; ++strand) {
        StrandReads common{.strand = strand,
                           .molecule = molecule_number,
                           .contig = static_cast<std::int32_t>(region_.contig),
                           .mapping_quality = fragment.molecule.mapping_quality,
                           .proper = fragment.molecule.proper,
                           .prefixes = {}};
        for (std::size_t read = 0; read < reads_->layout.reads.size(); ++read) {
            common.prefixes[read] = read_prefix(reads_->layout, read, umis[strand][read], reads_->barcode);
        }
        truth.umi[strand] = umi_field(reads_->layout, {common.prefixes[0], common.prefixes[1]});
        if (both || strand == lone) {
            truth.pairs[strand] = add_strand(fragment, common, truth.damage[strand], random, batch);
        }
    }
    count(fragment.molecule, fragment.whole, truth.pairs);
    batch.molecules.push_back(std::move(truth));
}

}  // namespace tidemark
