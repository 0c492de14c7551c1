#include "support/alignment_text.hpp"

#include <htslib/faidx.h>
#include <htslib/hts.h>
#include <htslib/kstring.h>
#include <htslib/sam.h>

#include <cstdlib>
#include <stdexcept>

namespace tidemark::test {

std::string write_alignments(Scratch const& scratch, std::string const& name, std::string const& sam,
                             std::string const& reference, bool index) {
    bool const cram = !reference.empty();
    auto const text = scratch.write(name + ".sam", sam);
    auto const path = scratch / (name + (cram ? ".cram" : ".bam"));
    htsFile* const in = hts_open(text.c_str(), "r");
    htsFile* const out = hts_open(path.c_str(), cram ? "wc" : "wb");
    if (in == nullptr || out == nullptr || (cram && hts_set_fai_filename(out, reference.c_str()) != 0)) {
        throw std::runtime_error{"cannot make " + path};
    }
    sam_hdr_t* const header = sam_hdr_read(in);
    bam1_t* const record = bam_init1();
    if (header == nullptr || sam_hdr_write(out, header) != 0) {
        throw std::runtime_error{"bad SAM header for " + path};
    }
    int status = 0;
    while ((status = sam_read1(in, header, record)) >= 0) {
        if (sam_write1(out, header, record) < 0) {
            throw std::runtime_error{"cannot write " + path};
        }
    }
    if (status < -1) {
        throw std::runtime_error{"bad SAM text for " + path};
    }
    bam_destroy1(record);
    sam_hdr_destroy(header);
    hts_close(in);
    if (hts_close(out) != 0 || (index && sam_index_build(path.c_str(), 0) != 0)) {
        throw std::runtime_error{"cannot finish " + path};
    }
    return path;
}

std::string write_reference(Scratch const& scratch, std::string const& name, std::string const& fasta) {
    auto const path = scratch.write(name, fasta);
    if (fai_build(path.c_str()) != 0) {
        throw std::runtime_error{"cannot index " + path};
    }
    return path;
}

std::string alignments_as_text(std::string const& path) {
    htsFile* const in = hts_open(path.c_str(), "r");
    sam_hdr_t* const header = in == nullptr ? nullptr : sam_hdr_read(in);
    if (header == nullptr) {
        throw std::runtime_error{"cannot read " + path};
    }
    std::string text = sam_hdr_str(header);
    bam1_t* const record = bam_init1();
    kstring_t line{0, 0, nullptr};
    int status = 0;
    while ((status = sam_read1(in, header, record)) >= 0) {
        line.l = 0;
        sam_format1(header, record, &line);
        text.append(line.s, line.l) += '\n';
    }
    std::free(line.s);
    bam_destroy1(record);
    sam_hdr_destroy(header);
    hts_close(in);
    if (status < -1) {
        throw std::runtime_error{path + " is damaged"};
    }
    return text;
}

}  // namespace tidemark::test
