#include "stages/track/lesion_compare.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "stages/track/change.hpp"
#include "stages/track/distant_fall.hpp"
#include "stages/track/lesion_loci.hpp"
#include "stages/track/regimen.hpp"
#include "values/model/concentration.hpp"
#include "values/model/lesion_map_rank.hpp"
#include "values/patient/flare_window.hpp"

namespace tidemark {
namespace {

constexpr int radiotherapy_days_before = 28;

std::optional<Log2Fold> log2_of(std::optional<double> ratio) {
    return ratio && *ratio > 0 ? std::optional{Log2Fold{std::log2(*ratio)}} : std::nullopt;
}

Log2FoldInterval log2_of(RatioInterval const& ratio) { return {log2_of(ratio.ratio), log2_of(std::optional{ratio.lo}), log2_of(ratio.hi)}; }

std::string joined(std::vector<std::string> const& codes) { return fmt::format("{}", fmt::join(codes, ";")); }

/// Haploid genomes per mL after over before; nothing without masses and volumes.
std::optional<double> yield_ratio(Draw const& from, Draw const& to, double hge_per_ng) {
    auto const before = plasma_yield(from.row.cfdna_ng, from.row.plasma_ml, hge_per_ng);
    auto const after = plasma_yield(to.row.cfdna_ng, to.row.plasma_ml, hge_per_ng);
    return before && after ? std::optional{genomes_per_ml(*after) / genomes_per_ml(*before)} : std::nullopt;
}

std::string verdict_text(JudgedLesion const& lesion) {
    bool const plain = lesion.answer == LesionAnswer::undetermined || lesion.answer == LesionAnswer::not_evaluable;
    auto const* const place = lesion.compartment == "irradiated" ? "local_" : "distant_";
    return (plain ? "" : place) + std::string{to_text(lesion.answer)};
}

/// `loci` of the follow-up: without one that it carries its share is not known.
LesionShed row_of(JudgedLesion const& lesion, std::string const& sample, std::span<LesionLocus const> loci) {
    LesionShed row{.sample = sample,
            .lesion = lesion.name,
            .compartment = lesion.compartment,
            .private_loci = static_cast<std::int64_t>(lesion.private_loci),
            .private_molecules = lesion.follow_up_molecules,
            .shed = lesion.shed.value,
            .shed_lo = lesion.shed.lo,
            .shed_hi = lesion.shed.hi,
            .change = log2_of(lesion.ratio),
            .verdict = verdict_text(lesion),
            .reason = joined(lesion.reasons)};
    if (!holds_any(loci, lesion.columns)) {
        row.shed.reset();
        row.shed_lo.reset();
        row.shed_hi.reset();
    }
    return row;
}

/// Change of what all lesions shed together, by the loci that all of them hold. METHOD: one unit of the whole makes visible what its
/// lesions do, each by its share of the fitted mix (where nothing is shed, all alike), with the copies of that mix in the exact form.
/// `groups` are the draws' loci with lesions merged as `mixes` has them.
RatioInterval trunk_ratio(std::span<LesionLocus const> loci, LesionDraws const& groups, LesionMixes const& mixes) {
    auto const pooled = [&](std::span<LesionLocus const> merged, LesionMix const& mix) {
        double const total = std::accumulate(mix.shed.begin(), mix.shed.end(), 0.0);
        PooledCounts sum;
        for (std::size_t index = 0; index < merged.size(); ++index) {
            if (!std::ranges::all_of(loci[index].lesions, [](LesionCopies const& copies) { return copies.mutated > 0; })) {
                continue;
            }
            sum.alt += merged[index].alt;
            sum.background += merged[index].background;
            for (std::size_t group = 0; group < mix.shed.size(); ++group) {
                double const share = total > 0 ? mix.shed[group] / total : 1 / static_cast<double>(mix.shed.size());
                sum.molecules += share * visible_molecules(merged[index], group, mix);
            }
        }
        return sum;
    };
    auto const before = pooled(groups.before, mixes.before);
    auto const after = pooled(groups.after, mixes.after);
    return before.molecules > 0 && after.molecules > 0 ? change_ratio(before, after) : RatioInterval{.ratio = {}, .lo = 0, .hi = {}};
}

class Comparing {
public:
    explicit Comparing(LesionComparisonInput const& input)
        : input_{input}, from_{input.timeline.draws[input.from]}, to_{input.timeline.draws[input.to]} {
        change_ = change_between(input.timeline.draws, input.from, input.to,
                                 {.hge_per_ng = input.timeline.hge_per_ng, .events = input.timeline.events});
        comparison_.from = from_.row.sample;
        comparison_.to = to_.row.sample;
        comparison_.dissociation = to_text(Verdict::not_applicable);
    }

    void add_to(LesionSeries& series) {
        auto const loci = lesion_loci(input_.map, from_.result, to_.result);
        if (loci.before.empty()) {
            add_nothing(series);
            return;
        }
        auto const rank = map_rank(loci.before);
        auto const before = merged_lesions(loci.before, rank.groups);
        auto const after = merged_lesions(loci.after, rank.groups);
        LesionDraws const draws{before, after};
        LesionChange const fit{draws};
        comparison_.form = fit.form() == LesionForm::exact ? "exact" : "linear";
        comparison_.rank = static_cast<std::int64_t>(rank.rank);
        comparison_.condition = std::isfinite(rank.condition) ? std::optional{rank.condition} : std::nullopt;
        auto const lesions = judged(draws, fit, loci.before);
        auto const compartments = judged_compartments(draws, fit, lesions);
        comparison_.trunk = log2_of(trunk_ratio(loci.before, draws, fit.mixes()));
        compare_compartments(compartments);
        judge_word(compartments, series);
        for (auto const& lesion : lesions) {
            series.rows.push_back(row_of(lesion, to_.row.sample, after));
        }
        for (auto const& whole : compartments) {
            series.rows.push_back(row_of(whole, to_.row.sample, after));
        }
        series.comparisons.push_back(comparison_);
    }

    [[nodiscard]] std::vector<JudgedLesion> everything() {
        auto const loci = lesion_loci(input_.map, from_.result, to_.result);
        if (loci.before.empty()) {
            return {};
        }
        auto const groups = map_rank(loci.before).groups;
        auto const before = merged_lesions(loci.before, groups);
        auto const after = merged_lesions(loci.after, groups);
        LesionDraws const draws{before, after};
        LesionChange const fit{draws};
        auto lesions = judged(draws, fit, loci.before);
        auto const compartments = judged_compartments(draws, fit, lesions);
        lesions.insert(lesions.end(), compartments.begin(), compartments.end());
        return lesions;
    }

private:
    void add_nothing(LesionSeries& series) {
        for (auto const& lesion : input_.map.lesions) {
            JudgedLesion const empty{.name = lesion.name,
                                     .compartment = lesion.compartment_on(to_.day),
                                     .columns = {},
                                     .reasons = {"no_shared_loci"},
                                     .shed = {},
                                     .ratio = {}};
            auto& row = series.rows.emplace_back(row_of(empty, to_.row.sample, {}));
            row.private_loci = 0;
            row.private_molecules.reset();
            row.change = {};
        }
        comparison_.reason = "no_shared_loci";
        series.comparisons.push_back(comparison_);
    }

    std::vector<JudgedLesion> judged(LesionDraws const& draws, LesionChange const& fit, std::span<LesionLocus const> loci) {
        auto lesions = lesion_groups(input_.map, loci, to_.day);
        auto const shed = fit_lesions(draws.after).shed;
        for (std::size_t column = 0; column < lesions.size(); ++column) {
            auto lesion = judged_lesion(draws, fit, column, input_.gates);
            lesion.name = lesions[column].name;
            lesion.compartment = lesions[column].compartment;
            lesion.shed = shed[column];
            bool const merged = lesion.name.find(';') != std::string::npos;
            if (merged) {
                comparison_.merged.push_back(lesion.name);
            }
            if (merged && lesion.compartment == "unknown") {
                doubt(lesion, "collinear");
            } else if (lesion.compartment == "unknown") {
                doubt(lesion, irradiated_later(lesion.name) ? "irradiated_later" : "compartment_unknown");
            }
            if (input_.map.lesions.size() == 2) {
                // Whether its private set is absent elsewhere, no other tissue shows.
                lesion.answer = LesionAnswer::not_evaluable;
                lesion.reasons.emplace_back("one_biopsied_lesion");
            }
            if (lesion.compartment == "unsampled") {
                lesion.reasons = {"unsampled"};
            }
            hold_back(lesion);
            lesions[column] = std::move(lesion);
        }
        claim(lesions);
        return lesions;
    }

    [[nodiscard]] std::vector<JudgedLesion> judged_compartments(LesionDraws const& draws, LesionChange const& fit,
                                                                std::vector<JudgedLesion> const& lesions) const {
        std::vector<JudgedLesion> compartments;
        for (auto const& members : compartment_members(lesions)) {
            auto& whole = compartments.emplace_back(judged_compartment(draws, fit.mixes(), members, input_.gates));
            if (members.size() > 1) {
                whole.name = names_of(members);
                hold_back(whole);
                whole.name.clear();
            }
        }
        return compartments;
    }

    [[nodiscard]] bool irradiated_later(std::string const& name) const {
        auto const lesion = std::ranges::find(input_.map.lesions, name, &MapLesion::name);
        return lesion != input_.map.lesions.end() && lesion->place.irradiated_later(to_.day);
    }

    /// What forbids a verdict whatever the counts say.
    void hold_back(JudgedLesion& lesion) const {
        if (lesion.answer == LesionAnswer::not_evaluable) {
            return;
        }
        if (lesion.answer == LesionAnswer::progression && may_flare(lesion)) {
            doubt(lesion, "flare_window");
        }
        // From a level that a flare has raised any fall is too large, and no change may hide a rise (docs/decisions/0022).
        if (from_.flare_window && (lesion.answer == LesionAnswer::response || lesion.answer == LesionAnswer::stable)) {
            doubt(lesion, "baseline_in_flare_window");
        }
        auto const yield = yield_ratio(from_, to_, input_.timeline.hge_per_ng);
        if (yield && lesion.ratio.ratio &&
            ((lesion.answer == LesionAnswer::response && *lesion.ratio.ratio * *yield > 1) ||
             (lesion.answer == LesionAnswer::progression && *lesion.ratio.ratio * *yield < 1))) {
            doubt(lesion, "metric_conflict");
        }
        for (auto const& code : change_.doubts) {
            doubt(lesion, code);
        }
        lesion.reasons.insert(lesion.reasons.end(), change_.flags.begin(), change_.flags.end());
    }

    /// METHOD: a flare is the irradiated tissue's own (readout.md 6 bars molecular progression, the pooled rise): the private loci of a
    /// lesion that was not irradiated cannot show it, and as shares of one blood they could only be pressed down by it.
    [[nodiscard]] bool may_flare(JudgedLesion const& lesion) const {
        return holds_draw(flare_windows({.lesions = lesion.name, .compartment = lesion.compartment}, input_.timeline.events), to_.day);
    }

    static void claim(std::vector<JudgedLesion>& lesions) {
        for (auto const* const place : {"irradiated", "nonirradiated"}) {
            std::vector<JudgedLesion*> members;
            for (auto& lesion : lesions) {
                if (lesion.compartment == place) {
                    members.push_back(&lesion);
                }
            }
            claim_stepwise(members);
        }
    }

    static std::string names_of(std::vector<JudgedLesion const*> const& members) {
        std::vector<std::string> names;
        for (auto const* const member : members) {
            names.push_back(member->name);
        }
        return joined(names);
    }

    void compare_compartments(std::vector<JudgedLesion> const& compartments) {
        auto const irradiated = std::ranges::find(compartments, "irradiated", &JudgedLesion::compartment);
        auto const distant = std::ranges::find(compartments, "nonirradiated", &JudgedLesion::compartment);
        if (distant != compartments.end()) {
            comparison_.abscopal = log2_of(distant->ratio);
        }
        if (distant == compartments.end() || irradiated == compartments.end()) {
            return;
        }
        comparison_.contrast = difference(log2_of(distant->ratio), log2_of(irradiated->ratio));
        bool const gated = distant->answer == LesionAnswer::not_evaluable || irradiated->answer == LesionAnswer::not_evaluable ||
                           !firm(*distant) || !firm(*irradiated) || !change_.doubts.empty() || from_.flare_window;
        auto const& contrast = comparison_.contrast;
        bool const apart = (contrast.lo && contrast.lo->value > 0) || (contrast.hi && contrast.hi->value < 0);
        comparison_.dissociation = to_text(apart && !gated ? Verdict::met : Verdict::undetermined);
    }

    /// Whether the numbers themselves may be trusted: none of the gates on loci is shut, and no metric contradicts them.
    static bool firm(JudgedLesion const& lesion) {
        return std::ranges::none_of(lesion.reasons, [](std::string const& code) {
            return code == "loci_disagree" || code == "private_uncertain" || code == "fragile_locus" || code == "collinear" ||
                   code == "metric_conflict";
        });
    }

    /// METHOD: compatible only after a distant response, with radiotherapy that may have caused it (a fraction before the fall was first
    /// seen, a draw on its day being taken before it, and no earlier than four weeks before the baseline: what was irradiated long before
    /// explains no fall since; decision 28), and without systemic therapy that began or changed since the baseline, on its day too, and
    /// declares no anchor of the design.
    void judge_word(std::vector<JudgedLesion> const& compartments, LesionSeries const& before) {
        std::vector<std::string> against;
        auto const distant = std::ranges::find(compartments, "nonirradiated", &JudgedLesion::compartment);
        bool const fell = distant != compartments.end() && distant->ratio.hi && *distant->ratio.hi < 1;
        if (distant == compartments.end()) {
            against.emplace_back("no_nonirradiated_lesion");
        } else if (distant->answer != LesionAnswer::response) {
            against.emplace_back("no_distant_response");
        }
        auto const& events = input_.timeline.events;
        if (!irradiated_before(to_.day)) {
            against.emplace_back("no_radiotherapy");
        } else if (fell && !irradiated_before(first_day_of_distant_fall(input_.timeline, before, to_))) {
            against.emplace_back("fell_before_radiotherapy");
        }
        if (new_therapy_between(from_.day, to_.day, events)) {
            against.emplace_back("new_systemic_therapy");
        }
        comparison_.abscopal_compatible = against.empty();
        comparison_.reason = joined(against);
    }

    /// Whether a fraction was given before `day`, from four weeks before the baseline.
    [[nodiscard]] bool irradiated_before(int day) const {
        return std::ranges::any_of(input_.timeline.events, [&](EventRow const& event) {
            return event.kind == EventKind::radiotherapy_fraction && event.day < day &&
                   event.day_end.value_or(event.day) >= from_.day - radiotherapy_days_before;
        });
    }

    LesionComparisonInput const& input_;
    Draw const& from_;
    Draw const& to_;
    Change change_;
    LesionComparison comparison_;
};

}  // namespace

std::vector<JudgedLesion> lesion_groups(LesionMap const& map, std::span<LesionLocus const> loci, int day) {
    std::vector<JudgedLesion> lesions;
    for (auto const& group : map_rank(loci).groups) {
        auto& lesion = lesions.emplace_back();
        for (auto const index : group) {
            auto const& member = map.lesions[index];
            auto const place = member.compartment_on(day);
            lesion.compartment = lesion.name.empty() || lesion.compartment == place ? place : "unknown";
            lesion.name += (lesion.name.empty() ? "" : ";") + member.name;
        }
    }
    return lesions;
}

std::vector<std::vector<JudgedLesion const*>> compartment_members(std::vector<JudgedLesion> const& lesions) {
    std::vector<std::vector<JudgedLesion const*>> compartments;
    for (auto const* const place : {"irradiated", "nonirradiated"}) {
        std::vector<JudgedLesion const*> members;
        for (auto const& lesion : lesions) {
            if (lesion.compartment == place) {
                members.push_back(&lesion);
            }
        }
        if (!members.empty()) {
            compartments.push_back(std::move(members));
        }
    }
    return compartments;
}

Log2FoldInterval difference(Log2FoldInterval const& one, Log2FoldInterval const& other) {
    Log2FoldInterval result;
    auto const limit = [](Log2FoldInterval const& plus, Log2FoldInterval const& minus, std::optional<Log2Fold> const& far_plus,
                          std::optional<Log2Fold> const& far_minus, double sign) -> std::optional<Log2Fold> {
        if (!far_plus || !far_minus) {
            return std::nullopt;
        }
        if (!plus.value || !minus.value) {
            return Log2Fold{far_plus->value - far_minus->value};
        }
        return Log2Fold{plus.value->value - minus.value->value +
                        sign * std::hypot(far_plus->value - plus.value->value, far_minus->value - minus.value->value)};
    };
    if (one.value && other.value) {
        result.value = Log2Fold{one.value->value - other.value->value};
    }
    result.lo = limit(one, other, one.lo, other.hi, -1);
    result.hi = limit(one, other, one.hi, other.lo, 1);
    return result;
}

std::vector<JudgedLesion> judged_between(LesionComparisonInput const& input) { return Comparing{input}.everything(); }

void add_comparison(LesionSeries& series, LesionComparisonInput const& input) { Comparing{input}.add_to(series); }

}  // namespace tidemark
