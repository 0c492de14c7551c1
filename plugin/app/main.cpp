// The roof: one program, many words. Parses, runs one subcommand, and turns every failure into one line and one code.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <locale>
#include <new>

#include "app/closest_word.hpp"
#include "app/command.hpp"
#include "app/failure_line.hpp"
#include "app/option_text.hpp"
#include "io/files/output_file.hpp"
#include "io/hts/htslib_version.hpp"
#include "values/failure/failure.hpp"

namespace {

using namespace tidemark;

std::string version_text(bool verbose) {
    std::string text = "tidemark " TIDEMARK_VERSION "\n";
    if (verbose) {
        text += fmt::format("htslib compiled {}\nhtslib running {}\n", htslib_compiled_version(),
                            htslib_running_version());
    }
    return text;
}

/// The parser only says that a first word was not expected; this says which one may be meant.
void refuse_misspelled_word(CLI::App const& app, int argc, char** argv) {
    auto const names = subcommand_names(app);
    if (argc > 1 && argv[1][0] != '-' && std::ranges::find(names, argv[1]) == names.end()) {
        refuse_unknown_word(argv[1], names);
    }
}

int run(int argc, char** argv) {
    CLI::App app{"Reads tumor-informed ctDNA from serial plasma: molecules, evidence, detection, tracking, report.",
                 "tidemark"};
    app.set_help_flag("-h,--help", "Print this help and exit");
    bool version = false;
    bool verbose = false;
    app.add_flag("--version", version, "Print the version and exit");
    app.add_flag("--verbose", verbose, "With --version: also the htslib compiled against and running");
    app.require_subcommand(0, 1);

    std::function<int()> chosen;
    auto commands = all_commands();
    commands.push_back(help_command());
    for (auto const& command : commands) {
        auto* const sub = app.add_subcommand(command.word, command.summary);
        sub->set_help_flag("-h,--help", "Print this help and exit");
        sub->option_defaults()->take_last();
        auto const action = command.set_up(*sub);
        sub->callback([&chosen, action] { chosen = action; });
    }

    try {
        app.parse(argc, argv);
    } catch (CLI::CallForHelp const&) {
        auto const chosen_words = app.get_subcommands();
        std::cout << (chosen_words.empty() ? app.help() : chosen_words.front()->help(app.get_name()));
        return 0;
    } catch (CLI::ParseError const& error) {
        refuse_misspelled_word(app, argc, argv);
        std::cerr << failure_line({.rule = "usage", .what = error.what(), .where = {}, .why = {},
                                   .remedy = "see tidemark <word> --help"}, 2);
        return 2;
    }
    if (version) {
        std::cout << version_text(verbose);
        return 0;
    }
    if (!chosen) {
        std::cerr << app.help();
        return 2;
    }
    return chosen();
}

/// A result or a help text that went to standard output is as good as lost where its last bytes could not be written.
void flush_standard_output() {
    errno = 0;
    if (std::fflush(stdout) != 0 || !std::cout.flush()) {
        throw OutputError{{.rule = errno == EPIPE ? broken_pipe : "output_not_written",
                           .what = "standard output could not be written", .where = {}, .why = {},
                           .remedy = "check what it leads to"}};
    }
}

}  // namespace

int main(int argc, char** argv) {
    // Numbers are read and written the same way everywhere, whatever the user's locale.
    std::setlocale(LC_ALL, "C");
    std::locale::global(std::locale::classic());
    // A reader that goes away is a failed write with a code of ours: engines would retry what a signal ended.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        int const code = run(argc, argv);
        flush_standard_output();
        return code;
    } catch (FailureError const& error) {
        if (error.failure().rule == broken_pipe) {
            return error.exit_code();
        }
        std::cerr << failure_line(error.failure(), error.exit_code());
        return error.exit_code();
    } catch (std::bad_alloc const&) {
        std::cerr << failure_line({.rule = "out_of_memory", .what = "the memory ran out", .where = {},
                                   .why = "nothing was written under a final name",
                                   .remedy = "give the job more memory, or fewer --threads"}, 70);
        return 70;
    } catch (std::exception const& error) {
        std::cerr << failure_line({.rule = "internal", .what = error.what(), .where = {},
                                   .why = "this is a defect of tidemark, not of the input",
                                   .remedy = "report it with the command line and this message"}, 70);
        return 70;
    }
}
