#include "app/white_cell_inputs.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "stages/background/learn.hpp"

namespace tidemark {

CountedWhiteCells count_white_cells(std::span<SampleEvidence const> samples, std::span<Variant const> panel,
                                    ContextLookup const& contexts) {
    std::set<MoleculeGroup> groups;
    std::set<std::string> names;
    std::vector<PooledSample> own;
    for (auto const& sample : samples) {
        names.insert(sample.facts.sample);
        own.push_back(own_background(sample, panel, contexts));
        for (auto const& row : sample.loci) {
            groups.insert(row.group);
        }
    }
    std::vector<MoleculeGroup> const wanted(groups.begin(), groups.end());
    return {WhiteCells{samples, learn_background(own, wanted, contexts)}, names, own};
}

std::vector<double> levels_against(BackgroundModel const& model, CountedWhiteCells const& white_cells) {
    std::vector<double> levels;
    for (auto const& own : white_cells.own) {
        levels.push_back(sample_level(own, model).factor);
    }
    return levels;
}

bool is_left_out(SampleEvidence const& sample) {
    if (sample.facts.verdict != "input_failed") {
        return false;
    }
    fmt::print(stderr, "tidemark: warning: white cells {} are left out: {}\n", sample.facts.sample, sample.facts.failure);
    return true;
}

}  // namespace tidemark
