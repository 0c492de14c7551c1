#include "support/record_text.hpp"

#include <htslib/kstring.h>
#include <htslib/sam.h>

#include <cstring>
#include <memory>
#include <stdexcept>

#include "support/text_cells.hpp"

namespace tidemark::test {

std::vector<std::string> record_cells(Read const& read) {
    std::string const header_text = "@SQ\tSN:c0\tLN:1000000\n@SQ\tSN:c1\tLN:1000000\n@SQ\tSN:c2\tLN:1000000\n";
    std::unique_ptr<sam_hdr_t, void (*)(sam_hdr_t*)> const header{sam_hdr_parse(header_text.size(), header_text.c_str()),
                                                                  &sam_hdr_destroy};
    std::unique_ptr<bam1_t, void (*)(bam1_t*)> const record{bam_init1(), &bam_destroy1};
    std::vector<std::uint32_t> cigar(static_cast<std::size_t>(read.operation_count));
    if (!cigar.empty()) {
        std::memcpy(cigar.data(), read.operations, 4 * cigar.size());
    }
    std::string bases;
    for (std::int32_t base = 0; base < read.length; ++base) {
        bases += "=ACMGRSVTWYHKDBN"[read.base_code(base)];
    }
    std::string const name{read.name};
    if (bam_set1(record.get(), name.size(), name.c_str(), read.flags, read.contig, read.position, read.mapping_quality,
                 cigar.size(), cigar.data(), read.mate_contig, read.mate_position, read.template_length, bases.size(),
                 bases.c_str(), reinterpret_cast<char const*>(read.qualities), read.tags.size()) < 0) {
        throw std::runtime_error{"htslib does not take the record"};
    }
    std::memcpy(bam_get_aux(record.get()), read.tags.data(), read.tags.size());
    record->l_data += static_cast<int>(read.tags.size());
    kstring_t text = KS_INITIALIZE;
    if (sam_format1(header.get(), record.get(), &text) < 0) {
        ks_free(&text);
        throw std::runtime_error{"htslib cannot read the tags"};
    }
    auto const cells = cells_of(std::string{text.s, text.l}, '\t');
    ks_free(&text);
    return cells;
}

std::string tag_of(std::vector<std::string> const& cells, std::string const& name) {
    for (std::size_t cell = 11; cell < cells.size(); ++cell) {
        if (cells[cell].starts_with(name + ":")) {
            return cells[cell];
        }
    }
    return {};
}

}  // namespace tidemark::test
