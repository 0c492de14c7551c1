// Several FASTQ files read in step, lane after lane: each step is one template, a record of every file.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "values/molecule/fastq_record.hpp"

namespace tidemark {

struct FastqLanes {
    std::vector<std::string> files;      ///< all files of the first lane, then of the second, …
    std::size_t files_per_lane = 1;
    std::size_t read_ahead_threads = 0;  ///< for the first files of each lane
};

class FastqTemplates {
public:
    /// Opens the first lane. `files` must hold whole lanes (std::logic_error). Throws UsageError where two lanes of one
    /// file each start with one template: here, or from next() for a file that can be read only once.
    explicit FastqTemplates(FastqLanes lanes);
    FastqTemplates(FastqTemplates const&) = delete;
    FastqTemplates& operator=(FastqTemplates const&) = delete;
    ~FastqTemplates();

    /// One record of each file of a lane, valid until the next call; empty at the end of the last lane. Throws InputError
    /// with the record's number where names differ or a file ends before its mates.
    [[nodiscard]] std::span<FastqRecord const> next();
    /// Base name of a file of the lane at hand.
    [[nodiscard]] std::string const& name(std::size_t file) const;
    /// "rule: message" about files read so far.
    [[nodiscard]] std::vector<std::string> const& warnings() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
