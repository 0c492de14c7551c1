#include "stages/report/parity.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "stages/report/reason_sentences.hpp"
#include "values/model/thinned_draw.hpp"

namespace tidemark {
namespace {

constexpr double reached = 0.9;          // share of a stratum's draws that its limit is of
constexpr double tolerance = 1.02;       // of a limit that counts as reached: limits are found to 1 %
constexpr int halvings = 8;              // of the share of molecules: 1/256

/// Evaluable, or not only because the limit lay above the required one.
bool is_counted(DetectionResult const& result) {
    return result.status != SampleStatus::not_evaluable || std::ranges::none_of(result.reasons, [](std::string const& code) {
        return code != "lod_above_required" && decides_status(code);
    });
}

bool limit_too_high(DetectionResult const& result) {
    return result.status == SampleStatus::not_evaluable && !result.reasons.empty() && is_counted(result);
}

/// The limit of all the evidence of a draw; nothing where the draw is not counted.
std::optional<double> whole_limit(DetectionResult const& result) {
    return is_counted(result) ? thinned_limit(result, {}) : std::nullopt;
}

bool reaches(std::optional<double> const& limit, double lod95) { return limit && *limit <= lod95 * tolerance; }

bool is_within(DetectionResult const& result, KeptEvidence const& kept, double lod95) {
    auto const limit = thinned_limit(result, kept);
    return limit && *limit <= lod95;
}

/// Tracked loci of the patient in the order in which they stay.
std::vector<Variant> loci_by_rank(Timeline const& timeline) {
    std::set<std::pair<std::uint64_t, Variant>> ranked;
    for (auto const& draw : timeline.draws) {
        for (auto const& locus : draw.result.variants) {
            if (locus.depth > 0 && locus.state != "set_aside") {
                ranked.emplace(locus_rank(timeline.patient, locus.variant), locus.variant);
            }
        }
    }
    std::vector<Variant> loci;
    for (auto const& [rank, variant] : ranked) {
        loci.push_back(variant);
    }
    return loci;
}

std::set<Variant> first_of(std::vector<Variant> const& loci, std::size_t count) {
    return {loci.begin(), loci.begin() + static_cast<std::ptrdiff_t>(count)};
}

/// Fewest loci, at least `least`, with which the draw keeps the limit; all where fewer do not.
std::size_t loci_needed(DetectionResult const& result, std::vector<Variant> const& loci, std::size_t least, double lod95) {
    auto const suffices = [&](std::size_t count) {
        auto const kept = first_of(loci, count);
        return is_within(result, {.loci = &kept, .molecule_share = 1}, lod95);
    };
    std::size_t low = std::max<std::size_t>(least, 1);
    std::size_t high = loci.size();
    while (low < high) {
        auto const middle = low + (high - low) / 2;
        if (suffices(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return high;
}

double molecules_needed_share(DetectionResult const& result, std::set<Variant> const& loci, double lod95) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < halvings; ++step) {
        double const middle = (low + high) / 2;
        (is_within(result, {.loci = &loci, .molecule_share = middle}, lod95) ? high : low) = middle;
    }
    return high;
}

std::int64_t tracked(DetectionResult const& result, std::set<Variant> const* kept) {
    return std::ranges::count_if(result.variants, [&](VariantResult const& locus) {
        return locus.depth > 0 && locus.state != "set_aside" && (kept == nullptr || kept->contains(locus.variant));
    });
}

void leave_out(DetectionResult& result, std::string const& reason) {
    result.status = SampleStatus::not_evaluable;
    result.reasons = {reason};
    result.tumor_fraction_cell = result.tumor_fraction_cell_lo = result.tumor_fraction_cell_hi = std::nullopt;
}

}  // namespace

std::optional<ParityTarget> worst_stratum(std::span<Timeline const> timelines) {
    std::map<std::string, std::map<std::string, std::vector<double>>> limits;
    for (auto const& timeline : timelines) {
        if (!timeline.attributes) {
            continue;
        }
        for (auto const& [stratum, value] : timeline.attributes->strata) {
            for (auto const& draw : timeline.draws) {
                if (auto const limit = whole_limit(draw.result)) {
                    limits[stratum][value].push_back(*limit);
                }
            }
        }
    }
    std::optional<ParityTarget> worst;
    for (auto& [stratum, values] : limits) {
        if (values.size() < 2) {
            continue;
        }
        for (auto& [value, each] : values) {
            std::ranges::sort(each);
            auto const place = static_cast<std::size_t>(std::ceil(reached * static_cast<double>(each.size()))) - 1;
            if (!worst || each[place] > worst->lod95) {
                worst = ParityTarget{.lod95 = each[place], .origin = "worst_stratum", .stratum = stratum, .value = value};
            }
        }
    }
    return worst;
}

ThinnedTimeline at_parity(Timeline const& timeline, double lod95) {
    ThinnedTimeline thinned{.timeline = timeline, .draws = {}};
    auto const loci = loci_by_rank(timeline);
    std::vector<std::optional<double>> whole;
    std::size_t needed = 0;
    for (auto const& draw : timeline.draws) {
        whole.push_back(whole_limit(draw.result));
        if (reaches(whole.back(), lod95)) {
            needed = loci_needed(draw.result, loci, needed, lod95);
        }
    }
    auto const kept = first_of(loci, needed);
    for (std::size_t index = 0; index < timeline.draws.size(); ++index) {
        auto const& draw = timeline.draws[index];
        auto& result = thinned.timeline.draws[index].result;
        ParityDraw row{.patient = timeline.patient, .sample = draw.row.sample, .loci = tracked(draw.result, nullptr),
                       .loci_kept = 0, .molecule_share = 0, .molecules_n = 0, .molecules_alt = 0,
                       .lod95_full = draw.result.lod95_tumor_fraction, .lod95_plain = whole[index], .lod95_parity = {},
                       .status_full = draw.result.status, .status_parity = SampleStatus::not_evaluable, .reason = {}};
        if (reaches(whole[index], lod95)) {
            row.molecule_share = molecules_needed_share(draw.result, kept, lod95);
            result = judge_counts(thin_counts(draw.result, {timeline.patient, draw.row.sample},
                                              {.loci = &kept, .molecule_share = row.molecule_share}));
            row.loci_kept = tracked(result, &kept);
            row.molecules_n = result.molecules_n;
            row.molecules_alt = result.molecules_alt;
            row.lod95_parity = result.lod95_tumor_fraction;
            row.status_parity = result.status;
        } else {
            row.reason = is_counted(draw.result) ? "above_parity" : "not_evaluable";
            leave_out(result, row.reason);
        }
        thinned.draws.push_back(std::move(row));
    }
    return thinned;
}

std::optional<Timeline> with_high_limits_judged(Timeline const& timeline) {
    auto judged = timeline;
    bool any = false;
    bool after = false;
    for (auto& draw : judged.draws) {
        if (after && limit_too_high(draw.result)) {
            draw.result = judge_counts(std::move(draw.result));
            any = true;
        }
        after = after || draw.row.sample == timeline.baseline ||
                std::ranges::find(timeline.baselines, draw.row.sample, &AnchorBaseline::sample) != timeline.baselines.end();
    }
    return any ? std::optional{std::move(judged)} : std::nullopt;
}

Timeline with_empty_follow_up(Timeline timeline, std::string const& baseline) {
    bool after = false;
    for (auto& draw : timeline.draws) {
        if (after) {
            draw.result = emptied(limit_too_high(draw.result) ? judge_counts(std::move(draw.result)) : std::move(draw.result));
        }
        after = after || draw.row.sample == baseline;
    }
    return timeline;
}

}  // namespace tidemark
