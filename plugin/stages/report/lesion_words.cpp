#include "stages/report/lesion_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {
namespace {

struct CodeText {
    std::string_view code;
    std::string_view words;
    std::string_view sentence;
};

constexpr std::array texts{
    CodeText{"few_private_loci", "too few private variants",
             "Fewer than three variants are private to this lesion and readable in both samples, so it cannot be told apart from the others."},
    CodeText{"low_molecules", "too few molecules at baseline",
             "The baseline sample shows fewer than eleven molecules of the lesion's private variants; even a ten-fold fall could not be seen."},
    CodeText{"loci_disagree", "private variants disagree",
             "The private variants of this lesion do not tell one story, so that some of them may not be private."},
    CodeText{"private_uncertain", "may be shared with another lesion",
             "Some private variants of this lesion are better explained as shared with another one."},
    CodeText{"fragile_locus", "rests on one variant", "The result changes when a single private variant is left out."},
    CodeText{"collinear", "not told apart",
             "The lesion map cannot tell these lesions apart; only their sum is known, and they are not of one compartment."},
    CodeText{"compartment_unknown", "irradiation unknown",
             "Nobody says whether this lesion was irradiated, so its change is neither local nor distant."},
    CodeText{"irradiated_later", "irradiated later",
             "This lesion was declared not irradiated and was irradiated since, so its change is neither local nor distant."},
    CodeText{"one_biopsied_lesion", "one biopsied lesion",
             "Only one lesion was biopsied: no other tissue shows whether its private variants are absent elsewhere. Its private "
             "variants can be read against the trunk, which stands for all of the tumor."},
    CodeText{"unsampled", "no private variants",
             "Tumor that was not biopsied has no variants of its own here: what it sheds is the trunk less the biopsied lesions."},
    CodeText{"not_biopsied", "not biopsied", "No tissue of this lesion was sequenced, so nothing in blood can be told to be its own."},
    CodeText{"many_lesions", "not after correction for many lesions",
             "Several lesions of one compartment are looked at; this change does not hold after the correction for that (Holm)."},
    CodeText{"no_distant_response", "no distant response", "The lesions that were not irradiated show no response."},
    CodeText{"no_nonirradiated_lesion", "no nonirradiated lesion", "No biopsied lesion is known not to be irradiated."},
    CodeText{"other_lesions", "the next draw is of other lesions",
             "The next sample speaks of other lesions: one of those together was irradiated in between or is no longer among them."},
    CodeText{"no_radiotherapy", "no radiotherapy", "The events hold no radiotherapy from four weeks before the baseline to the day before this sample."},
    CodeText{"fell_before_radiotherapy", "fell before radiotherapy",
             "The fall was there at a sample taken before the first radiotherapy (a sample on its day was taken before it), so radiotherapy has not caused it."},
    CodeText{"new_systemic_therapy", "new systemic therapy",
             "Systemic treatment that is not part of the declared design began or changed between the samples."},
    CodeText{"lost_copies", "copy lost", "The copy that could carry the variant may be lost in the other lesion."},
    CodeText{"subclonal", "in a part of the tumor cells", "All biopsied lesions hold the variant, one of them in a part of its cells, so that it is not of the trunk."},
    CodeText{"lesion_unknown", "no lesion named", "Nothing says which lesion holds the variant."},
};

CodeText const* find(std::string const& code) {
    auto const* const found = std::find_if(texts.begin(), texts.end(), [&](CodeText const& text) { return text.code == code; });
    return found == texts.end() ? nullptr : found;
}

}  // namespace

std::string lesion_reason_words(std::string const& code) {
    auto const* const text = find(code);
    return text == nullptr ? reason_words(code) : std::string{text->words};
}

std::string lesion_reasons_text(std::string const& codes) {
    std::string text;
    for (auto const& code : split_semicolons(codes)) {
        text += (text.empty() ? "" : "; ") + lesion_reason_words(code);
    }
    return text;
}

std::string lesion_reason_sentence(std::string const& code) {
    auto const* const text = find(code);
    return text == nullptr ? reason_sentence(code) : std::string{text->sentence};
}

std::string lesion_verdict_words(std::string const& verdict) {
    return verdict == "abscopal_compatible" ? "Abscopal-compatible" : capitalized(words_of(verdict));
}

Tone lesion_verdict_tone(std::string const& verdict) {
    if (verdict.ends_with("_response")) {
        return Tone::met;
    }
    if (verdict.ends_with("_progression") || verdict.ends_with("_recrudescence") || verdict.ends_with("_stable")) {
        return Tone::not_met;
    }
    return verdict == "undetermined" ? Tone::undetermined : Tone::not_applicable;
}

std::string lesion_name_words(LesionShed const& row) {
    if (row.lesion.empty()) {
        return "All " + words_of(row.compartment) + " lesions";
    }
    if (row.lesion == "unsampled") {
        return "Unsampled tumor";
    }
    if (row.lesion.find(';') == std::string::npos) {
        return "Lesion " + row.lesion;
    }
    return enumeration(split_semicolons(row.lesion)) + " together";
}

std::string compartment_words(std::string const& compartment) {
    return compartment == "nonirradiated" ? "not irradiated"
           : compartment == "unknown"     ? "irradiation unknown"
           : compartment == "unsampled"   ? "not biopsied"
                                          : compartment;
}

}  // namespace tidemark
