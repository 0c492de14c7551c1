// Rows of the optional sheets about lesions and T-cell clones (`docs/formats/lesions.md`).
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "values/genome/variant.hpp"

namespace tidemark {

/// `unknown` joins neither side of a contrast.
enum class Compartment { irradiated, nonirradiated, unknown };

struct LesionRow {
    std::size_t line = 0;
    std::string patient;
    std::string lesion;
    Compartment compartment = Compartment::unknown;
    std::optional<bool> biopsied;
    std::map<std::string, std::string> extra;
    bool operator==(LesionRow const&) const = default;
};

/// What is known about one variant in one lesion.
struct LesionMapRow {
    std::size_t line = 0;
    std::string patient;
    Variant variant;
    std::string lesion;
    std::optional<double> multiplicity;    ///< mutated copies per mutated cell, > 0
    std::optional<double> total_copies;    ///< in tumor cells, >= 0
    std::optional<double> ccf;             ///< 0..1
    std::optional<std::int64_t> depth;     ///< reads in the lesion's tissue
    std::optional<double> purity;          ///< above 0, at most 1
    std::optional<double> absence_power;   ///< 0..1: chance that the tissue would have shown it
    std::map<std::string, std::string> extra;
    bool operator==(LesionMapRow const&) const = default;
};

/// A T-cell clone in one sample: counts, never fractions.
struct ClonotypeRow {
    std::size_t line = 0;
    std::string sample;
    std::string patient;                   ///< whose the table says it is; may be empty
    std::string compartment;               ///< blood, tissue, irradiated, nonirradiated or empty
    std::string cdr3_nt;
    std::string cdr3_aa;
    std::string v;
    std::string j;
    std::int64_t templates = 0;
    std::map<std::string, std::string> extra;
    bool operator==(ClonotypeRow const&) const = default;
};

}  // namespace tidemark
