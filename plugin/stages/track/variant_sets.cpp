#include "stages/track/variant_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "stages/track/foreign_loci.hpp"
#include "stages/track/set_claims.hpp"
#include "values/model/set_contrast.hpp"
#include "values/patient/clonal.hpp"

namespace tidemark {
namespace {

/// One of two copies in every cell: v(f)/f at low f.
constexpr double diploid_signal = 0.5;

using Entries = std::map<Variant, PanelEntry const*>;

enum class Side { none, set, reference };

/// Counts of one draw, and how many loci gave them.
struct DrawCounts {
    SetCounts counts;
    std::int64_t loci = 0;
    std::int64_t reference_loci = 0;
};

struct Question {
    std::map<Variant, Side> sides;
    Entries entries;
    SetGates gates;
    bool lost_reference_counts = false;   ///< loci of the reference that detection took as lost
};

/// Of the set as if all tumor cells had the variant; of the reference as the panel states it.
double signal_of(VariantResult const& locus, PanelEntry const& entry, Side side) {
    if (!locus.signal || *locus.signal <= 0) {
        return diploid_signal;
    }
    return side == Side::set && entry.ccf && *entry.ccf > 0 ? *locus.signal / *entry.ccf : *locus.signal;
}

std::vector<CountedLocus> loci_of(Question const& question, Draw const& draw, Side side) {
    std::vector<CountedLocus> loci;
    for (auto const& row : draw.result.variants) {
        auto const place = question.sides.find(row.variant);
        bool const lost_counts = side == Side::set || question.lost_reference_counts;
        bool const counts = row.state == "evaluable" || row.state == "outlier" || (row.state == "absent" && lost_counts);
        if (place != question.sides.end() && place->second == side && row.depth > 0 && counts) {
            loci.push_back({&row, static_cast<double>(row.depth) *
                                      signal_of(row, *question.entries.at(row.variant), side)});
        }
    }
    leave_out_foreign(loci);
    return loci;
}

PooledCounts pooled(std::vector<CountedLocus> const& loci) {
    PooledCounts sum;
    for (auto const& locus : loci) {
        sum.alt += static_cast<double>(locus.row->alt_molecules);
        sum.molecules += locus.visible;
        sum.background += locus.row->background;
    }
    return sum;
}

DrawCounts counts_of(Question const& question, Draw const& draw) {
    auto const set = loci_of(question, draw, Side::set);
    auto const reference = loci_of(question, draw, Side::reference);
    return {.counts = {.reference = pooled(reference), .set = pooled(set)},
            .loci = static_cast<std::int64_t>(set.size()),
            .reference_loci = static_cast<std::int64_t>(reference.size())};
}

double fraction_of(PooledCounts const& counts) {
    return counts.molecules > 0 ? std::max(0.0, counts.alt - counts.background) / counts.molecules : 0;
}

std::string why_not(Draw const& draw, DrawCounts const& sums, SetGates const& gates) {
    if (draw.result.status == SampleStatus::not_evaluable) {
        return "draw_not_evaluable";
    }
    if (sums.loci < gates.minimum_loci) {
        return "too_few_loci";
    }
    if (sums.reference_loci < gates.minimum_loci) {
        return "too_few_reference_loci";
    }
    double const fraction = fraction_of(sums.counts.reference);
    if (fraction <= 0) {
        return "reference_not_seen";
    }
    return fraction < gates.minimum_fraction ? "fraction_too_low" : "";
}

SetRatio ratio_of(Draw const& draw, DrawCounts const& sums, SetGates const& gates) {
    SetRatio row;
    row.sample = draw.row.sample;
    row.reason = why_not(draw, sums, gates);
    if (row.reason == "draw_not_evaluable") {
        return row;
    }
    row.loci = sums.loci;
    row.molecules_alt = static_cast<std::int64_t>(sums.counts.set.alt);
    row.reference_loci = sums.reference_loci;
    row.reference_molecules_alt = static_cast<std::int64_t>(sums.counts.reference.alt);
    if (sums.reference_loci > 0) {
        row.reference_fraction = fraction_of(sums.counts.reference);
    }
    if (sums.loci > 0 && sums.reference_loci > 0) {
        row.minimal = minimal_ratio(sums.counts);
    }
    if (row.reason.empty()) {
        auto const interval = set_ratio(sums.counts);
        row.ratio = interval.ratio;
        row.lo = interval.lo;
        row.hi = interval.hi;
    }
    return row;
}

std::string verdict_of(SetRatioChange const& change) {
    return *change.lo > 1 ? "rise" : change.hi && *change.hi < 1 ? "fall" : "open";
}

/// Against the first evaluable draw and the evaluable one before; a draw that is both is compared once.
std::vector<SetRatioChange> changes_of(std::vector<SetRatio> const& rows, std::vector<DrawCounts> const& sums) {
    std::vector<SetRatioChange> changes;
    std::vector<std::size_t> earlier;
    for (std::size_t to = 0; to < rows.size(); ++to) {
        if (!rows[to].reason.empty()) {
            continue;
        }
        std::set<std::size_t> partners;
        if (!earlier.empty()) {
            partners = {earlier.front(), earlier.back()};
        }
        for (auto const from : partners) {
            auto const interval = set_ratio_change(sums[from].counts, sums[to].counts);
            SetRatioChange change{.from = rows[from].sample, .to = rows[to].sample, .ratio = interval.ratio,
                                  .lo = interval.lo, .hi = interval.hi, .verdict = {}, .reason = {}};
            change.verdict = verdict_of(change);
            changes.push_back(std::move(change));
        }
        earlier.push_back(to);
    }
    return changes;
}

SetSeries answer(Question const& question, std::span<Draw const> draws) {
    SetSeries series;
    double ccf_sum = 0;
    std::int64_t with_ccf = 0;
    for (auto const& [variant, side] : question.sides) {
        series.reference_loci += side == Side::reference ? 1 : 0;
        if (side == Side::set) {
            ++series.loci;
            auto const& ccf = question.entries.at(variant)->ccf;
            ccf_sum += ccf.value_or(0);
            with_ccf += ccf ? 1 : 0;
        }
    }
    if (with_ccf > 0) {
        series.tissue_ccf = ccf_sum / static_cast<double>(with_ccf);
    }
    std::vector<DrawCounts> sums;
    for (auto const& draw : draws) {
        sums.push_back(counts_of(question, draw));
        series.draws.push_back(ratio_of(draw, sums.back(), question.gates));
    }
    series.changes = changes_of(series.draws, sums);
    series.claims = set_claims(draws, series);
    return series;
}

Entries tracked_entries(Panel const& panel) {
    Entries entries;
    for (auto const& entry : panel.entries) {
        if (entry.state == LocusState::tracked) {
            entries.emplace(entry.variant, &entry);
        }
    }
    return entries;
}

}  // namespace

bool is_clonal(PanelEntry const& entry) {
    constexpr double clonal_ccf = 0.9;
    if (is_subclonal(entry.ccf)) {
        return false;
    }
    if (entry.trunk) {
        return *entry.trunk;
    }
    return entry.ccf ? *entry.ccf >= clonal_ccf : entry.clone.empty();
}

std::optional<std::vector<SetSeries>> clone_series(Panel const& panel, std::span<Draw const> draws,
                                                   SetGates const& gates) {
    auto const entries = tracked_entries(panel);
    std::set<std::string> names;
    for (auto const& [variant, entry] : entries) {
        names.insert(entry->clone);
    }
    names.erase("");
    if (names.empty()) {
        return std::nullopt;
    }
    std::vector<SetSeries> clones;
    for (auto const& name : names) {
        Question question{.sides = {}, .entries = entries, .gates = gates,
                          .lost_reference_counts = false};
        bool subclonal = false;
        for (auto const& [variant, entry] : entries) {
            bool const clonal = is_clonal(*entry);
            question.sides[variant] = clonal                 ? Side::reference
                                      : entry->clone == name ? Side::set
                                                             : Side::none;
            subclonal = subclonal || (!clonal && entry->clone == name);
        }
        if (subclonal) {
            clones.push_back(answer(question, draws));
            clones.back().name = name;
        }
    }
    return clones;
}

Findings check_tag_patients(std::span<NeoantigenRow const> rows, std::span<SampleRow const> samples) {
    std::set<std::string> patients{""};
    for (auto const& sample : samples) {
        patients.insert(sample.patient);
    }
    Findings findings;
    for (auto const& row : rows) {
        if (!patients.contains(row.patient)) {
            findings.push_back({Severity::contradiction, "unknown_patient", "neoantigen table", row.line, "patient",
                                "patient " + row.patient + " is not in the sample sheet"});
        }
    }
    return findings;
}

SetSeries neoantigen_series(Panel const& panel, std::string const& patient, std::span<NeoantigenRow const> rows,
                            std::span<Draw const> draws, Findings& findings, SetGates const& gates) {
    std::set<Variant> known;
    for (auto const& entry : panel.entries) {
        known.insert(entry.variant);
    }
    std::map<Variant, NeoantigenRow const*> tags;
    for (auto const& row : rows) {
        if (!row.patient.empty() && row.patient != patient) {
            continue;
        }
        auto const name = fmt::format("{}:{} {}>{}", row.variant.contig, row.variant.position.one_based(),
                                      row.variant.ref, row.variant.alt);
        auto const refuse = [&](char const* rule, std::string const& message) {
            findings.push_back({Severity::contradiction, rule, "neoantigen table", row.line, "position", message});
        };
        if (!known.contains(row.variant)) {
            refuse("unknown_variant", "the panel of patient " + patient + " has no variant " + name +
                                          "; write it left-aligned, as the panel does");
        } else if (!tags.emplace(row.variant, &row).second) {
            refuse("duplicate_variant", "the variant " + name + " stands twice");
        }
    }
    // Lost loci count on both sides: a lost neoantigen is what is looked for, and others are lost as well.
    Question question{.sides = {}, .entries = tracked_entries(panel), .gates = gates, .lost_reference_counts = true};
    for (auto const& [variant, entry] : question.entries) {
        auto const tag = tags.find(variant);
        bool const tagged = tag != tags.end() && tag->second->neoantigen;
        question.sides[variant] = !is_clonal(*entry) ? Side::none : tagged ? Side::set : Side::reference;
    }
    auto series = answer(question, draws);
    series.name = "neoantigens";
    return series;
}

}  // namespace tidemark
