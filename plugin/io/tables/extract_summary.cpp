#include "io/tables/extract_summary.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "io/tables/summary_reader.hpp"

namespace tidemark {

namespace {

/// Names of the totals, in the order of the file.
constexpr std::array<std::pair<std::string_view, std::int64_t ExtractCounts::*>, 14> all_totals{{
    {"templates_in", &ExtractCounts::templates_in},
    {"templates_out", &ExtractCounts::templates_out},
    {"reads_in", &ExtractCounts::reads_in},
    {"reads_out", &ExtractCounts::reads_out},
    {"bases_in", &ExtractCounts::bases_in},
    {"bases_out", &ExtractCounts::bases_out},
    {"bases_umi", &ExtractCounts::bases_umi},
    {"bases_barcode", &ExtractCounts::bases_barcode},
    {"bases_skipped", &ExtractCounts::bases_skipped},
    {"bases_trimmed", &ExtractCounts::bases_trimmed},
    {"bases_lost", &ExtractCounts::bases_lost},
    {"templates_trimmed", &ExtractCounts::templates_trimmed},
    {"umis_with_n", &ExtractCounts::umis_with_n},
    {"umis_corrected", &ExtractCounts::umis_corrected},
}};

}  // namespace

std::string extract_summary_json(ExtractFacts const& facts, ExtractCounts const& counts) {
    nlohmann::ordered_json losses, totals;
    for (auto const& [name, count] : all_totals) {
        totals[std::string{name}] = counts.*count;
    }
    for (auto const loss : all_extract_losses) {
        losses[std::string{to_text(loss)}] = counts.lost(loss);
    }
    nlohmann::ordered_json summary{{"schema", "tidemark.extract_summary/1"},
                                   {"sample", facts.sample},
                                   {"read_structure", facts.read_structure},
                                   {"umi_source", facts.umi_source},
                                   {"umi_tag", facts.umi_tag},
                                   {"listed_umis", facts.listed_umis},
                                   {"trim", facts.trim},
                                   {"losses", losses},
                                   {"totals", totals}};
    if (!facts.failure.empty()) {
        summary["failure"] = facts.failure;
    }
    return summary.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

ExtractSummary read_extract_summary(std::filesystem::path const& path) {
    SummaryReader reader{path, "extract", "extract_summary"};
    auto& root = reader.root();
    ExtractSummary summary;
    summary.sample = root.text("sample");
    for (auto const* const key : {"read_structure", "umi_source", "umi_tag", "trim"}) {
        static_cast<void>(root.text(key));
    }
    summary.failure = root.text("failure", "");
    constexpr NumberDomain any{0, 9e15};
    static_cast<void>(root.number("listed_umis", any));
    auto& counts = summary.counts;
    reader.object("losses", [&](StrictObject& losses) {
        for (auto const loss : all_extract_losses) {
            counts.lost(loss) = static_cast<std::int64_t>(losses.number(to_text(loss), any));
        }
    });
    reader.object("totals", [&](StrictObject& totals) {
        for (auto const& [key, count] : all_totals) {
            counts.*count = static_cast<std::int64_t>(totals.number(key, any));
        }
    });
    reader.finish(counts.conserved(), "its reads or bases do not add up");
    return summary;
}

}  // namespace tidemark
