#include "support/patient_path.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "support/places.hpp"
#include "support/small_scenario.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

std::size_t place_of(std::vector<std::string> const& header, std::string const& column) {
    auto const found = std::ranges::find(header, column);
    if (found == header.end()) {
        throw std::runtime_error{"no column " + column};
    }
    return static_cast<std::size_t>(found - header.begin());
}

}  // namespace

Tree tree_of(std::string const& folder) {
    Tree tree;
    if (!std::filesystem::exists(folder)) {
        return tree;
    }
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) {
            tree[entry.path().lexically_relative(folder).string()] = read_file(entry.path());
        }
    }
    return tree;
}

std::string differences(Tree const& left, Tree const& right) {
    std::string text;
    for (auto const& [name, bytes] : left) {
        auto const other = right.find(name);
        text += other == right.end() ? name + " is missing\n" : other->second == bytes ? "" : name + " differs\n";
    }
    for (auto const& [name, bytes] : right) {
        text += left.contains(name) ? "" : name + " is too many\n";
    }
    return text;
}

PatientPath::PatientPath() {
    auto const result =
        tidemark({"simulate", folder.write("s.json", small_scenario()), "--seed", "1", "-o", folder / "in"});
    if (result.exit_code != 0) {
        throw std::runtime_error{result.err};
    }
}

std::vector<Step> const& PatientPath::steps() {
    static std::vector<Step> const all{
        {"check", {"--samples", "in/samples.csv", "-f", "in/reference.fa", "--events", "in/events.csv", "-o", "out/check"}},
        {"select", {"-f", "in/reference.fa", "--vcf", "in/P1_L1.vcf", "--vcf", "in/P1_L2.vcf", "--lesion", "L1",
                    "--lesion", "L2", "-o", "out/panel.tsv"}},
        {"genotype", {"-f", "in/reference.fa", "--panel", "out/panel.tsv", "--targets", "in/targets.bed", "-o",
                      "out/evidence/", "in/P1_before.bam", "in/P1_after.bam", "in/N1.bam", "in/N2.bam"}},
        {"background", {"-f", "in/reference.fa", "-o", "out/background.tsv", "out/evidence/N1.evidence.tsv.gz",
                        "out/evidence/N2.evidence.tsv.gz"}},
        {"detect", {"-f", "in/reference.fa", "--panel", "out/panel.tsv", "--background", "out/background.tsv",
                    "--required-lod95", "0.05", "-o", "out/detection.json", "out/evidence/P1_before.evidence.tsv.gz",
                    "out/evidence/P1_after.evidence.tsv.gz"}},
        {"track", {"--samples", "out/check/samples.csv", "--patient", "P1", "--verdicts", "out/check/verdicts.tsv",
                   "--events", "in/events.csv", "-o", "out/track/P1", "out/detection.json"}},
        {"report", {"-o", "out/report", "--multiqc", "out/multiqc", "out/track/P1.json"}}};
    return all;
}

Step const& PatientPath::step(std::string const& word) { return *std::ranges::find(steps(), word, &Step::word); }

std::vector<std::string> PatientPath::command(Step const& step, int threads) {
    std::vector<std::string> arguments{program_path(), step.word};
    arguments.insert(arguments.end(), step.arguments.begin(), step.arguments.end());
    if (step.word == "check" || step.word == "genotype") {
        arguments.insert(arguments.end(), {"-@", std::to_string(threads)});
    }
    return arguments;
}

CommandResult PatientPath::run_step(Step const& step, CommandSetting setting, int threads) const {
    setting.folder = folder.path().string();
    return run(command(step, threads), setting);
}

std::string PatientPath::run_all(CommandSetting const& setting, int threads) const {
    std::string failed;
    for (auto const& step : steps()) {
        auto const result = run_step(step, setting, threads);
        failed += result.exit_code == 0 ? "" : step.word + " " + std::to_string(result.exit_code) + " " + result.err;
    }
    return failed;
}

void PatientPath::remove_results() const { std::filesystem::remove_all(folder / "out"); }

void PatientPath::declare_nothing() const {
    std::istringstream lines{read_file(folder / "in/samples.csv")};
    std::string text;
    std::size_t place = 0;
    for (std::string line; std::getline(lines, line);) {
        auto cells = cells_of(line, ',');
        if (text.empty()) {
            place = place_of(cells, "records");
        } else {
            cells.at(place).clear();
        }
        for (std::size_t cell = 0; cell < cells.size(); ++cell) {
            text += (cell == 0 ? "" : ",") + cells[cell];
        }
        text += "\n";
    }
    static_cast<void>(folder.write("in/samples.csv", text));
}

std::string PatientPath::cohort_cell(std::string const& sample, std::string const& column) const {
    std::istringstream lines{read_file(folder / "out/report/cohort.samples.tsv")};
    std::string line;
    std::getline(lines, line);
    auto const header = cells_of(line, '\t');
    while (std::getline(lines, line)) {
        auto const cells = cells_of(line, '\t');
        if (cells.at(place_of(header, "sample")) == sample) {
            return cells.at(place_of(header, column));
        }
    }
    return "<absent>";
}

}  // namespace tidemark::test
