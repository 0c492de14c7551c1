// A loop under this mark is compiled twice, for AVX2 and for the baseline, and the processor picks at run time. Only for
// loops over integers: their results cannot depend on the width.
#pragma once

// The picking happens before sanitizers are ready, and clang 14 (clang-tidy) knows the attribute only for C.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(TIDEMARK_NO_VECTOR_CLONES)
#define TIDEMARK_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define TIDEMARK_VECTOR_CLONES
#endif
