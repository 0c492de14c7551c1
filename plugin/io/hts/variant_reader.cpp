#include "io/hts/variant_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <htslib/bgzf.h>
#include <htslib/hts.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>

#include "io/files/line_reader.hpp"
#include "io/hts/variant_record.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

[[noreturn]] void refuse(std::string rule, std::string what, std::string where, std::string remedy) {
    throw InputError{{.rule = std::move(rule),
                      .what = std::move(what),
                      .where = std::move(where),
                      .why = {},
                      .remedy = std::move(remedy)}};
}

/// htslib writes its own warnings to standard error: ours say the same with file, line and remedy.
class QuietHtslib {
public:
    QuietHtslib() : before_{hts_get_log_level()} { hts_set_log_level(HTS_LOG_OFF); }
    QuietHtslib(QuietHtslib const&) = delete;
    QuietHtslib& operator=(QuietHtslib const&) = delete;
    ~QuietHtslib() { hts_set_log_level(before_); }

private:
    htsLogLevel before_;
};

/// First bytes of the file, decompressed; empty where it is no regular file.
std::string first_bytes(std::filesystem::path const& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return {};
    }
    std::unique_ptr<BGZF, int (*)(BGZF*)> const stream{bgzf_open(path.c_str(), "r"), &bgzf_close};
    std::array<char, 16> bytes{};
    auto const count = stream == nullptr ? 0 : bgzf_read(stream.get(), bytes.data(), bytes.size());
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

ContigTable contigs_of(bcf_hdr_t const* header) {
    ContigTable table;
    for (int index = 0; index < header->n[BCF_DT_CTG]; ++index) {
        auto const& contig = header->id[BCF_DT_CTG][index];
        if (contig.val != nullptr) {
            table.contigs.push_back({contig.key, static_cast<std::int64_t>(contig.val->info[0]), {}});
        }
    }
    return table;
}

/// Number of the tumor's column: the one named, the one the caller names (##tumor_sample), or the only one.
std::optional<std::size_t> tumor_column(bcf_hdr_t const* header, std::vector<std::string> const& samples,
                                        std::string name, std::string const& file) {
    if (name.empty() && samples.size() > 1) {
        auto const* const line = bcf_hdr_get_hrec(header, BCF_HL_GEN, "tumor_sample", nullptr, nullptr);
        name = line != nullptr && line->value != nullptr ? line->value : "";
        if (name.empty()) {
            return std::nullopt;
        }
    }
    if (name.empty()) {
        return samples.empty() ? std::nullopt : std::optional<std::size_t>{0};
    }
    auto const found = std::ranges::find(samples, name);
    if (found == samples.end()) {
        refuse("sample_not_in_vcf", fmt::format("{} has no sample {}", file, name), file,
               samples.empty() ? "the file has no genotype columns"
                               : fmt::format("its samples are {}", fmt::join(samples, ", ")));
    }
    return static_cast<std::size_t>(found - samples.begin());
}

VariantFile described(bcf_hdr_t const* header) {
    VariantFile file;
    file.contigs = contigs_of(header);
    file.samples.assign(header->samples, header->samples + bcf_hdr_nsamples(header));
    return file;
}

void append(VariantFile& file, bcf_hdr_t const* header, bcf1_t* record, std::optional<std::size_t> sample) {
    auto candidates = candidates_of(header, record, sample, file.records);
    std::ranges::move(candidates, std::back_inserter(file.candidates));
}

/// What htslib forgives and would shift or misread: fewer columns, blanks for tabs, a position that is none.
template <typename Where>
void check_line(std::string_view line, Where const& where) {
    auto const tabs = std::ranges::count(line, '\t');
    if (tabs < 7) {
        bool const blanks = std::ranges::count(line, ' ') >= 7;
        refuse(blanks ? "vcf_blanks_for_tabs" : "vcf_columns",
               blanks ? "the columns are separated by blanks, not by tabs"
                      : fmt::format("{} columns where a VCF has at least 8", tabs + 1),
               where(), "export the VCF again with tabs between its columns");
    }
    auto const begin = line.find('\t') + 1;
    auto const cell = line.substr(begin, line.find('\t', begin) - begin);
    std::int64_t position = 0;
    auto const result = std::from_chars(cell.data(), cell.data() + cell.size(), position);
    if (result.ec != std::errc{} || result.ptr != cell.data() + cell.size() || position < 1) {
        refuse("vcf_position", fmt::format("POS '{}' is no 1-based position", cell), where(),
               position == 0 && result.ec == std::errc{} ? "the positions look 0-based: convert them"
                                                         : "correct the record");
    }
}

/// A line in memory of htslib's own: from 1.17 on its parser makes the text longer while it reads, and so may move it.
class ParsableLine {
public:
    ParsableLine() = default;
    ParsableLine(ParsableLine const&) = delete;
    ParsableLine& operator=(ParsableLine const&) = delete;
    ~ParsableLine() { std::free(text_.s); }
    [[nodiscard]] kstring_t* holding(std::string const& line) {
        text_.l = 0;
        if (kputsn(line.data(), line.size(), &text_) < 0) {
            throw std::bad_alloc{};
        }
        return &text_;
    }

private:
    kstring_t text_{0, 0, nullptr};
};

/// Kinds of damage that htslib notes in a record and goes on with. A contig or tag that only the header forgot is none.
constexpr int damage = BCF_ERR_NCOLS | BCF_ERR_LIMITS | BCF_ERR_CHAR | BCF_ERR_CTG_INVALID | BCF_ERR_TAG_INVALID;

/// Text is parsed line by line through our own reader, so that plain, gzip and bgzip give the same result, and every
/// fault has its line.
VariantFile read_text(std::filesystem::path const& path, std::string const& sample) {
    LineReader lines{path};
    auto const where = [&] { return fmt::format("{} line {}", lines.name(), lines.line_number()); };
    VariantHeaderHandle const header{bcf_hdr_init("r")};
    std::string head;
    std::optional<std::string> line;
    while ((line = lines.next()) && line->starts_with("##")) {
        head += *line + "\n";
    }
    if (!head.starts_with("##fileformat=VCF")) {
        refuse("not_a_vcf", lines.name() + " is no VCF: it does not begin with ##fileformat=VCF", lines.name(),
               "give a VCF or BCF, plain or compressed");
    }
    if (!line || !line->starts_with("#CHROM\t")) {
        refuse("vcf_header", "the line of column names (#CHROM) is missing or has no tabs", where(),
               "export the VCF again");
    }
    head += *line + "\n";
    if (bcf_hdr_parse(header.get(), head.data()) != 0 || bcf_hdr_sync(header.get()) != 0) {
        refuse("vcf_header", "the header of " + lines.name() + " cannot be read", where(), "export the VCF again");
    }
    auto file = described(header.get());
    auto const column = tumor_column(header.get(), file.samples, sample, lines.name());
    VariantRecordHandle const record{bcf_init()};
    ParsableLine text;
    while ((line = lines.next())) {
        if (line->empty()) {
            continue;
        }
        ++file.records;
        check_line(*line, where);
        if (vcf_parse(text.holding(*line), header.get(), record.get()) != 0 || (record->errcode & damage) != 0) {
            refuse("vcf_record", fmt::format("record {} cannot be read", file.records), where(),
                   "correct the record or export the VCF again");
        }
        append(file, header.get(), record.get(), column);
    }
    return file;
}

VariantFile read_binary(std::filesystem::path const& path, std::string const& sample) {
    auto const name = path.filename().string();
    HtsFileHandle const stream{hts_open(path.c_str(), "r")};
    VariantHeaderHandle const header{stream == nullptr ? nullptr : bcf_hdr_read(stream.get())};
    if (header == nullptr) {
        refuse("bcf_header", "the header of " + name + " cannot be read", name, "copy the file again");
    }
    auto file = described(header.get());
    auto const column = tumor_column(header.get(), file.samples, sample, name);
    VariantRecordHandle const record{bcf_init()};
    int status = 0;
    while ((status = bcf_read(stream.get(), header.get(), record.get())) == 0) {
        ++file.records;
        append(file, header.get(), record.get(), column);
    }
    if (status < -1) {
        refuse("bcf_record", fmt::format("{} is damaged or cut short", name),
               fmt::format("{} record {}", name, file.records + 1), "copy the file again");
    }
    return file;
}

}  // namespace

VariantFile read_variants(std::filesystem::path const& path, std::string const& sample) {
    QuietHtslib const quiet;
    return first_bytes(path).starts_with("BCF") ? read_binary(path, sample) : read_text(path, sample);
}

}  // namespace tidemark
