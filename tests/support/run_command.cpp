#include "support/places.hpp"
#include "support/run_command.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "support/scratch.hpp"

namespace tidemark::test {

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
        auto const redirect = [](std::string const& path, int flags, int target) {
            int const descriptor = ::open(path.c_str(), flags, 0600);
            if (descriptor < 0 || ::dup2(descriptor, target) < 0) {
                ::_exit(126);
            }
        };
        redirect(in, O_RDONLY, 0);
        redirect(out, O_WRONLY | O_CREAT, 1);
        redirect(err, O_WRONLY | O_CREAT, 2);
        if (!setting.folder.empty() && ::chdir(setting.folder.c_str()) != 0) {
            ::_exit(126);
        }
        for (auto const& [name, value] : setting.environment) {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
        std::vector<char*> words;
        for (auto const& argument : arguments) {
            words.push_back(const_cast<char*>(argument.c_str()));
        }
        words.push_back(nullptr);
        ::execvp(words[0], words.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CommandResult result;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.out = read_file(out);
    result.err = read_file(err);
    return result;
}

CommandResult tidemark(std::vector<std::string> arguments, CommandSetting const& setting) {
    arguments.insert(arguments.begin(), program_path());
    return run(arguments, setting);
}

}  // namespace tidemark::test
