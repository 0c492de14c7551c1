#include "stages/report/reason_sentences.hpp"

#include <algorithm>

#include "stages/report/number_text.hpp"

namespace tidemark {
namespace {

/// Codes of pairs of draws: why a verdict is not applicable or undetermined, and flags on it.
std::vector<ReasonText> const& pair_reasons() {
    static std::vector<ReasonText> const texts{
        {"baseline_missing", "no baseline", "There is no evaluable baseline to compare with."},
        {"baseline_not_evaluable", "baseline not evaluable", "The earlier sample of the pair could not be evaluated."},
        {"baseline_not_detected", "baseline not detected", "Tumor DNA was not detected in the earlier sample, so there is nothing to fall from."},
        {"not_evaluable", "not evaluable", "One sample of the pair could not be evaluated."},
        {"follow_up_not_evaluable", "follow-up not evaluable", "The later sample of the pair could not be evaluated."},
        {"never_detected", "never detected", "Tumor DNA was detected in neither sample; this is a class of its own, not a response."},
        {"emergence", "emergence", "Tumor DNA appeared after a sample in which it was not detected."},
        {"no_quantity", "no quantity", "The cell-free DNA mass or the plasma volume was not declared, so the concentration is unknown."},
        {"legacy_metric", "legacy metric", "The definition is evaluated as published, on a metric that is prone to chance changes."},
        {"different_panels", "different panels", "The two samples were not measured with the same panel."},
        {"treatment_change", "treatment change", "Treatment changed between the two samples; the verdict belongs to the earlier regimen."},
        {"unverified_definition", "unverified definition", "The published wording of the definition could not be verified in full."},
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
        {"no_reads", "no reads", "The file holds no usable reads, so nothing can be said about tumor DNA."},
        {"no_loci", "no loci", "No tracked variant could be used in this sample."},
        {"no_families", "no molecules", "No read could be assembled into a molecule."},
        {"no_base_quality", "no base quality", "The file carries no base qualities, so reliable and unreliable bases cannot be told apart."},
        {"low_molecules", "few molecules", "Fewer informative molecules were counted than the assay asks for."},
        {"lod_above_required", "limit of detection too high", "The sample could not have seen the tumor fraction that is required for its use; not seeing tumor DNA therefore means nothing."},
        {"quantity_not_sufficient", "quantity not sufficient", "The amount of plasma or cell-free DNA was not sufficient."},
        {"identity", "identity failed", "The sample's genetic fingerprint does not match the patient; it may be swapped."},
        {"contamination", "contamination", "The sample contains DNA of another person."},
        {"contamination_explains", "contamination could explain it", "The signal could come from another sample of the same batch."},
        {"control_fail", "control failed", "A control of the same batch did not pass."},
        {"single_locus", "single locus", "Only one tracked variant supports the signal; a second one, or a further sample, would resolve it."},
        {"ch_suspect_only", "blood-cell origin possible", "The signal rests only on variants that may come from blood cells; white cells drawn at the same time would resolve it."},
        {"metric_conflict", "metrics disagree", "Fraction and concentration point in opposite directions."},
        {"fragile_locus", "rests on one locus", "The result changes when a single tracked variant is left out."},
        {"between_alphas", "between the two thresholds", "The evidence is too weak for a detection and too strong to be dismissed; a further sample would resolve it."},
        {"calibration_inflated", "calibration inflated", "Signatures without tumor DNA look more positive in this sample than they should."},
        {"calibration_unavailable", "calibration not available", "The test's error rate could not be checked within this sample."},
        {"no_controls", "no controls", "No control samples were given: the error rate was learned from this sample alone."},
        {"identity_unchecked", "identity not checked", "No genetic fingerprint was compared, so a sample swap cannot be excluded."},
        {"cn_assumed", "copy number assumed", "The tumor's copy numbers are unknown; two copies were assumed, which affects the fraction and not the detection."},
        {"integrity_unverified", "file integrity not verified", "Integrity of the input file could not be verified."},
        {"umi_degenerate", "molecular barcodes degenerate", "The molecular barcodes are nearly all alike, so molecules cannot be told apart."},
        {"no_duplex_expected", "no duplex molecules", "The library does not allow both strands of a molecule to be recognized."},
        {"outside_window", "outside the window", "The sample was drawn outside the time window of the definition."},
        {"input_failed", "input file failed", "The sample's file failed its checks and was not counted."},
        {"panel_failed", "panel failed", "The patient's variant panel could not be made, so nothing could be tracked."},
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

std::vector<std::string> split_codes(std::string const& codes) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= codes.size()) {
        auto const end = std::min(codes.find(';', begin), codes.size());
        if (end > begin) {
            parts.push_back(codes.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return parts;
}

}  // namespace tidemark
