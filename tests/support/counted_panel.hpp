// A panel made locus by locus with what one sample shows there.
#pragma once
#include <iterator>
#include <utility>

#include "values/evidence/sample_evidence.hpp"
#include "values/patient/panel.hpp"

namespace tidemark::test {

/// Adds C>T, 1,000 bases behind the last one on chr1, as `entry` says for the rest, with so many duplex molecules and the rate of errors
/// that the table states.
inline void add_counted(Panel& panel, SampleEvidence& evidence, PanelEntry entry, LocusCounts const& counts, double rate) {
    entry.variant = {"chr1", Position::from_one_based(1000 * (std::ssize(panel.entries) + 1)), "C", "T"};
    evidence.loci.push_back({entry.variant, {EvidenceClass::duplex, MoleculeStrand::none}, counts, rate});
    panel.entries.push_back(std::move(entry));
}

}  // namespace tidemark::test
