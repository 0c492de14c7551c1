// What group and consensus share: one file of raw reads in, one BAM and its tables out, in one pass.
#pragma once
#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

#include "app/family_stream.hpp"
#include "app/molecule_run.hpp"
#include "app/molecule_tables.hpp"
#include "io/hts/alignment_reader.hpp"
#include "io/hts/read_writer.hpp"

namespace tidemark {

/// Files of a call, and how they are read and written.
struct MoleculeFiles {
    std::string input;
    std::string reference;
    MoleculePaths outputs;
    std::string sample;
    std::string rg_sample;
    bool trust_cram = false;
    bool allow_missing_eof = false;
    int compression = 1;
    int threads = 1;

    /// With threads of its own, or with those of `pool`.
    [[nodiscard]] AlignmentSource source(ThreadPool const* pool = nullptr) const {
        return {input, reference, allow_missing_eof, trust_cram, threads, pool};
    }
};

/// All but the reference, which only one of them needs.
void add_molecule_files(CLI::App& app, MoleculeFiles& files, std::string const& output);

class MoleculePass {
public:
    /// Outputs are claimed, the input is opened; `setting` gets what the file's header says of it and outlives the pass.
    MoleculePass(MoleculeFiles const& files, FamilySetting& setting, ReadOrder order, std::string const& word);

    [[nodiscard]] AlignmentFile const& file() const { return reader_.file(); }
    [[nodiscard]] ReadWriter& writer() { return writer_; }

    /// Every read of the file.
    template <typename Stream>
    void feed(Stream& stream) {
        while (auto const* const read = reader_.next()) {
            stream.add(*read);
        }
        stream.finish();
        static_cast<void>(reader_.agrees_with_index());
    }

    /// Every read of the file to molecules.
    [[nodiscard]] MoleculeRun run(MoleculeInput const& input, MoleculeSetting const& setting,
                                  std::function<void(Read const&)> const& sink) {
        auto run = run_molecules(reader_, input, setting, sink);
        static_cast<void>(reader_.agrees_with_index());
        return run;
    }

    /// Judges what was seen, says the warnings, and gives all outputs their names. `grouping` is the one that was used.
    void finish(MoleculeTally const& tally, std::optional<GroupingParameters> const& grouping);

private:
    MoleculeTables tables_;
    ThreadPool pool_;   ///< of input and output: --threads is the total
    AlignmentReader reader_;
    FamilySetting* setting_;
    std::vector<std::string> warnings_;
    std::string sample_;
    ReadWriter writer_;
};

}  // namespace tidemark
