#include "io/hts/handles.hpp"

#include <htslib/faidx.h>
#include <htslib/hts.h>
#include <htslib/sam.h>
#include <htslib/vcf.h>

namespace tidemark {

void CloseHtsFile::operator()(htsFile* file) const noexcept { hts_close(file); }
void FreeAlignmentHeader::operator()(sam_hdr_t* header) const noexcept { sam_hdr_destroy(header); }
void FreeAlignment::operator()(bam1_t* record) const noexcept { bam_destroy1(record); }
void FreeIndex::operator()(hts_idx_t* index) const noexcept { hts_idx_destroy(index); }
void FreeIterator::operator()(hts_itr_t* iterator) const noexcept { hts_itr_destroy(iterator); }
void FreeVariantHeader::operator()(bcf_hdr_t* header) const noexcept { bcf_hdr_destroy(header); }
void FreeVariantRecord::operator()(bcf1_t* record) const noexcept { bcf_destroy(record); }
void FreeFastaIndex::operator()(faidx_t* index) const noexcept { fai_destroy(index); }

}  // namespace tidemark
