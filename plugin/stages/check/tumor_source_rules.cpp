#include "stages/check/tumor_source_rules.hpp"

#include <fmt/format.h>

#include <map>

#include "stages/check/notes.hpp"

namespace tidemark {
namespace {

struct PatientRows {
    std::vector<SampleRow const*> tumor;
    std::vector<SampleRow const*> plasma;
};

std::map<std::string, PatientRows> rows_by_patient(std::vector<SampleRow> const& rows) {
    std::map<std::string, PatientRows> patients;
    for (auto const& row : rows) {
        if (row.patient.empty()) {
            continue;
        }
        if (row.type == SampleType::tumor) {
            patients[row.patient].tumor.push_back(&row);
        } else if (row.type == SampleType::plasma) {
            patients[row.patient].plasma.push_back(&row);
        }
    }
    return patients;
}

void check_lesions(std::vector<SampleRow const*> const& rows, Notes& notes) {
    std::map<std::string, SampleRow const*> lesions;
    for (auto const* const row : rows) {
        if (rows.size() > 1 && row->lesion.empty() && row->sample != rows.front()->sample) {
            notes.add(Severity::invalid, "lesion_missing", row->line, "lesion",
                      fmt::format("patient {} has several tumor rows: each names its lesion", row->patient));
        }
        auto const [place, added] = lesions.emplace(row->lesion, row);
        if (!row->lesion.empty() && !added && place->second->sample != row->sample) {
            notes.add(Severity::contradiction, "lesion_twice", row->line, "lesion",
                      fmt::format("lesion {} has a tumor row on line {} too; a biopsied lesion has one", row->lesion,
                                  place->second->line));
        }
    }
}

void check_with_tumor(PatientRows const& rows, Notes& notes) {
    bool any = false;
    for (auto const* const row : rows.tumor) {
        any = any || !row->tumor_vcf.empty();
    }
    for (auto const* const row : rows.plasma) {
        if (!row->tumor_vcf.empty()) {
            notes.add(Severity::contradiction, "two_tumor_sources", row->line, "tumor_vcf",
                      fmt::format("patient {} has tumor rows (line {}): its tumor VCF stands there only", row->patient,
                                  rows.tumor.front()->line));
        }
    }
    if (!any && !rows.plasma.empty()) {
        notes.add(Severity::invalid, "no_tumor_source", rows.tumor.front()->line, "tumor_vcf",
                  fmt::format("no tumor row of patient {} has a tumor VCF: nothing can be tracked",
                              rows.tumor.front()->patient));
    }
}

void check_without_tumor(PatientRows const& rows, Notes& notes) {
    auto const& first = *rows.plasma.front();
    for (auto const* const row : rows.plasma) {
        if (row->tumor_vcf != first.tumor_vcf) {
            notes.add(Severity::contradiction, "two_tumor_sources", row->line, "tumor_vcf",
                      fmt::format("line {} of the same patient has another tumor VCF; without tumor rows all plasma "
                                  "rows name the same file",
                                  first.line));
        }
    }
    if (first.tumor_vcf.empty()) {
        notes.add(Severity::invalid, "no_tumor_source", first.line, "tumor_vcf",
                  fmt::format("patient {} has no tumor VCF: nothing can be tracked", first.patient));
    }
}

}  // namespace

Findings check_tumor_sources(SheetSet const& sheets) {
    Notes notes{sheets.names.samples};
    for (auto const& [patient, rows] : rows_by_patient(sheets.samples)) {
        check_lesions(rows.tumor, notes);
        if (!rows.tumor.empty()) {
            check_with_tumor(rows, notes);
        } else if (!rows.plasma.empty()) {
            check_without_tumor(rows, notes);
        }
    }
    return notes.take();
}

}  // namespace tidemark
