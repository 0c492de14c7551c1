#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>

#include "calibration/chain.hpp"
#include "calibration/rivals.hpp"
#include "calibration/studies.hpp"

namespace tidemark::calibration {
namespace {

constexpr double true_size = 0.01;
constexpr std::array fractions{1e-5, 2e-5, 4e-5};
/// Sizes that the program is asked for: which of them gives a true 1 % is found from blanks.
constexpr std::array sizes{0.003, 0.006, 0.01, 0.016, 0.025};
constexpr std::size_t nominal = 2;

/// Of a set of samples: the three rivals' scores, and whether the program detects at each size.
struct Outcomes {
    std::vector<Rivals::Scores> rivals;
    std::array<double, sizes.size()> detected{};
    double samples = 0;

    void add(Laboratory const& laboratory, Rivals const& others, SampleEvidence const& evidence) {
        rivals.push_back(others.scores(evidence));
        samples += 1;
        auto const verdict = laboratory.chain.test(evidence, sizes[nominal]);
        detected[nominal] += verdict.detected ? 1 : 0;
        // Far from all sizes their answers are one.
        if (!verdict.p_value || *verdict.p_value > 0.2 || *verdict.p_value < 1e-4) {
            for (std::size_t size = 0; size < sizes.size(); ++size) {
                detected[size] += size != nominal && verdict.detected ? 1 : 0;
            }
            return;
        }
        for (std::size_t size = 0; size < sizes.size(); ++size) {
            if (size != nominal) {
                detected[size] += laboratory.chain.test(evidence, sizes[size]).detected ? 1 : 0;
            }
        }
    }
    [[nodiscard]] double share(std::size_t size) const { return detected[size] / samples; }
};

/// Power of a score whose threshold lets a share of 1 % of blanks pass; blanks that tie there pass by lot.
double power_of(std::vector<Rivals::Scores> const& blanks, std::vector<Rivals::Scores> const& tumors, double Rivals::Scores::*score) {
    std::vector<double> null;
    std::ranges::transform(blanks, std::back_inserter(null), [&](auto const& each) { return each.*score; });
    std::ranges::sort(null, std::greater{});
    double const wanted = true_size * static_cast<double>(null.size());
    double const threshold = null[static_cast<std::size_t>(wanted)];
    double above = 0;
    double tied = 0;
    for (double const value : null) {
        above += value > threshold ? 1 : 0;
        tied += value == threshold ? 1 : 0;
    }
    double const lot = (wanted - above) / tied;
    double power = 0;
    for (auto const& each : tumors) {
        power += each.*score > threshold ? 1 : each.*score == threshold ? lot : 0;
    }
    return power / static_cast<double>(tumors.size());
}

/// Power of the program at a true size of 1 %, between the sizes asked for that enclose it (at the outermost where none does).
double own_power(Outcomes const& blanks, Outcomes const& tumors) {
    std::size_t upper = 0;
    while (upper + 1 < sizes.size() && blanks.share(upper) < true_size) {
        ++upper;
    }
    if (upper == 0 || blanks.share(upper) <= true_size) {
        return tumors.share(upper);
    }
    double const low = blanks.share(upper - 1);
    double const part = (true_size - low) / (blanks.share(upper) - low);
    return tumors.share(upper - 1) + part * (tumors.share(upper) - tumors.share(upper - 1));
}

struct PowerRow {
    std::string name;
    std::array<double, fractions.size()> power{};
};

int judge_rows(std::vector<PowerRow> const& rows, Noise noise, double tumors) {
    auto const& own = rows.back().power;
    auto const& invar = rows[2].power;
    double const margin = 2 * std::sqrt(2 * 0.25 / tumors);   // two errors of a difference of powers, at most
    int missed = 0;
    if (noise == Noise::ideal) {
        for (std::size_t each = 0; each < fractions.size(); ++each) {
            double const best = std::max({rows[0].power[each], rows[1].power[each], invar[each]});
            missed += own[each] < best - 0.03 - margin ? 1 : 0;
        }
        return missed;
    }
    std::size_t half = 0;
    for (std::size_t each = 0; each < fractions.size(); ++each) {
        half = std::abs(own[each] - 0.5) < std::abs(own[half] - 0.5) ? each : half;
    }
    missed += own[half] < 1.6 * std::max(rows[0].power[half], rows[1].power[half]) - margin ? 1 : 0;
    missed += own[half] < invar[half] + 0.05 - margin ? 1 : 0;
    return missed;
}

}  // namespace

int power_study(std::vector<Noise> const& noises, StudyEffort const& effort) {
    int missed = 0;
    for (auto const noise : noises) {
        CohortSetting const setting{.noise = noise, .loci = 1000, .depth = 500, .controls = 30};
        Outcomes blanks;
        std::array<Outcomes, fractions.size()> tumors;
        for (std::size_t done = 0, number = 0; done < effort.samples; ++number) {
            Laboratory laboratory{setting, effort.seed * 1000003 + 97 * static_cast<std::uint64_t>(noise) + 13 * number};
            Rivals const others{laboratory.cohort, laboratory.controls};
            for (std::size_t sample = 0; sample < effort.per_laboratory && done < effort.samples; ++sample, ++done) {
                blanks.add(laboratory, others, laboratory.cohort.draw_sample(sample, 0));
                if (done % 5 == 0) {
                    for (std::size_t each = 0; each < fractions.size(); ++each) {
                        tumors[each].add(laboratory, others, laboratory.cohort.draw_sample(sample, fractions[each]));
                    }
                }
            }
        }
        std::vector<PowerRow> rows{{"pooled Poisson", {}}, {"WISP-like", {}}, {"INVAR-like", {}}, {"tidemark, nominal 1 %", {}}, {"tidemark, true 1 %", {}}};
        for (std::size_t each = 0; each < fractions.size(); ++each) {
            rows[0].power[each] = power_of(blanks.rivals, tumors[each].rivals, &Rivals::Scores::pooled_poisson);
            rows[1].power[each] = power_of(blanks.rivals, tumors[each].rivals, &Rivals::Scores::wisp_like);
            rows[2].power[each] = power_of(blanks.rivals, tumors[each].rivals, &Rivals::Scores::invar_like);
            rows[3].power[each] = tumors[each].share(nominal);
            rows[4].power[each] = own_power(blanks, tumors[each]);
        }
        int const misses = judge_rows(rows, noise, tumors[0].samples);
        missed += misses;
        fmt::print("| {} (own nominal 1 % gives {:.2f} %) | 10 ppm | 20 ppm | 40 ppm |\n|---|---|---|---|\n", name_of(noise), 100 * blanks.share(nominal));
        for (auto const& row : rows) {
            fmt::print("| {} | {:.2f} | {:.2f} | {:.2f} |\n", row.name, row.power[0], row.power[1], row.power[2]);
        }
        fmt::print("\n{:g} blanks, {:g} tumors each (error of a power at most {:.2f}): {}\n\n", blanks.samples, tumors[0].samples,
                   std::sqrt(0.25 / tumors[0].samples), misses == 0 ? "met" : "**missed**");
        std::fflush(stdout);
    }
    return missed;
}

}  // namespace tidemark::calibration
