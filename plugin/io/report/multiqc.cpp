#include "io/report/multiqc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "io/report/escape.hpp"
#include "io/report/multiqc_chain.hpp"
#include "io/report/multiqc_section.hpp"

namespace tidemark {
namespace {

using Json = nlohmann::ordered_json;

/// What an axis shows of a draw; nothing leaves a gap.
using Level = std::optional<double> (*)(DetectionResult const&);

/// Only a detection is a level. A bound beside it in the same line would read like one.
std::optional<double> detected_level(DetectionResult const& result) {
    return result.status == SampleStatus::detected ? result.tumor_fraction_cell : std::nullopt;
}

std::optional<double> limit_level(DetectionResult const& result) { return result.lod95_tumor_fraction; }

/// One line for each patient, as pairs of day and value: days stay numbers and in order.
Json day_lines(std::span<Timeline const> timelines, Level level) {
    Json lines = Json::object();
    for (auto const& timeline : timelines) {
        Json points = Json::array();
        for (auto const& draw : timeline.draws) {
            auto const value = level(draw.result);
            if (value && std::isfinite(*value) && *value > 0) {
                points.push_back({draw.day, *value});
            }
        }
        if (!points.empty()) {
            lines[escape_markup(timeline.patient)] = std::move(points);
        }
    }
    return lines;
}

Json line_section(std::string const& id, std::string const& name, std::string const& description, Json lines) {
    auto graph = multiqc_section(id, name, description, "linegraph");
    graph["pconfig"] = {{"id", "tidemark_" + id + "_plot"}, {"title", "tidemark: " + name}, {"xlab", "Day"},
                        {"ylab", "Tumor fraction"}, {"ylog", true}, {"categories", false}};
    graph["data"] = std::move(lines);
    return graph;
}

void put(Json& row, std::string const& key, std::optional<double> const& value, double scale = 1) {
    if (value && std::isfinite(*value)) {
        row[key] = *value * scale;
    }
}

std::string joined(std::vector<std::string> const& codes) { return fmt::format("{}", fmt::join(codes, "; ")); }

bool counted(Draw const& draw) { return draw.result.loci_designed > 0; }

Json general_statistics(std::span<Timeline const> timelines) {
    auto table = multiqc_section("general_stats", "tidemark", "", "generalstats");
    table["pconfig"] =
        Json::array({{{"status", {{"title", "ctDNA"}, {"description", "Status of the sample"}, {"scale", false}}}},
                     {{"tumor_fraction_percent",
                       {{"title", "Tumor fraction"},
                        {"description", "Tumor cell fraction, detected samples only"},
                        {"suffix", " %"},
                        {"format", "{:,.4f}"},
                        {"min", 0}}}},
                     {{"lod95_percent",
                       {{"title", "LoD95"},
                        {"description", "Tumor fraction detected with 95 % probability"},
                        {"suffix", " %"},
                        {"format", "{:,.4f}"},
                        {"min", 0}}}},
                     {{"molecules_n",
                       {{"title", "Molecules"},
                        {"description", "Informative molecules over evaluable loci"},
                        {"format", "{:,.0f}"},
                        {"min", 0}}}}});
    Json rows = Json::object();
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            Json row{{"status", to_text(draw.result.status)}};
            put(row, "tumor_fraction_percent", detected_level(draw.result), 100);
            put(row, "lod95_percent", draw.result.lod95_tumor_fraction, 100);
            if (counted(draw)) {
                row["molecules_n"] = draw.result.molecules_n;
            }
            rows[escape_markup(draw.row.sample)] = std::move(row);
        }
    }
    table["data"] = std::move(rows);
    return table;
}

Json status_table(std::span<Timeline const> timelines) {
    auto table =
        multiqc_section("status", "Status of every draw",
                "Not detected is no statement beyond the LoD95 of the sample. Fractions are fractions.", "table");
    table["pconfig"] = {{"id", "tidemark_status_table"}, {"title", "tidemark: status"}, {"col1_header", "Sample"}};
    auto& headers = table["headers"] = Json::object();
    for (auto const& [key, title] : std::vector<std::pair<std::string, std::string>>{
             {"patient", "Patient"}, {"day", "Day"}, {"status", "Status"}, {"tumor_fraction_cell", "Tumor fraction"},
             {"tumor_fraction_cell_lo", "from"}, {"tumor_fraction_cell_hi", "to"}, {"lod95_tumor_fraction", "LoD95"},
             {"p_detect", "p"}, {"loci_evaluable", "Loci"}, {"reasons", "Reasons"}}) {
        headers[key] = {{"title", title}, {"scale", false}};
        bool const fraction = key.find("fraction") != std::string::npos || key == "p_detect";
        if (fraction) {
            headers[key]["format"] = "{:.3g}";
        } else if (key == "day" || key == "loci_evaluable") {
            headers[key]["format"] = "{:,.0f}";
        }
    }
    Json rows = Json::object();
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            auto const& result = draw.result;
            Json row{
                {"patient", escape_markup(timeline.patient)}, {"day", draw.day}, {"status", to_text(result.status)}};
            if (result.status == SampleStatus::detected || result.status == SampleStatus::indeterminate) {
                put(row, "tumor_fraction_cell", result.tumor_fraction_cell);
            }
            if (result.status != SampleStatus::not_evaluable) {
                put(row, "tumor_fraction_cell_lo", result.tumor_fraction_cell_lo);
                put(row, "tumor_fraction_cell_hi", result.tumor_fraction_cell_hi);
            }
            put(row, "lod95_tumor_fraction", result.lod95_tumor_fraction);
            put(row, "p_detect", result.p_detect);
            if (counted(draw)) {
                row["loci_evaluable"] = result.loci_evaluable;
            }
            row["reasons"] =
                escape_markup(draw.failure_reason.empty() ? joined(result.reasons)
                                                          : draw.failure_reason + "; " + joined(result.reasons));
            rows[escape_markup(draw.row.sample)] = std::move(row);
        }
    }
    table["data"] = std::move(rows);
    return table;
}

/// What signatures without tumor DNA say about the test of each draw; draws without signatures are left out.
Json calibration_section(std::span<Timeline const> timelines) {
    auto table = multiqc_section("calibration", "Calibration",
                         "Synthetic signatures drawn from each sample's own bases: those with p at or below 0.01 (one in a "
                         "hundred is expected), those at the alpha that the sample is called with (a rate where two or more are "
                         "expected) and the inflation of the smallest tenth of their p-values (1 is as it should be).",
                         "table");
    table["pconfig"] = {{"id", "tidemark_calibration_table"}, {"title", "tidemark: calibration"}, {"col1_header", "Sample"}};
    auto& headers = table["headers"] = Json::object();
    for (auto const& [key, title] : std::vector<std::pair<std::string, std::string>>{
             {"signatures", "Signatures"}, {"signatures_positive", "Positive"}, {"signatures_rate", "False-positive rate"},
             {"signatures_rate_lo", "from"}, {"signatures_rate_hi", "to"}, {"signatures_positive_at_alpha", "Positive at the call's alpha"},
             {"signatures_rate_at_alpha", "False-positive rate there"}, {"signatures_rate_at_alpha_lo", "from"},
             {"signatures_rate_at_alpha_hi", "to"}, {"signatures_inflation", "Inflation"},
             {"signatures_inflation_lo", "from"}, {"signatures_inflation_hi", "to"}}) {
        headers[key] = {{"title", title}, {"scale", false},
                        {"format", key == "signatures" || key.starts_with("signatures_positive") ? "{:,.0f}" : "{:.3g}"}};
    }
    Json rows = Json::object();
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            auto const& result = draw.result;
            if (!result.signatures) {
                continue;
            }
            Json row{{"signatures", *result.signatures}};
            if (result.signatures_positive) {
                row["signatures_positive"] = *result.signatures_positive;
            }
            put(row, "signatures_rate", result.signatures_rate);
            put(row, "signatures_rate_lo", result.signatures_rate_lo);
            put(row, "signatures_rate_hi", result.signatures_rate_hi);
            if (result.signatures_positive_at_alpha) {
                row["signatures_positive_at_alpha"] = *result.signatures_positive_at_alpha;
            }
            put(row, "signatures_rate_at_alpha", result.signatures_rate_at_alpha);
            put(row, "signatures_rate_at_alpha_lo", result.signatures_rate_at_alpha_lo);
            put(row, "signatures_rate_at_alpha_hi", result.signatures_rate_at_alpha_hi);
            put(row, "signatures_inflation", result.signatures_inflation);
            put(row, "signatures_inflation_lo", result.signatures_inflation_lo);
            put(row, "signatures_inflation_hi", result.signatures_inflation_hi);
            rows[escape_markup(draw.row.sample)] = std::move(row);
        }
    }
    table["data"] = std::move(rows);
    return table;
}

/// Where the depth of the tracked loci went: into the test, or to loci that take no part in the fraction.
Json molecule_bars(std::span<Timeline const> timelines) {
    auto bars = multiqc_section("molecules", "Depth of tracked loci",
                                "Informative molecules at each locus, summed over loci, by the state of the locus: a molecule counts "
                                "once for each locus that it shows.", "bargraph");
    bars["pconfig"] = {{"id", "tidemark_molecules_plot"}, {"title", "tidemark: molecules"}, {"ylab", "Molecules"}};
    Json rows = Json::object();
    for (auto const& timeline : timelines) {
        for (auto const& draw : timeline.draws) {
            Json row{{"evaluable", 0}, {"outlier", 0}, {"absent", 0}, {"set_aside", 0}};
            for (auto const& variant : draw.result.variants) {
                auto const state = variant.state == "no_depth" ? "evaluable" : variant.state;
                row[escape_markup(state)] = row.value(escape_markup(state), std::int64_t{0}) + variant.depth;
            }
            if (!draw.result.variants.empty()) {
                rows[escape_markup(draw.row.sample)] = std::move(row);
            }
        }
    }
    bars["data"] = std::move(rows);
    return bars;
}

}  // namespace

std::vector<NamedText> multiqc_files(std::span<Timeline const> timelines, RawSummaries const& raw, std::string const& version) {
    std::vector<NamedText> files;
    std::vector<Json> contents{general_statistics(timelines), status_table(timelines),
          line_section(
              "fraction", "Tumor fraction over days",
              "Detected draws only, per patient, on a logarithmic axis. What was not detected is no level: its "
              "bound stands in the table.",
              day_lines(timelines, detected_level)),
          line_section("lod95", "Limit of detection over days", "LoD95 of every draw, per patient.",
                       day_lines(timelines, limit_level)),
          molecule_bars(timelines), calibration_section(timelines)};
    std::ranges::move(multiqc_chain(timelines, raw), std::back_inserter(contents));
    for (auto const& content : contents) {
        if (!content["data"].empty()) {
            files.push_back({content["id"].get<std::string>() + "_mqc.json",
                             content.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"});
        }
    }
    files.push_back({"tidemark_mqc_versions.yml", "tidemark: \"" + version + "\"\n"});
    return files;
}

}  // namespace tidemark
