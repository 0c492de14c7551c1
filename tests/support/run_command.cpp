#include "support/places.hpp"
#include "support/run_command.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

void redirect(char const* path, int flags, int target) {
    int const descriptor = ::open(path, flags, 0600);
    if (descriptor < 0 || ::dup2(descriptor, target) < 0) {
        ::_exit(126);
    }
}

void lead_output(StandardOutput output, std::string const& file) {
    std::array<int, 2> ends{};
    switch (output) {
        case StandardOutput::kept: redirect(file.c_str(), O_WRONLY | O_CREAT, 1); break;
        case StandardOutput::closed: ::close(1); break;
        case StandardOutput::full_device: redirect("/dev/full", O_WRONLY, 1); break;
        case StandardOutput::broken_pipe:
            if (::pipe(ends.data()) != 0 || ::close(ends[0]) != 0 || ::dup2(ends[1], 1) < 0) {
                ::_exit(126);
            }
    }
}

[[noreturn]] void become(std::vector<std::string> const& arguments, std::string const& folder) {
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) {
        ::_exit(126);
    }
    std::vector<char*> words;
    for (auto const& argument : arguments) {
        words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    ::execvp(words[0], words.data());
    ::_exit(127);
}

}  // namespace

std::map<std::string, std::string> leaks_of_htslib_ignored() { return {{"LSAN_OPTIONS", "detect_leaks=0"}}; }

CommandResult run(std::vector<std::string> const& arguments, CommandSetting const& setting) {
    Scratch const streams;
    auto const in = streams.write("in", setting.input);
    auto const out = (streams.path() / "out").string();
    auto const err = (streams.path() / "err").string();
    pid_t const child = ::fork();
    if (child < 0) {
        throw std::runtime_error{"fork failed"};
    }
    if (child == 0) {
        redirect(in.c_str(), O_RDONLY, 0);
        redirect(err.c_str(), O_WRONLY | O_CREAT, 2);
        lead_output(setting.output, out);
        for (auto const& [name, value] : setting.environment) {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
        become(arguments, setting.folder);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CommandResult result;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.out = read_file(out);
    result.err = read_file(err);
    return result;
}

bool kill_after(double seconds, std::vector<std::string> const& arguments, std::string const& folder) {
    pid_t const child = ::fork();
    if (child < 0) {
        throw std::runtime_error{"fork failed"};
    }
    if (child == 0) {
        redirect("/dev/null", O_WRONLY, 1);
        redirect("/dev/null", O_WRONLY, 2);
        become(arguments, folder);
    }
    std::this_thread::sleep_for(std::chrono::duration<double>{seconds});
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

CommandResult tidemark(std::vector<std::string> arguments, CommandSetting const& setting) {
    arguments.insert(arguments.begin(), program_path());
    return run(arguments, setting);
}

}  // namespace tidemark::test
