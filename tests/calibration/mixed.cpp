// Panels of all kinds of variants through the built program: simulate --evidence, background, detect with its synthetic signatures.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "calibration/grid_rows.hpp"
#include "calibration/studies.hpp"
#include "calibration/tally.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"

namespace tidemark::calibration {
namespace {

constexpr std::size_t blanks_of_laboratory = 20;
constexpr std::size_t tubes_of_laboratory = 10;
constexpr std::array<std::size_t, 3> control_counts{0, 3, 30};

struct MixedPanel {
    char const* name;
    char const* variants;   ///< of the scenario
    int molecules = 3000;   ///< of a draw
    char const* classes = R"({})";   ///< shares of the evidence classes
    int contig = 150000;
    std::size_t share = 1;   ///< one in so many samples is drawn
};
constexpr std::array panels{
    MixedPanel{"all kinds", R"({"id":"a","count":8},{"id":"b","count":4,"multiplicity":2,"total_copies":3},{"id":"m","count":4,"kind":"mnv"},)"
                            R"({"id":"i","count":4,"kind":"insertion"},{"id":"d","count":4,"kind":"deletion"},{"id":"l","count":6,"kind":"linked_pair"})"},
    MixedPanel{"linked pairs", R"({"id":"l","count":16,"kind":"linked_pair"})"},
    MixedPanel{"deep, three classes", R"({"id":"v","count":200})", 10000, R"({"duplex_share":0.2,"simplex_share":0.3})", 1000000, 4}};

/// What is read of one result.
struct Reading {
    double p_value = 1;
    double background = 0;
    double limit = 0;   ///< LoD95 of f; 0: none
    bool detected = false;
};

void run(std::vector<std::string> const& arguments) {
    auto const result = test::tidemark(arguments);
    if (result.exit_code != 0) {
        throw std::runtime_error{fmt::format("tidemark {}: exit {}: {}", arguments.front(), result.exit_code, result.err)};
    }
}

/// One patient with its controls in a folder: same seed, same panel and error rates whatever is drawn.
class SimulatedLaboratory {
public:
    SimulatedLaboratory(MixedPanel const& panel, std::uint64_t seed) : panel_{panel}, seed_{std::to_string(seed)} {
        draw("blanks", fmt::format(R"({{"sample":"B","day":0,"fraction":0,"molecules":{},"replicates":{}}})", panel.molecules, blanks_of_laboratory));
        for (auto const count : control_counts) {
            if (count > 0) {
                std::vector<std::string> words{"background", "-f", folder_ / "blanks/reference.fa", "-o", background(count)};
                for (std::size_t each = 0; each < count; ++each) {
                    words.push_back(folder_ / fmt::format("blanks/N{:02}.P1.evidence.tsv.gz", each));
                }
                run(words);
            }
        }
    }
    [[nodiscard]] std::vector<Reading> blanks(std::size_t controls) const { return judge("blanks", "B", blanks_of_laboratory, controls); }
    /// Tubes with a tumor, against the controls of the blanks.
    [[nodiscard]] std::vector<Reading> tubes(double fraction, std::size_t controls) const {
        auto const name = fmt::format("tubes{}", controls);
        draw(name, fmt::format(R"({{"sample":"T","day":0,"fraction":{:.6g},"molecules":{},"replicates":{}}})", fraction, panel_.molecules,
                               tubes_of_laboratory));
        if (test::read_file(folder_.path() / name / "P1.panel.tsv") != test::read_file(folder_.path() / "blanks/P1.panel.tsv")) {
            throw std::runtime_error{"the same seed made another panel"};
        }
        return judge(name, "T", tubes_of_laboratory, controls);
    }

private:
    [[nodiscard]] std::string background(std::size_t controls) const { return folder_ / fmt::format("background{}.tsv", controls); }

    void draw(std::string const& name, std::string const& draws) const {
        std::string controls;
        for (std::size_t each = 0; each < control_counts.back(); ++each) {
            controls += fmt::format("{}\"N{:02}\"", each > 0 ? "," : "", each);
        }
        auto const scenario = folder_.write(
            name + ".json", fmt::format(R"({{"schema":"tidemark.scenario/1","reference":{{"contigs":[{{"name":"c1","length":{}}}]}},"molecules":{},)"
                                        R"("errors":{{"sample_dispersion":0.25,"hot_share":0.01}},"controls":{{"samples":[{}],"molecules":{}}},)"
                                        R"("patients":[{{"id":"P1","lesions":[{{"id":"L1"}}],"variants":[{}],"draws":[{}]}}]}})",
                                        panel_.contig, panel_.classes, controls, panel_.molecules, panel_.variants, draws));
        run({"simulate", scenario, "--seed", seed_, "--evidence", "-o", folder_ / name});
    }

    [[nodiscard]] std::vector<Reading> judge(std::string const& name, std::string const& sample, std::size_t count, std::size_t controls) const {
        auto const output = folder_ / (name + ".detection.tsv");
        std::vector<std::string> words{"detect", "--panel", folder_ / (name + "/P1.panel.tsv"), "-f", folder_ / (name + "/reference.fa"),
                                       "--use", "landmark", "--required-lod95", "1", "-o", output};
        if (controls > 0) {
            words.insert(words.end(), {"--background", background(controls)});
        }
        for (std::size_t each = 1; each <= count; ++each) {
            words.push_back(folder_ / fmt::format("{}/{}_r{}.evidence.tsv.gz", name, sample, each));
        }
        run(words);
        std::istringstream lines{test::read_file(output)};
        std::string line;
        std::getline(lines, line);
        std::map<std::string, std::size_t> columns;
        for (auto const& title : test::cells_of(line, '\t')) {
            columns.emplace(title, columns.size());
        }
        std::vector<Reading> readings;
        while (std::getline(lines, line)) {
            auto const cells = test::cells_of(line, '\t');
            auto const number = [&](char const* title) {
                auto const& text = cells.at(columns.at(title));
                return text.empty() ? 0.0 : std::stod(text);
            };
            readings.push_back({number("p_detect"), number("background_expected"), number("lod95_tumor_fraction"),
                                cells.at(columns.at("status")) == "DETECTED"});
        }
        if (readings.size() != count) {
            throw std::runtime_error{"not one result for each sample"};
        }
        return readings;
    }

    MixedPanel const& panel_;
    std::string seed_;
    test::Scratch folder_;
};

struct MixedRow {
    std::array<Tally, std::size(size_alphas)> below;
    Tally called;    // blanks DETECTED at 1 %
    Tally found;     // tubes DETECTED
    double background = 0;
    double limits = 0;

    void add(SimulatedLaboratory const& laboratory, std::size_t controls) {
        for (auto* const tally : {&below[0], &below[1], &called, &found}) {
            tally->start_batch();
        }
        std::vector<double> claimed;
        for (auto const& blank : laboratory.blanks(controls)) {
            for (std::size_t each = 0; each < below.size(); ++each) {
                below[each].add(blank.p_value <= size_alphas[each]);
            }
            called.add(blank.detected);
            background += blank.background;
            claimed.push_back(blank.limit);
        }
        std::ranges::sort(claimed);
        double const limit = claimed[claimed.size() / 2];
        limits += limit * static_cast<double>(tubes_of_laboratory);
        for (auto const& tube : laboratory.tubes(limit, controls)) {
            found.add(tube.detected);
        }
    }

    /// Prints it and says how many of its gates are missed.
    [[nodiscard]] int print(std::string const& panel, std::string const& controls) const {
        int missed = 0;
        double const blanks = called.samples();
        fmt::print("| {} | {} | {:.2g} | {:g} ", panel, controls, background / blanks, blanks);
        std::string gates;
        for (std::size_t each = 0; each < below.size(); ++each) {
            Share const share{below[each].share(), below[each].error(size_alphas[each])};
            auto const* const gate = size_gate(share, blanks, size_bounds(size_alphas[each], true, false));
            missed += is_miss(gate) ? 1 : 0;
            gates += std::string{gate} + ", ";
            fmt::print("| {:.0f} | {:.2f} ± {:.2f} ", share.share * blanks, 100 * share.share, 100 * share.error);
        }
        Share const share{found.share(), found.error(0.95)};
        auto const* const gate = limit_gate(share, true);
        missed += is_miss(gate) ? 1 : 0;
        fmt::print("| {:.0f} | {:.3g} | {:.0f} of {:g} | {:.1f} ± {:.1f} | {}{} |\n", called.share() * blanks, limits / found.samples(),
                   share.share * found.samples(), found.samples(), 100 * share.share, 100 * share.error, gates, gate);
        std::fflush(stdout);
        return missed;
    }
};

}  // namespace

int mixed_study(StudyEffort const& effort) {
    fmt::print("| panel | controls | background | blanks | p ≤ 1 % | % | p ≤ 0.1 % | % | DETECTED at 1 % | LoD95 claimed | DETECTED there | % | gates |\n"
               "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    int missed = 0;
    for (auto const& panel : panels) {
        std::array<MixedRow, control_counts.size()> rows;
        for (std::size_t done = 0; done < effort.samples / panel.share; done += blanks_of_laboratory) {
            SimulatedLaboratory const laboratory{panel, effort.seed * 1000 + done / blanks_of_laboratory};
            for (std::size_t each = 0; each < rows.size(); ++each) {
                rows[each].add(laboratory, control_counts[each]);
            }
        }
        for (std::size_t each = 0; each < rows.size(); ++each) {
            missed += rows[each].print(panel.name, std::to_string(control_counts[each]));
        }
    }
    return missed;
}

}  // namespace tidemark::calibration
