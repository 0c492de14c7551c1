// Scenarios of a few lines for the tests of this folder.
#pragma once
#include "values/patient/scenario.hpp"

namespace tidemark::test {

/// One contig, one patient "P1" with lesion L1, one SNV "S", one draw "D1" with f 0.1, one control "N1".
inline Scenario one_locus() {
    Scenario scenario;
    scenario.contigs = {{"c1", 30'000, {}}};
    ScenarioPatient patient;
    patient.id = "P1";
    ScenarioLesion lesion;
    lesion.id = "L1";
    patient.lesions = {lesion};
    ScenarioVariants snv;
    snv.id = "S";
    patient.variants = {snv};
    ScenarioDraw draw;
    draw.sample = "D1";
    draw.fraction = 0.1;
    patient.draws = {draw};
    scenario.patients = {patient};
    scenario.controls.samples = {"N1"};
    return scenario;
}

}  // namespace tidemark::test
