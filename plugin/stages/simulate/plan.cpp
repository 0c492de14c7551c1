#include "stages/simulate/plan.hpp"

#include <fmt/format.h>

#include <numeric>

#include "stages/simulate/read_layout.hpp"

namespace tidemark {
namespace {

SampleRow row_of(Scenario const& scenario, std::string const& patient, std::string const& sample, SampleType type) {
    SampleRow row;
    row.patient = patient;
    row.sample = sample;
    row.type = type;
    row.bam = sample + ".bam";
    row.evidence = "consensus";
    row.targets = "targets.bed";
    row.chemistry = scenario.chemistry;
    return row;
}

SamplePlan tumor_plan(Scenario const& scenario, std::size_t number, std::size_t lesion_number) {
    auto const& patient = scenario.patients[number];
    auto const& lesion = patient.lesions[lesion_number];
    SamplePlan plan;
    plan.row = row_of(scenario, patient.id, patient.id + "_" + lesion.id, SampleType::tumor);
    plan.row.lesion = lesion.id;
    plan.row.tumor_vcf = plan.row.sample + ".vcf";
    plan.row.segments = plan.row.sample + ".segments.tsv";
    plan.row.purity = lesion.purity;
    plan.molecules = lesion.molecules;
    plan.fraction = lesion.purity;
    plan.lesion_fractions.assign(patient.lesions.size(), 0);
    plan.lesion_fractions[lesion_number] = lesion.purity;
    return plan;
}

SamplePlan draw_plan(Scenario const& scenario, std::size_t number, ScenarioDraw const& draw, int replicate) {
    auto const& patient = scenario.patients[number];
    SamplePlan plan;
    auto const sample = draw.replicates == 1 ? draw.sample : fmt::format("{}_r{}", draw.sample, replicate);
    plan.row = row_of(scenario, patient.id, sample, SampleType::plasma);
    plan.row.day = draw.day;
    plan.row.timepoint = draw.timepoint;
    plan.row.use = draw.use;
    plan.row.cfdna_ng = draw.cfdna_ng;
    plan.row.plasma_ml = draw.plasma_ml;
    plan.row.input_ng = draw.input_ng;
    plan.row.batch = draw.batch;
    plan.molecules = draw.molecules;
    plan.fraction = draw.fraction;
    std::vector<double> weights;
    for (auto const& lesion : patient.lesions) {
        auto const found = draw.shedding.find(lesion.id);
        weights.push_back(draw.shedding.empty() ? 1 : found == draw.shedding.end() ? 0 : found->second);
    }
    double const sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double const weight : weights) {
        plan.lesion_fractions.push_back(sum > 0 ? draw.fraction * weight / sum : 0);
    }
    plan.dropout = draw.dropout;
    if (draw.contamination) {
        for (std::size_t other = 0; other < scenario.patients.size(); ++other) {
            if (scenario.patients[other].id == draw.contamination->patient) {
                plan.contaminant = static_cast<int>(other);
            }
        }
        plan.contamination = draw.contamination->share;
    }
    return plan;
}

/// Makes the row name raw reads; alignments only where there is no FASTQ.
void name_raw_reads(ScenarioReads const& reads, SampleRow& row) {
    auto const layout = read_layout(reads.structure);
    std::size_t umi = 0;
    for (std::size_t read = 0; read < layout.reads.size(); ++read) {
        umi += layout.umi_length(read);
        if (reads.files != RawFiles::bam) {
            row.fastq.push_back(raw_fastq_name(row.sample, read));
        }
    }
    row.evidence = "raw";
    row.umi = umi == 0 ? "none" : "tag";
    if (!row.fastq.empty()) {
        row.bam.clear();
        row.read_structure = reads.structure;
    }
}

}  // namespace

bool is_raw(Scenario const& scenario, SamplePlan const& plan) {
    return scenario.raw_reads && (plan.row.type == SampleType::plasma || plan.row.type == SampleType::control);
}

std::string raw_fastq_name(std::string const& sample, std::size_t read) {
    return fmt::format("{}_R{}.fastq.gz", sample, read + 1);
}

std::vector<std::string> variant_ids(ScenarioPatient const& patient) {
    std::vector<std::string> ids;
    for (auto const& variants : patient.variants) {
        for (int member = 1; member <= variants.count; ++member) {
            ids.push_back(variants.count == 1 ? variants.id : fmt::format("{}{}", variants.id, member));
        }
    }
    for (auto const& mutation : patient.hematopoiesis) {
        ids.push_back(mutation.id);
    }
    return ids;
}

std::vector<SamplePlan> sample_plans(Scenario const& scenario) {
    std::vector<SamplePlan> plans;
    for (std::size_t number = 0; number < scenario.patients.size(); ++number) {
        auto const& patient = scenario.patients[number];
        std::size_t const first = plans.size();
        for (std::size_t lesion = 0; lesion < patient.lesions.size(); ++lesion) {
            if (patient.lesions[lesion].biopsied) {
                plans.push_back(tumor_plan(scenario, number, lesion));
            }
        }
        if (patient.white_cell_molecules) {
            SamplePlan plan;
            plan.row = row_of(scenario, patient.id, patient.id + "_wc", SampleType::white_cells);
            plan.molecules = *patient.white_cell_molecules;
            plan.lesion_fractions.assign(patient.lesions.size(), 0);
            plans.push_back(plan);
        }
        for (auto const& draw : patient.draws) {
            for (int replicate = 1; replicate <= draw.replicates; ++replicate) {
                plans.push_back(draw_plan(scenario, number, draw, replicate));
            }
        }
        for (std::size_t index = first; index < plans.size(); ++index) {
            plans[index].patient = static_cast<int>(number);
            plans[index].individual = number;
        }
    }
    for (std::size_t control = 0; control < scenario.controls.samples.size(); ++control) {
        SamplePlan plan;
        plan.row = row_of(scenario, "", scenario.controls.samples[control], SampleType::control);
        plan.row.batch = scenario.controls.batch;
        plan.individual = scenario.patients.size() + control;
        plan.molecules = scenario.controls.molecules;
        plans.push_back(plan);
    }
    for (auto& plan : plans) {
        if (is_raw(scenario, plan)) {
            name_raw_reads(*scenario.raw_reads, plan.row);
        }
    }
    return plans;
}

}  // namespace tidemark
