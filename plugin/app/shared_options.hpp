// Options that mean the same in every subcommand.
#pragma once
#include <CLI/CLI.hpp>

#include <string>

#include "app/value_options.hpp"

namespace tidemark {

/// -@/--threads: total threads, 1 to 256.
inline void add_threads(CLI::App& app, int& threads) {
    limit_to(app.add_option("-@,--threads", threads, "Total threads (samtools counts additional ones)"), WholeBounds{1, 256})
        ->capture_default_str();
}

/// -o/--output; `kind` is FILE, FOLDER or PREFIX (of several files' names).
inline void add_output(CLI::App& app, std::string& output, std::string const& meaning, std::string const& kind = "FILE") {
    app.add_option("-o,--output", output, meaning)->required()->type_name(kind);
}

/// -f/--reference.
inline CLI::Option* add_reference(CLI::App& app, std::string& reference) {
    return app.add_option("-f,--reference", reference, "Indexed FASTA, plain or bgzipped")->type_name("FILE");
}

}  // namespace tidemark
