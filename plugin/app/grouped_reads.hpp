// Families written down as reads with molecule ids: reads of one template side by side, templates of one molecule too.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/family_stream.hpp"
#include "stages/group/read_store.hpp"

namespace tidemark {

/// Ids are numbers from 0 in the order in which families are complete, with /A and /B where the UMI tells strands apart
/// (fgbio's form). The two ends of a template whose mates lie far apart are met at two places: their reads are held, and
/// written at the end of the file under one id.
class GroupedReads {
public:
    using Sink = std::function<void(Read const&)>;

    /// `max_bytes` for the reads that are held; beyond, InputError `window_memory`.
    GroupedReads(std::size_t max_bytes, Sink sink) : max_bytes_{max_bytes}, sink_{std::move(sink)} {}

    void add(FamilyStream::Found const& found);
    /// Writes what is held.
    void finish();

    [[nodiscard]] std::int64_t reads() const { return reads_; }
    [[nodiscard]] std::int64_t molecules() const { return molecules_; }
    /// Reads of far pairs whose mate never came; they are not written.
    [[nodiscard]] std::int64_t mates_missing() const { return mates_missing_; }

private:
    struct Held {
        ReadStore::Slot first = ReadStore::none;    ///< read 1
        ReadStore::Slot second = ReadStore::none;   ///< read 2
        std::uint64_t family = 0;                   ///< of whichever end came first
        DuplexStrand strand = DuplexStrand::none;
    };

    void write(Read const& read, std::int64_t id, DuplexStrand strand);
    void hold(FamilyStream::Found const& found);

    std::size_t max_bytes_;
    Sink sink_;
    ReadStore store_{KeptPart::whole};
    std::map<std::string, Held, std::less<>> far_;   ///< by name
    std::uint64_t far_families_ = 0;
    std::int64_t reads_ = 0;
    std::int64_t molecules_ = 0;
    std::int64_t mates_missing_ = 0;
    std::vector<std::uint8_t> tags_;
    std::string text_;
};

}  // namespace tidemark
