// Bias and coverage of the tumor fraction over a grid of tubes: the table of docs/methods/detect.md.
//     fraction_coverage [draws per tube, default 400] [core|noise|dropout|lost|copies] [seed, default 11] [loci: only tubes of so many]
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/fraction_tube.hpp"

namespace {

using tidemark::test::FractionTube;
using tidemark::test::TubeCopies;

struct Run {
    int draws = 400;
    std::uint64_t seed = 11;
    int loci = 0;   ///< 0: any
};

void print(FractionTube const& tube, Run const& run) {
    if (run.loci > 0 && tube.loci != run.loci) {
        return;
    }
    auto const score = tidemark::test::score_of(tube, run.draws, run.seed);
    double const bias = tube.fraction > 0 ? 100 * (score.mean / tube.fraction - 1) : 0;
    double const error = tube.fraction > 0 ? 100 * score.standard_error / tube.fraction : 0;
    std::printf("%g\t%d\t%g\t%g\t%g\t%g\t%g\t%s\t%.1f\t%+.1f\t%.1f\t%.1f\t%.2f\t%.2f\t%d\t%.1f\t%.1f\t%.2f\n", tube.fraction, tube.loci, tube.depth,
                tube.rate, tube.rate_dispersion, tube.sample_dispersion, tube.dropout,
                tube.copies == TubeCopies::mixed ? "mixed" : tube.copies == TubeCopies::uncertain ? "uncertain" : "1of2",
                score.mutant, bias, error, 100 * score.covered, score.told, score.median_width,
                score.judged, 100 * score.plain_covered, 100 * score.above, score.median_growth);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
    Run run;
    run.draws = count > 1 ? std::atoi(words[1]) : run.draws;
    run.seed = count > 3 ? std::strtoull(words[3], nullptr, 10) : run.seed;
    run.loci = count > 4 ? std::atoi(words[4]) : run.loci;
    std::string const part = count > 2 ? words[2] : "";
    auto const wanted = [&](char const* name) { return part.empty() || part == name; };
    std::printf("f\tloci\tdepth\trate\trate_dispersion\tkappa\tdropout\tcopies\tmutant\tbias_percent\tbias_error\tcovered_percent"
                "\ttold\twidth\tjudged\tplain_covered_percent\tabove_percent\tgrowth\n");
    if (wanted("core")) {
        for (double const fraction : {0.0, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5}) {
            for (int const loci : {1, 4, 16, 200}) {
                for (double const depth : {300.0, 2000.0, 20000.0}) {
                    print({.fraction = fraction, .loci = loci, .depth = depth}, run);
                }
            }
        }
    }
    if (wanted("noise")) {
        for (double const fraction : {0.0, 1e-4, 1e-3, 1e-2}) {
            for (int const loci : {1, 16, 200}) {
                for (double const rate : {1e-5, 1e-4, 1e-3}) {
                    for (double const kappa : {0.25, 0.5}) {
                        print({.fraction = fraction, .loci = loci, .depth = 5000, .rate = rate, .rate_dispersion = 0.5,
                               .sample_dispersion = kappa}, run);
                    }
                }
            }
        }
    }
    if (wanted("dropout")) {
        for (double const dropout : {0.0, 0.2, 0.6}) {
            for (int const loci : {8, 16, 50, 200}) {
                for (double const molecules : {0.3, 1.0, 2.0, 4.0, 8.0, 50.0}) {   // per locus that is there
                    print({.fraction = molecules / 1000, .loci = loci, .depth = 2000, .dropout = dropout,
                           .copies = TubeCopies::heterozygous}, run);
                }
            }
        }
    }
    if (wanted("lost")) {
        for (int const loci : {2, 4, 8, 16, 50, 200, 1000, 2000}) {
            for (double const molecules : {3.0, 8.0, 16.0, 35.0, 70.0, 200.0, 1000.0}) {   // about so many of all loci
                for (double const dropout : {0.0, 0.2, 0.4, 0.6}) {
                    double const depth = loci < 50 ? 20000 : 2000;
                    double const signal = 0.875;   // mean v/f of mixed copies at low f
                    print({.fraction = molecules / (signal * loci * depth * (1 - dropout)), .loci = loci, .depth = depth,
                           .dropout = dropout}, run);
                }
            }
        }
    }
    if (wanted("copies")) {
        for (double const fraction : {1e-4, 1e-3, 1e-2, 0.1, 0.5}) {
            for (int const loci : {1, 4, 16, 200}) {
                print({.fraction = fraction, .loci = loci, .copies = TubeCopies::uncertain}, run);
            }
        }
    }
    return 0;
}
