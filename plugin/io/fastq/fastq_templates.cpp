#include "io/fastq/fastq_templates.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <stdexcept>
#include <utility>

#include "io/fastq/fastq_reader.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {

struct FastqTemplates::State {
    FastqLanes lanes;
    std::size_t opened = 0;   ///< files opened so far
    std::vector<FastqReader> readers;
    std::vector<FastqRecord> records;
    std::uint64_t templates = 0;   ///< of this lane
    std::vector<std::string> warnings;
    std::map<std::string, std::string> first_templates;   ///< name of each lane's first template, and the lane's first file

    /// Regular files can be looked into before the long pass; what is a stream is seen when its lane comes.
    void look_at_lanes() {
        for (auto const& file : lanes.files) {
            std::error_code ignored;
            if (file != "-" && std::filesystem::is_regular_file(file, ignored)) {
                FastqReader reader{file};
                if (auto const* const record = reader.next()) {
                    check_start(record->name, reader.name());
                }
            }
        }
        first_templates.clear();
    }

    /// No template is in two lanes: single files that start with the same one hold its mates. Mates are told by check_names.
    void check_start(std::string_view name, std::string const& file) {
        auto const [lane, is_new] = first_templates.emplace(name, file);
        if (!is_new) {
            throw UsageError{{.rule = "read_structure",
                              .what = fmt::format("{} and {} are given as two lanes of single reads, but both start with the template {}",
                                                  lane->second, file, name),
                              .where = {},
                              .why = "they hold mates, and mates told apart as lanes would count each template twice",
                              .remedy = "give one word for each file of a lane: --read-structure \"3M2S+T 3M2S+T\" R1 R2, "
                                        "or \"3M2S+T +T\" where one read has no UMI"}};
        }
    }

    void open_lane() {
        readers.clear();
        templates = 0;
        for (std::size_t file = 0; file < lanes.files_per_lane; ++file) {
            auto const ahead = file < lanes.read_ahead_threads ? ReadAhead::on : ReadAhead::off;
            auto const& reader = readers.emplace_back(lanes.files[opened++], ahead);
            if (reader.lacks_end_mark()) {
                warnings.push_back(fmt::format("no_bgzip_end: {} has no bgzip end mark: whether it is whole cannot be told",
                                               reader.name()));
            }
        }
    }

    [[nodiscard]] bool has_lane() const { return opened < lanes.files.size(); }

    /// Fills `records`; false at the end of the lane.
    bool step() {
        records.clear();
        std::size_t ended = 0;
        std::size_t going_on = 0;
        for (std::size_t file = 0; file < readers.size(); ++file) {
            if (auto const* const record = readers[file].next()) {
                records.push_back(*record);
                going_on = file;
            } else {
                ended = file;
            }
        }
        if (records.empty()) {
            return false;
        }
        if (records.size() != readers.size()) {
            refuse_shorter(readers[ended].name(), readers[going_on].name());
        }
        ++templates;
        check_names();
        if (templates == 1 && lanes.files_per_lane == 1) {
            check_start(records.front().name, readers.front().name());
        }
        return true;
    }

    [[noreturn]] void refuse_shorter(std::string const& ended, std::string const& longer) const {
        throw InputError{{.rule = "fastq_length",
                          .what = fmt::format("{} ends after record {}, {} goes on", ended, templates, longer),
                          .where = fmt::format("{} record {}", ended, templates + 1),
                          .why = "the files of a lane have one record each for every template",
                          .remedy = "one of them is cut, or they do not belong together: copy both again"}};
    }

    void check_names() const {
        for (std::size_t file = 1; file < records.size(); ++file) {
            if (records[file].name != records[0].name) {
                throw InputError{{.rule = "fastq_names",
                                  .what = fmt::format("record {} is {} in {} and {} in {}", templates, records[0].name,
                                                      readers[0].name(), records[file].name, readers[file].name()),
                                  .where = fmt::format("{} record {}", readers[file].name(), templates),
                                  .why = "records of one template have one name, in the same order in every file",
                                  .remedy = "give the files of one lane together: L1_R1 L1_R2 L2_R1 L2_R2"}};
            }
        }
    }
};

FastqTemplates::FastqTemplates(FastqLanes lanes) : state_{std::make_unique<State>()} {
    if (lanes.files_per_lane == 0 || lanes.files.empty() || lanes.files.size() % lanes.files_per_lane != 0) {
        throw std::logic_error{"FASTQ files are no whole lanes"};
    }
    state_->lanes = std::move(lanes);
    if (state_->lanes.files_per_lane == 1 && state_->lanes.files.size() > 1) {
        state_->look_at_lanes();
    }
    state_->open_lane();
}

FastqTemplates::~FastqTemplates() = default;

std::span<FastqRecord const> FastqTemplates::next() {
    while (!state_->step()) {
        if (!state_->has_lane()) {
            return {};
        }
        state_->open_lane();
    }
    return state_->records;
}

std::string const& FastqTemplates::name(std::size_t file) const { return state_->readers[file].name(); }
std::vector<std::string> const& FastqTemplates::warnings() const { return state_->warnings; }

}  // namespace tidemark
