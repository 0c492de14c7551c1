// check --pseudonymize: the sheets again, with keyed hashes for the ids of patients and samples.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "values/patient/lesion.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// The key in a file, without one line end behind it. Throws InputError where it cannot be read, or holds fewer than 16 bytes:
/// ids are guessed quickly where the key is.
[[nodiscard]] std::string read_key(std::filesystem::path const& path);

/// "P" or "S" and 16 letters a-p for as many hex digits of HMAC-SHA-256(key, kind and id), so that none looks like a number; the same id has the same pseudonym in every sheet and run.
/// Empty for an empty id.
[[nodiscard]] std::string patient_pseudonym(std::string const& key, std::string const& patient);
[[nodiscard]] std::string sample_pseudonym(std::string const& key, std::string const& sample);

struct PseudonymSheet {
    std::filesystem::path path;
    std::string name;                         ///< events.csv
    std::vector<int> days = {};               ///< for a sheet with dates: of every row, written instead
};

/// The rows with pseudonyms and without their x_ columns, which may say anything.
[[nodiscard]] std::vector<SampleRow> with_pseudonyms(std::vector<SampleRow> rows, std::string const& key);
/// Clonotypes as text, CSV, in our own form whichever was read: an AIRR table has ids, dates and texts in columns of any name, and
/// nothing but what was read of it is written.
[[nodiscard]] std::string pseudonymous_clonotypes(std::span<ClonotypeRow const> rows, std::string const& key);
/// A sheet of a fixed form as text, CSV: `patient` and `sample` replaced, columns `date` and `x_…` left out, all others as they
/// were. The sheet has been checked before.
[[nodiscard]] std::string pseudonymous_sheet(PseudonymSheet const& sheet, std::string const& key);

}  // namespace tidemark
