#include "io/tables/molecule_summary.hpp"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

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

std::string molecule_summary_json(MoleculeFacts const& facts, MoleculeCounts const& counts) {
    nlohmann::ordered_json lost, families, reads;
    for (std::size_t loss = 0; loss < group_loss_count; ++loss) {
        lost[std::string{to_text(static_cast<GroupLoss>(loss))}] = counts.reads_lost[loss];
    }
    for (std::size_t outcome = 0; outcome < consensus_outcome_count; ++outcome) {
        std::string const name{to_text(static_cast<ConsensusOutcome>(outcome))};
        families[name] = counts.families[outcome];
        reads[name] = counts.reads_of_families[outcome];
    }
    nlohmann::ordered_json const summary{{"schema", "tidemark.molecule_summary/1"},
                                         {"sample", facts.sample},
                                         {"molecules_by", facts.molecules},
                                         {"edits", facts.edits},
                                         {"losses", lost},
                                         {"families", families},
                                         {"reads_of_families", reads},
                                         {"totals",
                                          {{"reads_seen", counts.reads_seen},
                                           {"molecules", counts.families_of(ConsensusOutcome::called)},
                                           {"molecules_duplex", counts.duplex},
                                           {"molecules_single_template", counts.single_read},
                                           {"reads_other_alignment", counts.reads_other_alignment},
                                           {"reads_clipped_away", counts.reads_clipped_away},
                                           {"reads_low_quality", counts.reads_low_quality},
                                           {"records", counts.records}}}};
    return summary.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tidemark
