#include "io/tables/extract_summary.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "io/tables/strict_json.hpp"
#include "values/failure/failure.hpp"

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
    auto const name = path.filename().string();
    std::vector<std::string> faults;
    ExtractSummary summary;
    auto const json = read_strict_json(path, "extract_summary");
    StrictObject root{json, "", faults};
    if (root.text("schema") != "tidemark.extract_summary/1") {
        root.fault("schema", "is not tidemark.extract_summary/1");
    }
    summary.sample = root.text("sample");
    for (auto const* const key : {"read_structure", "umi_source", "umi_tag", "trim"}) {
        static_cast<void>(root.text(key));
    }
    summary.failure = root.text("failure", "");
    constexpr NumberDomain any{0, 9e15};
    static_cast<void>(root.number("listed_umis", any));
    auto& counts = summary.counts;
    if (auto losses = root.object("losses")) {
        for (auto const loss : all_extract_losses) {
            counts.lost(loss) = static_cast<std::int64_t>(losses->number(to_text(loss), any));
        }
        losses->finish();
    } else {
        root.fault("losses", "is missing");
    }
    if (auto totals = root.object("totals")) {
        for (auto const& [key, count] : all_totals) {
            counts.*count = static_cast<std::int64_t>(totals->number(key, any));
        }
        totals->finish();
    } else {
        root.fault("totals", "is missing");
    }
    root.finish();
    if (faults.empty() && !counts.conserved()) {
        faults.emplace_back("its reads or bases do not add up");
    }
    if (!faults.empty()) {
        throw InputError{{.rule = "extract_summary",
                          .what = fmt::format("{} is no summary of extract: {}", name, fmt::join(faults, "; ")),
                          .where = name,
                          .why = {},
                          .remedy = "give what extract --summary wrote, unchanged"}};
    }
    return summary;
}

}  // namespace tidemark
