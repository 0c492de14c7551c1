#include "io/tables/extract_summary.hpp"

#include <nlohmann/json.hpp>

namespace tidemark {

std::string extract_summary_json(ExtractFacts const& facts, ExtractCounts const& counts) {
    nlohmann::ordered_json losses;
    for (auto const loss : all_extract_losses) {
        losses[std::string{to_text(loss)}] = counts.lost(loss);
    }
    nlohmann::ordered_json const summary{{"schema", "tidemark.extract_summary/1"},
                                         {"sample", facts.sample},
                                         {"read_structure", facts.read_structure},
                                         {"umi_source", facts.umi_source},
                                         {"umi_tag", facts.umi_tag},
                                         {"listed_umis", facts.listed_umis},
                                         {"trim", facts.trim},
                                         {"losses", losses},
                                         {"totals",
                                          {{"templates_in", counts.templates_in},
                                           {"templates_out", counts.templates_out},
                                           {"reads_in", counts.reads_in},
                                           {"reads_out", counts.reads_out},
                                           {"bases_in", counts.bases_in},
                                           {"bases_out", counts.bases_out},
                                           {"bases_umi", counts.bases_umi},
                                           {"bases_barcode", counts.bases_barcode},
                                           {"bases_skipped", counts.bases_skipped},
                                           {"bases_trimmed", counts.bases_trimmed},
                                           {"bases_lost", counts.bases_lost},
                                           {"templates_trimmed", counts.templates_trimmed},
                                           {"umis_with_n", counts.umis_with_n},
                                           {"umis_corrected", counts.umis_corrected}}}};
    return summary.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tidemark
