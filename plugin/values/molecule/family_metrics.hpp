// Rows of the family metrics, in the column layout of fgbio (docs/formats/family_metrics.md), so that MultiQC and
// scripts written for fgbio read them.
#pragma once
#include <cstdint>
#include <string>

namespace tidemark {

/// GroupReadsByUmi's histogram: how many families have how many templates.
struct FamilySizeRow {
    std::int64_t family_size = 0;
    std::int64_t count = 0;
    double fraction = 0;
    double fraction_gt_or_eq_family_size = 0;
};

/// How many families of one kind have a size, as count and fractions of all of that kind.
struct FamilyShare {
    std::int64_t count = 0;
    double fraction = 0;
    double fraction_gt_or_eq_size = 0;
};

/// CS: templates of one position; SS: of one strand of a molecule; DS: of a molecule, one or both strands seen.
struct StrandFamilySizeRow {
    std::int64_t family_size = 0;
    FamilyShare cs;
    FamilyShare ss;
    FamilyShare ds;
};

/// Molecules by templates of the better (ab) and the other strand (ba).
struct DuplexFamilySizeRow {
    std::int64_t ab_size = 0;
    std::int64_t ba_size = 0;
    std::int64_t count = 0;
    double fraction = 0;
    double fraction_gt_or_eq_size = 0;   ///< of molecules with at least ab_size and at least ba_size
};

/// What a share of the templates yields.
struct DuplexYieldRow {
    double fraction = 1;
    std::int64_t read_pairs = 0;
    std::int64_t cs_families = 0;
    std::int64_t ss_families = 0;
    std::int64_t ds_families = 0;
    std::int64_t ds_duplexes = 0;
    double ds_fraction_duplexes = 0;
    double ds_fraction_duplexes_ideal = 0;
};

/// One UMI (one half of a duplex UMI) after correction within families.
struct UmiRow {
    std::string umi;
    std::int64_t raw_observations = 0;
    std::int64_t raw_observations_with_errors = 0;
    std::int64_t unique_observations = 0;
    double fraction_raw_observations = 0;
    double fraction_unique_observations = 0;
};

}  // namespace tidemark
