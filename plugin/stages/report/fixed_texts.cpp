#include "stages/report/fixed_texts.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "stages/report/number_text.hpp"

namespace tidemark::fixed_texts {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

template <std::size_t size>
std::string look_up(std::array<Words, size> const& table, std::string const& code) {
    for (auto const& [key, words] : table) {
        if (key == code) {
            return std::string{words};
        }
    }
    return {};
}

constexpr std::array definitions{
    Words{"decrease_50", "Decrease of at least 50\u00a0%"},
    Words{"decrease_90", "Decrease of at least 90\u00a0%"},
    Words{"demonstrated_clearance", "Demonstrated clearance"},
    Words{"distant_response", "Confirmed distant response"},
    Words{"distant_progression", "Confirmed distant progression"},
    Words{"distant_recrudescence", "Confirmed distant recrudescence"},
    Words{"local_recrudescence", "Confirmed local recrudescence"},
    Words{"local_response", "Confirmed local response"},
    Words{"local_progression", "Confirmed local progression"},
    Words{"abscopal_compatible", "Abscopal-compatible, confirmed"},
    Words{"ctmonitr_step1", "ctMoniTR step 1, decrease of at least 50\u00a0%"},
    Words{"ctmonitr_step1_mean", "ctMoniTR step 1 by the mean VAF"},
    Words{"ctmonitr_step1_median", "ctMoniTR step 1 by the median VAF"},
    Words{"ctmonitr_50", "ctMoniTR, decrease of at least 50\u00a0%"},
    Words{"ctmonitr_90", "ctMoniTR, decrease of at least 90\u00a0%"},
    Words{"ctmonitr_50_mean", "ctMoniTR, decrease of at least 50\u00a0% by the mean VAF"},
    Words{"ctmonitr_90_mean", "ctMoniTR, decrease of at least 90\u00a0% by the mean VAF"},
    Words{"ctmonitr_50_median", "ctMoniTR, decrease of at least 50\u00a0% by the median VAF"},
    Words{"ctmonitr_90_median", "ctMoniTR, decrease of at least 90\u00a0% by the median VAF"},
    Words{"ctmonitr_100", "ctMoniTR, decrease of 100\u00a0%"},
    Words{"br36_clearance", "BR.36, clearance"},
    Words{"jhu_ctdna_2019", "ctDNA response (Cancer Res 79:1214)"},
    Words{"jhu_cftl_2019", "Cell-free tumor load response (Cancer Res 79:1204)"},
    Words{"guardant_50", "Mean-VAF decrease of more than 50\u00a0% (JCO PO 2021)"},
    Words{"goldberg_50c", "Confirmed decrease of more than 50\u00a0% (CCR 2018)"},
    Words{"imvigor_clear", "IMvigor010, clearance"},
    Words{"imvigor_50_99", "IMvigor010, decrease of 50 to 99\u00a0%"},
    Words{"imvigor_lt50", "IMvigor010, decrease below 50\u00a0% or rise"},
    Words{"imvigor_25", "IMvigor010, decrease of at least 25\u00a0%"},
    Words{"imvigor_10", "IMvigor010, decrease of at least 10\u00a0%"},
    Words{"dynamic_mrd", "DYNAMIC, residual disease"},
    Words{"dynamic_clearance", "DYNAMIC, clearance at the end of treatment"},
    Words{"melanoma_10x", "More than ten-fold fall (JAMA Oncol 2018)"},
    Words{"ctdna_recist_ci", "ctDNA-RECIST by intervals"},
    Words{"crecist_cut", "cRECIST cut-offs"},
    Words{"mol_progression", "Molecular progression"},
    Words{"invar_imaf", "Integrated mutant allele fraction"},
};

constexpr std::array metrics{
    Words{"tumor_fraction_cell", "Tumor fraction"},
    Words{"hge_per_ml", "Tumor genome copies per mL"},
    Words{"vaf_mean", "Mean VAF"},
    Words{"vaf_max", "Highest VAF"},
    Words{"vaf_median", "Median VAF"},
    Words{"lesion_share", "Share shed by lesions, over the series"},
};

constexpr std::array anchors{
    Words{"pre_rt", "start of radiotherapy"},
    Words{"pre_io", "start of immunotherapy"},
    Words{"surgery", "surgery"},
    Words{"treatment", "start of treatment"},
    Words{"treatment_end", "end of treatment"},
};

constexpr std::array trajectories{
    Words{"never_detected", "Tumor DNA was not detected at the baseline nor since."},
    Words{"emergence", "Tumor DNA appeared after a baseline in which it was not detected."},
    Words{"response", "The trajectory is classed as a molecular response."},
    Words{"persistence",
          "The trajectory is classed as persistence: tumor DNA stays detectable without a proven fall or rise."},
    Words{"progression", "The trajectory is classed as a molecular progression."},
    Words{"recrudescence", "The trajectory is classed as recrudescence: tumor DNA is back after a fall."},
};

constexpr std::array locus_states{
    Words{"outlier",
          "Shows more molecules than the other loci allow; counted in the totals, left out of the tumor fraction."},
    Words{"absent", "Not seen in that draw although the others are: taken as lost, so that it does not lower the fraction."},
    Words{"inconsistent_with_copy_state",
          "Seen, alone or together with others, in more molecules than copy numbers let any tumor fraction show; left out of the tumor fraction."},
    Words{"ch", "Carried by the patient's white cells: clonal haematopoiesis, not counted as tumor."},
    Words{"origin_unknown", "Carried by the patient's white cells in a share that fits neither origin; not counted as tumor."},
    Words{"germline", "Carried by the patient's white cells as by all cells; not counted as tumor."},
    Words{"no_depth", "No informative molecule covered the locus in that draw."},
};

}  // namespace

std::string detectable(std::optional<double> lod95) {
    if (!lod95) {
        return "A limit of detection could not be computed for this sample.";
    }
    return "This sample could have detected a tumor fraction of " + percent_text(*lod95) +
           " with 95\u00a0% probability.";
}

std::string absence(std::optional<double> lod95) {
    return "Absence of detection is not absence of disease. " + detectable(lod95);
}

std::vector<std::string> always() {
    return {research_use, "Absence of detection is not absence of disease.", not_comparable};
}

std::string status_words(SampleStatus status) {
    switch (status) {
        case SampleStatus::detected: return "Detected";
        case SampleStatus::not_detected: return "Not detected";
        case SampleStatus::indeterminate: return "Indeterminate";
        case SampleStatus::not_evaluable: return "Not evaluable";
    }
    return "Not evaluable";
}

Tone tone_of(SampleStatus status) {
    switch (status) {
        case SampleStatus::detected: return Tone::detected;
        case SampleStatus::not_detected: return Tone::not_detected;
        case SampleStatus::indeterminate: return Tone::indeterminate;
        case SampleStatus::not_evaluable: return Tone::not_evaluable;
    }
    return Tone::not_evaluable;
}

std::string verdict_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return "Met";
        case Verdict::not_met: return "Not met";
        case Verdict::undetermined: return "Undetermined";
        case Verdict::not_applicable: return "Not applicable";
    }
    return "Not applicable";
}

Tone tone_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return Tone::met;
        case Verdict::not_met: return Tone::not_met;
        case Verdict::undetermined: return Tone::undetermined;
        case Verdict::not_applicable: return Tone::not_applicable;
    }
    return Tone::not_applicable;
}

std::string definition_words(std::string const& definition) {
    auto const words = look_up(definitions, definition);
    return words.empty() ? words_of(definition) : words;
}

std::string meaning_words(std::string const& met_means) {
    static constexpr std::array meanings{Words{"response", "response"}, Words{"no_response", "no response"},
                                         Words{"progression", "progression"}, Words{"detection", "tumor DNA detected"}};
    return look_up(meanings, met_means);
}

bool own_definition(std::string const& definition) {
    return definition == "decrease_50" || definition == "decrease_90" || definition == "demonstrated_clearance";
}

std::string metric_words(std::string const& metric) {
    auto const words = look_up(metrics, metric);
    return words.empty() ? words_of(metric) : words;
}

std::string published_caution() {
    return "Published definitions are evaluated as published: nothing limits how often chance alone meets one, and every draw is another "
           "chance. Of the verdicts of the first table, on a fall by half, by 90\u00a0% or to clearance, at most 2.5\u00a0% of comparisons are "
           "falsely met where nothing but the counting of molecules varies.";
}

std::string anchor_words(std::string const& anchor) {
    auto const words = look_up(anchors, anchor);
    return words.empty() ? words_of(anchor) : words;
}

std::string event_words(EventKind kind) {
    switch (kind) {
        case EventKind::surgery: return "Surgery";
        case EventKind::radiotherapy_fraction: return "Radiotherapy";
        case EventKind::systemic_start: return "Systemic treatment starts";
        case EventKind::systemic_stop: return "Systemic treatment stops";
        case EventKind::treatment_change: return "Treatment changes";
        case EventKind::imaging: return "Imaging";
        case EventKind::progression: return "Progression";
        case EventKind::last_contact: return "Last contact";
        case EventKind::death: return "Death";
    }
    return "Imaging";
}

std::string trajectory_sentence(std::string const& trajectory_class) {
    return look_up(trajectories, trajectory_class);
}

std::string class_words(std::string const& trajectory_class) {
    bool const molecular = trajectory_class == "response" || trajectory_class == "progression";
    return (molecular ? "molecular " : "") + words_of(trajectory_class);
}

std::string locus_state_sentence(std::string const& state) { return look_up(locus_states, state); }

Section reading_section(FactList explained) {
    Section section{.id = "reading", .heading = "How to read this report", .blocks = {}};
    SentenceList texts;
    for (auto const& text : always()) {
        texts.items.push_back({"", text});
    }
    section.blocks.emplace_back(std::move(texts));
    section.blocks.emplace_back(std::move(explained));
    return section;
}

std::vector<Item> glossary() {
    return {
        {"Tumor fraction",
         "Share of tumor cells' DNA among the cell-free DNA, in genome equivalents (tumor_fraction_cell), estimated "
         "from all evaluable loci together, with a 95\u00a0% interval. For a sample without detection the upper bound "
         "is one-sided, 95\u00a0%."},
        {"LoD95",
         "Limit of detection of this tube: the tumor fraction that this sample, with its molecules, loci and "
         "background, would have detected with 95\u00a0% probability."},
        {"LoB, LoQ",
         "Limit of blank: highest value expected without tumor DNA. Limit of quantification: lowest value measured "
         "with the stated precision."},
        {"Molecules",
         "Unique informative molecules over the evaluable loci; before the stroke those that show a tracked variant, "
         "background included."},
        {"p",
         "Chance of at least this much evidence without tumor DNA. Compared with alpha, the error rate allowed by the "
         "sample's intended use."},
        {"VAF",
         "Variant allele fraction: molecules with the variant over informative molecules at the locus. It is not the "
         "tumor fraction."},
        {"Confirmed",
         "Seen at one draw and again at the next draw that can tell. A draw can tell where tumor DNA was detected or not detected "
         "in it (not indeterminate, not without a result), and for a rise it was drawn outside the flare window; of a lesion, the lesion "
         "was evaluable in it too. Draws that cannot tell are passed over: they neither confirm nor refute."},
        {"Demonstrated clearance",
         "Not detected, and the upper limit at follow-up lies at or below one tenth of the lower limit at baseline: "
         "the sample could have seen what was there before."},
        {"Met, not met, undetermined",
         "A definition is met or not met only where the whole 95\u00a0% interval of the change says so; otherwise it "
         "is undetermined. Not applicable: a sample of the pair does not allow the comparison."},
    };
}

}  // namespace tidemark::fixed_texts
