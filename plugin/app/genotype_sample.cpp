#include "app/genotype_sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "app/misuse.hpp"
#include "app/molecule_checks.hpp"
#include "app/molecule_run.hpp"
#include "app/sample_name.hpp"
#include "app/side_by_side.hpp"
#include "io/hts/alignment_reader.hpp"
#include "stages/genotype/contig_rules.hpp"
#include "stages/genotype/regions_to_read.hpp"
#include "values/failure/failure.hpp"
#include "values/genome/known_builds.hpp"

namespace tidemark {
namespace {

/// Share of malformed records beyond which a file is not believed (faults.md 24).
constexpr double malformed_share = 0.001;

FileContigs file_contigs(AlignmentFile const& file, CountingPlan const& plan) {
    FileContigs contigs;
    for (auto const& contig : file.contigs.contigs) {
        auto const found = std::ranges::find(plan.contigs, contig.name, &PlannedContig::name);
        contigs.planned.push_back(found == plan.contigs.end() ? -1
                                                              : static_cast<std::int32_t>(found - plan.contigs.begin()));
        contigs.lengths.push_back(contig.length);
    }
    return contigs;
}

/// "; the file looks like hg19, the reference like hg38", where both are known.
std::string builds_text(ContigTable const& file, ContigTable const& reference) {
    auto const of_file = human_build(file);
    auto const of_reference = human_build(reference);
    return of_file.empty() || of_reference.empty() || of_file == of_reference
               ? std::string{}
               : fmt::format("; the file looks like {}, the reference like {}", of_file, of_reference);
}

void check_contigs(AlignmentFile const& file, CountingPlan const& plan, ReferenceChecksums& checksums,
                   std::vector<std::string>& warnings) {
    std::vector<std::string> used;
    std::ranges::transform(plan.contigs, std::back_inserter(used), &PlannedContig::name);
    auto const findings = contig_findings(
        used, file.contigs, checksums.contigs(), [&](std::string const& contig) { return checksums.md5(contig); },
        file.name);
    std::vector<std::string> wrong;
    std::string rule;
    for (auto const& finding : findings) {
        if (finding.severity == Severity::warning) {
            warnings.push_back(fmt::format("{}: {}", finding.rule, finding.message));
        } else {
            rule = rule.empty() ? finding.rule : rule;
            wrong.push_back(finding.message);
        }
    }
    if (!wrong.empty()) {
        contradict(rule,
                   fmt::format("{} does not fit the reference: {}{}", file.name, fmt::join(wrong, "; "),
                               builds_text(file.contigs, checksums.contigs())),
                   file.name,
                   "molecules would be counted at other places, or none at all",
                   "give panel, reference and reads of one build; nothing is renamed silently");
    }
}

/// What one pass, or one share of it, gives.
struct Counted {
    std::optional<MoleculeCounter> counter;
    MoleculeTally tally;   ///< of raw reads
    std::optional<GroupingParameters> grouping;
};

using RunMolecules = decltype(run_molecules);

void feed(AlignmentReader& reader, SampleRequest const& request, ReferenceChecksums& checksums, RunMolecules& run,
          Counted& counted) {
    auto& counter = *counted.counter;
    if (request.raw) {
        MoleculeInput const input{.source = request.source,
                                  .reference = request.source.reference,
                                  .checksums = &checksums,
                                  .interest = [&](std::int32_t contig, std::int64_t begin, std::int64_t end) {
                                      return counter.touches(contig, begin, end);
                                  }};
        auto molecules = run(reader, input, *request.raw, [&](Read const& molecule) { counter.add(molecule); });
        counter.pass_over(molecules.tally.passed_over);
        counted.tally = std::move(molecules.tally);
        counted.grouping = molecules.grouping;
    } else {
        while (auto const* const read = reader.next()) {
            counter.add(*read);
        }
    }
    counter.finish();
}

/// Consecutive shares of the regions, each with a reader of its own; joined in order, so threads never show.
Counted count_by_index(AlignmentReader& reader, std::vector<FileRegion> const& regions, SampleRequest const& request,
                       CountingPlan const& plan, CountParameters const& parameters, ReferenceChecksums& checksums) {
    auto const contigs = file_contigs(reader.file(), plan);
    auto const shares = std::min<std::size_t>(static_cast<std::size_t>(request.source.threads), regions.size());
    std::vector<Counted> counted(shares);
    auto source = request.source;
    source.threads = 1;
    side_by_side(shares, request.source.threads, [&](std::size_t share) {
        auto const first = regions.size() * share / shares;
        auto const last = regions.size() * (share + 1) / shares;
        counted[share].counter.emplace(plan, parameters, contigs);
        if (share == 0) {
            reader.restrict_to(regions, first, last);
            feed(reader, request, checksums, run_in_one_pass, counted[share]);
        } else {
            AlignmentReader own{source};
            own.restrict_to(regions, first, last);
            feed(own, request, checksums, run_in_one_pass, counted[share]);
        }
    });
    auto joined = std::move(counted.front());
    for (std::size_t share = 1; share < shares; ++share) {
        joined.counter->append(std::move(*counted[share].counter));
        joined.tally += counted[share].tally;
        joined.grouping = joined.grouping ? joined.grouping : counted[share].grouping;
    }
    return joined;
}

/// Reads on their way to molecules, beside what became of the molecules: names begin with raw_.
void add_raw_counts(MoleculeCounts const& counts, bool strands_told, AlignmentReader const& reader, SampleEvidence& evidence) {
    for (std::size_t loss = 0; loss < group_loss_count; ++loss) {
        evidence.losses[fmt::format("raw_{}", to_text(static_cast<GroupLoss>(loss)))] = counts.reads_lost[loss];
    }
    for (std::size_t number = 0; number < consensus_outcome_count; ++number) {
        auto const outcome = static_cast<ConsensusOutcome>(number);
        if (outcome != ConsensusOutcome::called) {
            evidence.losses[fmt::format("raw_{}", to_text(outcome))] = counts.reads_of(outcome);
        }
    }
    evidence.losses["raw_other_alignment"] = counts.reads_other_alignment;
    evidence.losses["raw_clipped_away"] = counts.reads_clipped_away;
    evidence.losses["raw_low_quality"] = counts.reads_low_quality;
    auto const seen = reader.records_in_file().value_or(counts.reads_seen);
    evidence.losses["raw_elsewhere"] = seen - counts.reads_seen;
    evidence.totals["raw_reads_seen"] = seen;
    evidence.totals["raw_reads_in_molecules"] = counts.reads_in_molecules();
    evidence.totals["raw_templates"] = std::accumulate(counts.templates_of_families.begin(), counts.templates_of_families.end(), std::int64_t{0});
    evidence.totals["raw_templates_in_molecules"] = counts.templates_of(ConsensusOutcome::called);
    evidence.totals["raw_families"] = std::accumulate(counts.families.begin(), counts.families.end(), std::int64_t{0});
    evidence.totals["raw_molecules"] = counts.families_of(ConsensusOutcome::called);
    evidence.totals["raw_molecules_strands_told"] = strands_told ? counts.families_of(ConsensusOutcome::called) : 0;
    evidence.totals["raw_molecules_duplex"] = counts.duplex;
}

bool wants_index(AlignmentReader const& reader, std::vector<FileRegion> const& regions, Access access) {
    if (access != Access::automatic || regions.empty()) {
        return access == Access::index && !regions.empty();
    }
    auto const bytes = reader.bytes_for(regions);
    return bytes && (reader.index_totals() || reader.file().cram) && *bytes < reader.file().state.size / 2;
}

/// Nothing in a file that was cut and indexed again tells so: only a number that was known before does.
bool has_declared_records(AlignmentReader const& reader, SampleRequest const& request) {
    if (!request.records) {
        return false;
    }
    auto const found = reader.records_in_file();
    if (found && *found != *request.records) {
        contradict("record_count_differs",
                   fmt::format("{} has {} records, {} were declared", reader.file().name, *found, *request.records),
                   reader.file().name, "it may have been cut, and missing reads look like absent variants",
                   "copy it again, or correct the declared number");
    }
    return found.has_value();
}

/// Reads of the whole file, whichever way it was read: what was not looked at lies elsewhere.
void complete_counts(SampleEvidence& evidence, AlignmentReader const& reader) {
    auto const records = reader.records_in_file();
    if (!records) {
        return;
    }
    auto& seen = evidence.totals["reads_seen"];
    auto& unmapped = evidence.losses["unmapped"];
    auto const not_given = *records - seen;
    if (auto const& totals = reader.index_totals(); totals && not_given > 0) {
        std::int64_t all_unmapped = totals->unplaced;
        for (auto const count : totals->unmapped) {
            all_unmapped += count;
        }
        evidence.losses["elsewhere"] += not_given - (all_unmapped - unmapped);
        unmapped = all_unmapped;
        seen = *records;
    }
}

void refuse_belied(ReadCounts const& reads, CountParameters const& parameters, std::string const& name,
                   std::vector<std::string>& warnings) {
    auto const malformed = reads.lost[static_cast<std::size_t>(Loss::malformed)];
    auto const looked_at = reads.seen - reads.unmapped - reads.elsewhere;
    if (static_cast<double>(malformed) > malformed_share * static_cast<double>(looked_at)) {
        throw InputError{{.rule = "malformed_records",
                          .what = fmt::format("{} of {} records of {} are malformed", malformed, looked_at, name),
                          .where = name,
                          .why = "their CIGAR, sequence, position or tags do not fit together",
                          .remedy = "make the file again with a sound aligner"}};
    }
    // Consensus callers say so by a tag; UMIs without one are reads before consensus.
    if (parameters.declared == DeclaredEvidence::consensus && 2 * reads.raw_looking > reads.described) {
        contradict("evidence_contradicted", fmt::format("{} is declared consensus, but its reads are not", name), name,
                   fmt::format("{} of {} molecules carry a UMI and no tag of a consensus caller", reads.raw_looking,
                               reads.described),
                   "declare what it is, or give the consensus reads");
    }
    if (parameters.declared == DeclaredEvidence::unknown && reads.raw_looking > 0) {
        warnings.push_back(fmt::format(
            "umi_not_used: {} of {} molecules of {} carry a UMI; they are told apart by position only",
            reads.raw_looking, reads.described, name));
    }
}

}  // namespace

CountedFile count_file(SampleRequest const& request, CountingPlan const& plan, CountParameters const& parameters,
                       ReferenceChecksums& checksums) {
    CountedFile counted;
    AlignmentReader reader{request.source};
    auto const& file = reader.file();
    auto const name = sample_name(file, request.sample, request.rg_sample, counted.warnings);
    check_contigs(file, plan, checksums, counted.warnings);
    // A stream has no index; a file is streamed without one only where that was asked for (faults.md 7).
    if (request.access == Access::index || (request.access == Access::automatic && file.regular)) {
        reader.require_index();
    }

    auto own_parameters = parameters;
    for (auto const& [group, sample] : file.read_groups) {
        if (!request.rg_sample.empty() && sample == request.rg_sample) {
            own_parameters.read_groups.insert(group);
        }
    }
    auto own_request = request;
    if (own_request.raw) {
        fill_from_file(own_request.raw->families.labels, file, request.rg_sample);
        if (!parameters.family_size_in_name) {
            own_request.raw->detail = RecordDetail::evidence_class;
        }
    }
    auto const margin = request.raw ? request.raw->families.window.max_insert + longest_alignment : maximum_insert;
    auto const regions = regions_to_read(plan, file.contigs, margin);
    std::vector<FileRegion> file_regions;
    for (auto const& [contig, interval] : regions) {
        file_regions.push_back({contig, interval});
    }
    Counted result;
    if (wants_index(reader, file_regions, request.access)) {
        result = count_by_index(reader, file_regions, own_request, plan, own_parameters, checksums);
    } else {
        result.counter.emplace(plan, own_parameters, file_contigs(file, plan));
        feed(reader, own_request, checksums, run_molecules, result);
    }
    static_cast<void>(reader.agrees_with_index());
    bool const declared = has_declared_records(reader, request);
    refuse_belied(result.counter->reads(), parameters, file.name, counted.warnings);
    counted.evidence = result.counter->take_evidence();
    if (own_request.raw) {
        own_request.raw->families.grouping = result.grouping;
        auto const of_molecules = judge_molecules(result.tally, own_request.raw->families, file.name);
        counted.warnings.insert(counted.warnings.end(), of_molecules.begin(), of_molecules.end());
        bool const strands_told = result.grouping && result.grouping->strategy == GroupingStrategy::paired;
        add_raw_counts(result.tally.counts, strands_told, reader, counted.evidence);
    } else {
        complete_counts(counted.evidence, reader);
    }
    counted.evidence.facts.sample = name;
    counted.evidence.facts.evidence = to_text(parameters.declared);
    counted.evidence.facts.integrity = declared ? "declared" : "unverified";
    return counted;
}

}  // namespace tidemark
