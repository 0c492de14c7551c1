// Rows of the sheets a run is described by (`docs/formats/samples.md`, `events.md`, `patients.md`).
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidemark {

enum class SampleType { plasma, tumor, normal, white_cells, control };
enum class IntendedUse { landmark, monitoring };

[[nodiscard]] char const* to_text(SampleType type);
[[nodiscard]] char const* to_text(IntendedUse use);

/// One row of the sample sheet. Text fields are empty, numbers absent, where the cell is empty.
struct SampleRow {
    std::size_t line = 0;   ///< of the sheet, 1-based
    std::string patient;
    std::string sample;
    SampleType type = SampleType::plasma;
    std::string lesion;
    std::optional<int> day;
    std::string date;       ///< ISO, until check turns it into a day; never written to a result
    std::string timepoint;
    std::string phase;
    IntendedUse use = IntendedUse::monitoring;
    std::string bam;
    std::string cram;
    std::vector<std::string> fastq;   ///< 0 to 4
    std::string lane;
    std::string flowcell;
    std::string read_structure;
    std::string umi;                  ///< tag, tag:XX, name:SEP, pattern:REGEX, none
    std::string umi_whitelist;
    std::string evidence;             ///< raw, grouped, consensus, deduplicated or empty
    std::string targets;
    std::string tumor_vcf;
    std::string segments;
    std::optional<double> purity;
    std::optional<double> cfdna_ng;
    std::optional<double> plasma_ml;
    std::optional<double> input_ng;
    std::string batch;
    std::string chemistry;
    std::string sha256;
    std::optional<std::int64_t> records;
    std::map<std::string, std::string> extra;   ///< columns with prefix x_
    bool operator==(SampleRow const&) const = default;
};

enum class EventKind {
    surgery, radiotherapy_fraction, systemic_start, systemic_stop, treatment_change, imaging, progression, last_contact, death
};

[[nodiscard]] char const* to_text(EventKind kind);
[[nodiscard]] std::optional<SampleType> sample_type_from_text(std::string_view text);
[[nodiscard]] std::optional<IntendedUse> intended_use_from_text(std::string_view text);
[[nodiscard]] std::optional<EventKind> event_kind_from_text(std::string_view text);

struct EventRow {
    std::size_t line = 0;
    std::string patient;
    int day = 0;
    std::string date;                 ///< ISO, where the sheet gave one; already turned into `day`; never in a result
    std::optional<int> day_end;
    EventKind kind = EventKind::imaging;
    std::string anchor;               ///< pre_rt, pre_io, surgery, treatment or empty
    std::string lesion;
    std::string label;
    std::optional<double> value;
    std::string unit;
    std::map<std::string, std::string> extra;
    bool operator==(EventRow const&) const = default;
};

struct PatientRow {
    std::size_t line = 0;
    std::string patient;
    std::string sex;
    std::string arm;
    std::map<std::string, std::string> strata;   ///< by column name stratum_*
    std::map<std::string, std::string> extra;
    bool operator==(PatientRow const&) const = default;
};

/// What `check` found about the file of one sample.
struct SampleVerdict {
    std::string sample;
    bool ok = false;
    std::string reason;                              ///< fixed code; empty where ok
    std::string message;                             ///< for people; empty where ok
    std::map<std::string, std::string> facts;        ///< file facts: records, sorted, eof, integrity, class ...
    bool operator==(SampleVerdict const&) const = default;
};

}  // namespace tidemark
