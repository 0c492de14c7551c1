#include "stages/simulate/assay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "stages/simulate/place_variant.hpp"
#include "stages/simulate/plan.hpp"
#include "stages/simulate/reference_sequence.hpp"
#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

constexpr std::int64_t slot_length = 2'400;   // one region each: fragments of at most 420 bases never reach the next
constexpr std::int64_t slice_margin = 900;
constexpr std::int64_t target_margin = 120;

struct Slot {
    std::size_t contig = 0;
    std::int64_t begin = 0;
};

std::vector<Slot> all_slots(Scenario const& scenario) {
    std::vector<Slot> slots;
    for (std::size_t contig = 0; contig < scenario.contigs.size(); ++contig) {
        for (std::int64_t begin = 0; begin + slot_length <= scenario.contigs[contig].length; begin += slot_length) {
            slots.push_back({contig, begin});
        }
    }
    return slots;
}

/// Every patient's variants in the order of variant_ids, without places.
std::vector<PlacedVariant> wanted_variants(Scenario const& scenario) {
    std::vector<PlacedVariant> wanted;
    for (std::size_t number = 0; number < scenario.patients.size(); ++number) {
        auto const& patient = scenario.patients[number];
        auto const ids = variant_ids(patient);
        auto id = ids.begin();
        for (auto const& variants : patient.variants) {
            for (int member = 0; member < variants.count; ++member) {
                wanted.push_back({*id++, number, {}, variants, std::nullopt, true, 0});
            }
        }
        for (auto const& mutation : patient.hematopoiesis) {
            wanted.push_back({*id++, number, {}, ScenarioVariants{}, mutation.vaf, mutation.listed, 0});
        }
    }
    return wanted;
}

std::optional<CommonSnp> place_snp(AssayRegion const& region, std::string const& contig, double share, Random& random) {
    bool const wanted = random.chance(share);
    bool const left = random.chance(0.5);
    auto const distance = random.between(15, 70);
    double const frequency = 0.1 + 0.4 * random.uniform();
    auto const position = left ? region.anchor.begin() + (-distance) : region.anchor.end() + distance;
    char const ref = region.sequence.at(position);
    if (!wanted || !base_number(ref)) {
        return std::nullopt;
    }
    Variant variant{contig, position, std::string(1, ref), std::string(1, random_alternative(ref, random))};
    return CommonSnp{std::move(variant), frequency};
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char base) { return static_cast<char>(std::toupper(base)); });
    return text;
}

/// A region in this slot, or nothing where no place in it is fit.
std::optional<AssayRegion> make_region(Scenario const& scenario, std::string const& sequence, Slot slot,
                                  PlacedVariant placed, Random& random) {
    auto const& contig = scenario.contigs[slot.contig].name;
    for (int attempt = 0; attempt < 200 && placed.alleles.empty(); ++attempt) {
        Position const position{slot.begin + slot_length / 2 + random.between(-200, 200)};
        auto alleles = place_variant(placed.state, contig, sequence, position, random);
        placed.alleles = std::move(alleles).value_or(std::vector<Variant>{});
    }
    if (placed.alleles.empty()) {
        return std::nullopt;
    }
    placed.haplotype = placed.state.normal_copies == 1 ? 0 : static_cast<int>(random.below(2));
    AssayRegion region;
    region.contig = slot.contig;
    region.anchor = Interval{placed.alleles.front().position, placed.alleles.back().span().end()};
    auto const length = static_cast<std::int64_t>(sequence.size());
    auto const around = [&](std::int64_t margin) {
        return Interval{Position{std::max<std::int64_t>(0, region.anchor.begin().value - margin)},
                        Position{std::min(length, region.anchor.end().value + margin)}};
    };
    region.target = around(target_margin);
    auto const slice = around(slice_margin);
    region.sequence = {slice.begin(), upper(sequence.substr(static_cast<std::size_t>(slice.begin().value),
                                                            static_cast<std::size_t>(slice.length())))};
    region.placed = std::move(placed);
    region.snp = place_snp(region, contig, scenario.snp_share, random);
    region.efficiency = random.gamma(25, 1);
    return region;
}

void draw_germline(Assay& assay, std::uint64_t seed) {
    for (auto const& individual : assay.individuals) {
        Random random{seed, "germline\t" + individual};
        std::vector<std::uint8_t> bits;
        for (auto const& region : assay.regions) {
            double const frequency = region.snp ? region.snp->frequency : 0;
            bool const first = random.chance(frequency);
            bool const second = random.chance(frequency);
            bits.push_back(static_cast<std::uint8_t>((first ? 1 : 0) | (second ? 2 : 0)));
        }
        assay.haplotypes.push_back(std::move(bits));
    }
}

}  // namespace

bool PlacedVariant::in_lesion(std::string const& lesion) const {
    return !hematopoiesis && (state.lesions.empty() || std::ranges::find(state.lesions, lesion) != state.lesions.end());
}

Result<Assay, std::string> make_assay(Scenario const& scenario, std::uint64_t seed) {
    using Answer = Result<Assay, std::string>;
    auto wanted = wanted_variants(scenario);
    auto slots = all_slots(scenario);
    if (wanted.size() > slots.size()) {
        return Answer::refused(fmt::format("{} variants need {} bases each, the reference has room for {}",
                                           wanted.size(), slot_length, slots.size()));
    }
    Assay assay;
    for (auto const& contig : scenario.contigs) {
        Random random{seed, "contig\t" + contig.name};
        assay.sequences.push_back(random_sequence(contig.length, scenario.gc, random));
    }
    Random random{seed, "regions"};
    std::size_t used = 0;
    for (auto& placed : wanted) {
        std::optional<AssayRegion> region;
        while (!region) {
            if (used == slots.size()) {
                return Answer::refused("the reference has not enough unmasked places for all variants");
            }
            std::swap(slots[used], slots[used + random.below(slots.size() - used)]);
            Slot const slot = slots[used++];
            region = make_region(scenario, assay.sequences[slot.contig], slot, placed, random);
        }
        assay.regions.push_back(std::move(*region));
    }
    std::ranges::sort(assay.regions, [](AssayRegion const& left, AssayRegion const& right) {
        return left.contig != right.contig ? left.contig < right.contig : left.anchor < right.anchor;
    });
    for (auto const& patient : scenario.patients) {
        assay.individuals.push_back(patient.id);
    }
    for (auto const& control : scenario.controls.samples) {
        assay.individuals.push_back(control);
    }
    draw_germline(assay, seed);
    return assay;
}

}  // namespace tidemark
