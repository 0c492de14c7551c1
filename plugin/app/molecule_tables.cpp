#include "app/molecule_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/misuse.hpp"
#include "app/output_ending.hpp"
#include "io/tables/family_metrics.hpp"
#include "io/tables/molecule_summary.hpp"

namespace tidemark {

MoleculeTables::MoleculeTables(MoleculePaths const& paths) {
    refuse_unknown_ending("--output", paths.records, {".bam"});
    claim(paths.families, "families");
    claim(paths.losses, "losses");
    claim(paths.summary, "summary");
    if (!paths.metrics.empty()) {
        for (auto const* const kind : {"tag_family_sizes", "family_sizes", "duplex_family_sizes", "duplex_yield_metrics", "umi_counts"}) {
            claim(paths.metrics + "." + kind + ".txt", kind);
        }
    }
    for (auto const& [kind, file] : pending_) {
        if (file.final_path() == paths.records) {
            misuse("output_twice", fmt::format("{} is given for reads and {}", paths.records, kind), {}, "give each a name of its own");
        }
    }
}

void MoleculeTables::claim(std::string const& path, std::string kind) {
    if (path.empty()) {
        return;
    }
    if (path == "-") {
        misuse("one_stdout", fmt::format("--{} takes a file", kind), "standard output is for reads", {});
    }
    if (std::ranges::any_of(pending_, [&](auto const& other) { return other.second.final_path() == path; })) {
        misuse("output_twice", fmt::format("{} is given twice", path), {}, "give each table a name of its own");
    }
    pending_.emplace_back(std::move(kind), PendingPath{path});
}

void MoleculeTables::fill(std::string const& sample, FamilySetting const& setting, MoleculeTally const& tally,
                          std::string const& failure) {
    auto const molecules = setting.labels.by_molecule_id ? std::string{"molecule_id"}
                           : setting.grouping            ? std::string{to_text(setting.grouping->strategy)}
                                                         : std::string{};
    MoleculeSummary const summary{sample, molecules, setting.grouping ? setting.grouping->edits : 0, tally.counts, failure};
    auto const duplex_rows = tally.strand_sizes.duplex_rows();
    for (auto const& [kind, file] : pending_) {
        auto const text = [&, &kind = kind]() -> std::string {
            if (kind == "families") {
                return families_text(duplex_rows);
            }
            if (kind == "losses") {
                return losses_text(tally.counts);
            }
            if (kind == "summary") {
                return molecule_summary_json(summary);
            }
            if (kind == "tag_family_sizes") {
                return family_size_text(tally.family_sizes.rows());
            }
            if (kind == "family_sizes") {
                return strand_family_size_text(tally.strand_sizes.size_rows());
            }
            if (kind == "duplex_family_sizes") {
                return duplex_family_size_text(duplex_rows);
            }
            if (kind == "umi_counts") {
                return umi_count_text(tally.umis.rows());
            }
            return duplex_yield_text(tally.yields.rows({}));
        };
        write_pending(file, text());
    }
}

void MoleculeTables::add_to(JointOutput& files) {
    for (auto& [kind, file] : pending_) {
        files.add(std::move(file));
    }
    pending_.clear();
}

}  // namespace tidemark
