#include "stages/report/calibration.hpp"

#include <algorithm>

#include "stages/report/cells.hpp"
#include "stages/report/chart_qq.hpp"
#include "stages/report/number_text.hpp"

namespace tidemark {
namespace {

bool has_reason(DetectionResult const& result, std::string_view code) {
    return std::ranges::find(result.reasons, code) != result.reasons.end();
}

std::string range_text(std::optional<double> const& low, std::optional<double> const& high) {
    return low && high ? number_text(*low, 2) + " to " + number_text(*high, 2) : std::string{};
}

Cell qq_cell(Draw const& draw, std::string const& patient) {
    auto cell = text_cell("");
    if (!draw.result.signatures_p.empty()) {
        cell.figure = qq_figure(draw.result.signatures_p, "qq-" + std::to_string(draw.day) + "-" + short_hash(draw.result.input_hash, 8),
                                "Signatures of patient " + patient + ", " + day_text(draw.day));
    }
    return cell;
}

}  // namespace

std::string calibration_sentence(DetectionResult const& result) {
    auto const drawn = result.signatures.value_or(0);
    auto const positive = result.signatures_positive.value_or(0);
    auto const expected = given_text(positive_alpha * static_cast<double>(drawn));
    auto const text = count_text(positive) + " of " + count_text(drawn) +
                      " signatures without tumor DNA look positive at p ≤ 0.01; about " + expected +
                      " or fewer are expected.";
    if (!has_reason(result, "calibration_inflated")) {
        return text + " That is within chance: the test stands as it is.";
    }
    if (result.p_detect_model && result.p_detect && *result.p_detect > *result.p_detect_model) {
        return text + " That is too many or they are too small, so the test was widened: p rose from " +
               p_text(*result.p_detect_model) + " to " + p_text(*result.p_detect) + ".";
    }
    return text + " That is too many or they are too small; a wider test does not change this p.";
}

std::optional<Table> calibration_table(Timeline const& timeline) {
    Table table{.id = "calibration",
                .caption = "Calibration: signatures drawn from the sample's own bases",
                .columns = {{"Day", "sample", Align::start},
                            {"p-values of signatures", "", Align::start},
                            {"False positives", "p ≤ 0.01", Align::end},
                            {"Inflation", "1: as it should be", Align::end},
                            {"In words", "", Align::start}},
                .rows = {}};
    for (auto const& draw : timeline.draws) {
        auto const& result = draw.result;
        if (!result.signatures || !result.signatures_rate || !result.signatures_inflation) {
            continue;
        }
        auto const interval = percent_interval_text({*result.signatures_rate, result.signatures_rate_lo, result.signatures_rate_hi});
        table.rows.push_back({text_cell(signed_text(draw.day), draw.row.sample), qq_cell(draw, timeline.patient),
                              text_cell(percent_text(*result.signatures_rate), interval),
                              text_cell(number_text(*result.signatures_inflation, 2),
                                        range_text(result.signatures_inflation_lo, result.signatures_inflation_hi)),
                              text_cell(calibration_sentence(result),
                                        "Positions for " + count_text(result.signatures_loci.value_or(0)) + " of " +
                                            count_text(result.loci_evaluable) + " loci; about " +
                                            count_text(static_cast<std::int64_t>(result.signatures_independent.value_or(0))) +
                                            " signatures share no position.")});
    }
    return table.rows.empty() ? std::nullopt : std::optional{std::move(table)};
}

std::string calibration_legend() {
    return "A signature is a panel of the same shape at places of this sample where no tumor variant is known. Points on the "
           "line of the chart are p-values as they should be; the shade would hold 95 % of them if none shared a position. Small numbers below are 95 % "
           "intervals. Inflation measures the smallest tenth of the p-values; a test that holds stays near or below 1.";
}

}  // namespace tidemark
