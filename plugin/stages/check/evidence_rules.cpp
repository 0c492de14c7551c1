#include "stages/check/evidence_rules.hpp"

#include <fmt/format.h>

namespace tidemark {
namespace {

/// Reads without a UMI that a run may have and go on: they are dropped and counted.
constexpr double tolerated_share = 0.001;

std::optional<FileRefusal> contradiction(SniffedRecords const& sniffed, std::string const& evidence) {
    bool const consensus = sniffed.with_consensus_tags > 0;
    if ((evidence == "raw" || evidence == "grouped") && consensus) {
        return FileRefusal{"evidence_contradicts",
                           fmt::format("the sheet says evidence {}, but {} of the first {} records carry consensus tags "
                                       "(cD, aD, bD); write evidence consensus",
                                       evidence, sniffed.with_consensus_tags, sniffed.seen)};
    }
    if (evidence == "consensus" && !consensus && sniffed.with_umi_tag > 0) {
        return FileRefusal{"evidence_contradicts",
                           "the sheet says evidence consensus, but the first records carry UMIs and no consensus tags "
                           "(cD, aD, bD): each read would count as a molecule; write evidence raw"};
    }
    if (evidence == "grouped" && sniffed.with_molecule_tag == 0) {
        return FileRefusal{"evidence_contradicts",
                           "the sheet says evidence grouped, but the first records have no molecule tag (MI); write "
                           "evidence raw"};
    }
    return std::nullopt;
}

std::optional<FileRefusal> umi_fault(SniffedRecords const& sniffed, SampleRow const& row) {
    bool const in_name = row.umi.starts_with("name:") || row.umi.starts_with("pattern:");
    bool const announced = !row.umi.empty() && row.umi != "none";
    bool const needed = row.umi.empty() && (row.evidence == "raw" || row.evidence == "grouped");
    bool const grouped_already = row.evidence == "grouped" && sniffed.with_molecule_tag == sniffed.seen;
    if (sniffed.templates == 0 || !(announced || (needed && !grouped_already))) {
        return std::nullopt;
    }
    auto const tag = row.umi.starts_with("tag:") ? row.umi.substr(4) : std::string{"RX"};
    auto const where = in_name ? std::string{"a UMI in their name by the rule of column umi"} : "a UMI tag (" + tag + ")";
    auto const carrying = in_name ? sniffed.with_umi_in_name : sniffed.with_umi_tag;
    if (carrying == 0) {
        return FileRefusal{"umi_missing", fmt::format("none of the first {} templates has {}; name the place of the UMI, "
                                                      "or write umi none",
                                                      sniffed.templates, where)};
    }
    auto const lacking = sniffed.templates - carrying;
    if (static_cast<double>(lacking) > tolerated_share * static_cast<double>(sniffed.templates)) {
        return FileRefusal{"umi_partial", fmt::format("{} of the first {} templates lack {}", lacking,
                                                      sniffed.templates, where)};
    }
    // A single deep family is one place; a trimming error is one UMI at many.
    constexpr std::int64_t enough_templates = 1000;
    constexpr std::int64_t enough_places = 100;
    if (!sniffed.one_umi.empty() && !grouped_already && sniffed.templates >= enough_templates && sniffed.places >= enough_places) {
        return FileRefusal{"umi_degenerate", fmt::format("all of the first {} templates, at {} places, have the UMI {}; a trimming "
                                                         "step may have cut the wrong bases: extract the UMIs again, or write umi none",
                                                         carrying, sniffed.places, sniffed.one_umi)};
    }
    return std::nullopt;
}

}  // namespace

std::optional<FileRefusal> judge_evidence(SniffedRecords const& sniffed, SampleRow const& row) {
    if (sniffed.seen == 0) {
        return std::nullopt;
    }
    if (auto refusal = contradiction(sniffed, row.evidence)) {
        return refusal;
    }
    return umi_fault(sniffed, row);
}

}  // namespace tidemark
