#include "stages/report/reason_sentences.hpp"

#include <algorithm>
#include <utility>

#include "stages/report/number_text.hpp"

namespace tidemark {
namespace {

/// Codes of pairs of draws: why a verdict is not applicable or undetermined, and flags on it.
std::vector<ReasonText> const& pair_reasons() {
    static std::vector<ReasonText> const texts{
        {"from_not_evaluable", ReasonWeight::decides, "earlier draw not evaluable",
         "The earlier sample of the pair could not be evaluated."},
        {"to_not_evaluable", ReasonWeight::decides, "later draw not evaluable",
         "The later sample of the pair could not be evaluated."},
        {"from_not_detected", ReasonWeight::decides, "earlier draw not detected",
         "Tumor DNA was not detected in the earlier sample, so there is nothing to fall from."},
        {"from_indeterminate", ReasonWeight::decides, "earlier draw indeterminate",
         "The earlier sample of the pair is indeterminate, so no verdict is stronger than undetermined."},
        {"to_indeterminate", ReasonWeight::decides, "later draw indeterminate",
         "The later sample of the pair is indeterminate, so no verdict is stronger than undetermined."},
        {"never_detected", ReasonWeight::decides, "never detected",
         "Tumor DNA was detected in neither sample; this is a class of its own, not a response."},
        {"emergence", ReasonWeight::decides, "emergence",
         "Tumor DNA appeared after a sample in which it was not detected."},
        {"clearance_not_demonstrable", ReasonWeight::decides, "clearance not demonstrable",
         "Not detected, but the sample could not have seen a tenth of what was there before."},
        {"mass_missing", ReasonWeight::decides, "mass or volume missing",
         "The cell-free DNA mass or the plasma volume was not declared, so the concentration is unknown."},
        {"no_draw_in_window", ReasonWeight::decides, "no draw in the window",
         "No sample was drawn within the time window of the definition."},
        {"no_baseline_draw", ReasonWeight::decides, "no draw for its comparison",
         "No evaluable sample stands before the treatment whose end the definition speaks about."},
        {"anchor_not_declared", ReasonWeight::decides, "its day 0 is not declared",
         "The definition counts from an event that this patient's events do not declare."},
        {"anchor_assumed", ReasonWeight::remark, "days counted from the baseline",
         "No event declares day 0; days are counted from the baseline sample."},
        {"baseline_below_minimum", ReasonWeight::decides, "baseline too low for the definition",
         "The definition asks for a higher variant fraction at baseline than was there."},
        {"not_confirmed_yet", ReasonWeight::decides, "not confirmed by a second sample",
         "The definition asks for two samples in agreement."},
        {"not_confirmed", ReasonWeight::decides, "the next sample did not show it again",
         "One sample showed the change and the next telling one did not, so it counts as chance."},
        {"not_distinguishable", ReasonWeight::decides, "too imprecise to tell",
         "The last sample neither shows the change nor speaks against it."},
        {"too_few_draws", ReasonWeight::decides, "too few draws for a trend",
         "The definition asks for a trend over more samples than there are."},
        {"flare_window", ReasonWeight::decides, "drawn in the flare window",
         "Irradiated tissue sheds DNA for some days; a rise there is no progression."},
        {"baseline_in_flare_window", ReasonWeight::decides, "earlier draw in the flare window",
         "The earlier sample of the pair was drawn while irradiated tissue may have shed DNA: a fall from it may be the end of that, so no "
         "response is shown."},
        {"legacy_metric", ReasonWeight::remark, "no honest interval",
         "The highest VAF is the largest of many values: it is high by chance and falls by chance, and no honest interval is known for "
         "it, nor one for the median. Our own definitions stay undetermined on them; those that were published on them are decided by the "
         "ratio alone."},
        {"no_shared_loci", ReasonWeight::decides, "no shared variants",
         "The two samples have no evaluable variant in common."},
        {"trunk_not_shared", ReasonWeight::decides, "no shared variant of all of the tumor",
         "The two samples share only variants of a part of the tumor, whose change is none of the whole."},
        {"chemistry_differs", ReasonWeight::decides, "chemistry differs",
         "The two samples were prepared with different chemistries."},
        {"treatment_change_between", ReasonWeight::decides, "treatment changed between",
         "Treatment changed between the two samples, or there was surgery; the verdict belongs to the earlier regimen."},
    };
    return texts;
}

ReasonText const* find(std::vector<ReasonText> const& texts, std::string const& code) {
    auto const found = std::find_if(texts.begin(), texts.end(), [&](auto const& text) { return text.code == code; });
    return found == texts.end() ? nullptr : &*found;
}

ReasonText const* find(std::string const& code) {
    auto const* const text = find(sample_reasons(), code);
    return text != nullptr ? text : find(pair_reasons(), code);
}

}  // namespace

std::vector<ReasonText> const& sample_reasons() {
    static std::vector<ReasonText> const texts{
        {"no_reads", ReasonWeight::decides, "no reads",
         "The file holds no usable reads, so nothing can be said about tumor DNA."},
        {"no_loci", ReasonWeight::decides, "no loci", "No tracked variant could be used in this sample."},
        {"no_families", ReasonWeight::decides, "no molecules", "No read could be assembled into a molecule."},
        {"no_base_quality", ReasonWeight::decides, "no base quality",
         "The file carries no base qualities, so reliable and unreliable bases cannot be told apart."},
        {"low_molecules", ReasonWeight::decides, "few molecules",
         "Fewer informative molecules were counted than the assay asks for."},
        {"lod_above_required", ReasonWeight::decides, "limit of detection too high",
         "The sample could not have seen the tumor fraction that is required for its use; not seeing tumor DNA "
         "therefore means nothing."},
        {"quantity_not_sufficient", ReasonWeight::decides, "quantity not sufficient",
         "The amount of plasma or cell-free DNA was not sufficient."},
        {"identity", ReasonWeight::decides, "identity failed",
         "The sample's genetic fingerprint does not match the patient; it may be swapped."},
        {"contamination", ReasonWeight::decides, "contamination", "The sample contains DNA of another person."},
        {"contamination_explains", ReasonWeight::decides, "contamination could explain it",
         "The signal could come from another sample of the same batch."},
        {"control_fail", ReasonWeight::decides, "control failed", "A control of the same batch did not pass."},
        {"single_locus", ReasonWeight::decides, "single locus",
         "Only one tracked variant supports the signal; a second one, or a further sample, would resolve it."},
        {"ch_suspect_only", ReasonWeight::decides, "blood-cell origin possible",
         "The signal rests only on variants that may come from blood cells; white cells drawn at the same time would "
         "resolve it."},
        {"metric_conflict", ReasonWeight::decides, "metrics disagree",
         "Fraction and concentration point in opposite directions."},
        {"fragile_locus", ReasonWeight::decides, "rests on variants that do not fit",
         "The signal rests on tracked variants that do not fit the others; without them it does not hold."},
        {"between_alphas", ReasonWeight::decides, "between the two thresholds",
         "The evidence is too weak for a detection and too strong to be dismissed; a further sample would resolve it."},
        {"calibration_inflated", ReasonWeight::remark, "calibration inflated",
         "Signatures without tumor DNA look more positive in this sample than they should."},
        {"calibration_unavailable", ReasonWeight::remark, "calibration not available",
         "The test's error rate could not be checked within this sample."},
        {"no_controls", ReasonWeight::remark, "no controls",
         "No control samples told the error rate."},
        {"rests_on_assumed_rate", ReasonWeight::decides, "rests on an assumed error rate",
         "The signal would be noise at the highest error rate that such molecules may have; control samples would resolve it."},
        {"rests_on_copies", ReasonWeight::decides, "may rest on copies of few molecules",
         "Molecular barcodes do not tell copies apart, and the signal would be noise if errors were copied as often as molecules were; counting by "
         "position would resolve it."},
        {"background_assumed", ReasonWeight::remark, "error rate assumed",
         "Neither control samples nor this sample itself could tell the error rate: the usual one of such molecules was assumed, and limits "
         "are those of a rate ten times as high."},
        {"identity_unchecked", ReasonWeight::remark, "identity not checked",
         "No genetic fingerprint was compared, so a sample swap cannot be excluded."},
        {"cn_assumed", ReasonWeight::remark, "copy number assumed",
         "The tumor's copy numbers are unknown; two copies were assumed, which affects the fraction and not the "
         "detection."},
        {"inconsistent_with_copy_state", ReasonWeight::remark, "copy number contradicted",
         "More molecules show the tracked variants than their copy numbers let any tumor fraction show; no fraction is given."},
        {"trunk_cannot_tell", ReasonWeight::remark, "fraction from parts of the tumor",
         "The variants that all of the tumor carries show too few molecules to tell the tumor fraction; variants of its parts count too, so that "
         "it is a lower bound."},
        {"fraction_lower_bound", ReasonWeight::remark, "fraction may be a lower bound",
         "Whether part of the tracked loci is lost cannot be told; if so, the tumor fraction is a lower bound."},
        {"loci_lost", ReasonWeight::remark, "part of the variants lost",
         "Part of the tracked variants is absent although the others are there; the tumor fraction allows for it unless it is called a lower bound."},
        {"integrity_unverified", ReasonWeight::remark, "file integrity not verified",
         "Integrity of the input file could not be verified."},
        {"umi_degenerate", ReasonWeight::decides, "molecular barcodes degenerate",
         "The molecular barcodes are nearly all alike, so molecules cannot be told apart."},
        {"umi_unique", ReasonWeight::remark, "molecular barcodes unique to each read",
         "Nearly every read has a molecular barcode of its own, so copies of a molecule may have been counted as molecules; the limits "
         "rest on positions instead."},
        {"no_duplex_expected", ReasonWeight::remark, "no duplex molecules",
         "The library does not allow both strands of a molecule to be recognized."},
        {"outside_window", ReasonWeight::decides, "outside the window",
         "The sample was drawn outside the time window of the definition."},
        {"input_failed", ReasonWeight::decides, "input file failed",
         "The sample's file failed its checks and was not counted."},
        {"no_detection", ReasonWeight::decides, "no result given",
         "The sample stands in the sheet, but no result was given for it."},
        {"panel_failed", ReasonWeight::decides, "panel failed",
         "The patient's variant panel could not be made, so nothing could be tracked."},
    };
    return texts;
}

std::string reason_sentence(std::string const& code) {
    auto const* const text = find(code);
    return text != nullptr ? std::string{text->sentence} : "Reason given by the program: " + words_of(code) + ".";
}

std::string reason_words(std::string const& code) {
    auto const* const text = find(code);
    return text != nullptr ? std::string{text->words} : words_of(code);
}

bool decides_status(std::string const& code) {
    auto const* const text = find(code);
    return text == nullptr || text->weight == ReasonWeight::decides;
}

std::string locus_reason_words(std::string const& code) {
    static std::vector<std::pair<std::string_view, std::string_view>> const words{
        {"ch", "clonal hematopoiesis: also in white cells"},
        {"germline", "germline: also in normal cells"},
        {"origin_unknown", "origin unknown"},
        {"white_cells_unresolved", "white cells too shallow to tell its origin"},
        {"common_snp", "common polymorphism"},
        {"indel_too_long", "insertion or deletion too long"},
        {"filter_not_pass", "the caller's filter was not passed"},
        {"unsupported", "unsupported kind of variant"}};
    auto const colon = code.find(':');
    auto const name = code.substr(0, colon);
    auto const found = std::find_if(words.begin(), words.end(), [&](auto const& entry) { return entry.first == name; });
    auto const text = found == words.end() ? words_of(name) : std::string{found->second};
    return colon == std::string::npos ? text : text + " (" + code.substr(colon + 1) + ")";
}

}  // namespace tidemark
