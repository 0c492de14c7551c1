// Aligned raw reads made of text, and one call of consensus.
#pragma once
#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/alignment_text.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

/// Everything has an ordinary default; let the one thing vary that a test is about.
struct PairText {
    std::string name = "t";
    std::int64_t start = 1000;          ///< 0-based, first base of the fragment
    std::int64_t end = 1200;            ///< behind its last base
    std::string umi = "ACGTC-TTAGC";    ///< RX as it stands in the file; empty: no tag
    bool read_one_forward = true;       ///< strand A; false: strand B
    int length = 60;                    ///< of each read
    char quality = '?';                 ///< Q30
    std::map<std::int64_t, char> shown = {};   ///< by place: what either read shows instead of the reference
    int leading_clip = 0;               ///< soft-clipped first bases of the forward read
    std::string tags = {};              ///< more tags, each with a tab before it
    std::string second_umi = "=";       ///< RX of read 2; "=": the same
    std::uint16_t flags = 0;            ///< added to both
};

class ConsensusCase {
public:
    ConsensusCase();

    /// Bases of chr1, 5,000 without repeats; chr2 are its first 2,000.
    std::string bases;
    Scratch scratch;
    std::string reference;

    struct Line {
        int contig = 0;
        std::int64_t position = 0;
        std::string text;
    };
    using Lines = std::vector<Line>;

    [[nodiscard]] Lines pair(PairText const& text) const;
    /// A single-end read of 60 bases; `tags` with tabs before them.
    [[nodiscard]] Line single(std::string const& name, std::int64_t start, std::string const& tags, int flags = 0,
                              std::map<std::int64_t, char> const& shown = {}) const;
    /// A record as it is, for whatever is not ordinary.
    [[nodiscard]] static Line line(std::int64_t position, std::string const& text, int contig = 0) { return {contig, position, text}; }
    /// `per_strand` templates of either strand of one molecule with UMI ACGTC-TTAGC.
    [[nodiscard]] Lines duplex(int per_strand, PairText const& like = {}) const;

    [[nodiscard]] static std::string head(std::string const& more = "@RG\tID:1\tSM:s1\n");
    /// Sorted as samtools sorts: by place, equal places in the order given.
    [[nodiscard]] std::string bam(std::string const& name, std::vector<Lines> const& parts, std::string const& header = head()) const;

    [[nodiscard]] CommandResult run(std::string const& file, std::vector<std::string> const& more = {},
                                    CommandSetting const& setting = {}) const;
    [[nodiscard]] std::string output() const { return scratch / "out/s.bam"; }
    /// "code rule", where a call must fail and leave nothing.
    [[nodiscard]] std::string refusal(std::string const& file, std::vector<std::string> const& more = {}) const;
    /// Cells of the records of the output.
    [[nodiscard]] std::vector<std::vector<std::string>> records() const;
    /// "reason reads" of the rows that are not 0, after a call with losses().
    [[nodiscard]] std::map<std::string, std::int64_t> losses() const;
    [[nodiscard]] std::vector<std::string> with_losses() const { return {"--losses", scratch / "out/losses.tsv"}; }
    /// What of the output must be the same whatever the call was: records, without the header.
    [[nodiscard]] std::string record_text() const;
};

/// "code rule" of a failed call.
[[nodiscard]] std::string failure_of(CommandResult const& result);

}  // namespace tidemark::test
