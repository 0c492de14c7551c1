#include "io/tables/molecule_summary.hpp"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "io/tables/summary_reader.hpp"

namespace tidemark {

std::string families_text(std::span<DuplexFamilySizeRow const> rows) {
    std::string text = "ab_size\tba_size\tfamilies\n";
    for (auto const& row : rows) {
        fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\n", row.ab_size, row.ba_size, row.count);
    }
    return text;
}

std::string losses_text(MoleculeCounts const& counts) {
    std::string text = "step\treason\treads\tmolecules\n";
    auto const out = std::back_inserter(text);
    for (std::size_t loss = 0; loss < group_loss_count; ++loss) {
        fmt::format_to(out, "group\t{}\t{}\t\n", to_text(static_cast<GroupLoss>(loss)), counts.reads_lost[loss]);
    }
    for (std::size_t outcome = 0; outcome < consensus_outcome_count; ++outcome) {
        fmt::format_to(out, "consensus\t{}\t{}\t{}\n", to_text(static_cast<ConsensusOutcome>(outcome)),
                       counts.reads_of_families[outcome], counts.families[outcome]);
    }
    return text;
}

std::string molecule_summary_json(MoleculeSummary const& of) {
    auto const& counts = of.counts;
    nlohmann::ordered_json lost, families, reads, templates;
    for (std::size_t loss = 0; loss < group_loss_count; ++loss) {
        lost[std::string{to_text(static_cast<GroupLoss>(loss))}] = counts.reads_lost[loss];
    }
    for (std::size_t outcome = 0; outcome < consensus_outcome_count; ++outcome) {
        std::string const name{to_text(static_cast<ConsensusOutcome>(outcome))};
        families[name] = counts.families[outcome];
        reads[name] = counts.reads_of_families[outcome];
        templates[name] = counts.templates_of_families[outcome];
    }
    nlohmann::ordered_json summary{{"schema", "tidemark.molecule_summary/1"},
                                   {"sample", of.sample},
                                   {"molecules_by", of.molecules_by},
                                   {"edits", of.edits},
                                   {"losses", lost},
                                   {"families", families},
                                   {"reads_of_families", reads},
                                   {"templates_of_families", templates},
                                   {"totals",
                                    {{"reads_seen", counts.reads_seen},
                                     {"templates_umi_on_one_mate", counts.umi_on_one_mate},
                                     {"templates_umi_differs", counts.umi_differs},
                                     {"molecules", counts.families_of(ConsensusOutcome::called)},
                                     {"molecules_duplex", counts.duplex},
                                     {"molecules_single_template", counts.single_read},
                                     {"reads_other_alignment", counts.reads_other_alignment},
                                     {"reads_clipped_away", counts.reads_clipped_away},
                                     {"reads_low_quality", counts.reads_low_quality},
                                     {"records", counts.records}}}};
    if (!of.failure.empty()) {
        summary["failure"] = of.failure;
    }
    return summary.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

MoleculeSummary read_molecule_summary(std::filesystem::path const& path) {
    SummaryReader reader{path, "consensus", "molecule_summary"};
    auto& root = reader.root();
    MoleculeSummary summary;
    summary.sample = root.text("sample");
    summary.molecules_by = root.text("molecules_by");
    summary.edits = root.integer("edits", {0, 64});
    summary.failure = root.text("failure", "");
    auto& counts = summary.counts;
    auto const count = [](StrictObject& object, std::string_view key) {
        return static_cast<std::int64_t>(object.number(key, {0, 9e15}));
    };
    reader.object("losses", [&](StrictObject& object) {
        for (std::size_t loss = 0; loss < group_loss_count; ++loss) {
            counts.reads_lost[loss] = count(object, to_text(static_cast<GroupLoss>(loss)));
        }
    });
    for (auto const& [key, numbers] : {std::pair{"families", &counts.families}, std::pair{"reads_of_families", &counts.reads_of_families},
                                       std::pair{"templates_of_families", &counts.templates_of_families}}) {
        reader.object(key, [&, &numbers = numbers](StrictObject& object) {
            for (std::size_t outcome = 0; outcome < consensus_outcome_count; ++outcome) {
                (*numbers)[outcome] = count(object, to_text(static_cast<ConsensusOutcome>(outcome)));
            }
        });
    }
    reader.object("totals", [&](StrictObject& object) {
        counts.reads_seen = count(object, "reads_seen");
        counts.umi_on_one_mate = count(object, "templates_umi_on_one_mate");
        counts.umi_differs = count(object, "templates_umi_differs");
        static_cast<void>(count(object, "molecules"));
        counts.duplex = count(object, "molecules_duplex");
        counts.single_read = count(object, "molecules_single_template");
        counts.reads_other_alignment = count(object, "reads_other_alignment");
        counts.reads_clipped_away = count(object, "reads_clipped_away");
        counts.reads_low_quality = count(object, "reads_low_quality");
        counts.records = count(object, "records");
    });
    reader.finish(counts.conserved(), "its reads do not add up");
    return summary;
}

}  // namespace tidemark
