#include "stages/extract/extract_template.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace tidemark {
namespace {

void append_segment(Barcode& barcode, FastqRecord const& record, SegmentPlace place) {
    if (!barcode.bases.empty()) {
        barcode.bases += '-';
        barcode.qualities += ' ';
    }
    barcode.bases += record.bases.substr(place.first, place.length);
    barcode.qualities += record.qualities.substr(place.first, place.length);
}

}  // namespace

TemplateExtractor::TemplateExtractor(ExtractParameters parameters) : parameters_{std::move(parameters)} {
    template_files_ = static_cast<std::size_t>(
        std::ranges::count_if(parameters_.structures, [](auto const& structure) { return structure.has(SegmentKind::bases); }));
    if (template_files_ < 1 || template_files_ > extracted_.both_reads.size()) {
        throw std::logic_error{"a template has one or two reads"};
    }
    if (parameters_.trim && template_files_ == 2) {
        overlap_.emplace(*parameters_.trim);
    }
}

std::optional<LeftOut> TemplateExtractor::extract(std::span<FastqRecord const> records) {
    here_ = {};
    auto const left_out = why_left_out(records);
    count(records, left_out);
    return left_out;
}

std::optional<LeftOut> TemplateExtractor::why_left_out(std::span<FastqRecord const> records) {
    for (std::size_t file = 0; file < records.size(); ++file) {
        if (fails_sequencer_filter(records[file])) {
            return LeftOut{ExtractLoss::qc_fail, file};
        }
    }
    for (std::size_t file = 0; file < records.size(); ++file) {
        if (records[file].bases.size() < parameters_.structures[file].shortest()) {
            return LeftOut{ExtractLoss::too_short, file};
        }
    }
    extracted_.name = records.front().name;
    extracted_.read_count = 0;
    extracted_.umi.clear();
    extracted_.original_umi.clear();
    extracted_.sample_barcode.clear();
    extracted_.cell_barcode.clear();
    for (std::size_t file = 0; file < records.size(); ++file) {
        cut(records[file], parameters_.structures[file]);
    }
    if (!find_umi(records)) {
        return LeftOut{ExtractLoss::umi_missing, 0};
    }
    if (!correct_umi()) {
        return LeftOut{ExtractLoss::umi_not_listed, 0};
    }
    trim();
    return std::nullopt;
}

void TemplateExtractor::cut(FastqRecord const& record, ReadStructure const& structure) {
    bool first_of_read = true;
    std::size_t used = 0;
    for (std::size_t index = 0; index < structure.segments().size(); ++index) {
        auto const place = structure.place(index, record.bases.size());
        auto const length = static_cast<std::int64_t>(place.length);
        used += place.length;
        switch (structure.segments()[index].kind) {
            case SegmentKind::bases:
                add_bases(record, place, std::exchange(first_of_read, false));
                break;
            case SegmentKind::umi:
                append_segment(extracted_.umi, record, place);
                here_.bases_umi += length;
                break;
            case SegmentKind::sample_barcode:
                append_segment(extracted_.sample_barcode, record, place);
                here_.bases_barcode += length;
                break;
            case SegmentKind::cell_barcode:
                append_segment(extracted_.cell_barcode, record, place);
                here_.bases_barcode += length;
                break;
            case SegmentKind::skip:
                here_.bases_skipped += length;
                break;
        }
    }
    here_.bases_skipped += static_cast<std::int64_t>(record.bases.size() - used);
}

void TemplateExtractor::add_bases(FastqRecord const& record, SegmentPlace place, bool first_of_read) {
    auto const bases = record.bases.substr(place.first, place.length);
    auto const qualities = record.qualities.substr(place.first, place.length);
    if (first_of_read) {
        extracted_.both_reads[extracted_.read_count++] = {bases, qualities};
        return;
    }
    auto& read = extracted_.both_reads[extracted_.read_count - 1];
    auto& joined = joined_[extracted_.read_count - 1];
    if (read.bases.data() != joined.bases.data()) {
        joined.bases = read.bases;
        joined.qualities = read.qualities;
    }
    joined.bases += bases;
    joined.qualities += qualities;
    read = {joined.bases, joined.qualities};
}

bool TemplateExtractor::find_umi(std::span<FastqRecord const> records) {
    if (parameters_.pattern) {
        for (auto const& record : records) {
            if (auto umi = (*parameters_.pattern)(record)) {
                extracted_.umi = std::move(*umi);
                return true;
            }
        }
        return false;
    }
    if (parameters_.name_separator.empty()) {
        return true;
    }
    auto umi = umi_after_separator(records.front().name, parameters_.name_separator);
    extracted_.umi.bases = umi ? std::move(*umi) : std::string{};
    return umi.has_value();
}

bool TemplateExtractor::correct_umi() {
    if (!parameters_.list) {
        return true;
    }
    auto corrected = parameters_.list->correct(extracted_.umi.bases);
    if (!corrected) {
        return parameters_.unlisted == UnlistedUmi::keep;
    }
    if (*corrected != extracted_.umi.bases) {
        extracted_.original_umi = std::exchange(extracted_.umi.bases, std::move(*corrected));
    }
    return true;
}

void TemplateExtractor::trim() {
    if (!overlap_) {
        return;
    }
    auto const fragment = overlap_->read_through_length(extracted_.both_reads[0].bases, extracted_.both_reads[1].bases);
    if (!fragment) {
        return;
    }
    for (auto& read : extracted_.both_reads) {
        here_.bases_trimmed += static_cast<std::int64_t>(read.bases.size() - std::min(read.bases.size(), *fragment));
        read = {read.bases.substr(0, *fragment), read.qualities.substr(0, *fragment)};
    }
}

void TemplateExtractor::count(std::span<FastqRecord const> records, std::optional<LeftOut> const& left_out) {
    std::int64_t bases = 0;
    for (auto const& record : records) {
        bases += static_cast<std::int64_t>(record.bases.size());
    }
    auto const reads = static_cast<std::int64_t>(template_files_);
    ++counts_.templates_in;
    counts_.reads_in += reads;
    counts_.bases_in += bases;
    if (left_out) {
        counts_.lost(left_out->loss) += reads;
        counts_.bases_lost += bases;
        return;
    }
    ++counts_.templates_out;
    counts_.reads_out += reads;
    for (auto const& read : extracted_.reads()) {
        counts_.bases_out += static_cast<std::int64_t>(read.bases.size());
    }
    counts_.bases_umi += here_.bases_umi;
    counts_.bases_barcode += here_.bases_barcode;
    counts_.bases_skipped += here_.bases_skipped;
    counts_.bases_trimmed += here_.bases_trimmed;
    counts_.templates_trimmed += here_.bases_trimmed > 0 ? 1 : 0;
    counts_.umis_with_n += extracted_.umi.bases.find('N') != std::string::npos ? 1 : 0;
    counts_.umis_corrected += extracted_.original_umi.empty() ? 0 : 1;
}

}  // namespace tidemark
