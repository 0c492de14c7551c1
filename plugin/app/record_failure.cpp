#include "app/record_failure.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cstdio>
#include <filesystem>

#include "io/tables/summary_failure.hpp"
#include "values/failure/recorded_failure.hpp"

namespace tidemark {
namespace {

bool continues_name(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '-' || letter == '/';
}

}  // namespace

void add_record_failure(CLI::App& app, FailureRecording& recording) {
    app.add_flag("--record-failure", recording.wanted,
                 "Write a failure of the sample's own files (3, 4) into the results, which then hold nothing else, and exit 0");
}

void add_made_by(CLI::App& app, FailureRecording& recording) {
    app.add_option("--made-by", recording.made_by,
                   "Summary of the step that made the input: a failure that it records goes on, and nothing is read")
        ->type_name("FILE")
        ->needs("--record-failure");
}

std::string failure_of(FailureRecording const& recording, std::string const& reference,
                       std::function<void()> const& work) {
    if (!recording.made_by.empty()) {
        if (auto before = summary_failure(recording.made_by); !before.empty()) {
            fmt::print(stderr, "tidemark: warning: nothing is read, the step before failed: {}\n", before);
            return before;
        }
    }
    try {
        work();
        return {};
    } catch (FailureError const& error) {
        bool const about_input = error.exit_code() == 3 || error.exit_code() == 4;
        if (!recording.wanted || !about_input) {
            throw;
        }
        fmt::print(stderr, "tidemark: warning: the sample failed and its results say so: {}\n", error.what());
        auto text = recorded_text(error.failure());
        replace_file_name(text, reference, "the reference");
        replace_file_name(text, std::filesystem::path{reference}.filename().string(), "the reference");
        return text;
    }
}

void replace_file_name(std::string& text, std::string const& name, std::string const& role) {
    for (auto place = text.find(name); !name.empty() && place != std::string::npos; place = text.find(name, place)) {
        auto const end = place + name.size();
        bool const whole =
            (place == 0 || !continues_name(text[place - 1])) && (end == text.size() || !continues_name(text[end]));
        text.replace(place, whole ? name.size() : 0, whole ? role : "");
        place += whole ? role.size() : name.size();
    }
}

}  // namespace tidemark
