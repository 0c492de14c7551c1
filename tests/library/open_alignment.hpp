// htslib's own handles on an alignment file, for the tests that pin what htslib does.
#pragma once
#include <htslib/bgzf.h>
#include <htslib/hts.h>
#include <htslib/sam.h>

#include <memory>
#include <string>
#include <vector>

namespace tidemark::test {

template <auto function>
struct CallAtEnd {
    template <typename Handle>
    void operator()(Handle* handle) const {
        static_cast<void>(function(handle));
    }
};
using OpenFile = std::unique_ptr<htsFile, CallAtEnd<&hts_close>>;
using OpenHeader = std::unique_ptr<sam_hdr_t, CallAtEnd<&sam_hdr_destroy>>;
using OpenRecord = std::unique_ptr<bam1_t, CallAtEnd<&bam_destroy1>>;
using OpenIndex = std::unique_ptr<hts_idx_t, CallAtEnd<&hts_idx_destroy>>;
using OpenIterator = std::unique_ptr<hts_itr_t, CallAtEnd<&hts_itr_destroy>>;

/// An alignment file with its header read.
struct OpenAlignment {
    explicit OpenAlignment(std::string const& path, std::string const& reference = {}) : file{hts_open(path.c_str(), "r")} {
        if (!reference.empty()) {
            static_cast<void>(hts_set_fai_filename(file.get(), reference.c_str()));
        }
        header.reset(sam_hdr_read(file.get()));
    }
    OpenFile file;
    OpenHeader header;
    OpenRecord record{bam_init1()};
};

/// Names up to the end, and the status that ended the reading.
struct NamesRead {
    std::vector<std::string> names;
    int status = 0;
};

[[nodiscard]] inline NamesRead read_names(OpenAlignment& from, hts_itr_t* iterator = nullptr) {
    NamesRead read;
    auto const next = [&] {
        return iterator == nullptr ? sam_read1(from.file.get(), from.header.get(), from.record.get())
                                   : sam_itr_next(from.file.get(), iterator, from.record.get());
    };
    while ((read.status = next()) >= 0) {
        read.names.emplace_back(bam_get_qname(from.record.get()));
    }
    return read;
}

}  // namespace tidemark::test
