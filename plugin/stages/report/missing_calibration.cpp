#include "stages/report/missing_calibration.hpp"

#include <algorithm>
#include <array>

#include "stages/report/reason_sentences.hpp"
#include "values/evidence/missing_signatures.hpp"

namespace tidemark {
namespace {

struct CauseText {
    MissingSignatures cause;
    std::string_view sentence;
};

constexpr std::array texts{
    CauseText{MissingSignatures::not_asked,
              "The test's error rate was not checked within this sample, because nobody asked for it."},
    CauseText{MissingSignatures::nothing_tested,
              "The test's error rate was not checked within this sample, because there was nothing to test."},
    CauseText{MissingSignatures::no_reference,
              "The test's error rate could not be checked within this sample: no reference sequence was given to find places like "
              "those of the tracked variants."},
    CauseText{MissingSignatures::rates_stated,
              "The test's error rate could not be checked within this sample: its table states error rates for the tracked variants "
              "and none for other places."},
    CauseText{MissingSignatures::no_like_loci,
              "The test's error rate could not be checked within this sample: fewer than half of its tracked variants are exchanges of "
              "a single base, and for others there are no places like theirs."},
    CauseText{MissingSignatures::no_depths,
              "The test's error rate could not be checked within this sample: its table does not say how many molecules cover other "
              "places."},
    CauseText{MissingSignatures::too_few_positions,
              "The test's error rate could not be checked within this sample: too few places like those of the tracked variants are "
              "covered."}};

}  // namespace

std::string missing_calibration_sentence(DetectionResult const& result) {
    auto const found = std::ranges::find_if(
        texts, [&](CauseText const& each) { return result.signatures_missing == to_text(each.cause); });
    return found == texts.end() ? reason_sentence("calibration_unavailable") : std::string{found->sentence};
}

}  // namespace tidemark
