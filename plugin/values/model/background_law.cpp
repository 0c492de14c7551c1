#include "values/model/background_law.hpp"

#include <algorithm>
#include <stdexcept>

#include "values/genome/sequence.hpp"
#include "values/genome/sequence_context.hpp"
#include "values/model/usual_rate.hpp"

namespace tidemark {
namespace {

bool is_substitution(std::string_view text) { return text.size() == 3 && text[1] == '>'; }

std::string mirrored(std::string_view substitution) {
    return is_substitution(substitution)
               ? std::string{complement(substitution[0]), '>', complement(substitution[2])}
               : std::string{substitution};
}

/// The group that answers for `group` with forward and reverse brought together.
MoleculeGroup forward_group(MoleculeGroup group) {
    if (group.evidence_class == EvidenceClass::simplex_reverse) {
        group.evidence_class = EvidenceClass::simplex_forward;
    }
    if (group.strand == MoleculeStrand::reverse) {
        group.strand = MoleculeStrand::forward;
    }
    return group;
}

AppliedRate applied(BackgroundRate const& row) {
    return {.rate = row.rate,
            .dispersion = row.dispersion,
            .hot_share = row.hot_share,
            .hot_rate = row.hot_rate,
            .hot_dispersion = row.hot_dispersion,
            .level = row.level};
}

/// Of two directions together: means of rates and shares, the wider dispersions.
AppliedRate mean_of(AppliedRate const& one, AppliedRate const& other) {
    double const hot = one.hot_share + other.hot_share;
    return {.rate = (one.rate + other.rate) / 2,
            .dispersion = std::max(one.dispersion, other.dispersion),
            .hot_share = hot / 2,
            .hot_rate = hot > 0 ? (one.hot_share * one.hot_rate + other.hot_share * other.hot_rate) / hot : 0,
            .hot_dispersion = std::max(one.hot_dispersion, other.hot_dispersion),
            .level = std::min(one.level, other.level)};
}

/// Errors that were seen, and as many as the molecules would show at the usual rate of their class.
double errors_or_expected(BackgroundRate const& row) {
    return static_cast<double>(row.errors) + static_cast<double>(row.molecules) * usual_rate(row.group.evidence_class);
}

}  // namespace

ErrorKind canonical_kind(MoleculeGroup group, std::string_view context, std::string_view substitution) {
    auto const shown = shown_strand(group.evidence_class, group.strand);
    bool const mirror = shown == MoleculeStrand::reverse ||
                        (shown == MoleculeStrand::none && is_substitution(substitution) &&
                         (substitution[0] == 'A' || substitution[0] == 'G'));
    auto const turned = is_substitution(substitution) ? reverse_complement(context) : std::string{context};
    return mirror ? ErrorKind{forward_group(group), turned, mirrored(substitution)}
                  : ErrorKind{forward_group(group), std::string{context}, std::string{substitution}};
}

std::string substitution_of(Variant const& variant) {
    switch (variant.kind()) {
        case VariantKind::snv: return {variant.ref[0], '>', variant.alt[0]};
        case VariantKind::insertion: return "ins";
        case VariantKind::deletion: return "del";
        case VariantKind::mnv:
        case VariantKind::complex: return "mnv";
    }
    return "mnv";
}

BackgroundLaw::BackgroundLaw(BackgroundModel const& model) {
    for (auto const& row : model.rates) {
        if (row.locus) {
            loci_.insert_or_assign({*row.locus, row.group}, row);
        } else {
            kinds_.insert_or_assign({row.group, row.context, row.substitution}, row);
        }
    }
}

bool BackgroundLaw::covers(MoleculeGroup group) const {
    auto const wanted = forward_group(group).evidence_class;
    return std::ranges::any_of(kinds_, [&](auto const& each) { return each.first.group.evidence_class == wanted; });
}

BackgroundRate const* BackgroundLaw::found(ErrorKind const& kind) const {
    bool const substitution = is_substitution(kind.substitution);
    for (auto const& key : {kind, ErrorKind{kind.group, {}, kind.substitution},
                            ErrorKind{kind.group, {}, substitution ? std::string{} : kind.substitution}}) {
        if (auto const row = kinds_.find(key); row != kinds_.end()) {
            return &row->second;
        }
    }
    return nullptr;
}

std::optional<AppliedRate> BackgroundLaw::find_kind(MoleculeGroup group, std::string_view context,
                                                    std::string_view substitution) const {
    if (auto const* const row = found(canonical_kind(group, context, substitution))) {
        return applied(*row);
    }
    // Stranded molecules under a model of merged strands, or merged molecules under a stranded model: the rate of both
    // directions together is the mean of the two.
    MoleculeGroup merged{group.evidence_class, MoleculeStrand::none};
    if (auto const* const row = found(canonical_kind(merged, context, substitution))) {
        return applied(*row);
    }
    auto const* const forward =
        found(canonical_kind({group.evidence_class, MoleculeStrand::forward}, context, substitution));
    auto const* const reverse =
        found(canonical_kind({group.evidence_class, MoleculeStrand::reverse}, context, substitution));
    return forward == nullptr || reverse == nullptr ? std::nullopt
                                                    : std::optional{mean_of(applied(*forward), applied(*reverse))};
}

AppliedRate BackgroundLaw::rate_of_kind(MoleculeGroup group, std::string_view context,
                                        std::string_view substitution) const {
    auto const rate = find_kind(group, context, substitution);
    if (!rate) {
        throw std::logic_error{"a rate was asked for a class that the background does not cover"};
    }
    return *rate;
}

// Of the class row; stranded and merged models as find_kind does.
double BackgroundLaw::seen_errors(MoleculeGroup group, std::string const& substitution) const {
    auto const of = [&](MoleculeGroup each) {
        auto const row = kinds_.find(canonical_kind(each, {}, substitution));
        return row == kinds_.end() ? 0.0 : errors_or_expected(row->second);
    };
    if (kinds_.contains(canonical_kind(group, {}, substitution))) {
        return of(group);
    }
    return of({group.evidence_class, MoleculeStrand::none}) + of({group.evidence_class, MoleculeStrand::forward});
}

bool BackgroundLaw::is_assumed(Variant const& variant, MoleculeGroup group) const {
    constexpr double weight_of_prior = 0.5;
    auto const kind = substitution_of(variant);
    double seen = seen_errors(group, {});
    if (!is_substitution(kind)) {
        seen = std::max(seen, seen_errors(group, kind));
    }
    if (auto const row = loci_.find({variant, group}); row != loci_.end()) {
        seen = std::max(seen, errors_or_expected(row->second));
    }
    return seen < weight_of_prior;
}

ErrorLinkage BackgroundLaw::linkage(MoleculeGroup group) const {
    auto const usual = find_kind(group, {}, {});
    if (!usual) {
        return {};
    }
    double const any = usual->rate;
    if (auto const stated = find_kind(group, {}, linked_errors)) {
        return {.factor = std::max(stated->rate / (any * any), 1.0), .dispersion = stated->dispersion};
    }
    if (auto const adjacent = find_kind(group, {}, "mnv")) {
        return {.factor = std::max(two_of_adjacent(adjacent->rate) / (any * any), 1.0), .dispersion = adjacent->dispersion};
    }
    return {};
}

double linked_rate(double one, double other, ErrorLinkage const& linkage) {
    return std::min(std::max(linkage.factor * one * other, smallest_learnt_rate), std::min(one, other));
}

AppliedRate BackgroundLaw::rate_of_mnv(Variant const& variant, MoleculeGroup group) const {
    auto applied = rate_of_kind(group, {}, "mnv");
    double share = 1;
    for (std::size_t index = 0; index < variant.ref.size(); ++index) {
        if (variant.ref[index] == variant.alt[index]) {
            continue;
        }
        double all = 0;
        double own = 0;
        for (auto const alt : plain_bases) {
            if (alt != variant.ref[index]) {
                double const rate = rate_of_kind(group, {}, substitution_text(variant.ref[index], alt)).rate;
                all += rate;
                own += alt == variant.alt[index] ? rate : 0;
            }
        }
        share *= all > 0 ? own / all : 1;
    }
    double const scaled = std::max(applied.rate * share, smallest_learnt_rate);
    applied.hot_rate *= scaled / applied.rate;
    applied.rate = scaled;
    return applied;
}

AppliedRate BackgroundLaw::rate_of(Variant const& variant, std::string_view context, MoleculeGroup group) const {
    if (auto const row = loci_.find({variant, group}); row != loci_.end()) {
        return applied(row->second);
    }
    return variant.kind() == VariantKind::mnv ? rate_of_mnv(variant, group)
                                              : rate_of_kind(group, context, substitution_of(variant));
}

}  // namespace tidemark
