#include "stages/report/calibration.hpp"

#include <algorithm>
#include <cmath>

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

/// Whether the sample is called with another alpha than the one that signatures are counted at everywhere.
bool has_own_alpha(DetectionResult const& result) { return result.alpha && *result.alpha != positive_alpha; }

std::string expected_text(double alpha, std::int64_t drawn) {
    return "about " + given_text(alpha * static_cast<double>(drawn)) + " or fewer are expected";
}

/// What signatures say about the size of the test at the alpha that the sample is called with. Empty where that is 0.01.
std::string own_alpha_text(DetectionResult const& result) {
    if (!has_own_alpha(result)) {
        return {};
    }
    auto const drawn = result.signatures.value_or(0);
    auto const level = given_text(*result.alpha);
    if (!result.signatures_rate_at_alpha) {
        auto const enough = static_cast<std::int64_t>(std::ceil(fewest_expected_signatures / *result.alpha));
        return " This sample is called at p ≤ " + level + ": " + count_text(drawn, "signature", "signatures") +
               " cannot tell how often the test is wrong there; that takes " + count_text(enough) + ".";
    }
    return " At p ≤ " + level + ", at which this sample is called, " + count_text(result.signatures_positive_at_alpha.value_or(0)) +
           " look positive; " + expected_text(*result.alpha, drawn) + ".";
}

Cell own_alpha_cell(DetectionResult const& result) {
    if (!result.alpha || !result.signatures_rate_at_alpha) {
        return text_cell("not told", "too few signatures");
    }
    return text_cell(percent_text(*result.signatures_rate_at_alpha) + " at p ≤ " + given_text(*result.alpha),
                     percent_interval_text({*result.signatures_rate_at_alpha, result.signatures_rate_at_alpha_lo,
                                            result.signatures_rate_at_alpha_hi}));
}

std::string widening_text(DetectionResult const& result) {
    if (!has_reason(result, "calibration_inflated")) {
        return " That is within chance: the test stands as it is.";
    }
    if (result.p_detect_model && result.p_detect && *result.p_detect > *result.p_detect_model) {
        return " That is too many or they are too small, so the test was widened: p rose from " + p_text(*result.p_detect_model) +
               " to " + p_text(*result.p_detect) + ".";
    }
    return " That is too many or they are too small; a wider test does not change this p.";
}

bool is_calibrated(Draw const& draw) {
    return draw.result.signatures && draw.result.signatures_rate && draw.result.signatures_inflation;
}

}  // namespace

std::string calibration_sentence(DetectionResult const& result) {
    auto const drawn = result.signatures.value_or(0);
    return count_text(result.signatures_positive.value_or(0)) + " of " + count_text(drawn) +
           " signatures without tumor DNA look positive at p ≤ 0.01; " + expected_text(positive_alpha, drawn) + "." +
           widening_text(result) + own_alpha_text(result);
}

std::optional<Table> calibration_table(Timeline const& timeline) {
    Table table{.id = "calibration",
                .caption = "Calibration: signatures drawn from the sample's own bases",
                .columns = {{"Day", "sample", Align::start},
                            {"p-values of signatures", "", Align::start},
                            {"False positives", "p ≤ 0.01", Align::end},
                            {"False positives", "at the threshold of the call", Align::end},
                            {"Inflation", "1: as it should be", Align::end},
                            {"In words", "", Align::start}},
                .rows = {}};
    constexpr std::size_t own_alpha = 3;
    for (auto const& draw : timeline.draws) {
        auto const& result = draw.result;
        if (!is_calibrated(draw)) {
            continue;
        }
        auto const interval = percent_interval_text({*result.signatures_rate, result.signatures_rate_lo, result.signatures_rate_hi});
        table.rows.push_back({text_cell(signed_text(draw.day), draw.row.sample), qq_cell(draw, timeline.patient),
                              text_cell(percent_text(*result.signatures_rate), interval), own_alpha_cell(result),
                              text_cell(number_text(*result.signatures_inflation, 2),
                                        range_text(result.signatures_inflation_lo, result.signatures_inflation_hi)),
                              text_cell(calibration_sentence(result),
                                        "Positions for " + count_text(result.signatures_loci.value_or(0)) + " of " +
                                            count_text(result.loci_evaluable) + " loci; about " +
                                            count_text(static_cast<std::int64_t>(result.signatures_independent.value_or(0))) +
                                            " signatures share no position.")});
    }
    // Where every draw is called at 0.01 the second rate is the first.
    if (std::ranges::none_of(timeline.draws, [](Draw const& draw) { return is_calibrated(draw) && has_own_alpha(draw.result); })) {
        table.columns.erase(table.columns.begin() + own_alpha);
        for (auto& row : table.rows) {
            row.erase(row.begin() + own_alpha);
        }
    }
    return table.rows.empty() ? std::nullopt : std::optional{std::move(table)};
}

std::string calibration_legend() {
    return "A signature is a panel of the same shape at places of this sample where no tumor variant is known. Points on the "
           "line of the chart are p-values as they should be; the shade would hold 95 % of them if none shared a position. Small numbers below are 95 % "
           "intervals. Inflation measures the smallest tenth of the p-values; a test that holds stays near or below 1.";
}

}  // namespace tidemark
