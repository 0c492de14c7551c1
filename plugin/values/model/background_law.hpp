// Which error rate applies to an allele: its locus' own, else its context's, else its substitution's, else its class'.
// Errors are filed by what the sequenced strand shows, so that a strand and its mirror image share their evidence.
#pragma once
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "values/evidence/background_rate.hpp"

namespace tidemark {

/// One cell of the error table in canonical form.
struct ErrorKind {
    MoleculeGroup group;
    std::string context;        ///< three bases, or repeat class of ins and del; empty where unknown and for mnv
    std::string substitution;   ///< "C>T", "ins", "del", "mnv", "linked"; empty: any substitution
    auto operator<=>(ErrorKind const&) const = default;
};

/// METHOD: an error of a molecule that shows the reverse strand is the mirrored error of one that shows the forward
/// strand: (ACA, C>T, R) is (TGT, G>A, F), and simplex_reverse files under simplex_forward. Where both strands were merged
/// (no strand) an error and its mirror cannot be told apart and file under the one with C or T as reference.
[[nodiscard]] ErrorKind canonical_kind(MoleculeGroup group, std::string_view context, std::string_view substitution);

/// "C>T" of an SNV, "mnv", "ins", "del". A complex variant counts as "mnv".
[[nodiscard]] std::string substitution_of(Variant const& variant);

/// Spread on top of spread: the squared coefficient of variation of a product of independent factors with those of `first` and
/// `second`, (1 + a)(1 + b) - 1.
[[nodiscard]] constexpr double stacked_dispersion(double first, double second) {
    return (1 + first) * (1 + second) - 1;
}

/// `substitution` of the row that says how often one molecule shows two given errors at two places.
inline constexpr char const* linked_errors = "linked";

/// Smallest rate that is ever learnt: nothing measured in plasma supports less (statistics.md 4).
inline constexpr double smallest_learnt_rate = 1e-9;

struct AppliedRate {
    double rate = 0;                                             ///< per molecule, > 0; mean over ordinary and hot loci
    double dispersion = 0;                                       ///< squared coefficient of variation of an ordinary locus
    double hot_share = 0;                                        ///< chance that the locus is hot
    double hot_rate = 0;                                         ///< mean rate if it is
    double hot_dispersion = 0;                                   ///< squared coefficient of variation if it is
    BackgroundLevel level = BackgroundLevel::evidence_class;     ///< where it was found
};

/// How much more often one molecule shows two given errors than chance alone would have it.
struct ErrorLinkage {
    double factor = 0;       ///< P(both) / (P(one) P(other)), at least 1; 0: not known
    double dispersion = 0;   ///< squared coefficient of variation of what is known of it
};

/// Rate of two given errors at neighboring bases where `rate` is that of any: three wrong bases at each.
/// METHOD: neighbors stand for places further apart too; nothing further apart is known to be linked more closely.
[[nodiscard]] constexpr double two_of_adjacent(double rate) { return rate / 9; }

/// Chance that a molecule shows both of two alleles by error: linkage x product of their rates, never below 1e-9 nor above
/// the smaller of the two. (1e-4, 2e-5, factor 50) gives 1e-7.
[[nodiscard]] double linked_rate(double one, double other, ErrorLinkage const& linkage);

/// A background model, ready to be asked.
class BackgroundLaw {
public:
    explicit BackgroundLaw(BackgroundModel const& model);

    /// Whether the model holds any rate for molecules of this group (strand apart).
    [[nodiscard]] bool covers(MoleculeGroup group) const;
    /// Rate of exactly this allele for molecules of `group`. `context` may be empty. The group must be covered.
    /// METHOD: an MNV is one haplotype. Its rate is that of any two or more adjacent errors, times the share that each of its
    /// substitutions has among the errors of its base, never below 1e-9; how often errors come together is in the first
    /// factor as it was seen (statistics.md 4: product of the rates times a linkage factor).
    [[nodiscard]] AppliedRate rate_of(Variant const& variant, std::string_view context, MoleculeGroup group) const;
    /// Rate of a kind of error away from any locus' own history.
    [[nodiscard]] AppliedRate rate_of_kind(MoleculeGroup group, std::string_view context,
                                           std::string_view substitution) const;
    /// Whether nothing that was seen tells this rate, so that it is the usual one of its class. METHOD: the molecules of its kind, of any
    /// substitution of its class and of its own locus, at the usual rate, make less than half an error, which is what the prior weighs,
    /// and none of them shows one. The group must be covered.
    [[nodiscard]] bool is_assumed(Variant const& variant, MoleculeGroup group) const;
    /// Linkage of two errors on one molecule of `group`; unknown where the model does not say.
    /// METHOD: rate of the class' row `linked` over the square of its rate of any one substitution (statistics.md 4: product of
    /// the rates times a linkage factor learnt from normals). Models without that row: what `mnv` says of neighbors.
    [[nodiscard]] ErrorLinkage linkage(MoleculeGroup group) const;

private:
    [[nodiscard]] std::optional<AppliedRate> find_kind(MoleculeGroup group, std::string_view context,
                                                       std::string_view substitution) const;
    [[nodiscard]] double seen_errors(MoleculeGroup group, std::string const& substitution) const;
    [[nodiscard]] AppliedRate rate_of_mnv(Variant const& variant, MoleculeGroup group) const;
    struct LocusKey {
        Variant variant;
        MoleculeGroup group;
        auto operator<=>(LocusKey const&) const = default;
    };
    [[nodiscard]] BackgroundRate const* found(ErrorKind const& kind) const;
    std::map<ErrorKind, BackgroundRate> kinds_;
    std::map<LocusKey, BackgroundRate> loci_;
};

}  // namespace tidemark
