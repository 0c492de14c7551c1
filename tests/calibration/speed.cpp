#include <fmt/format.h>
#include <sys/resource.h>

#include <ctime>

#include "calibration/chain.hpp"
#include "calibration/studies.hpp"

namespace tidemark::calibration {
namespace {

/// CPU seconds of judging `draws` samples; drawing them is not counted.
double seconds_for(CohortSetting const& setting, std::size_t draws) {
    Laboratory laboratory{setting, 3};
    std::vector<SampleEvidence> samples;
    for (std::size_t number = 0; number < draws; ++number) {
        samples.push_back(laboratory.cohort.draw_sample(number, 1e-5));
    }
    auto const start = std::clock();
    for (auto const& sample : samples) {
        (void)laboratory.chain.judge(sample, 0.01);
    }
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Of the process so far, evidence and background included.
double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int speed_study() {
    int missed = 0;
    fmt::print("| loci | depth | draws | background of a draw | CPU seconds | peak MB | gate |\n|---|---|---|---|---|---|---|\n");
    struct Load {
        CohortSetting setting;
        std::size_t draws;
    };
    // The last is sparse: below three expected molecules every place has a law of its own at every noise level.
    for (auto const& [setting, draws] :
         {Load{{.noise = Noise::hot_loci, .loci = 1000, .depth = 2000, .controls = 3}, 10},
          Load{{.noise = Noise::hot_loci, .loci = 100'000, .depth = 60, .controls = 1, .bases = 10}, 1},
          Load{{.noise = Noise::hot_loci, .loci = 100'000, .depth = 2, .controls = 1, .bases = 10}, 1}}) {
        double const seconds = seconds_for(setting, draws);
        missed += seconds < 1 ? 0 : 1;
        fmt::print("| {} | {} | {} | {:.2g} | {:.2f} | {:.0f} | {} |\n", setting.loci, setting.depth, draws,
                   Cohort{setting, 3}.expected_background(), seconds, peak_megabytes(), seconds < 1 ? "met" : "**missed**");
    }
    return missed;
}

}  // namespace tidemark::calibration
