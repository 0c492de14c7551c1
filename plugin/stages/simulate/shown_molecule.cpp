#include "stages/simulate/shown_molecule.hpp"

#include <algorithm>
#include <optional>

namespace tidemark {
namespace {

/// Alleles of the molecule by position; an indel error that touches another indel is dropped.
std::vector<Variant> alleles_of(AssayRegion const& region, SimulatedMolecule const& molecule, bool has_snp) {
    std::vector<Variant> alleles;
    if (molecule.carries) {
        alleles = region.placed.alleles;
    }
    if (has_snp) {
        alleles.push_back(region.snp->variant);
    }
    if (molecule.indel_error) {
        auto const error = molecule.indel_error->span();
        bool const touches = std::ranges::any_of(alleles, [&](Variant const& allele) {
            return allele.span().begin() <= error.end() + 1 && error.begin() <= allele.span().end() + 1;
        });
        if (!touches) {
            alleles.push_back(*molecule.indel_error);
        }
    }
    std::ranges::sort(alleles, {}, &Variant::position);
    return alleles;
}

/// Appends what `allele` makes of reference offset `offset`; returns how many reference bases that used.
std::int32_t append(ShownMate& whole, Variant const& allele, std::int32_t offset, std::int32_t length) {
    auto const kind = allele.kind();
    if (kind == VariantKind::snv || kind == VariantKind::mnv) {
        auto const used = std::min(static_cast<std::int32_t>(allele.ref.size()), length - offset);
        for (std::int32_t base = 0; base < used; ++base) {
            whole.bases.push_back(allele.alt[static_cast<std::size_t>(base)]);
            whole.offsets.push_back(offset + base);
        }
        return used;
    }
    whole.bases.push_back(allele.ref.front());
    whole.offsets.push_back(offset);
    // A fragment that ends at the anchor does not have the indel.
    if (offset + static_cast<std::int32_t>(allele.ref.size()) >= length) {
        return 1;
    }
    for (std::size_t base = 1; base < allele.alt.size(); ++base) {
        whole.bases.push_back(allele.alt[base]);
        whole.offsets.push_back(-1);
    }
    return static_cast<std::int32_t>(allele.ref.size());
}

ShownMate whole_molecule(AssayRegion const& region, SimulatedMolecule const& molecule, std::vector<Variant> const& alleles) {
    auto const length = static_cast<std::int32_t>(molecule.end - molecule.begin);
    ShownMate whole;
    whole.bases.reserve(static_cast<std::size_t>(length) + 64);
    whole.offsets.reserve(static_cast<std::size_t>(length) + 64);
    auto allele = alleles.begin();
    for (std::int32_t offset = 0; offset < length;) {
        auto const position = molecule.begin + offset;
        while (allele != alleles.end() && allele->position < position) {
            ++allele;
        }
        if (allele != alleles.end() && allele->position == position) {
            offset += append(whole, *allele, offset, length);
            continue;
        }
        whole.bases.push_back(region.sequence.at(position));
        whole.offsets.push_back(offset);
        ++offset;
    }
    return whole;
}

ShownMate part(ShownMate const& whole, std::size_t begin, std::size_t count) {
    auto const first = whole.offsets.begin() + static_cast<std::ptrdiff_t>(begin);
    return {whole.bases.substr(begin, count), {first, first + static_cast<std::ptrdiff_t>(count)}};
}

/// Number of the base that stands at a reference offset; nothing where it is deleted or not read. Offsets of a mate
/// without indels count up by one.
std::optional<std::size_t> base_at(ShownMate const& mate, std::int64_t offset) {
    if (mate.offsets.empty() || offset < 0) {
        return std::nullopt;
    }
    auto const guess = offset - mate.offsets.front();
    if (mate.offsets.front() >= 0 && guess >= 0 && guess < static_cast<std::int64_t>(mate.offsets.size()) &&
        mate.offsets[static_cast<std::size_t>(guess)] == offset) {
        return static_cast<std::size_t>(guess);
    }
    auto const found = std::ranges::find(mate.offsets, static_cast<std::int32_t>(offset));
    return found == mate.offsets.end() ? std::nullopt
                                       : std::optional{static_cast<std::size_t>(found - mate.offsets.begin())};
}

void edit(ShownMate& mate, BaseEdit const& change, Position begin) {
    if (auto const base = base_at(mate, change.position - begin)) {
        mate.bases[*base] = change.base;
    }
}

SimulatedObservation observe_bases(ShownMate const& mate, Position begin, Variant const& variant) {
    SimulatedObservation observation = SimulatedObservation::alternative;
    for (std::size_t base = 0; base < variant.ref.size(); ++base) {
        auto const found = base_at(mate, variant.position - begin + static_cast<std::int64_t>(base));
        if (!found) {
            return SimulatedObservation::not_covered;
        }
        char const shown = mate.bases[*found];
        if (shown == 'N') {
            observation = SimulatedObservation::unreadable;
        } else if (shown != variant.alt[base] && observation == SimulatedObservation::alternative) {
            observation = SimulatedObservation::other;
        }
    }
    return observation;
}

/// The bases that a mate shows over REF; empty where it does not cover all of them.
std::string shown_bases(ShownMate const& mate, Position begin, Variant const& variant) {
    std::string shown;
    for (std::size_t base = 0; base < variant.ref.size(); ++base) {
        auto const found = base_at(mate, variant.position - begin + static_cast<std::int64_t>(base));
        if (!found) {
            return {};
        }
        shown.push_back(mate.bases[*found]);
    }
    return shown;
}

bool spans_indel(ShownMate const& mate, Position begin, Variant const& variant) {
    return base_at(mate, variant.position - begin).has_value() &&
           base_at(mate, variant.span().end() - begin).has_value();
}

}  // namespace

std::vector<Variant> carried_variants(AssayRegion const& region, SimulatedMolecule const& molecule, bool has_snp) {
    std::vector<Variant> carried;
    for (auto const& allele : alleles_of(region, molecule, has_snp)) {
        bool const gap = allele.ref.size() != allele.alt.size();
        if (allele.position >= molecule.begin && allele.span().end() + (gap ? 1 : 0) <= molecule.end) {
            carried.push_back(allele);
        }
    }
    return carried;
}

ShownMate whole_fragment(AssayRegion const& region, SimulatedMolecule const& molecule, bool has_snp) {
    auto whole = whole_molecule(region, molecule, alleles_of(region, molecule, has_snp));
    for (auto const& change : molecule.edits) {
        if (change.mates == EditedMates::both) {
            edit(whole, change, molecule.begin);
        }
    }
    return whole;
}

ShownMate mate_of(ShownMate const& whole, std::size_t read_length, MateSide side) {
    auto const count = std::min(whole.bases.size(), read_length);
    return part(whole, side == MateSide::left ? 0 : whole.bases.size() - count, count);
}

ShownMolecule show(AssayRegion const& region, SimulatedMolecule const& molecule, bool has_snp, int read_length) {
    auto const alleles = alleles_of(region, molecule, has_snp);
    auto const whole = whole_molecule(region, molecule, alleles);
    auto const count = std::min(whole.bases.size(), static_cast<std::size_t>(read_length));
    ShownMolecule shown{molecule.begin, part(whole, 0, count), part(whole, whole.bases.size() - count, count)};
    for (auto const& change : molecule.edits) {
        if (change.mates != EditedMates::right) {
            edit(shown.left, change, molecule.begin);
        }
        if (change.mates != EditedMates::left) {
            edit(shown.right, change, molecule.begin);
        }
    }
    return shown;
}

SimulatedObservation observe(ShownMolecule const& shown, Variant const& variant, bool carries) {
    auto const kind = variant.kind();
    if (kind != VariantKind::snv && kind != VariantKind::mnv) {
        bool const spans = spans_indel(shown.left, shown.begin, variant) ||
                           spans_indel(shown.right, shown.begin, variant);
        return !spans ? SimulatedObservation::not_covered : carries ? SimulatedObservation::alternative : SimulatedObservation::other;
    }
    auto const left = observe_bases(shown.left, shown.begin, variant);
    auto const right = observe_bases(shown.right, shown.begin, variant);
    if (left == SimulatedObservation::not_covered) {
        return right;
    }
    if (right == SimulatedObservation::not_covered) {
        return left;
    }
    bool const agree = shown_bases(shown.left, shown.begin, variant) == shown_bases(shown.right, shown.begin, variant);
    return agree ? left : SimulatedObservation::unreadable;
}

}  // namespace tidemark
