#include "truth_table.hpp"

#include <htslib/hts.h>
#include <htslib/sam.h>

#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

void each_record(std::string const& bam, std::string const& contig,
                 std::function<void(bam1_t const*)> const& visit) {
    std::unique_ptr<htsFile, int (*)(htsFile*)> const file{hts_open(bam.c_str(), "r"), &hts_close};
    if (file == nullptr) {
        throw std::runtime_error{"cannot open " + bam};
    }
    std::unique_ptr<sam_hdr_t, void (*)(sam_hdr_t*)> const header{sam_hdr_read(file.get()), &sam_hdr_destroy};
    std::unique_ptr<bam1_t, void (*)(bam1_t*)> const record{bam_init1(), &bam_destroy1};
    int const wanted = sam_hdr_name2tid(header.get(), contig.c_str());
    while (sam_read1(file.get(), header.get(), record.get()) >= 0) {
        if (record->core.tid == wanted && (record->core.flag & 0xf00) == 0) {
            visit(record.get());
        }
    }
}

/// The bases that a record aligns to [begin, end), 0-based; nothing where it does not align all of them.
std::optional<std::string> aligned_bases(bam1_t const* record, std::int64_t begin, std::int64_t end) {
    std::string shown(static_cast<std::size_t>(end - begin), '.');
    std::int64_t reference = record->core.pos;
    int read = 0;
    for (std::uint32_t operation = 0; operation < record->core.n_cigar; ++operation) {
        auto const word = bam_get_cigar(record)[operation];
        auto const length = static_cast<int>(bam_cigar_oplen(word));
        int const type = bam_cigar_type(bam_cigar_op(word));
        for (int base = 0; type == 3 && base < length; ++base) {
            if (reference + base >= begin && reference + base < end) {
                shown[static_cast<std::size_t>(reference + base - begin)] =
                    seq_nt16_str[bam_seqi(bam_get_seq(record), read + base)];
            }
        }
        reference += (type & 2) != 0 ? length : 0;
        read += (type & 1) != 0 ? length : 0;
    }
    return shown.find('.') == std::string::npos ? std::optional{shown} : std::nullopt;
}

}  // namespace

std::vector<std::map<std::string, std::string>> read_table(std::string const& path) {
    std::ifstream file{path};
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> header;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) {
            continue;
        }
        auto const cells = cells_of(line, '\t');
        if (header.empty()) {
            header = cells;
            continue;
        }
        std::map<std::string, std::string> row;
        for (std::size_t column = 0; column < header.size(); ++column) {
            row[header[column]] = cells.at(column);
        }
        rows.push_back(row);
    }
    return rows;
}

MoleculeCounts count_bases(std::string const& bam, std::string const& contig, std::int64_t position,
                           std::string const& ref, std::string const& alt) {
    std::map<std::string, std::string> shown;   // by molecule; "?" where it cannot be read
    each_record(bam, contig, [&](bam1_t const* record) {
        if (record->core.qual < 20) {
            return;
        }
        auto const bases = aligned_bases(record, position - 1, position - 1 + static_cast<std::int64_t>(ref.size()));
        if (bases) {
            auto const [place, first] = shown.try_emplace(bam_get_qname(record), *bases);
            if ((!first && place->second != *bases) || bases->find('N') != std::string::npos) {
                place->second = "?";
            }
        }
    });
    MoleculeCounts counts;
    for (auto const& [name, bases] : shown) {
        counts.depth += bases == "?" ? 0 : 1;
        counts.alt += bases == alt ? 1 : 0;
    }
    return counts;
}

std::int64_t count_gaps(std::string const& bam, std::string const& contig, std::int64_t position, char kind,
                        std::int64_t length) {
    std::int64_t found = 0;
    each_record(bam, contig, [&](bam1_t const* record) {
        std::int64_t reference = record->core.pos;
        for (std::uint32_t operation = 0; operation < record->core.n_cigar; ++operation) {
            auto const word = bam_get_cigar(record)[operation];
            auto const bases = static_cast<std::int64_t>(bam_cigar_oplen(word));
            found += bam_cigar_opchr(word) == kind && bases == length && reference == position ? 1 : 0;
            reference += (bam_cigar_type(bam_cigar_op(word)) & 2) != 0 ? bases : 0;
        }
    });
    return found;
}

}  // namespace tidemark::test
