// Owning handles of htslib objects, without its headers. Nothing else belongs in this file.
// Their deleters are only for unwinding: a writer is closed by its own close(), which checks.
#pragma once
#include <memory>

struct htsFile;
struct sam_hdr_t;
struct bam1_t;
struct hts_idx_t;
struct hts_itr_t;
struct bcf_hdr_t;
struct bcf1_t;
struct faidx_t;

namespace tidemark {

struct CloseHtsFile { void operator()(htsFile* file) const noexcept; };
struct FreeAlignmentHeader { void operator()(sam_hdr_t* header) const noexcept; };
struct FreeAlignment { void operator()(bam1_t* record) const noexcept; };
struct FreeIndex { void operator()(hts_idx_t* index) const noexcept; };
struct FreeIterator { void operator()(hts_itr_t* iterator) const noexcept; };
struct FreeVariantHeader { void operator()(bcf_hdr_t* header) const noexcept; };
struct FreeVariantRecord { void operator()(bcf1_t* record) const noexcept; };
struct FreeFastaIndex { void operator()(faidx_t* index) const noexcept; };

using HtsFileHandle = std::unique_ptr<htsFile, CloseHtsFile>;
using AlignmentHeaderHandle = std::unique_ptr<sam_hdr_t, FreeAlignmentHeader>;
using AlignmentHandle = std::unique_ptr<bam1_t, FreeAlignment>;
using IndexHandle = std::unique_ptr<hts_idx_t, FreeIndex>;
using IteratorHandle = std::unique_ptr<hts_itr_t, FreeIterator>;
using VariantHeaderHandle = std::unique_ptr<bcf_hdr_t, FreeVariantHeader>;
using VariantRecordHandle = std::unique_ptr<bcf1_t, FreeVariantRecord>;
using FastaIndexHandle = std::unique_ptr<faidx_t, FreeFastaIndex>;

static_assert(sizeof(HtsFileHandle) == sizeof(void*));

}  // namespace tidemark
