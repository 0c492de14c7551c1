#include "stages/check/sheet_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "stages/check/notes.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

using Rows = std::vector<SampleRow const*>;

std::map<std::string, Rows> rows_by_sample(std::vector<SampleRow> const& rows) {
    std::map<std::string, Rows> groups;
    for (auto const& row : rows) {
        if (!row.sample.empty()) {
            groups[row.sample].push_back(&row);
        }
    }
    return groups;
}

/// What rows of one sample may differ in: which lane a file came from, and the file.
SampleRow without_lane(SampleRow row) {
    row.line = 0;
    row.fastq.clear();
    row.lane.clear();
    row.flowcell.clear();
    row.sha256.clear();
    row.records.reset();
    return row;
}

void check_lanes(Rows const& rows, Notes& notes) {
    auto const& first = *rows.front();
    std::set<std::pair<std::string, std::string>> lanes;
    for (auto const* const row : rows) {
        if (row->fastq.empty()) {
            notes.add(Severity::contradiction, "duplicate_sample", row->line, "sample",
                      fmt::format("sample {} stands on line {} too; only FASTQ lanes of a sample share its id",
                                  row->sample, row == &first ? rows[1]->line : first.line));
            return;
        }
        if (row->lane.empty()) {
            notes.add(Severity::invalid, "partial_lanes", row->line, "lane",
                      fmt::format("sample {} has several rows: each names its lane", row->sample));
        } else if (!lanes.emplace(row->flowcell, row->lane).second) {
            notes.add(Severity::contradiction, "duplicate_lane", row->line, "lane",
                      fmt::format("lane {} of sample {} stands twice", row->lane, row->sample));
        }
        if (row->fastq.size() != first.fastq.size()) {
            notes.add(Severity::invalid, "partial_lanes", row->line, "fastq_1",
                      fmt::format("{} files here, {} on line {}: a lane is incomplete", row->fastq.size(),
                                  first.fastq.size(), first.line));
        }
        if (without_lane(*row) != without_lane(first)) {
            notes.add(Severity::contradiction, "lanes_disagree", row->line, "sample",
                      fmt::format("this row and line {} are lanes of sample {} but differ in more than the lane",
                                  first.line, row->sample));
        }
    }
}

void check_unique_samples(std::vector<SampleRow> const& rows, Notes& notes) {
    for (auto const& [sample, group] : rows_by_sample(rows)) {
        if (group.size() > 1) {
            check_lanes(group, notes);
        }
    }
}

/// Two ids that differ in case only are one file on some systems.
void check_case(std::vector<SampleRow> const& rows, std::string const& column, std::string SampleRow::*id,
                Notes& notes) {
    std::map<std::string, std::string> seen;
    for (auto const& row : rows) {
        auto const& text = row.*id;
        auto const [place, added] = seen.emplace(case_folded(text), text);
        if (!text.empty() && !added && place->second != text) {
            notes.add(Severity::contradiction, "case_collision", row.line, column,
                      fmt::format("{} and {} differ in case only", text, place->second));
        }
    }
}

std::vector<std::string> files_of(SampleRow const& row) {
    std::vector<std::string> files;
    for (auto const* const path : {&row.bam, &row.cram}) {
        if (!path->empty()) {
            files.push_back(*path);
        }
    }
    files.insert(files.end(), row.fastq.begin(), row.fastq.end());
    return files;
}

void check_same_files(std::vector<SampleRow> const& rows, Notes& notes) {
    std::map<std::string, SampleRow const*> by_path;
    std::map<std::string, SampleRow const*> by_sum;
    for (auto const& row : rows) {
        for (auto const& file : files_of(row)) {
            auto const key = std::filesystem::path{file.substr(0, file.find("##idx##"))}.lexically_normal().string();
            auto const [place, added] = by_path.emplace(key, &row);
            if (!added) {
                notes.add(Severity::contradiction, "same_file", row.line,
                          row.fastq.empty() ? (row.bam.empty() ? "cram" : "bam") : "fastq_1",
                          fmt::format("this file stands on line {} too", place->second->line));
            }
        }
        auto const [place, added] = by_sum.emplace(row.sha256, &row);
        if (!row.sha256.empty() && !added) {
            notes.add(Severity::contradiction, "same_file", row.line, "sha256",
                      fmt::format("line {} declares the same checksum", place->second->line));
        }
    }
}

void check_ids(std::vector<SampleRow> const& rows, Notes& notes) {
    std::set<std::pair<std::string, std::string>> noted;
    auto const look = [&](SampleRow const& row, std::string const& column, std::string const& text) {
        if (text.empty() || !noted.emplace(column, text).second) {
            return;
        }
        bool const is_id = column == "sample" || column == "patient";
        if (auto const why = is_id ? why_not_portable(text) : std::string{}; !why.empty()) {
            notes.add(Severity::warning, "id_not_portable", row.line, column,
                      fmt::format("{} {}: other platforms refuse it", text, why));
        }
        if (auto const what = looks_personal(text); !what.empty()) {
            notes.add(Severity::warning, "possible_phi", row.line, column,
                      fmt::format("this looks like {}; use a pseudonym", what));
        }
    };
    for (auto const& row : rows) {
        look(row, "patient", row.patient);
        look(row, "sample", row.sample);
        look(row, "timepoint", row.timepoint);
        look(row, "phase", row.phase);
        look(row, "batch", row.batch);
        for (auto const& [column, text] : row.extra) {
            look(row, column, text);
        }
    }
}

/// evidence/<control>.<patient>.evidence.tsv.gz: two pairs must not make one name.
void check_output_names(std::vector<SampleRow> const& rows, Notes& notes) {
    std::set<std::string> patients;
    std::set<std::string> controls;
    std::map<std::string, std::size_t> names;
    for (auto const& row : rows) {
        patients.insert(row.patient);
        if (row.type == SampleType::control) {
            controls.insert(row.sample);
        } else {
            names.emplace(case_folded(row.sample), row.line);
        }
    }
    patients.erase("");
    for (auto const& row : rows) {
        if (row.type != SampleType::control || controls.erase(row.sample) == 0) {
            continue;
        }
        for (auto const& patient : patients) {
            auto const [place, added] = names.emplace(case_folded(row.sample + "." + patient), row.line);
            if (!added) {
                notes.add(Severity::contradiction, "output_name_collision", row.line, "sample",
                          fmt::format("{}.{} would be written for this control and for line {}; rename one", row.sample,
                                      patient, place->second));
            }
        }
    }
}

}  // namespace

Findings check_sample_rows(SheetSet const& sheets) {
    Notes notes{sheets.names.samples};
    check_unique_samples(sheets.samples, notes);
    check_case(sheets.samples, "sample", &SampleRow::sample, notes);
    check_case(sheets.samples, "patient", &SampleRow::patient, notes);
    check_same_files(sheets.samples, notes);
    check_output_names(sheets.samples, notes);
    check_ids(sheets.samples, notes);
    return notes.take();
}

}  // namespace tidemark
