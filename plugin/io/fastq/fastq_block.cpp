#include "io/fastq/fastq_block.hpp"

#include <fmt/format.h>
#include <htslib/bgzf.h>
#include <htslib/hts.h>
#include <htslib/hts_log.h>

#include <cstring>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "io/fastq/fastq_parse.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

/// About 700 short reads: what is in flight of two files stays within a megabyte or two.
constexpr std::size_t block_size = std::size_t{256} << 10U;
/// A record that needs more is no short read but a file without line ends.
constexpr std::size_t longest_record = std::size_t{16} << 20U;

[[noreturn]] void refuse(std::string rule, std::string what, std::string where, std::string why, std::string remedy) {
    throw InputError{{.rule = std::move(rule),
                      .what = std::move(what),
                      .where = std::move(where),
                      .why = std::move(why),
                      .remedy = std::move(remedy)}};
}

void check_file(std::string const& path, std::string const& name) {
    std::error_code error;
    if (path == "-") {
        return;
    }
    if (!std::filesystem::exists(path, error)) {
        refuse("fastq_missing", name + " does not exist", path, {}, "check the path");
    }
    if (std::filesystem::is_directory(path, error)) {
        refuse("fastq_missing", name + " is a folder, not a file", path, {}, "give the file itself");
    }
    if (std::filesystem::is_regular_file(path, error) && std::filesystem::file_size(path, error) == 0) {
        refuse("fastq_empty_file", name + " is empty", name, "not even a compressed file without reads has no bytes",
               "copy the file again");
    }
}

}  // namespace

struct FastqBlockSource::State {
    std::string name;
    BGZF* stream = nullptr;
    std::vector<char> carried;   ///< begin of a record whose end was not read yet
    std::uint64_t records = 0;
    bool at_end = false;
    bool lacks_end_mark = false;

    ~State() {
        if (stream != nullptr) {
            bgzf_close(stream);
        }
    }
    /// Appends up to `block_size` characters.
    void read_more(std::vector<char>& text) {
        auto const before = text.size();
        text.resize(before + block_size);
        auto const read = bgzf_read(stream, text.data() + before, block_size);
        if (read < 0) {
            refuse("fastq_damaged", name + " is damaged or cut short", fmt::format("{} after record {}", name, records),
                   "its compressed data cannot be read to the end", "copy the file again");
        }
        text.resize(before + static_cast<std::size_t>(read));
        at_end = static_cast<std::size_t>(read) < block_size;
    }
};

FastqBlockSource::FastqBlockSource(std::string path) : state_{std::make_unique<State>()} {
    // htslib would tell of damage on standard error in its own words.
    hts_set_log_level(HTS_LOG_OFF);
    state_->name = path == "-" ? "standard input" : std::filesystem::path{path}.filename().string();
    check_file(path, state_->name);
    state_->stream = bgzf_open(path.c_str(), "r");
    if (state_->stream == nullptr) {
        refuse("fastq_unreadable", state_->name + " cannot be opened", path, {}, "check its permissions");
    }
    state_->lacks_end_mark = bgzf_compression(state_->stream) == 2 && bgzf_check_EOF(state_->stream) == 0;
}

FastqBlockSource::~FastqBlockSource() = default;

void FastqBlockSource::fill(FastqBlock& block) {
    block.records.clear();
    block.text.swap(state_->carried);
    state_->carried.clear();
    while (block.records.empty() && !(state_->at_end && block.text.empty())) {
        if (!state_->at_end) {
            state_->read_more(block.text);
        }
        auto const parse = parse_fastq(block.text, state_->records + 1, state_->at_end, block.records);
        auto const found = block.records.size();
        if (!parse.fault.empty()) {
            auto const number = state_->records + found + 1;
            refuse("fastq_record", fmt::format("record {} of {} is no FASTQ record", number, state_->name),
                   fmt::format("{} record {} line {}", state_->name, number, 4 * number - 3), parse.fault,
                   "copy or write the file again");
        }
        auto const used = std::span{block.text}.subspan(parse.used);
        if (found > 0) {
            state_->carried.assign(used.begin(), used.end());
        } else if (parse.used == block.text.size()) {
            block.text.clear();
        } else if (block.text.size() > longest_record) {
            refuse("fastq_record", fmt::format("record {} of {} does not end", state_->records + 1, state_->name),
                   state_->name, fmt::format("its lines are longer than {} MB", longest_record >> 20U),
                   "give a FASTQ file of short reads");
        }
        state_->records += found;
    }
}

std::string const& FastqBlockSource::name() const { return state_->name; }
bool FastqBlockSource::lacks_end_mark() const { return state_->lacks_end_mark; }

}  // namespace tidemark
