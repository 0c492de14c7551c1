#include "io/hts/alignment_file.hpp"

#include <fmt/format.h>
#include <htslib/bgzf.h>
#include <htslib/hts.h>
#include <htslib/hts_log.h>
#include <htslib/sam.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "io/hts/htslib_version.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

/// samtools' and htslib's own way to name an index that does not lie beside its file.
constexpr std::string_view index_mark = "##idx##";

[[noreturn]] void refuse(std::string rule, std::string const& name, std::string what, std::string why,
                         std::string remedy) {
    throw InputError{{.rule = std::move(rule),
                      .what = std::move(what),
                      .where = name,
                      .why = std::move(why),
                      .remedy = std::move(remedy)}};
}

FileState state_of(struct stat const& status) {
    return {static_cast<std::uint64_t>(status.st_size),
            static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec,
            static_cast<std::uint64_t>(status.st_ino)};
}

void look_at(AlignmentFile& opened) {
    struct stat status{};
    if (::stat(opened.path.c_str(), &status) != 0) {
        refuse("alignment_missing", opened.name, opened.name + " cannot be opened", std::strerror(errno),
               "check the path");
    }
    if (S_ISDIR(status.st_mode)) {
        refuse("alignment_not_bam", opened.name, opened.name + " is a folder", {}, "give a BAM or CRAM file");
    }
    if (!S_ISREG(status.st_mode)) {
        throw UsageError{{.rule = "stream_by_name",
                          .what = opened.name + " is a pipe or device",
                          .where = opened.name,
                          .why = "it can be read only once and has no index",
                          .remedy = "give - and feed it through standard input"}};
    }
    if (status.st_size == 0) {
        refuse("alignment_empty_file", opened.name, opened.name + " has no bytes", "it is no BAM or CRAM",
               "copy it again");
    }
    opened.regular = true;
    opened.state = state_of(status);
}

/// A CRAM names sequences by checksum; htslib would look for them in caches and on the network. Only the FASTA that was
/// given may answer, so both ways are closed for this process, once: the environment is shared by all threads.
bool close_reference_lookup() {
    ::setenv("REF_PATH", "/nonexistent/%s", 1);
    ::setenv("REF_CACHE", "/nonexistent/%s", 1);
    for (auto const* const proxy : {"http_proxy", "https_proxy", "ftp_proxy", "all_proxy"}) {
        ::setenv(proxy, "http://127.0.0.1:9", 1);
    }
    ::unsetenv("no_proxy");
    ::unsetenv("NO_PROXY");
    return true;
}

void prepare_cram(AlignmentFile const& opened, AlignmentSource const& source) {
    if (!source.trust_cram && !htslib_reads_hostile_cram_safely()) {
        refuse("cram_untrusted", opened.name, opened.name + " is CRAM and the running htslib is " +
                                                  htslib_running_version(),
               "that version lacks the fixes for malformed CRAM (1.21.2, 1.22.3, 1.23.2, 1.24)",
               "add --trust-cram for files of your own, or convert: samtools view -b");
    }
    if (source.reference.empty()) {
        throw UsageError{{.rule = "cram_without_reference",
                          .what = opened.name + " is CRAM and no reference was given",
                          .where = opened.name,
                          .why = "its bases are differences to a reference",
                          .remedy = "give the FASTA with -f"}};
    }
    if (hts_set_fai_filename(opened.file.get(), source.reference.c_str()) != 0) {
        refuse("reference_unreadable", source.reference.filename().string(), "the reference cannot be used for CRAM",
               {}, "run: samtools faidx " + source.reference.filename().string());
    }
}

void check_end_mark(AlignmentFile& opened, AlignmentSource const& source) {
    auto const found = hts_check_EOF(opened.file.get());
    if (found == 1 || found == 2) {
        return;
    }
    if (found < 0) {
        refuse("alignment_unreadable", opened.name, opened.name + " cannot be read to its end", std::strerror(errno),
               "copy it again");
    }
    if (!source.allow_missing_eof) {
        refuse("missing_eof", opened.name, opened.name + " has no end-of-file mark",
               "it may have been cut, and reads that are missing look like variants that are absent",
               "copy it again, or add --allow-missing-eof where you know that it is whole");
    }
    opened.eof_missing = true;
}

std::string header_value(sam_hdr_t* header, char const* type, int index, char const* key) {
    kstring_t text{0, 0, nullptr};
    auto const found = sam_hdr_find_tag_pos(header, type, index, key, &text);
    std::string value = found == 0 && text.s != nullptr ? std::string{text.s, text.l} : std::string{};
    std::free(text.s);
    return value;
}

void read_header(AlignmentFile& opened) {
    opened.header.reset(sam_hdr_read(opened.file.get()));
    if (opened.header == nullptr) {
        refuse("alignment_header_damaged", opened.name, "the header of " + opened.name + " cannot be read",
               "the file is cut or damaged", "copy it again");
    }
    auto* const header = opened.header.get();
    auto const described = sam_hdr_count_lines(header, "SQ");
    for (int number = 0; number < sam_hdr_nref(header); ++number) {
        Contig contig{sam_hdr_tid2name(header, number), sam_hdr_tid2len(header, number), {}};
        if (number < described) {
            contig.md5 = header_value(header, "SQ", number, "M5");
            for (auto& letter : contig.md5) {
                letter = static_cast<char>(letter >= 'A' && letter <= 'F' ? letter - 'A' + 'a' : letter);
            }
        }
        opened.contigs.contigs.push_back(std::move(contig));
    }
    for (int number = 0; number < sam_hdr_count_lines(header, "RG"); ++number) {
        auto const id = header_value(header, "RG", number, "ID");
        opened.read_groups.emplace(id, header_value(header, "RG", number, "SM"));
        if (auto library = header_value(header, "RG", number, "LB"); !library.empty()) {
            opened.libraries.emplace(id, std::move(library));
        }
    }
}

}  // namespace

AlignmentFile open_alignment(AlignmentSource const& source) {
    // Every htslib fault comes back as a value and is reported here, once, with its exit code.
    hts_set_log_level(HTS_LOG_OFF);
    [[maybe_unused]] static bool const lookup_closed = close_reference_lookup();
    AlignmentFile opened;
    auto const given = source.path.string();
    auto const mark = given.find(index_mark);
    opened.path = given.substr(0, mark);
    opened.index = mark == std::string::npos ? std::string{} : given.substr(mark + index_mark.size());
    opened.name = opened.path == "-" ? "standard input" : opened.path.filename().string();
    if (opened.path != "-") {
        look_at(opened);
    }
    opened.file.reset(hts_open(opened.path.c_str(), "r"));
    if (opened.file == nullptr) {
        refuse("alignment_not_bam", opened.name, opened.name + " is no BAM or CRAM", std::strerror(errno),
               "give a coordinate-sorted BAM or CRAM");
    }
    auto const* const format = hts_get_format(opened.file.get());
    opened.cram = format->format == cram;
    if (format->format != bam && !opened.cram) {
        std::unique_ptr<char, void (*)(void*)> const description{hts_format_description(format), &std::free};
        refuse("alignment_not_bam", opened.name,
               fmt::format("{} looks like {}", opened.name, description == nullptr ? "nothing known" : description.get()),
               "only BAM and CRAM are read", "convert it: samtools sort -o sorted.bam");
    }
    if (opened.cram) {
        prepare_cram(opened, source);
    }
    check_end_mark(opened, source);
    bool const has_threads = source.pool != nullptr ? source.pool->serve(opened.file.get())
                             : source.threads > 1 ? hts_set_threads(opened.file.get(), source.threads - 1) == 0
                                                  : true;
    if (!has_threads) {
        refuse("threads_unavailable", opened.name, "threads could not be started", std::strerror(errno),
               "lower --threads");
    }
    read_header(opened);
    return opened;
}

void refuse_changed(AlignmentFile const& file) {
    if (!file.regular) {
        return;
    }
    struct stat status{};
    if (::stat(file.path.c_str(), &status) != 0 || state_of(status) != file.state) {
        throw ContradictionError{{.rule = "alignment_changed",
                                  .what = file.name + " changed while it was read",
                                  .where = file.name,
                                  .why = "the counts would mix two files",
                                  .remedy = "wait until whatever writes it is done, then run again"}};
    }
}

}  // namespace tidemark
