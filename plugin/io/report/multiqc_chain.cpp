#include "io/report/multiqc_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>

#include "io/report/escape.hpp"
#include "io/report/multiqc_section.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;

/// What is known of one sample; each may be missing.
struct Known {
    ExtractCounts const* extracted = nullptr;
    MoleculeCounts const* molecules = nullptr;
    EvidenceSummary const* counted = nullptr;
    [[nodiscard]] bool is_raw() const { return extracted != nullptr || molecules != nullptr; }
};
using Samples = std::map<std::string, Known>;

[[nodiscard]] Samples by_sample(RawSummaries const& raw) {
    Samples samples;
    for (auto const& each : raw.extracted) {
        samples[each.sample].extracted = &each.counts;
    }
    for (auto const& each : raw.molecules) {
        samples[each.sample].molecules = &each.counts;
    }
    for (auto const& each : raw.counted) {
        samples[each.sample].counted = &each;
    }
    return samples;
}

/// One bar for each sample that `takes` in; a part that no sample has is left out.
class Bars {
public:
    Bars(Samples const& samples, bool (*takes)(Known const&)) {
        for (auto const& [sample, known] : samples) {
            if (takes(known)) {
                samples_.emplace_back(escape_markup(sample), &known);
            }
        }
    }
    void add(std::string_view part, std::function<std::int64_t(Known const&)> const& size_of) {
        if (std::ranges::any_of(samples_, [&](auto const& each) { return size_of(*each.second) > 0; })) {
            for (auto const& [sample, known] : samples_) {
                rows_[sample][std::string{part}] = size_of(*known);
            }
        }
    }
    [[nodiscard]] Json take(std::string const& id, std::string const& name, std::string const& description, std::string const& unit) {
        auto bars = multiqc_section(id, name, description, "bargraph");
        bars["pconfig"] = {{"id", "tidemark_" + id + "_plot"}, {"title", "tidemark: " + name}, {"ylab", unit}};
        bars["data"] = std::move(rows_);
        return bars;
    }

private:
    std::vector<std::pair<std::string, Known const*>> samples_;
    Json rows_ = Json::object();
};

/// A number of consensus, 0 where a sample has none.
[[nodiscard]] auto of_molecules(std::function<std::int64_t(MoleculeCounts const&)> size_of) {
    return [size_of = std::move(size_of)](Known const& known) { return known.molecules == nullptr ? 0 : size_of(*known.molecules); };
}

[[nodiscard]] auto of_evidence(std::string total) {
    return [total = std::move(total)](Known const& known) { return known.counted == nullptr ? 0 : known.counted->total(total); };
}

/// Raw reads: those that a molecule rests on, and why the others are in none.
[[nodiscard]] Json read_bars(Samples const& samples) {
    Bars bars{samples, [](Known const& known) { return known.is_raw(); }};
    bars.add("in_molecules", of_molecules([](auto const& counts) { return counts.reads_in_molecules(); }));
    // Reads without UMI go on as they are; genotype tells their molecules apart by position.
    bars.add("by_position", [](Known const& known) { return known.molecules == nullptr ? known.extracted->reads_out : 0; });
    for (auto const loss : all_extract_losses) {
        bars.add(fmt::format("extract_{}", to_text(loss)),
                 [&](Known const& known) { return known.extracted == nullptr ? 0 : known.extracted->lost(loss); });
    }
    bars.add("other_alignment", of_molecules([](auto const& counts) { return counts.reads_other_alignment; }));
    bars.add("clipped_away", of_molecules([](auto const& counts) { return counts.reads_clipped_away; }));
    bars.add("low_quality", of_molecules([](auto const& counts) { return counts.reads_low_quality; }));
    for (std::size_t number = 0; number < consensus_outcome_count; ++number) {
        auto const outcome = static_cast<ConsensusOutcome>(number);
        if (outcome != ConsensusOutcome::called) {
            bars.add(to_text(outcome), of_molecules([outcome](auto const& counts) { return counts.reads_of(outcome); }));
        }
    }
    for (std::size_t number = 0; number < group_loss_count; ++number) {
        auto const loss = static_cast<GroupLoss>(number);
        bars.add(to_text(loss), of_molecules([loss](auto const& counts) { return counts.lost(loss); }));
    }
    return bars.take("reads", "Where reads went",
                     "Raw reads: in_molecules are those that a called molecule rests on; the others by the reason.", "Reads");
}

/// Molecules called that have no record among those that were counted: elsewhere, or left out with a reason of the records.
[[nodiscard]] std::int64_t not_counted(Known const& known) {
    if (known.molecules == nullptr || known.counted == nullptr) {
        return 0;
    }
    return std::max<std::int64_t>(0, known.molecules->families_of(ConsensusOutcome::called) - known.counted->total("molecules"));
}

/// Molecules from the UMI family to the tracked locus.
[[nodiscard]] Json molecule_bars(Samples const& samples) {
    Bars bars{samples, [](Known const& known) { return known.counted != nullptr; }};
    for (auto const* const part : {"informative", "unreadable", "mate_disagreement", "off_loci"}) {
        bars.add(part, of_evidence(fmt::format("molecules_{}", part)));
    }
    bars.add("not_counted", not_counted);
    for (std::size_t number = 0; number < consensus_outcome_count; ++number) {
        auto const outcome = static_cast<ConsensusOutcome>(number);
        if (outcome != ConsensusOutcome::called) {
            bars.add(to_text(outcome), of_molecules([outcome](auto const& counts) { return counts.families_of(outcome); }));
        }
    }
    return bars.take("chain", "Where molecules went",
                     "Each molecule once: informative at one tracked locus or more, unreadable there, at none, or lost before with "
                     "its reason.",
                     "Molecules");
}

/// The records that were counted into molecules, and why the others were not.
[[nodiscard]] Json record_bars(Samples const& samples) {
    Bars bars{samples, [](Known const& known) { return known.counted != nullptr; }};
    bars.add("used", of_evidence("reads_used"));
    std::set<std::string> reasons;
    for (auto const& [sample, known] : samples) {
        for (auto const& [reason, records] : known.counted == nullptr ? std::map<std::string, std::int64_t>{} : known.counted->losses) {
            if (EvidenceSummary::is_of_records(reason)) {
                reasons.insert(reason);
            }
        }
    }
    for (auto const& reason : reasons) {
        bars.add(escape_markup(reason), [&](Known const& known) {
            auto const& losses = known.counted->losses;
            return losses.contains(reason) ? losses.at(reason) : 0;
        });
    }
    return bars.take("records", "Where records went",
                     "Records that genotype was given, consensus reads or reads: used for a molecule, or left out by the reason.",
                     "Records");
}

[[nodiscard]] std::int64_t sum(std::array<std::int64_t, consensus_outcome_count> const& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
}

/// What is left after each step, in the order of the steps.
[[nodiscard]] Json step_table(std::span<Timeline const> timelines, Samples const& samples) {
    auto table = multiqc_section("families", "From reads to molecules",
                                 "What each step left. What it took, by reason, stands in the bars of reads, molecules and records.",
                                 "table");
    std::map<std::string, std::int64_t> depth;
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            if (draw.result.loci_designed > 0) {
                depth[draw.row.sample] = draw.result.molecules_n;
            }
        }
    }
    Json rows = Json::object();
    for (auto const& [sample, known] : samples) {
        Json row;
        if (known.extracted != nullptr) {
            row["reads_sequenced"] = known.extracted->reads_in;
            row["reads_extracted"] = known.extracted->reads_out;
        }
        if (auto const* const counts = known.molecules) {
            row["reads"] = counts->reads_seen;
            row["reads_of_families"] = sum(counts->reads_of_families);
            row["reads_in_molecules"] = counts->reads_in_molecules();
            row["templates"] = sum(counts->templates_of_families);
            row["templates_of_molecules"] = counts->templates_of(ConsensusOutcome::called);
            row["families"] = sum(counts->families);
            row["molecules"] = counts->families_of(ConsensusOutcome::called);
            row["molecules_duplex"] = counts->duplex;
            row["molecules_single_template"] = counts->single_read;
            row["records"] = counts->records;
        }
        if (auto const* const counted = known.counted) {
            row["records_seen"] = counted->total("reads_seen");
            row["records_used"] = counted->total("reads_used");
            row["molecules_counted"] = counted->total("molecules");
            row["molecules_at_loci"] = counted->total("molecules_at_loci");
            row["molecules_informative"] = counted->total("molecules_informative");
        }
        if (auto const found = depth.find(sample); found != depth.end()) {
            row["depth_of_loci"] = found->second;
        }
        rows[escape_markup(sample)] = std::move(row);
    }
    table["data"] = std::move(rows);
    return table;
}

}  // namespace

std::vector<Json> multiqc_chain(std::span<Timeline const> timelines, RawSummaries const& raw) {
    auto const samples = by_sample(raw);
    std::vector<Json> sections;
    sections.push_back(read_bars(samples));
    sections.push_back(molecule_bars(samples));
    sections.push_back(record_bars(samples));
    sections.push_back(step_table(timelines, samples));
    return sections;
}

}  // namespace tidemark
