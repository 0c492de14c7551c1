#include "stages/track/clonotypes.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace tidemark {
namespace {

/// A clonotype of two samples: its key between them and its smallest name by amino acids.
struct ComparedClone {
    ClonotypeKey key;
    std::string cdr3_aa;
};

/// By nucleotides where both the clonotype and the sample have them.
bool has_clone(CountedSample const& sample, ComparedClone const& clone) {
    bool const nucleotides = !clone.key.cdr3_nt.empty();
    if (nucleotides && sample.has_nucleotides) {
        return sample.by_nucleotides.contains(clone.key);
    }
    ClonotypeKey const by_amino_acids{{}, clone.cdr3_aa, clone.key.v, clone.key.j};
    return sample.by_amino_acids.contains(clone.cdr3_aa.empty() ? clone.key : by_amino_acids) ||
           (nucleotides && sample.by_nucleotides.contains(clone.key));
}

bool seen_in(ComparedClone const& clone, std::span<CountedSample const> samples, std::string const& irradiation) {
    return std::ranges::any_of(samples, [&](CountedSample const& sample) {
        return (irradiation.empty() || sample.facts.irradiation == irradiation) && has_clone(sample, clone);
    });
}

/// Clonotypes of either sample with their counts in both.
struct Compared {
    std::vector<ComparedClone> clones;
    std::vector<TemplatePair> pairs;
    TemplatePair totals;
};

/// The smaller of two texts; an empty one is none.
std::string smaller(std::string const& one, std::string const& other) {
    return one.empty() || (!other.empty() && other < one) ? other : one;
}

Compared compare(CountedSample const& from, CountedSample const& to) {
    bool const nucleotides = from.has_nucleotides && to.has_nucleotides;
    std::map<ClonotypeKey, std::pair<CountedClonotype, CountedClonotype>> counts;
    for (auto const& [key, clone] : from.clonotypes(nucleotides)) {
        counts[key].first = clone;
    }
    for (auto const& [key, clone] : to.clonotypes(nucleotides)) {
        counts[key].second = clone;
    }
    Compared compared{.clones = {}, .pairs = {}, .totals = {from.facts.templates, to.facts.templates}};
    for (auto const& [key, both] : counts) {
        compared.clones.push_back({key, smaller(both.first.cdr3_aa, both.second.cdr3_aa)});
        compared.pairs.push_back({both.first.templates, both.second.templates});
    }
    return compared;
}

class Comparison {
public:
    Comparison(CountedSamples const& all, std::size_t from, std::size_t to, ExpansionParameters const& parameters)
        : all_{all}, from_{from}, to_{to}, parameters_{parameters} {
        row_.from = facts(from).sample;
        row_.to = facts(to).sample;
        row_.from_day = facts(from).day.value_or(0);
        row_.to_day = facts(to).day.value_or(0);
        row_.expansion = "not_evaluable";
    }

    void test(std::vector<ClonotypeTest>& tests) {
        if (facts(from_).templates == 0 || facts(to_).templates == 0) {
            row_.reason = "no_templates";
            return;
        }
        auto const compared = compare(all_.blood[from_], all_.blood[to_]);
        auto const scatter = estimate_overdispersion(compared.pairs, compared.totals, parameters_);
        if (!scatter) {
            row_.reason = "too_few_clonotypes";
            return;
        }
        row_.overdispersion = scatter->estimate;
        row_.overdispersion_used = scatter->upper;
        if (scatter->upper >= largest_overdispersion) {
            // A sample of a few templates leaves the scatter open as well, and that is the plainer reason.
            bool const enough = expansion_possible(compared.pairs, compared.totals, 0, parameters_);
            row_.reason = enough ? "samples_too_unlike" : "no_power";
            return;
        }
        row_.expanded_frequency = 0;
        std::int64_t in_nonirradiated = 0;
        for (auto const& result : expansion_tests(compared.pairs, compared.totals, scatter->upper, parameters_)) {
            auto const made = clonotype(compared, result);
            ++row_.tested;
            if (made.expanded) {
                ++row_.expanded;
                row_.expanded_new += made.classes.front() == "new" ? 1 : 0;
                row_.expanded_tumor_resident += made.tumor_resident ? 1 : 0;
                in_nonirradiated += made.in_nonirradiated ? 1 : 0;
                *row_.expanded_frequency += made.frequency_to;
            }
            tests.push_back(made);
        }
        if (row_.expanded == 0 && !expansion_possible(compared.pairs, compared.totals, scatter->upper, parameters_)) {
            row_.reason = "no_power";
            row_.expanded_frequency.reset();
            return;
        }
        row_.expansion = row_.expanded > 0 ? "yes" : "no";
        bool const such_tissue = std::ranges::any_of(all_.tissue, [](CountedSample const& sample) {
            return sample.facts.irradiation == "nonirradiated";
        });
        if (such_tissue && row_.expanded > 0) {
            row_.nonirradiated_share = static_cast<double>(in_nonirradiated) / static_cast<double>(row_.expanded);
        }
    }

    [[nodiscard]] ClonotypeInterval const& row() const { return row_; }

private:
    [[nodiscard]] ClonotypeSample const& facts(std::size_t index) const { return all_.blood[index].facts; }

    [[nodiscard]] ClonotypeTest clonotype(Compared const& compared, ExpansionTest const& result) const {
        auto const& clone = compared.clones[result.index];
        auto const& key = clone.key;
        auto const& pair = compared.pairs[result.index];
        ClonotypeTest made{.from = row_.from, .to = row_.to, .cdr3_nt = key.cdr3_nt, .cdr3_aa = clone.cdr3_aa, .v = key.v,
                           .j = key.j, .templates_from = pair.before, .templates_to = pair.after,
                           .frequency_from = share(pair.before, compared.totals.before),
                           .frequency_to = share(pair.after, compared.totals.after), .fold = result.fold, .p = result.p,
                           .q = result.q, .expanded = result.expanded, .classes = {}, .absence_power = {},
                           .tumor_resident = seen_in(clone, all_.tissue, ""),
                           .in_nonirradiated = seen_in(clone, all_.tissue, "nonirradiated")};
        if (pair.before == 0) {
            made.absence_power =
                absence_power(made.frequency_to / 2, compared.totals.before, *row_.overdispersion_used);
        }
        if (made.expanded) {
            bool const before = seen_in(clone, std::span{all_.blood}.first(from_ + 1), "");
            made.classes.emplace_back(before ? "pre_existing" : "new");
            if (made.tumor_resident) {
                made.classes.emplace_back("tumor_resident");
            }
        }
        return made;
    }

    [[nodiscard]] static double share(std::int64_t templates, std::int64_t total) {
        return static_cast<double>(templates) / static_cast<double>(total);
    }

    CountedSamples const& all_;
    std::size_t from_;
    std::size_t to_;
    ExpansionParameters parameters_;
    ClonotypeInterval row_;
};

}  // namespace

std::optional<ClonotypeReadout> clonotype_readout(ClonotypeInput const& input, Timeline const& timeline,
                                                  Findings& findings, ExpansionParameters const& parameters) {
    auto const all = count_clonotypes(input, findings);
    if (all.blood.empty() && all.tissue.empty()) {
        return std::nullopt;
    }
    ClonotypeReadout readout;
    for (auto const* const list : {&all.blood, &all.tissue}) {
        for (auto const& sample : *list) {
            readout.samples.push_back(sample.facts);
        }
    }
    for (std::size_t to = 1; to < all.blood.size(); ++to) {
        for (auto const from : std::set<std::size_t>{0, to - 1}) {
            if (all.blood[from].facts.day == all.blood[to].facts.day) {
                continue;
            }
            Comparison comparison{all, from, to, parameters};
            comparison.test(readout.tests);
            auto row = comparison.row();
            add_ctdna_state(row, timeline);
            readout.intervals.push_back(std::move(row));
        }
    }
    return readout;
}

}  // namespace tidemark
