#include "stages/background/control_pool.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "stages/background/linked_errors.hpp"

namespace tidemark {
namespace {

// A share from which on an off-panel allele is somebody's genotype, not noise (statistics.md 3), and the fewest
// molecules that can say so.
constexpr double polymorphic_share = 0.05;
constexpr std::int64_t polymorphic_molecules = 2;

bool is_foreign(SampleEvidence const& evidence) {
    return evidence.facts.panel_hash.empty() && evidence.contexts.empty();
}

std::int64_t molecules_of(SampleEvidence const& evidence) {
    std::int64_t sum = 0;
    for (auto const& row : evidence.contexts) {
        sum += row.molecules;
    }
    return sum;
}

void add_contexts(PooledSample& pool, SampleEvidence const& evidence) {
    for (auto const& row : evidence.contexts) {
        auto& tally = pool.kinds[canonical_kind(row.group, row.context, row.substitution)];
        tally.errors += row.errors;
        tally.molecules += row.molecules;
    }
    for (auto const& row : evidence.mismatches) {
        if (!row.polymorphic) {
            pool.mismatches.push_back({row.variant, row.group, row.depth, row.alt});
        }
    }
    for (auto const& run : evidence.depths) {
        pool.depths.push_back(run);
    }
}

void add_row_as_background(PooledSample& pool, LocusRow const& row, ContextLookup const& contexts) {
    if (row.counts.depth == 0 || is_polymorphic(row.counts)) {
        return;
    }
    bool const substitution = row.variant.kind() == VariantKind::snv;
    auto& tally = pool.kinds[canonical_kind(row.group, contexts(row.variant), substitution_of(row.variant))];
    tally.errors += row.counts.alt;
    tally.molecules += row.counts.depth;
    if (substitution) {
        pool.rows.push_back({row.variant, row.group, row.counts.depth, row.counts.alt});
    }
}

/// Whether two sorted lists of runs share a position.
bool overlap(std::vector<DepthRun> const& left, std::vector<DepthRun> const& right) {
    std::map<std::string, std::map<std::int64_t, std::int64_t>> ends;   // contig -> begin -> furthest end
    for (auto const& run : left) {
        auto& end = ends[run.contig][run.begin.value];
        end = std::max(end, run.end.value);
    }
    return std::ranges::any_of(right, [&](DepthRun const& run) {
        auto const contig = ends.find(run.contig);
        if (contig == ends.end()) {
            return false;
        }
        // Runs of one position stand several times (one per group) and never nest, so the neighbours decide.
        auto const next = contig->second.lower_bound(run.begin.value);
        bool const after = next != contig->second.end() && next->first < run.end.value;
        bool const before = next != contig->second.begin() && std::prev(next)->second > run.begin.value;
        return after || before;
    });
}

void add_tables(PooledSample& pool, std::vector<SampleEvidence const*> tables, ContextLookup const& contexts) {
    // Most molecules first; equal tables stand together. Nothing here depends on the order of the command line.
    std::ranges::stable_sort(tables, [](auto const* left, auto const* right) {
        return std::pair{-molecules_of(*left), left->facts.panel_hash} <
               std::pair{-molecules_of(*right), right->facts.panel_hash};
    });
    std::vector<SampleEvidence const*> used;
    for (auto const* const table : tables) {
        for (auto const& row : table->loci) {
            if (row.counts.depth > 0 && !is_polymorphic(row.counts)) {
                pool.loci.insert({{row.variant, row.group}, {row.counts.alt, row.counts.depth}});
            }
        }
        pool.linked.merge(linked_pairs(*table));   // pairs that an earlier table has stay as they are
        bool const counted = std::ranges::any_of(used, [&](auto const* other) {
            return other->contexts == table->contexts || overlap(other->depths, table->depths);
        });
        if (!is_foreign(*table) && !counted) {
            add_contexts(pool, *table);
            used.push_back(table);
        }
    }
    std::set<LocusKind> seen;
    for (auto const* const table : tables) {
        for (auto const& row : table->loci) {
            if (is_foreign(*table) && seen.insert({row.variant, row.group}).second) {
                add_row_as_background(pool, row, contexts);
            }
        }
    }
}

}  // namespace

bool is_polymorphic(LocusCounts const& counts) {
    return counts.alt >= polymorphic_molecules &&
           static_cast<double>(counts.alt) >= polymorphic_share * static_cast<double>(counts.depth);
}

std::vector<PooledSample> pool_controls(std::span<SampleEvidence const> tables, ContextLookup const& contexts,
                                        Findings& findings) {
    std::map<std::string, std::vector<SampleEvidence const*>> by_sample;
    std::string reference_hash;
    for (auto const& table : tables) {
        auto const& hash = table.facts.reference_hash;
        if (!hash.empty() && !reference_hash.empty() && hash != reference_hash) {
            findings.push_back({Severity::contradiction, "reference_mismatch", table.facts.sample, 0, {},
                                "was counted against another reference than the samples before it"});
        }
        reference_hash = reference_hash.empty() ? hash : reference_hash;
        auto& others = by_sample[table.facts.sample];
        if (std::ranges::any_of(others, [&](auto const* other) { return *other == table; })) {
            continue;
        }
        if (std::ranges::any_of(others, [&](auto const* other) {
                return other->facts.panel_hash == table.facts.panel_hash;
            })) {
            findings.push_back({Severity::contradiction, "duplicate_sample", table.facts.sample, 0, {},
                                "stands in two tables of the same panel with different counts; give each sample once"});
        }
        others.push_back(&table);
    }
    std::vector<PooledSample> pools;
    for (auto const& [sample, its_tables] : by_sample) {
        add_tables(pools.emplace_back(PooledSample{.sample = sample, .kinds = {}, .loci = {}, .linked = {}, .depths = {}, .mismatches = {}, .rows = {}}),
                   its_tables, contexts);
    }
    return pools;
}

PooledSample own_background(SampleEvidence const& evidence, std::span<Variant const> panel,
                            ContextLookup const& contexts) {
    PooledSample pool{.sample = evidence.facts.sample, .kinds = {}, .loci = {}, .linked = {}, .depths = {}, .mismatches = {}, .rows = {}};
    add_contexts(pool, evidence);
    if (is_foreign(evidence)) {
        for (auto const& row : evidence.loci) {
            if (!std::ranges::binary_search(panel, row.variant)) {
                add_row_as_background(pool, row, contexts);
            }
        }
    }
    return pool;
}

}  // namespace tidemark
