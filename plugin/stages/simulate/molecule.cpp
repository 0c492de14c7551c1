#include "stages/simulate/molecule.hpp"

#include <algorithm>

#include "values/genome/sequence_context.hpp"

namespace tidemark {
namespace {

/// Class by the shares of the scenario; family sizes: two or more reads on each strand of a duplex mostly.
void draw_class(ScenarioMolecules const& law, SimulatedMolecule& molecule, Random& random) {
    double const which = random.uniform();
    molecule.read_one_forward = random.chance(0.5);
    if (which < law.duplex_share) {
        molecule.evidence_class = EvidenceClass::duplex;
        int const one = 1 + static_cast<int>(random.poisson(2.2));
        int const other = 1 + static_cast<int>(random.poisson(2.2));
        // AB is the strand with more reads, as duplex callers name it.
        molecule.ab_depth = std::max(one, other);
        molecule.ba_depth = std::min(one, other);
    } else if (which < law.duplex_share + law.simplex_share) {
        molecule.evidence_class =
            molecule.read_one_forward ? EvidenceClass::simplex_forward : EvidenceClass::simplex_reverse;
        molecule.ab_depth = 2 + static_cast<int>(random.poisson(1.2));
    } else {
        molecule.evidence_class = EvidenceClass::singleton;
    }
}

/// Families that disagree give N; reads alone in their family bring their sequencing errors, in one mate each.
void add_masks_and_read_errors(MoleculeSource const& source, SimulatedMolecule& molecule, Random& random) {
    auto const& errors = source.scenario.errors;
    auto const length = static_cast<double>(molecule.end - molecule.begin);
    auto const place = [&] { return molecule.begin + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(length))); };
    for (auto count = random.poisson(errors.masked * length); count > 0; --count) {
        molecule.edits.push_back({place(), 'N', EditedMates::both});
    }
    if (molecule.evidence_class != EvidenceClass::singleton) {
        return;
    }
    for (auto count = random.poisson(errors.sequencing * source.sample_factor * length); count > 0; --count) {
        auto const position = place();
        auto const mates = random.chance(0.5) ? EditedMates::left : EditedMates::right;
        char const ref = source.region.sequence.at(position);
        char base = plain_bases[random.below(4)];
        while (base == ref) {
            base = plain_bases[random.below(4)];
        }
        molecule.edits.push_back({position, base, mates});
    }
}

void add_indel_error(MoleculeSource const& source, ErrorLayer layer, SimulatedMolecule& molecule, Random& random) {
    double total = 0;
    double const factor = indel_error_factor(layer) * source.sample_factor;
    double const chosen = random.uniform();
    for (auto const& indel : source.errors.indels) {
        bool const spans = molecule.begin < indel.run.begin() && molecule.end > indel.run.end();
        total += spans ? indel.rate * factor : 0;
        if (chosen < total) {
            molecule.indel_error = indel.variant;
            return;
        }
    }
}

}  // namespace

DnaCopy const& draw_copy(Mixture const& mixture, Random& random) {
    double rest = random.uniform();
    for (auto const& copy : mixture.copies) {
        rest -= copy.weight;
        if (rest < 0) {
            return copy;
        }
    }
    return mixture.copies.back();
}

void move_ends_out_of_deletions(std::vector<Variant> const& alleles, SimulatedMolecule& molecule) {
    for (auto const& allele : alleles) {
        if (allele.kind() != VariantKind::deletion) {
            continue;
        }
        Interval const deleted{allele.position + 1, allele.span().end()};
        if (deleted.contains(molecule.begin)) {
            molecule.begin = deleted.end();
        }
        if (molecule.end > deleted.begin() && molecule.end <= deleted.end()) {
            molecule.end = deleted.begin();
        }
    }
}

void add_substitution_errors(MoleculeSource const& source, ErrorLayer layer, SimulatedMolecule& molecule, Random& random) {
    Interval const span{molecule.begin, molecule.end};
    auto const& errors = source.errors;
    auto const& sums = errors.sums[static_cast<std::size_t>(layer)];
    double const total = errors.total(layer, span);
    auto const count = random.poisson(total * source.sample_factor);
    if (count == 0) {
        return;
    }
    auto const first = static_cast<std::size_t>(molecule.begin - errors.begin) * 3;
    double const before = first == 0 ? 0 : sums[first - 1];
    for (std::int64_t error = 0; error < count; ++error) {
        auto const found = std::ranges::upper_bound(sums, before + total * random.uniform());
        auto const entry = std::min(static_cast<std::size_t>(found - sums.begin()),
                                    static_cast<std::size_t>(molecule.end - errors.begin) * 3 - 1);
        auto const position = errors.begin + static_cast<std::int64_t>(entry / 3);
        char const ref = source.region.sequence.at(position);
        std::size_t alternative = entry % 3;
        for (char const base : plain_bases) {
            if (base != ref && alternative-- == 0) {
                molecule.edits.push_back({position, base, EditedMates::both});
                break;
            }
        }
    }
}

SimulatedMolecule draw_molecule(MoleculeSource const& source, Random& random) {
    auto const& law = source.scenario.molecules;
    auto const& region = source.region;
    auto const& copy = draw_copy(source.mixture, random);
    SimulatedMolecule molecule;
    molecule.individual = copy.individual;
    molecule.haplotype = copy.haplotype;
    molecule.tumor = copy.tumor;
    molecule.carries = copy.carried > 0 && random.chance(copy.carried);
    draw_class(law, molecule, random);
    int const length = (copy.tumor ? source.tumor_lengths : source.normal_lengths).draw(random);
    molecule.begin = Position{random.between(region.anchor.begin().value - length + 1 - law.reach,
                                             region.anchor.end().value - 1 + law.reach)};
    molecule.end = molecule.begin + length;
    if (molecule.carries) {
        move_ends_out_of_deletions(region.placed.alleles, molecule);
    }
    auto const layer = error_layer(molecule.evidence_class, molecule.read_one_forward);
    add_substitution_errors(source, layer, molecule, random);
    add_masks_and_read_errors(source, molecule, random);
    std::ranges::stable_sort(molecule.edits, {}, &BaseEdit::position);
    add_indel_error(source, layer, molecule, random);
    if (random.chance(law.low_mapping_quality)) {
        molecule.mapping_quality = static_cast<std::uint8_t>(random.below(20));
    }
    molecule.proper = !random.chance(law.improper);
    return molecule;
}

}  // namespace tidemark
