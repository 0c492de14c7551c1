#include "stages/track/clonotype_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

namespace tidemark {
namespace {

void refuse(Findings& findings, Severity severity, char const* rule, ClonotypeRow const& row, std::string message) {
    findings.push_back({severity, rule, "clonotype table", row.line, "sample", std::move(message)});
}

/// "TRBV6-2*01,TRBV6-3*01" -> "TRBV6-2".
std::string gene(std::string const& call) { return call.substr(0, call.find_first_of("*,")); }

/// What the row says, else what its sample type makes plain; nothing where neither does.
std::string compartment_of(ClonotypeRow const& row, SampleRow const& sample) {
    if (!row.compartment.empty()) {
        return row.compartment == "blood" ? "blood" : "tissue";
    }
    switch (sample.type) {
        case SampleType::plasma:
        case SampleType::white_cells: return "blood";
        case SampleType::tumor: return "tissue";
        case SampleType::normal:
        case SampleType::control: break;
    }
    return {};
}

std::string irradiation_of(ClonotypeRow const& row, SampleRow const& sample, std::span<LesionRow const> lesions) {
    if (row.compartment == "irradiated" || row.compartment == "nonirradiated") {
        return row.compartment;
    }
    for (auto const& lesion : lesions) {
        if (lesion.patient == sample.patient && lesion.lesion == sample.lesion) {
            return lesion.compartment == Compartment::irradiated      ? "irradiated"
                   : lesion.compartment == Compartment::nonirradiated ? "nonirradiated"
                                                                      : "unknown";
        }
    }
    return "unknown";
}

void add_row(CountedClonotype& clone, ClonotypeRow const& row) {
    clone.templates += row.templates;
    if (!row.cdr3_aa.empty() && (clone.cdr3_aa.empty() || row.cdr3_aa < clone.cdr3_aa)) {
        clone.cdr3_aa = row.cdr3_aa;
    }
}

class Gatherer {
public:
    Gatherer(ClonotypeInput const& input, Findings& findings) : input_{input}, findings_{findings} {
        for (auto const& row : input.samples) {
            sheet_.emplace(row.sample, &row);
        }
    }

    void add(ClonotypeRow const& row) {
        auto const sample = sheet_.find(row.sample);
        if (sample == sheet_.end()) {
            return refuse(findings_, Severity::contradiction, "unknown_sample", row,
                          fmt::format("sample {} is not in the sample sheet", row.sample));
        }
        auto const& owner = sample->second->patient;
        if (owner.empty() || (!row.patient.empty() && row.patient != owner)) {
            return refuse(findings_, Severity::contradiction, "foreign_sample", row,
                          fmt::format("sample {} is of {}, and the clonotype table says {}", row.sample,
                                      owner.empty() ? "no patient" : "patient " + owner,
                                      row.patient.empty() ? "nothing of a control" : "patient " + row.patient));
        }
        if (owner == input_.patient) {
            count(row, *sample->second);
        }
    }

    CountedSamples take() {
        CountedSamples all;
        for (auto& [name, sample] : samples_) {
            sample.facts.clonotypes = static_cast<std::int64_t>(sample.clonotypes(sample.has_nucleotides).size());
            (sample.facts.compartment == "blood" ? all.blood : all.tissue).push_back(std::move(sample));
        }
        std::ranges::stable_sort(all.blood, {}, [](CountedSample const& sample) { return sample.facts.day; });
        return all;
    }

private:
    void count(ClonotypeRow const& row, SampleRow const& sheet) {
        auto const compartment = compartment_of(row, sheet);
        auto const [place, added] = samples_.try_emplace(row.sample);
        auto& sample = place->second;
        if (added) {
            start(sample, compartment, row, sheet);
        } else if (sample.facts.compartment != compartment ||
                   (compartment == "tissue" && sample.facts.irradiation != irradiation_of(row, sheet, input_.lesions))) {
            refuse(findings_, Severity::contradiction, "compartment_twice", row,
                   fmt::format("sample {} stands in two compartments", row.sample));
        }
        sample.facts.templates += row.templates;
        if (row.templates > 0) {
            ClonotypeKey const by_nucleotides{row.cdr3_nt, {}, gene(row.v), gene(row.j)};
            ClonotypeKey const by_amino_acids{{}, row.cdr3_aa, gene(row.v), gene(row.j)};
            if (row.cdr3_nt.empty()) {
                sample.has_nucleotides = false;
            } else {
                add_row(sample.by_nucleotides[by_nucleotides], row);
            }
            add_row(sample.by_amino_acids[row.cdr3_aa.empty() ? by_nucleotides : by_amino_acids], row);
        }
    }

    void start(CountedSample& sample, std::string const& compartment, ClonotypeRow const& row, SampleRow const& sheet) {
        sample.facts.sample = row.sample;
        sample.facts.compartment = compartment;
        if (sheet.day) {
            sample.facts.day = *sheet.day - input_.first_day;
        }
        if (compartment.empty()) {
            refuse(findings_, Severity::contradiction, "unknown_compartment", row,
                   fmt::format("sample {} is {}: fill the column compartment with blood, tissue, irradiated or nonirradiated",
                               row.sample, to_text(sheet.type)));
        } else if (compartment == "tissue") {
            sample.facts.irradiation = irradiation_of(row, sheet, input_.lesions);
        } else if (!sheet.day) {
            refuse(findings_, Severity::invalid, "missing_day", row,
                   fmt::format("blood sample {} has no day in the sample sheet", row.sample));
        }
    }

    ClonotypeInput input_;
    Findings& findings_;
    std::map<std::string, SampleRow const*> sheet_;
    std::map<std::string, CountedSample> samples_;
};

}  // namespace

CountedSamples count_clonotypes(ClonotypeInput const& input, Findings& findings) {
    Gatherer gatherer{input, findings};
    for (auto const& row : input.rows) {
        gatherer.add(row);
    }
    return gatherer.take();
}

}  // namespace tidemark
