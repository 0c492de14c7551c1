// From the records of one template to its reads, its UMI and its barcodes, or to the reason why it is left out.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stages/extract/correct_umi.hpp"
#include "stages/extract/mate_overlap.hpp"
#include "values/molecule/umi_in_name.hpp"
#include "values/molecule/extract_counts.hpp"
#include "values/molecule/extracted_template.hpp"
#include "values/molecule/fastq_record.hpp"
#include "values/molecule/read_structure.hpp"

namespace tidemark {

/// What becomes of a UMI that no listed one is near enough to.
enum class UnlistedUmi { leave_out, keep };

struct ExtractParameters {
    std::vector<ReadStructure> structures;   ///< one for each file; one or two of them with template bases
    std::string name_separator;              ///< UMI in the read name behind it; empty: not there
    std::optional<UmiPattern> pattern;       ///< UMI in the header line
    std::optional<UmiList> list;
    UnlistedUmi unlisted = UnlistedUmi::leave_out;
    std::optional<OverlapParameters> trim = OverlapParameters{};
};

struct LeftOut {
    ExtractLoss loss = ExtractLoss::qc_fail;
    std::size_t file = 0;   ///< whose record is to blame
};

class TemplateExtractor {
public:
    explicit TemplateExtractor(ExtractParameters parameters);

    /// One record for each structure, all of one name. Nothing: see `extracted`.
    [[nodiscard]] std::optional<LeftOut> extract(std::span<FastqRecord const> records);
    /// What the last call made; views into its records and into this object.
    [[nodiscard]] ExtractedTemplate const& extracted() const { return extracted_; }
    [[nodiscard]] ExtractCounts const& counts() const { return counts_; }
    /// UMIs of the list; 0 without one.
    [[nodiscard]] std::size_t listed_umis() const { return parameters_.list ? parameters_.list->size() : 0; }

private:
    /// Bases and qualities of a read with several template segments, joined.
    struct JoinedRead {
        std::string bases;
        std::string qualities;
    };
    [[nodiscard]] std::optional<LeftOut> why_left_out(std::span<FastqRecord const> records);
    void cut(FastqRecord const& record, ReadStructure const& structure);
    void add_bases(FastqRecord const& record, SegmentPlace place, bool first_of_read);
    [[nodiscard]] bool find_umi(std::span<FastqRecord const> records);
    [[nodiscard]] bool correct_umi();
    void trim();
    void count(std::span<FastqRecord const> records, std::optional<LeftOut> const& left_out);

    ExtractParameters parameters_;
    std::size_t template_files_ = 0;
    std::optional<MateOverlap> overlap_;
    ExtractedTemplate extracted_;
    std::array<JoinedRead, 2> joined_;
    ExtractCounts counts_;
    ExtractCounts here_;   ///< bases of the template at hand
};

}  // namespace tidemark
