#include "app/molecule_pass.hpp"

#include <iostream>

#include "app/molecule_checks.hpp"
#include "app/sample_name.hpp"
#include "app/shared_options.hpp"

namespace tidemark {

void add_molecule_files(CLI::App& app, MoleculeFiles& files, std::string const& output) {
    auto& paths = files.outputs;
    app.add_option("--sample", files.sample, "Name in the tables [SM of the read groups, else the file's stem]");
    app.add_option("--rg-sample", files.rg_sample, "Which SM to read where the file holds several");
    app.add_option("--metrics", paths.metrics, "Prefix of family metrics in fgbio's layout")->type_name("PREFIX");
    app.add_option("--families", paths.families, "Table of families by templates of either strand")->type_name("FILE");
    app.add_option("--losses", paths.losses, "Table of where the reads went")->type_name("FILE");
    app.add_option("--summary", paths.summary, "The same and the settings as JSON")->type_name("FILE");
    app.add_flag("--trust-cram", files.trust_cram, "Read CRAM with an htslib that lacks fixes for hostile files");
    app.add_flag("--allow-missing-eof", files.allow_missing_eof, "Read a BAM without its end-of-file mark");
    limit_to(app.add_option("--compression-level", files.compression, "0 to 9"), WholeBounds{0, 9})->capture_default_str();
    add_threads(app, files.threads);
    add_output(app, paths.records, output);
    app.add_option("file", files.input, "Coordinate-sorted BAM or CRAM; - is standard input")->type_name("FILE")->required();
}

MoleculePass::MoleculePass(MoleculeFiles const& files, FamilySetting& setting, ReadOrder order, std::string const& word)
    : tables_{files.outputs},
      pool_{files.threads - 1},
      reader_{files.source(&pool_)},
      setting_{&setting},
      sample_{sample_name(reader_.file(), files.sample, files.rg_sample, warnings_)},
      writer_{files.outputs.records, reader_.file(),
              {.order = order,
               .program_version = TIDEMARK_VERSION,
               .command_line = "tidemark " + word,
               .level = files.compression,
               .pool = &pool_}} {
    fill_from_file(setting.labels, reader_.file(), files.rg_sample);
    setting.for_metrics = setting.labels.yield_levels = !files.outputs.metrics.empty();
}

void MoleculePass::finish(MoleculeTally const& tally, std::optional<GroupingParameters> const& grouping) {
    setting_->grouping = grouping;
    auto const of_molecules = judge_molecules(tally, *setting_, file().name);
    warnings_.insert(warnings_.end(), of_molecules.begin(), of_molecules.end());
    for (auto const& warning : warnings_) {
        std::cerr << "tidemark: warning: " << warning << '\n';
    }
    tables_.fill(sample_, *setting_, tally);
    JointOutput files;
    writer_.close(files);
    tables_.add_to(files);
    files.commit();
}

}  // namespace tidemark
