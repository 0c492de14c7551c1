#include <algorithm>
#include <array>

#include "stages/simulate/align.hpp"
#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

/// Consensus quality of one strand by its reads: consensus.md 6 golden values at Q37 input (35, 44, 45).
int strand_quality(int reads) { return reads == 0 ? 0 : reads == 1 ? 35 : reads == 2 ? 44 : 45; }

std::string qualities(std::string const& bases, int top, bool reverse, Random& random) {
    std::string text(bases.size(), static_cast<char>(top));
    // Sequencing tires towards the 3' end: in a tenth of the mates the last bases are worth less, never below Q20.
    if (random.chance(0.1)) {
        auto const count = std::min(static_cast<std::size_t>(random.between(5, 25)), text.size());
        auto const low = static_cast<char>(std::max(20, top * 2 / 3));
        auto const first = reverse ? text.begin() : text.end() - static_cast<std::ptrdiff_t>(count);
        std::fill(first, first + static_cast<std::ptrdiff_t>(count), low);
    }
    for (std::size_t base = 0; base < bases.size(); ++base) {
        if (bases[base] == 'N') {
            text[base] = 2;
        }
    }
    return text;
}

std::string random_umi(Random& random) {
    std::string umi;
    for (int base = 0; base < 7; ++base) {
        umi.push_back(base == 3 ? '-' : plain_bases[random.below(4)]);
    }
    return umi;
}

/// Share of raw bases that differ from the consensus: 2 in 10,000 on average.
float raw_error_share(int reads, std::size_t bases, std::int64_t errors) {
    return reads == 0 ? 0.0F : static_cast<float>(errors) / (static_cast<float>(reads) * static_cast<float>(bases));
}

std::vector<AlignmentTag> tags(SimulatedMolecule const& molecule, std::size_t bases, std::string const& umi,
                               std::int32_t molecule_id, Random& random) {
    double const mean = 2e-4 * static_cast<double>(bases);
    auto const ab_errors = random.poisson(mean * molecule.ab_depth);
    auto const ba_errors = random.poisson(mean * molecule.ba_depth);
    int const depth = molecule.ab_depth + molecule.ba_depth;
    return {{{'R', 'G'}, "1"},
            {{'M', 'I'}, std::to_string(molecule_id)},
            {{'R', 'X'}, umi},
            {{'c', 'D'}, depth},
            {{'c', 'M'}, depth},
            {{'c', 'E'}, raw_error_share(depth, bases, ab_errors + ba_errors)},
            {{'a', 'D'}, molecule.ab_depth},
            {{'a', 'M'}, molecule.ab_depth},
            {{'a', 'E'}, raw_error_share(molecule.ab_depth, bases, ab_errors)},
            {{'b', 'D'}, molecule.ba_depth},
            {{'b', 'M'}, molecule.ba_depth},
            {{'b', 'E'}, raw_error_share(molecule.ba_depth, bases, ba_errors)}};
}

/// One more record of the molecule that is no molecule of its own.
void append_flagged(std::size_t first, Random& random, std::vector<AlignmentRecord>& records) {
    auto const kind = random.below(3);
    if (kind == 0) {
        for (std::size_t mate = 0; mate < 2; ++mate) {
            auto copy = records[first + mate];
            copy.name += "d";
            copy.flags |= sam_flag::duplicate;
            records.push_back(std::move(copy));
        }
        return;
    }
    auto copy = records[first + 1];
    if (kind == 1) {
        copy.flags |= sam_flag::secondary;
        copy.mapping_quality = 0;
    } else {
        copy.flags |= sam_flag::supplementary;
        auto const half = static_cast<std::int32_t>(copy.bases.size() / 2);
        auto const rest = static_cast<std::int32_t>(copy.bases.size()) - half;
        copy.cigar = {{CigarKind::match, half}, {CigarKind::hard_clip, rest}};
        copy.bases.resize(static_cast<std::size_t>(half));
        copy.qualities.resize(static_cast<std::size_t>(half));
    }
    records.push_back(std::move(copy));
}

}  // namespace

std::int64_t aligned_end(Placement const& placement) {
    std::int64_t end = placement.position.value;
    for (auto const& operation : placement.cigar) {
        end += uses_reference(operation.kind) ? operation.length : 0;
    }
    return end;
}

void append_records(Scenario const& scenario, AssayRegion const& region, SimulatedMolecule const& molecule,
                    ShownMolecule const& shown, std::string const& name, std::int32_t molecule_id, Random& random,
                    std::vector<AlignmentRecord>& records) {
    std::array const mates{&shown.left, &shown.right};
    std::array const placements{place_mate(shown.left, shown.begin, region),
                                place_mate(shown.right, shown.begin, region)};
    auto const span = std::max(aligned_end(placements[0]), aligned_end(placements[1])) -
                      std::min(placements[0].position.value, placements[1].position.value);
    int const top = std::min(90, strand_quality(molecule.ab_depth) + strand_quality(molecule.ba_depth));
    auto const umi = random_umi(random);
    auto const first = records.size();
    for (std::size_t mate = 0; mate < 2; ++mate) {
        bool const reverse = mate == 1;
        bool const read_one = reverse != molecule.read_one_forward;
        AlignmentRecord record;
        record.name = name;
        record.flags = static_cast<std::uint16_t>(
            sam_flag::paired | (molecule.proper ? sam_flag::proper_pair : 0) |
            (reverse ? sam_flag::reverse : sam_flag::mate_reverse) |
            (read_one ? sam_flag::read_one : sam_flag::read_two));
        record.contig = static_cast<std::int32_t>(region.contig);
        record.mate_contig = record.contig;
        record.position = placements[mate].position;
        record.cigar = placements[mate].cigar;
        record.mate_position = placements[1 - mate].position;
        record.template_length = reverse ? -span : span;
        record.mapping_quality = molecule.mapping_quality;
        record.bases = mates[mate]->bases;
        record.qualities = qualities(record.bases, top, reverse, random);
        record.tags = tags(molecule, record.bases.size(), umi, molecule_id, random);
        records.push_back(std::move(record));
    }
    if (random.chance(scenario.molecules.flagged)) {
        append_flagged(first, random, records);
    }
}

}  // namespace tidemark
