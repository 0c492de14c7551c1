// LAW of a T-cell clone between two samples: did its share of all templates grow by more than sampling and the usual
// scatter between samples make plausible? Counts are templates (readout.md 10).
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tidemark {

/// Templates of one clonotype in the earlier and the later sample.
struct TemplatePair {
    std::int64_t before = 0;
    std::int64_t after = 0;
    bool operator==(TemplatePair const&) const = default;
};

struct ExpansionParameters {
    std::int64_t minimum_templates = 5;       ///< in either sample
    double fold = 2;                          ///< of the share of templates, at least
    double false_discovery_rate = 0.05;       ///< Benjamini-Hochberg
    std::size_t minimum_clonotypes = 20;      ///< fewer tell nothing about the scatter between samples
};

/// Beyond, two samples share nothing that could be compared: an estimate that ends here says no more than that.
inline constexpr double largest_overdispersion = 0.9;

struct Overdispersion {
    double estimate = 0;                      ///< 0 <= it <= largest_overdispersion, correlation of the beta binomial
    double upper = 0;                         ///< one standard error above: what the test uses
};

/// How much more than binomial the split of a clonotype's templates over the two samples varies.
/// METHOD: given n = before + after, `after` is beta binomial with one mean share and one overdispersion for all clonotypes that did
/// not change; a gamma noise of squared variation c on both samples' shares, as replicates of one
/// blood sample show (NoISET: Koraichi et al. 2022), gives exactly c/(2 + c) at equal depth. Most clonotypes do not
/// expand, so both are found from the middle of all: with r the standardised count cut at -1 and 1, the sums of r and of r^2
/// equal what the law itself expects of them, term by term and exact (Huber 1964, proposal 2, for counts). A clonotype that
/// expanded adds at most 1, whatever its size, and what it takes from the shares of the others is no scatter. `upper` lets the sum lie one standard deviation lower, so that few clonotypes mean a wider law
/// and not false expansions. Clonotypes with at least `minimum_templates` in both samples together take part. Nothing with fewer
/// than `minimum_clonotypes` of them.
[[nodiscard]] std::optional<Overdispersion> estimate_overdispersion(std::span<TemplatePair const> pairs,
                                                                    TemplatePair const& totals,
                                                                    ExpansionParameters const& parameters);

/// One-sided p-value of "its share of templates did not grow".
/// METHOD: beta binomial tail given before + after; without overdispersion Fisher's exact test of the 2 x 2 table.
[[nodiscard]] double expansion_p_value(TemplatePair const& pair, TemplatePair const& totals, double overdispersion);

struct ExpansionTest {
    std::size_t index = 0;                    ///< of the pair
    double fold = 0;                          ///< share after over share before; of a clonotype that was absent, over that of half a template
    double p = 1;
    double q = 1;                             ///< Benjamini-Hochberg over the tested pairs
    bool expanded = false;
};

/// Tests of all clonotypes with at least `minimum_templates` in both samples together, in the order of `pairs`.
/// METHOD: the set of tests is chosen by before + after, on which the test conditions, so that the choice tells nothing about
/// p; a minimum in either sample alone would keep 5 against 0 and drop 3 against 2. That minimum, and the fold, are asked of
/// the findings afterwards.
[[nodiscard]] std::vector<ExpansionTest> expansion_tests(std::span<TemplatePair const> pairs, TemplatePair const& totals,
                                                         double overdispersion, ExpansionParameters const& parameters);

/// Whether any clone of these samples could have been found expanded.
/// METHOD: the strongest that the later sample can show is that new clones alone make it up, one or, for the false discovery rate
/// allows more to each where there are many, 2, 4, 8 ... of the same size. Where none of these passes beside the clonotypes of the
/// earlier sample, "none expanded" is no knowledge.
[[nodiscard]] bool expansion_possible(std::span<TemplatePair const> pairs, TemplatePair const& totals, double overdispersion,
                                      ExpansionParameters const& parameters);

/// Chance that the earlier sample would have shown a clonotype, had its share there been `share`: negative binomial with the
/// squared variation 2 overdispersion / (1 - overdispersion).
[[nodiscard]] double absence_power(double share, std::int64_t total_before, double overdispersion);

}  // namespace tidemark
