// The whole path on the small simulated patient, a word at a time: what tests of running compare byte for byte.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

/// Every file below a folder, with its bytes, by relative path.
using Tree = std::map<std::string, std::string>;
[[nodiscard]] Tree tree_of(std::string const& folder);

/// Paths whose bytes differ, or that one of the two lacks, a line each.
[[nodiscard]] std::string differences(Tree const& left, Tree const& right);

struct Step {
    std::string word;
    std::vector<std::string> arguments;   ///< relative to the path's folder: inputs in in/, results in out/
};

/// A folder with the simulated inputs in `in`; results go to `out`.
class PatientPath {
public:
    /// Simulates the small scenario with seed 1.
    PatientPath();

    /// check, select, genotype, background, detect, track, report, in this order.
    [[nodiscard]] static std::vector<Step> const& steps();
    [[nodiscard]] static Step const& step(std::string const& word);
    /// Arguments for run() and kill_after(), the program first.
    [[nodiscard]] static std::vector<std::string> command(Step const& step, int threads = 1);

    [[nodiscard]] CommandResult run_step(Step const& step, CommandSetting setting = {}, int threads = 1) const;
    /// Runs all steps; the exit codes and messages of those that failed, empty where none did.
    [[nodiscard]] std::string run_all(CommandSetting const& setting = {}, int threads = 1) const;
    [[nodiscard]] Tree results() const { return tree_of(folder / "out"); }
    void remove_results() const;
    /// Empties the sheet's column `records`.
    void declare_nothing() const;
    /// Cell of out/report/cohort.samples.tsv.
    [[nodiscard]] std::string cohort_cell(std::string const& sample, std::string const& column) const;

    Scratch folder;
};

}  // namespace tidemark::test
